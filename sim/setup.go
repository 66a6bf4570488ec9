package sim

import (
	"crypto/ed25519"
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/token"
)

var media = map[string]center.Medium{
	"voice": center.Voice, "chat": center.Chat, "email": center.Email,
	"workitem": center.Workitem, "outboundpreview": center.Preview,
}

var stateKinds = map[centers.Kind]center.StateKind{
	centers.Ready: center.Ready, centers.NotReady: center.NotReady, centers.NotReadyReason: center.NotReadyReason,
	centers.AfterCallWork: center.AfterCallWork, centers.AfterCallWorkReason: center.AfterCallWorkReason,
	centers.DoNotDisturb: center.DoNotDisturb, centers.LoggedOut: center.LoggedOut,
}

var acts = map[centers.Act]center.FarEnd{
	centers.Answer: center.FarAnswers, centers.Busy: center.FarIsBusy, centers.Ignore: center.FarIgnores,
}

var modes = map[centers.Mode]center.Mode{
	centers.Pull: center.Pull, centers.Push: center.Push, centers.DirectPush: center.DirectPush,
}

var campaignStates = map[centers.CampaignState]center.CampaignState{
	centers.Unloaded: center.Unloaded, centers.Loaded: center.Loaded, centers.Running: center.Running,
}

// How long it takes an agent to be connected to a chat, and then to get what was
// written before: long enough to be seen.
const (
	joinDelay = 200 * time.Millisecond
	loadDelay = 300 * time.Millisecond
)

// centerConfig turns a center document into what the machine needs.
func centerConfig(doc *centers.Center, blockTimeout time.Duration) center.Config {
	cfg := center.Config{
		RingTimeout:  doc.RingTimeout,
		OfferTimeout: doc.RingTimeout,
		JoinDelay:    joinDelay,
		LoadDelay:    loadDelay,
		DialTimeout:  doc.DialTimeout,
		BlockTimeout: blockTimeout,
		RedirectTo:   redirectTo(doc),
		Workbins:     doc.Workbins,
	}
	for _, s := range doc.States {
		cfg.Choices = append(cfg.Choices, center.AgentState{
			Kind: stateKinds[s.Kind], Operation: s.Operation, Display: s.Display, Reason: s.Reason, Code: s.Code,
		})
	}
	for _, a := range doc.Agents {
		if a.Handles() {
			cfg.Agents = append(cfg.Agents, agentConfig(a))
		}
	}
	for _, n := range doc.Numbers {
		cfg.Numbers = append(cfg.Numbers, center.Number{
			Number: n.Number, Contact: center.Contact{First: n.First, Last: n.Last},
			Does: acts[n.Does], After: n.After, HangsUp: n.HangsUpAfter > 0, HangsUpIn: n.HangsUpAfter,
		})
	}
	for _, r := range doc.CallResults {
		cfg.Results = append(cfg.Results, center.CallResult(r))
	}
	addRouting(&cfg, doc)
	for _, c := range doc.Campaigns {
		cfg.Campaigns = append(cfg.Campaigns, campaignConfig(c))
	}
	return cfg
}

// redirectTo is where unanswered calls go: an agent's id, also when the document
// names their number, or an outside number.
func redirectTo(doc *centers.Center) string {
	for _, a := range doc.Agents {
		if a.Handles() && a.Number == doc.NoAnswer.RedirectTo {
			return a.ID
		}
	}
	return doc.NoAnswer.RedirectTo
}

func agentConfig(a centers.Agent) center.Agent {
	out := center.Agent{
		ID: center.AgentID(a.ID), First: a.First, Last: a.Last, User: a.User,
		Number: a.Number, Roles: a.Roles, Start: a.State, Capacity: capacity(a.Capacity),
	}
	for _, m := range a.Media {
		out.Media = append(out.Media, media[m])
	}
	return out
}

func campaignConfig(c centers.Campaign) center.Campaign {
	out := center.Campaign{Name: c.Name, Mode: modes[c.Mode], State: campaignStates[c.State], Agents: agentIDs(c.Agents)}
	for _, r := range c.Records {
		record := center.Record{
			Contact: center.Contact{First: r.Customer.First, Last: r.Customer.Last},
			Data:    fields(r.Fields),
		}
		for _, l := range r.Chain {
			record.Chain = append(record.Chain, center.Entry{Handle: l.Handle, Number: l.Number, Fields: fields(l.Fields)})
		}
		out.Records = append(out.Records, record)
	}
	return out
}

func agentIDs(ids []string) []center.AgentID {
	var out []center.AgentID
	for _, id := range ids {
		out = append(out, center.AgentID(id))
	}
	return out
}

// fields are a record's fields as attached data, by name.
func fields(m map[string]string) []center.Datum {
	names := make([]string, 0, len(m))
	for n := range m {
		names = append(names, n)
	}
	slices.Sort(names)
	var out []center.Datum
	for _, n := range names {
		value, _ := json.Marshal(m[n]) // a string always can be
		out = append(out, center.Datum{Key: n, Value: string(value)})
	}
	return out
}

// signer has a key of its own for each seed.
func signer(chance *rand.Rand) *token.Signer {
	var seed [ed25519.SeedSize]byte
	for i := 0; i < len(seed); i += 8 {
		binary.LittleEndian.PutUint64(seed[i:], chance.Uint64())
	}
	return token.NewSigner(seed)
}
