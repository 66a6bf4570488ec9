package webex_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/webex"
)

// Whatever comes is read as far as it goes.
func FuzzWhatComes(f *testing.F) {
	for _, seed := range []string{
		`{"type":"Welcome","data":{"agentId":"a"}}`, `{"keepalive":"true"}`, `{"type":"RoutingMessage","data":{"type":7,"interaction":{"state":[]}}}`,
		`{"meta":{"totalPages":1e99},"data":[{"active":true,"workTypeCode":"IDLE_CODE","id":null}]}`, `[1,"x",null]`, `{`, ``, `"\ud800"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, told := webex.NoticeOf(trace.ObjectOf(data), 1)
		assert.Equal(t, told, n.Type != "")
		assert.True(t, !told || n.Event != "")
		_, _, _ = n.ID(), n.Reason(), n.Interaction()
		a := webex.Answer{Status: 200, Text: string(data)}
		if json.Valid(data) {
			a.Body, a.Text = data, ""
		}
		list, _ := a.List()
		assert.LessOrEqual(t, len(webex.Codes(list, "IDLE_CODE", "ALL", nil)), len(list))
		assert.Positive(t, a.Pages())
		_ = a.Message()
	})
}
