package scapi

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// oneAgent is a center of which only its agent is looked at.
type oneAgent struct {
	wire.Center
	agent center.Agent
}

func (c oneAgent) View(center.AgentID) (center.AgentView, bool) {
	return center.AgentView{Agent: c.agent}, true
}

type onePort struct{ c oneAgent }

func (p onePort) Do(center.Command) error { return nil }
func (p onePort) Center() wire.Center     { return p.c }

func TestADialogHasItsPlaceholdersFilled(t *testing.T) {
	s := New(Config{Agent: "1001"})
	c := oneAgent{agent: center.Agent{ID: "1001", First: "Ana", Last: "Alves", User: "ana"}}
	ask := func(url, options string) {
		_, err := s.openDialog(&request{port: onePort{c}, args: []json.RawMessage{json.RawMessage(url), json.RawMessage(options)}})
		require.NoError(t, err)
	}
	ask(`"https://d.example?id=$Dialog.Id$&again=$Dialog.Id$&agent=$Agent.EmployeeId$"`, `{"label":"$Agent.FullName$ ($Agent.UserName$)"}`)
	ask(`"https://d.example?id=$Dialog.Id$"`, `{"label":"$Agent.FirstName$ and $Agent.LastName$ and $Agent.Shoe$ for 5$"}`)
	assert.Equal(t, []dialog{
		{"wweCustomDialog0", "https://d.example?id=wweCustomDialog0&again=wweCustomDialog0&agent=1001", "Ana Alves (ana)"},
		{"wweCustomDialog1", "https://d.example?id=wweCustomDialog1", "Ana and Alves and $Agent.Shoe$ for 5$"},
	}, s.dialogs)
}
