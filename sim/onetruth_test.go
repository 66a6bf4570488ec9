package sim_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/wire"
)

// crowd are agents who have a desktop and a GWS client each, and do anything on both.
type crowd struct {
	*stagehand
	chance *rand.Rand
	agents []string
}

func newCrowd(t *testing.T, seed uint64) *crowd {
	c := &crowd{play(t, nil), rand.New(rand.NewPCG(seed, 0)), []string{"1001", "1002", "1003"}}
	for _, id := range append(c.agents, "1007") {
		require.NoError(t, c.w.Enter(t.Context(), wire.GWS, id, page{c.stagehand, id + restUser}))
	}
	for _, id := range c.agents {
		c.line(id + " opens " + id)
	}
	return c
}

// ask is what a user of GWS gets for a request.
func (c *crowd) ask(user, method, path, body string) (answer struct {
	Status int
	Body   struct {
		URIs         []string `json:"uris"`
		Interactions []struct {
			ID           string
			Capabilities []string
		}
	}
}) {
	c.t.Helper()
	path, query, _ := strings.Cut(path, "?")
	frame := fmt.Sprintf(`{"method":%q,"path":%q,"query":%q,"base":"http://host"`, method, path, query)
	if body != "" {
		frame += `,"body":` + body
	}
	raw, err := c.w.Exchange(c.t.Context(), wire.GWS, user, []byte(frame+"}"))
	require.NoError(c.t, err)
	require.NoError(c.t, json.Unmarshal(raw, &answer))
	return answer
}

// listed are the interactions that an agent's desktop lists, and their states.
func (c *crowd) listed(agent string) map[string]string {
	c.t.Helper()
	c.log.Reset()
	c.line(agent + " > interaction.getInteractions")
	_, body, _ := strings.Cut(c.log.String(), " <- ")
	var answer struct {
		Data []struct{ InteractionID, State string }
	}
	require.NoError(c.t, json.Unmarshal([]byte(body), &answer))
	out := map[string]string{}
	for _, x := range answer.Data {
		out[x.InteractionID] = x.State
	}
	return out
}

func pick[T any](c *crowd, from []T) (one T) {
	if len(from) > 0 {
		one = from[c.chance.IntN(len(from))]
	}
	return one
}

// act lets somebody do something, which may be refused.
func (c *crowd) act() string {
	c.t.Helper()
	agent, other := pick(c, c.agents), pick(c, c.agents)
	customer := fmt.Sprintf("carla%d", c.chance.IntN(20))
	var line string
	switch c.chance.IntN(6) {
	case 0, 1:
		line = pick(c, []string{
			`stage email.arrive {"target":{"type":"queue","name":"Support"},"from":"` + customer + `"}`,
			`stage email.arrive {"agent":"` + agent + `","from":"` + customer + `"}`,
			`stage chat.arrive {"agent":"` + agent + `","from":"` + customer + `"}`,
			`stage chat.arrive {"target":{"type":"queue","name":"Support"},"from":"` + customer + `"}`,
			`stage chat.end {"from":"` + customer + `"}`,
			`stage clock.advance {"ms":` + pick(c, []string{"100", "100", "500", "15000"}) + `}`,
			`stage desktop.pullFromWorkbin {"agent":"` + agent + `","from":"` + customer + `","workbin":"Later"}`,
			agent + ` > agent.setState ["Ready"]`,
		})
		c.line(line)
	case 2:
		var ids []string
		for id := range c.listed(agent) {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		id := pick(c, ids)
		line = pick(c, []string{
			agent + ` > interaction.accept ["` + id + `"]`,
			agent + ` > interaction.reject ["` + id + `"]`,
			agent + ` > interaction.markdone ["` + id + `"]`,
			agent + ` > interaction.singleStepTransfer ["` + id + `",{"type":"AGENT","destination":"` + other + `"}]`,
			agent + ` > interaction.singleStepConference ["` + id + `",{"type":"AGENT","destination":"` + other + `"}]`,
			`stage desktop.leaveConference {"agent":"` + agent + `","interaction":"` + id + `"}`,
			`stage desktop.endChat {"agent":"` + agent + `","interaction":"` + id + `"}`,
			`stage desktop.placeInWorkbin {"agent":"` + agent + `","interaction":"` + id + `","workbin":"Later"}`,
		})
		c.line(line)
	default:
		line = c.post(agent, other)
	}
	return line
}

// members are those that operations need beside their name.
func (c *crowd) members(operation, other string) string {
	switch operation {
	case "PlaceInQueue":
		return `,"queue":"Support"`
	case "PlaceInWorkbin":
		return `,"workbin":"Later"`
	case "Transfer":
		return `,"targetId":"` + other + `"`
	case "StartConference", "InitiateConsulation":
		return `,"agentId":"` + other + `"`
	case "UpdateProperties":
		return `,"properties":{"a":1}`
	case "SendMessage", "SendNotification":
		return `,"text":"hello"`
	case "Forward":
		return `,"to":"boss@example.com"`
	}
	return ""
}

// post lets an agent do something that their GWS client says is possible, or else
// begin to work.
func (c *crowd) post(agent, other string) string {
	c.t.Helper()
	var can [][2]string
	for _, x := range c.ask(agent, "GET", "/interactions?fields=*", "").Body.Interactions {
		for _, name := range x.Capabilities {
			can = append(can, [2]string{x.ID, name})
		}
	}
	path, name := "/me", "Ready"
	if len(can) > 0 {
		chosen := pick(c, can)
		path, name = "/me/interactions/"+chosen[0], chosen[1]
	}
	body := `{"operationName":"` + name + `"` + c.members(name, other) + `}`
	status := c.ask(agent, "POST", path, body).Status
	line := fmt.Sprintf("%s POST %s %s: %d", agent, path, body, status)
	if !dependsOnOthers(name) {
		assert.Equal(c.t, 200, status, "a capability is refused: %s", line)
	}
	return line
}

// dependsOnOthers reports whether an operation that is possible can be refused because of
// somebody else: who is to take part may have no time.
func dependsOnOthers(operation string) bool {
	return slices.Contains([]string{"Transfer", "StartConference", "InitiateConsulation", "CompleteTransfer", "CompleteConference"}, operation)
}

// TestBothWiresTellOneTruth lets agents do anything on both wires: what a desktop lists
// is what the GWS client lists, and all that anybody handles is the center's.
func TestBothWiresTellOneTruth(t *testing.T) {
	for seed := range uint64(8) {
		c := newCrowd(t, seed)
		for range 150 {
			line := c.act()
			all := c.ask("1007", "GET", "/interactions", "").Body.URIs
			for _, agent := range c.agents {
				handled := 0
				for _, state := range c.listed(agent) {
					if state != "INVITED" && state != "INVITED_CONFERENCE" {
						handled++
					}
				}
				mine := c.ask(agent, "GET", "/me/interactions", "").Body.URIs
				require.Len(t, mine, handled, "seed %d, agent %s, after %s", seed, agent, line)
				assert.Subset(t, all, mine)
			}
		}
		c.w.Close()
	}
}
