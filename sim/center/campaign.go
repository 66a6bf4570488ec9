package center

import (
	"fmt"
	"slices"
)

// loadCampaign loads a campaign the center knows, or a new one with its definition.
func (c *Center) loadCampaign(cmd *Command) error {
	k, err := c.campaign(cmd.Campaign)
	switch {
	case err != nil && cmd.Load == nil:
		return err
	case err != nil && len(c.campaigns) >= MaxCampaigns:
		return fmt.Errorf("load campaign %q: %w", cmd.Campaign, ErrTooManyCampaigns)
	case err != nil:
		d := *cmd.Load
		d.Name, d.State = cmd.Campaign, Unloaded
		if k, err = c.addCampaign(d); err != nil {
			return err
		}
	case k.State != Unloaded:
		return fmt.Errorf("load campaign %q: it is %s: %w", k.Name, k.State, ErrCampaign)
	case cmd.Load != nil && !k.is(cmd.Load):
		return fmt.Errorf("load campaign %q: it is there with another mode or other agents: %w", k.Name, ErrCampaign)
	}
	if cmd.Load != nil { // it is new, whatever it is called
		c.empty(k)
	}
	c.turnCampaign(k, Loaded, CampaignLoaded)
	return nil
}

// is reports whether a campaign has that mode and those agents.
func (k *campaign) is(d *Campaign) bool { return k.Mode == d.Mode && slices.Equal(k.Agents, d.Agents) }

// campaignMoves is the life of a campaign.
var campaignMoves = map[CampaignState]map[Verb]CampaignState{
	Loaded:  {StartCampaign: Running, UnloadCampaign: Unloaded},
	Running: {StopCampaign: Loaded},
}

var campaignEvents = map[Verb]EventKind{
	StartCampaign:  CampaignStarted,
	StopCampaign:   CampaignStopped,
	UnloadCampaign: CampaignUnloaded,
}

func (c *Center) moveCampaign(cmd *Command) error {
	k, err := c.campaign(cmd.Campaign)
	if err != nil {
		return err
	}
	to, ok := campaignMoves[k.State][cmd.Verb]
	if !ok {
		return fmt.Errorf("%s %q: it is %s: %w", cmd.Verb, k.Name, k.State, ErrCampaign)
	}
	c.turnCampaign(k, to, campaignEvents[cmd.Verb])
	return nil
}

// turnCampaign moves a campaign and tells its agents.
func (c *Center) turnCampaign(k *campaign, to CampaignState, kind EventKind) {
	k.State = to
	for _, a := range c.agents {
		if k.has(a.ID) {
			c.emit(Event{Kind: kind, Agent: a.ID, Campaign: k.Name, Mode: k.Mode})
		}
	}
}

// MaxListed is how many bytes of records AddRecord lets wait in all calling lists
// together, and MaxCampaigns how many campaigns LoadCampaign brings a center to.
const (
	MaxListed    = 32 << 20
	MaxCampaigns = 1000
)

// addRecord adds a record to a campaign's calling list.
func (c *Center) addRecord(cmd *Command) error {
	k, err := c.campaign(cmd.Campaign)
	if err != nil {
		return err
	}
	if cmd.Record == nil || len(cmd.Record.Chain) == 0 {
		return fmt.Errorf("campaign %q: a record without a number: %w", k.Name, ErrUnknownHandle)
	}
	n := cmd.Record.size()
	if c.listed+n > MaxListed {
		return fmt.Errorf("campaign %q: %w", k.Name, ErrTooManyRecords)
	}
	c.listed += n
	k.left = append(k.left, *cmd.Record)
	return nil
}

// size is about how many bytes a record takes.
func (r *Record) size() int {
	n := 256 + size(r.Data) + len(r.Contact.First) + len(r.Contact.Last)
	for _, e := range r.Chain {
		n += 64 + len(e.Number) + size(e.Fields)
	}
	return n
}
