package scapi_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

func TestStatesOfUserData(t *testing.T) {
	sets := func(data string) func(*floor) []frame { return requests("interaction.setUserData", `["1",`+data+`]`) }
	writes := func(f *floor) []frame {
		return f.stage(center.Command{Verb: center.FarSay, Number: writer, Text: "Hello?"})
	}
	tests := map[string]struct {
		before []func(*floor) []frame
		do     func(*floor) []frame
		want   string
	}{
		"data are attached":               {[]func(*floor) []frame{acceptsIt}, sets(`{"a":1}`), "ATTACHED_DATA_CHANGED: USER_DATA_ATTACHED <- HISTORY_DONE"},
		"to an offer":                     {nil, sets(`{"a":1}`), "ATTACHED_DATA_CHANGED: USER_DATA_ATTACHED <- INVITED"},
		"one more is":                     {[]func(*floor) []frame{acceptsIt, sets(`{"a":1}`)}, sets(`{"b":1}`), "ATTACHED_DATA_CHANGED: USER_DATA_ATTACHED <- HISTORY_DONE"},
		"what is there is another":        {[]func(*floor) []frame{acceptsIt, sets(`{"a":1}`)}, sets(`{"a":2}`), "ATTACHED_DATA_CHANGED: USER_DATA_UPDATED <- USER_DATA_ATTACHED"},
		"what is there goes":              {[]func(*floor) []frame{sets(`{"a":1}`)}, requests("interaction.deleteUserData", `["1","a"]`), "ATTACHED_DATA_CHANGED: USER_DATA_UPDATED <- USER_DATA_ATTACHED"},
		"something else happens after it": {[]func(*floor) []frame{acceptsIt, sets(`{"a":1}`)}, writes, "NEW_MESSAGE: HISTORY_DONE <- USER_DATA_ATTACHED"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open, inWriting)
			f.as.DataStates = true
			f.furnish()
			f.open(ana, 1)
			chatArrives(f)
			for _, step := range tt.before {
				step(f)
			}
			assert.Equal(t, []string{tt.want}, toldOf(t, tt.do(f)))
		})
	}
}

func TestCallsHaveNoStatesOfUserData(t *testing.T) {
	f := newFloor(t, "union", open)
	f.as.DataStates = true
	f.furnish()
	f.open(ana, 1)
	f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: writer})
	assert.Equal(t, []string{"ATTACHED_DATA_CHANGED: RINGING <- UNKNOWN"}, toldOf(t, requests("interaction.setUserData", `["1",{"a":1}]`)(f)))
}
