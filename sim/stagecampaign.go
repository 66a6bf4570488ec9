package sim

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

type loadParams struct {
	Campaign string   `json:"campaign"`
	Mode     string   `json:"mode"`
	Agents   []string `json:"agents"`
}

var stageModes = map[string]center.Mode{"pull": center.Pull, "push": center.Push, "direct-push": center.DirectPush}

func campaignLoad(p *loadParams) (center.Command, error) {
	cmd := center.Command{Verb: center.LoadCampaign, Campaign: p.Campaign}
	if err := cmp.Or(need("campaign", p.Campaign), short("campaign", p.Campaign)); err != nil {
		return cmd, err
	}
	if p.Mode == "" {
		if p.Agents != nil {
			return cmd, fmt.Errorf("%w: agents without a mode: only a new campaign is given agents", ErrParams)
		}
		return cmd, nil
	}
	mode, ok := stageModes[p.Mode]
	if !ok {
		return cmd, unknownWord("mode", p.Mode, stageModes)
	}
	if agents := slices.Compact(slices.Sorted(slices.Values(p.Agents))); len(agents) < len(p.Agents) {
		return cmd, fmt.Errorf("%w: agents: one of them is named twice", ErrParams)
	}
	cmd.Load = &center.Campaign{Mode: mode, Agents: agentIDs(p.Agents)}
	return cmd, nil
}

type campaignParams struct {
	Campaign string `json:"campaign"`
}

func campaign(v center.Verb) func(*campaignParams) (center.Command, error) {
	return func(p *campaignParams) (center.Command, error) {
		return center.Command{Verb: v, Campaign: p.Campaign}, need("campaign", p.Campaign)
	}
}

type recordParams struct {
	Campaign string            `json:"campaign"`
	Contact  contactParams     `json:"contact"`
	Fields   map[string]string `json:"fields"`
	Chain    []struct {
		Handle int    `json:"handle"`
		Number string `json:"number"`
	} `json:"chain"`
}

func campaignRecord(p *recordParams) (center.Command, error) {
	cmd := center.Command{Verb: center.AddRecord, Campaign: p.Campaign}
	err := cmp.Or(
		need("campaign", p.Campaign),
		short("contact.first", p.Contact.First, "contact.last", p.Contact.Last),
		small("fields", p.Fields),
	)
	switch {
	case err != nil:
		return cmd, err
	case len(p.Chain) == 0:
		return cmd, fmt.Errorf("%w: chain is missing: a record needs a number", ErrParams)
	case len(p.Chain) > maxChain:
		return cmd, fmt.Errorf("%w: chain has %d numbers, at most %d are taken", ErrParams, len(p.Chain), maxChain)
	}
	record := &center.Record{Contact: center.Contact(p.Contact), Data: fields(p.Fields)}
	for _, l := range p.Chain {
		same := func(e center.Entry) bool { return e.Handle == l.Handle }
		if l.Handle < 1 || l.Number == "" || slices.ContainsFunc(record.Chain, same) {
			return cmd, fmt.Errorf("%w: chain: each entry needs a number and a handle of its own, from 1", ErrParams)
		}
		if err := short("chain.number", l.Number); err != nil {
			return cmd, err
		}
		record.Chain = append(record.Chain, center.Entry{Handle: l.Handle, Number: l.Number})
	}
	cmd.Record = record
	return cmd, nil
}
