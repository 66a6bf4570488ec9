package sim

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/des"
	"github.com/deskproof/deskproof/sim/journal"
)

// Every is something that happens again and again in a paced world, for an agent who has
// a page open and not much to do: an agent after the other gets it. It is journalled as
// the stage calls by which it is done.
type Every struct {
	Period time.Duration // of the world's time
	What   string        // one of Recurring
}

// Recurring lists what can happen again and again, sorted.
func Recurring() []string { return slices.Sorted(maps.Keys(recurring)) }

// recurring says by which stage call a thing happens, and with what parameters.
var recurring = map[string]struct {
	call string
	make func(*recurrence, center.AgentID) map[string]any
}{
	"call":                {"call.arrive", customerCalls},
	"chat":                {"chat.arrive", customerChats},
	"email":               {"email.arrive", customerWrites},
	"pull-preview":        {"campaign.record", newRecord},
	"push-preview":        {"campaign.record", newRecord},
	"direct-push-preview": {"campaign.record", newRecord},
}

// modeOf are the modes of the campaigns that are made for records.
var modeOf = map[string]string{"pull-preview": "pull", "push-preview": "push", "direct-push-preview": "direct-push"}

// recurrence is one Every as it goes on.
type recurrence struct {
	Every
	number int // of those before it
	due    time.Duration
	turn   int // whose it is, in the order of the agents
	times  int // it has happened
	chance *rand.Rand
}

func recurrences(cfg Config) ([]*recurrence, error) {
	var out []*recurrence
	for i, e := range cfg.Every {
		if !slices.Contains(Recurring(), e.What) || e.Period <= 0 || cfg.Clock != Paced {
			return nil, fmt.Errorf("%s every %s: expected one of %q, some time apart, in a paced world", e.What, e.Period, Recurring())
		}
		chance := des.Stream(cfg.Seed, fmt.Sprintf("every/%d/%s", i, e.What))
		out = append(out, &recurrence{Every: e, number: i, due: e.Period, chance: chance})
	}
	return out, nil
}

// nextRecurrence is the one that is due first; nil if there is none.
func (l *loop) nextRecurrence() *recurrence {
	if len(l.every) == 0 {
		return nil
	}
	return slices.MinFunc(l.every, func(a, b *recurrence) int { return cmp.Compare(a.due, b.due) })
}

// recur lets happen what is due. What was missed, while the machine slept, is not made
// up for.
func (l *loop) recur(now time.Duration) {
	for r := l.nextRecurrence(); r != nil && r.due <= now; r = l.nextRecurrence() {
		at := max(r.due, l.m.now)
		r.due += r.Period
		if r.due <= now {
			r.due = now + r.Period
		}
		l.occur(r, at)
	}
}

// mostListed is how many interactions an agent has in the list when no more come by
// themselves.
const mostListed = 5

// occur lets a thing happen for the next agent who can have it.
func (l *loop) occur(r *recurrence, at time.Duration) {
	desks := l.m.desks
	for i := range desks {
		d := desks[(r.turn+i)%len(desks)]
		if !slices.ContainsFunc(d.logins, (*login).isAttended) || !r.isFor(l.m.center.Parts(d.agent)) {
			continue
		}
		if r.times == 0 {
			l.prepare(r, at)
		}
		if l.stage(at, recurring[r.What].call, recurring[r.What].make(r, d.agent)) == nil {
			r.turn = (r.turn + i + 1) % len(desks)
			r.times++
			return
		}
	}
	l.log.Debug("nobody can have it", "every", r.Period, "what", r.What)
}

// isFor reports whether an agent who has these in the list can have one more: who has a
// call gets no other.
func (r *recurrence) isFor(listed []center.Part) bool {
	isCall := func(p center.Part) bool { return p.Medium == center.Voice && p.State != center.Released }
	return len(listed) < mostListed && (r.What != "call" || !slices.ContainsFunc(listed, isCall))
}

// prepare starts a campaign for the records that will come.
func (l *loop) prepare(r *recurrence, at time.Duration) {
	if mode := modeOf[r.What]; mode != "" {
		_ = l.stage(at, "campaign.load", map[string]any{"campaign": r.campaign(), "mode": mode}) // it may be there
		_ = l.stage(at, "campaign.start", map[string]any{"campaign": r.campaign()})              // and run
	}
}

// stage makes a stage call at that time.
func (l *loop) stage(at time.Duration, method string, params map[string]any) error {
	raw, err := json.Marshal(params)
	if err != nil {
		return err
	}
	_, err = l.applyAt(&journal.Input{Kind: journal.Stage, At: at, Method: method, Params: raw})
	if err != nil {
		l.log.Debug("refused", "call", method, "err", err)
	}
	return err
}

func (r *recurrence) campaign() string { return fmt.Sprintf("Live demo %d", r.number+1) }

// person is a customer: somebody else each time, by the seed.
func (r *recurrence) person() map[string]any {
	first := []string{"Carla", "Chen", "Dora", "Emil", "Fatima", "Goran", "Hana", "Igor", "Jana", "Kofi"}
	last := []string{"Adams", "Bianchi", "Costa", "Duarte", "Eriksen", "Fischer", "Garcia", "Haddad"}
	return map[string]any{"first": first[r.chance.IntN(len(first))], "last": last[r.chance.IntN(len(last))]}
}

// phone is a number that no other recurrence has, and this one for a while.
func (r *recurrence) phone() string { return fmt.Sprintf("557%02d%04d", r.number, r.times%10000) }

func customerCalls(r *recurrence, agent center.AgentID) map[string]any {
	return map[string]any{
		"agent": agent, "from": r.phone(), "contact": r.person(),
		"data": map[string]string{"Topic": r.topic()},
	}
}

func (r *recurrence) topic() string {
	topics := []string{"An invoice", "A new contract", "A late delivery", "A password", "A complaint", "Opening hours"}
	return topics[r.chance.IntN(len(topics))]
}

func customerChats(r *recurrence, agent center.AgentID) map[string]any {
	p := r.person()
	from := fmt.Sprintf("%s-%d-%d", p["first"], r.number+1, r.times+1)
	return map[string]any{"agent": agent, "from": from, "contact": p, "subject": r.topic()}
}

func customerWrites(r *recurrence, agent center.AgentID) map[string]any {
	p := customerChats(r, agent)
	p["from"] = fmt.Sprint(p["from"], "@example.com")
	return p
}

func newRecord(r *recurrence, _ center.AgentID) map[string]any {
	return map[string]any{
		"campaign": r.campaign(), "contact": r.person(), "fields": map[string]string{"TOPIC": r.topic()},
		"chain": []map[string]any{{"handle": 1, "number": r.phone()}},
	}
}
