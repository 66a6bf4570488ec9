package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/internal/golden"
)

func TestBookWritesTheSchemaOfAType(t *testing.T) {
	for _, profile := range []string{"documented", "sdk-3.12.0"} {
		s := deskproof(t, "book", "--schema", "Interaction", profile)
		assert.Equal(t, 0, s.code, s.errors)
		golden.Equal(t, "book-schema-"+profile+".json", []byte(s.out))
	}
}

func TestBookWritesTheSchemaOfWhatThereIs(t *testing.T) {
	tests := map[string]struct {
		words []string
		want  string
	}{
		"nothing":              {nil, "--schema needs a type and a profile"},
		"a type alone":         {[]string{"Interaction"}, "--schema needs a type and a profile"},
		"a type of another":    {[]string{"Interaction", "8.5.0"}, `type "Interaction" is not in the book of gws: choose `},
		"a profile of no book": {[]string{"Interaction", "nope"}, `profile "nope" is not known`},
		"with a diff besides":  {[]string{"Interaction", "documented", "--diff"}, "diff"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"book", "--schema"}, tt.words...)...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}
