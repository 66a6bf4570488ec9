package target_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

func TestTheWiresOfATarget(t *testing.T) {
	at := func(address string) targets.Wire { return targets.Wire{Address: address} }
	tests := map[string]struct {
		hello      string
		file       map[string]targets.Wire
		scapi, gws bool
	}{
		"nobody says":             {`[]`, map[string]targets.Wire{"scapi": {}}, true, false},
		"hello":                   {`["gws"]`, map[string]targets.Wire{"scapi": {}}, false, true},
		"hello, of both":          {`["scapi","gws"]`, nil, true, true},
		"the file":                {`[]`, map[string]targets.Wire{"gws": at("http://center/api/v2")}, false, true},
		"the file, beside hello":  {`["scapi"]`, map[string]targets.Wire{"gws": at("http://center/api/v2")}, true, true},
		"the file, without where": {`[]`, map[string]targets.Wire{"scapi": {}, "gws": {}}, true, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file, _ := visited(t, map[string]string{"hello": fmt.Sprintf(`{"protocol":1,"worlds":"many","wires":%s}`, tt.hello)})
			file.Wires = tt.file
			got, err := target.Connect(t.Context(), target.Config{Target: file})
			require.NoError(t, err)
			defer got.Close()
			assert.Equal(t, tt.scapi, got.Has("scapi"))
			assert.Equal(t, tt.gws, got.Has("gws"))
		})
	}
}
