package gws_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

// parameters are what operations need beside their name.
var parameters = map[string]string{
	"SendMessage": `"text":"Hello"`, "SendNotification": `"notificationType":"TypingStarted"`, "PlaceInQueue": `"queue":"Support"`,
	"UpdateProperties": `"properties":{"a":1}`, "PlaceInWorkbin": `"workbin":"Later"`, "Transfer": `"targetId":"ben"`,
	"StartConference": `"agentId":"ben"`, "InitiateConsulation": `"agentId":"ben"`,
}

// capabilities are what an agent's interaction says is possible.
func (f *floor) capabilities(user center.AgentID, id string) []string {
	f.t.Helper()
	var body struct {
		Interactions []struct {
			ID           string
			Capabilities []string
		}
	}
	require.NoError(f.t, json.Unmarshal(f.get(user, "/me/interactions?fields=*").Body, &body))
	for _, x := range body.Interactions {
		if x.ID == id {
			return x.Capabilities
		}
	}
	return nil
}

func TestEveryCapabilityIsOne(t *testing.T) {
	kinds := map[string]func(*floor) string{
		"e-mail": func(f *floor) string { return f.email("1001") },
		"chat":   func(f *floor) string { return f.chat("1001") },
	}
	states := map[string]func(*floor){
		"ready": func(*floor) {},
		"logged out since": func(f *floor) {
			f.stage(center.Command{Verb: center.ChooseState, Agent: ana, State: "LogOut"})
		},
	}
	for kind, arrive := range kinds {
		for state, reach := range states {
			begin := func(t *testing.T) (*floor, string) {
				f := newFloor(t)
				id := arrive(f)
				f.do(ana, id, "Accept")
				reach(f)
				return f, id
			}
			f, id := begin(t)
			can := f.capabilities(ana, id)
			require.NotEmpty(t, can)
			for _, name := range can {
				t.Run(kind+"/"+state+"/"+name, func(t *testing.T) {
					f, id := begin(t)
					var with []string
					if p := parameters[name]; p != "" {
						with = append(with, p)
					}
					r := f.do(ana, id, name, with...)
					assert.Equal(t, 200, r.Status, string(r.Body))
				})
			}
		}
	}
}
