package center_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
)

func TestAnAgentsListIsBounded(t *testing.T) {
	d := open(t)
	for range center.MaxParts {
		require.NoError(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: carla}))
		parts := d.c.Parts(ana)
		require.NoError(t, d.try(center.Command{Verb: center.HangUp, Agent: ana, Interaction: parts[len(parts)-1].ID}))
	}
	assert.ErrorIs(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: carla}), center.ErrFull)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.Arrive, Agent: ana, Number: carla}), center.ErrFull)
	assert.NoError(t, d.try(center.Command{Verb: center.Arrive, Agent: ben, Number: carla}), "another agent's is not full")

	require.NoError(t, d.try(center.Command{Verb: center.Done, Agent: ana, Interaction: d.c.Parts(ana)[0].ID}))
	assert.NoError(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: chen}))
}

func TestAttachedDataIsBounded(t *testing.T) {
	d := open(t)
	require.NoError(t, d.try(center.Command{Verb: center.Dial, Agent: ana, Number: carla}))
	id := d.part(ana, center.Voice).ID
	set := func(key string, bytes int) error {
		return d.try(center.Command{Verb: center.SetData, Agent: ana, Interaction: id,
			Data: []center.Datum{{Key: key, Value: `"` + strings.Repeat("x", bytes-2-len(key)) + `"`}}})
	}
	require.NoError(t, set("a", center.MaxData/2))
	require.NoError(t, set("b", center.MaxData/2))
	assert.ErrorIs(t, set("c", 10), center.ErrTooMuchData)
	assert.Len(t, d.part(ana, center.Voice).Data, 2, "nothing has changed")
	assert.NoError(t, set("a", 10), "less is always possible")
	assert.NoError(t, set("c", 10))
}

func TestThereIsNothingToDialWithoutANumber(t *testing.T) {
	d := open(t)
	assert.ErrorIs(t, d.try(center.Command{Verb: center.Dial, Agent: ana}), center.ErrNoNumber)
	assert.Empty(t, d.c.Parts(ana))
}

func TestACampaignIsLoadedAgainAsItIs(t *testing.T) {
	tests := map[string]struct {
		load    *center.Campaign
		refused bool
	}{
		"by its name":       {nil, false},
		"the same":          {&center.Campaign{Mode: center.Push, Agents: []center.AgentID{ana}}, false},
		"with another mode": {&center.Campaign{Mode: center.Pull, Agents: []center.AgentID{ana}}, true},
		"with other agents": {&center.Campaign{Mode: center.Push}, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t)
			d.do(center.Command{Verb: center.UnloadCampaign, Campaign: "Push"})
			err := d.try(center.Command{Verb: center.LoadCampaign, Campaign: "Push", Load: tt.load})
			if tt.refused {
				assert.ErrorIs(t, err, center.ErrCampaign)
				assert.Empty(t, d.events)
				return
			}
			assert.NoError(t, err)
		})
	}
}

func TestCallingListsAreBounded(t *testing.T) {
	d := open(t)
	record := func(bytes int) center.Command {
		return center.Command{Verb: center.AddRecord, Campaign: "Pull", Record: &center.Record{
			Chain: []center.Entry{{Handle: 1, Number: carla}},
			Data:  []center.Datum{{Key: "A", Value: strings.Repeat("x", bytes)}},
		}}
	}
	require.NoError(t, d.try(record(center.MaxListed-(10<<10))))
	require.NoError(t, d.try(record(5<<10)))
	assert.ErrorIs(t, d.try(record(5<<10)), center.ErrTooManyRecords)
	assert.NoError(t, d.try(record(1<<10)), "a smaller one fits")

	for range 3 { // two that were there, and the large one
		require.NoError(t, d.try(center.Command{Verb: center.NextRecord, Agent: ana, Campaign: "Pull"}))
		require.NoError(t, d.try(center.Command{Verb: center.CancelRecord, Agent: ana, Interaction: d.part(ana, center.Preview).ID}))
		require.NoError(t, d.try(center.Command{Verb: center.Done, Agent: ana, Interaction: d.part(ana, center.Preview).ID, Stop: true}))
	}
	assert.NoError(t, d.try(record(5<<10)), "what was taken makes room")
}

func TestWhatIsWrittenInRecordsIsBounded(t *testing.T) {
	d := open(t)
	write := func(bytes int) error {
		return d.try(center.Command{Verb: center.UpdateFields, Agent: ana, Interaction: d.part(ana, center.Preview).ID,
			Data: []center.Datum{{Key: "A", Value: strings.Repeat("x", bytes)}}})
	}
	d.do(center.Command{Verb: center.NextRecord, Agent: ana, Campaign: "Pull"})
	require.NoError(t, write(40<<10))
	d.do(center.Command{Verb: center.AddRecord, Campaign: "Pull", Record: &center.Record{
		Chain: []center.Entry{{Handle: 1, Number: carla}},
		Data:  []center.Datum{{Key: "A", Value: strings.Repeat("x", center.MaxListed-(30<<10))}},
	}})
	assert.ErrorIs(t, write(50<<10), center.ErrTooManyRecords)
	assert.NoError(t, write(35<<10), "less is always possible")
	assert.NoError(t, write(10<<10))
	assert.NoError(t, write(20<<10), "as is what could wait")
}

func TestCampaignsAreBounded(t *testing.T) {
	d := open(t)
	load := func(name string) error {
		return d.try(center.Command{Verb: center.LoadCampaign, Campaign: name, Load: &center.Campaign{Mode: center.Pull}})
	}
	for i := 3; i < center.MaxCampaigns; i++ { // three are there
		require.NoError(t, load(fmt.Sprint("C", i)))
	}
	assert.ErrorIs(t, load("one too many"), center.ErrTooManyCampaigns)
	require.NoError(t, d.try(center.Command{Verb: center.UnloadCampaign, Campaign: "C7"}))
	assert.NoError(t, load("C7"), "it is there already")
}
