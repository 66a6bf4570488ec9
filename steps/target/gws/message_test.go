package gws_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/target/gws"
)

func TestWhatAnInteractionSays(t *testing.T) {
	const members = `"id":"1","state":"Invited","channel":"chat","capabilities":["Accept"],"userData":{"Topic":"Renewal"},"currentQueue":"Q","flag":true,"nothing":null`
	for name, text := range map[string]string{
		"flat":               `{"messageTypeName":"M",` + members + `}`,
		"nested":             `{"messageType":"M","interaction":{` + members + `}}`,
		"nested as a chat":   `{"messageType":"M","chat":{` + members + `}}`,
		"nested as an email": `{"messageType":"M","state":"Other","email":{` + members + `}}`,
	} {
		t.Run(name, func(t *testing.T) {
			i := gws.InteractionOf(json.RawMessage(text))
			assert.Equal(t, []string{"1", "Invited", "chat", "M", ""}, []string{i.ID(), i.State(), i.Medium(), i.Kind(), i.Notification()})
			capabilities, ok := i.Capabilities()
			assert.True(t, ok)
			assert.Equal(t, []string{"Accept"}, capabilities)
			data, ok := i.UserData()
			assert.True(t, ok)
			assert.Equal(t, `"Renewal"`, string(data.Get("Topic")))
			assert.Equal(t, "true", string(i.Get("flag")))
			assert.Nil(t, i.Get("nothing"))
			assert.False(t, i.Handled())
		})
	}
}

func TestCapabilities(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
		ok   bool
	}{
		"none":                {`{"capabilities":[]}`, []string{}, true},
		"no list at all":      {`{}`, nil, false},
		"null":                {`{"capabilities":null}`, nil, false},
		"no list":             {`{"capabilities":"A"}`, []string{`"A"`}, true},
		"a list of something": {`{"capabilities":["A", 1]}`, []string{`["A",1]`}, true},
	}
	for name, tt := range tests {
		got, ok := gws.InteractionOf(json.RawMessage(tt.text)).Capabilities()
		assert.Equal(t, tt.ok, ok, name)
		assert.Equal(t, tt.want, got, name)
	}
}

func TestContentOfAWorkbin(t *testing.T) {
	tests := map[string]struct {
		data string
		ids  []string
		ok   bool
	}{
		"an array":                {`[{"id":"1"},{"id":"2"}]`, []string{"1", "2"}, true},
		"an empty array":          {`[]`, nil, true},
		"a member":                {`{"workbin":"W","interactions":[{"id":"1"}]}`, []string{"1"}, true},
		"an empty member":         {`{"workbin":"W","interactions":[]}`, nil, true},
		"a member of other names": {`{"content":[{"interaction":{"id":"1"}}]}`, []string{"1"}, true},
		"a message of its own":    {`{"id":"1","state":"InWorkbin","capabilities":[]}`, nil, false},
		"participants":            {`{"id":"1","participants":[{"nickname":"Sample"}]}`, nil, false},
		"something else":          {`"text"`, nil, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			items, ok := gws.Message{Data: json.RawMessage(tt.data)}.Content()
			var ids []string
			for _, i := range items {
				ids = append(ids, i.ID())
			}
			assert.Equal(t, tt.ok, ok)
			assert.Equal(t, tt.ids, ids)
		})
	}
}

func TestStatesOfWhoHandlesIt(t *testing.T) {
	for state, want := range map[string]bool{"Accepted": true, "Processing": true, "Chatting": true, "Composing": true, "Invited": false, "Completed": false, "": false} {
		assert.Equal(t, want, gws.InteractionOf(json.RawMessage(`{"state":"`+state+`"}`)).Handled(), state)
	}
}

// FuzzAnswers: any bytes are an answer, and all of it can be asked for.
func FuzzAnswers(f *testing.F) {
	for _, seed := range []string{
		`{"status":"ok","statusCode":0}`, `{"statusCode":1e999}`, `{"uris":[],"interactions":[{}]}`, `[]`, ``, "\xff", `null`,
		`[{"channel":"/v2/me/interactions","data":` + invited + `},{"channel":"/meta/connect","successful":true,"advice":{"timeout":1e99,"interval":-1,"reconnect":7}}]`,
		`[{"channel":"/meta/connect","data":[{"id":"1"}]},[]]`, `[{"data":{"interaction":{"email":{}}}}]`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		a := gws.Answer{Status: 200, Body: body}
		require.Equal(t, a.Succeeded(), !a.Failed())
		_, _ = a.Code()
		_, _ = a.URIs()
		_, _ = a.Interactions()
		for _, m := range a.Batch() {
			i := gws.InteractionOf(m.Get("data"))
			_, _ = i.Capabilities()
			_, _ = i.UserData()
			_, _ = gws.Message{Data: m.Get("data"), Interaction: i}.Content()
			_, _ = a.Reply(i.ID()), i.Handled()
		}
	})
}
