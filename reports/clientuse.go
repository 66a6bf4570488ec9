package reports

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
)

// uses is what clients did on the wire, right or wrong.
type uses struct {
	several                  bool // pages: one has to be named
	desks                    map[string]bool
	pages, sent, received    int
	asked, subscribed, heard map[string]int
	refused, silent          groups
	open                     map[[2]string][]string // by desk and request: refusals that no success has followed
}

// envelope is what counting needs of a message.
type envelope struct {
	Request json.RawMessage `json:"request"`
	Event   json.RawMessage `json:"event"`
	Ref     json.RawMessage `json:"referenceId"`
	Agent   json.RawMessage `json:"userAgent"`
	Error   json.RawMessage `json:"errorMessage"`
	Data    json.RawMessage `json:"data"`
}

func usesOf(r *result.Report) *uses {
	u := &uses{
		several: len(r.Scenarios) > 1,
		desks:   map[string]bool{}, asked: map[string]int{}, subscribed: map[string]int{}, heard: map[string]int{},
		open: map[[2]string][]string{},
	}
	for _, s := range inOrder(r) {
		u.pages++
		waiting := calls{}
		for _, rec := range s.Trace {
			u.desks[rec.Desk] = true
			u.record(s, rec, waiting)
		}
		for _, c := range waiting.left() {
			u.silent.add(c.silence(), c.silence(), c.where)
		}
	}
	return u
}

func (u *uses) record(s *result.Scenario, rec trace.Record, waiting calls) {
	var e envelope
	isObject := json.Unmarshal(rec.Frame, &e) == nil
	switch rec.Dir {
	case trace.Sent:
		u.sent++
		if isObject {
			u.says(e, call{seq: rec.Seq, where: u.where(s, rec)}, waiting)
		}
	case trace.Received:
		u.received++
		if isObject {
			u.hears(e, rec.Desk, waiting)
		}
	}
}

// where a record is to be found.
func (u *uses) where(s *result.Scenario, rec trace.Record) string {
	at := fmt.Sprintf("%s:%d", oneLine(s.File), lineOf(rec.Seq))
	if u.several {
		at += ", " + oneLine(s.Name)
	}
	return at
}

func (u *uses) says(e envelope, c call, waiting calls) {
	c.name, c.ours = text(e.Request), strings.Contains(text(e.Agent), "WWE")
	switch {
	case c.name != "":
		u.asked[c.name]++
		if ref := string(e.Ref); e.Ref != nil {
			waiting[ref] = append(waiting[ref], c)
		}
	case text(e.Event) == "subscribe":
		for _, event := range texts(e.Data) {
			u.subscribed[event]++
		}
	}
}

func (u *uses) hears(e envelope, desk string, waiting calls) {
	if event := text(e.Event); event != "" {
		var data struct{ EventType json.RawMessage }
		_ = json.Unmarshal(e.Data, &data) // data of another shape has no type
		u.heard[strings.TrimSpace(event+" "+text(data.EventType))]++
		return
	}
	asked, ok := waiting.answered(string(e.Ref))
	if !ok {
		return
	}
	at := [2]string{desk, asked.name}
	if e.Error == nil {
		delete(u.open, at)
		return
	}
	why := asked.name + ": " + cmp.Or(oneLine(text(e.Error)), "without a text")
	u.refused.add(why, why, asked.where)
	u.open[at] = append(u.open[at], why)
}

// text is the text that raw is, or empty.
func text(raw json.RawMessage) string {
	var s string
	_ = json.Unmarshal(raw, &s) // another value is none
	return s
}

// texts are the text, or those in the array, that raw is.
func texts(raw json.RawMessage) []string {
	if one := text(raw); one != "" {
		return []string{one}
	}
	var all []json.RawMessage
	_ = json.Unmarshal(raw, &all) // another value holds none
	var out []string
	for _, v := range all {
		if s := text(v); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// mostUsed bounds how many of a kind are listed.
const mostUsed = 60

// used lists what clients did.
func (p *page) used(u *uses) {
	p.field("pages", fmt.Sprintf("%d, on %s", u.pages, some(len(u.desks), "desk")), "")
	p.field("frames", fmt.Sprintf("%d sent, %d received", u.sent, u.received), "")
	p.field("requests", counted(u.asked), "")
	p.field("listened", counted(u.subscribed), "")
	p.field("heard", counted(u.heard), "")
	left := u.uncorrected()
	p.listed("refused", u.refused.sorted(), func(g *group) string { return refusal(g, left[g.text]) })
	p.listed("silent", u.silent.sorted(), func(g *group) string {
		return fmt.Sprintf("%d × %s (first at %s)", g.n, g.text, g.first)
	})
}

// listed lists a few groups.
func (p *page) listed(label string, list []*group, say func(*group) string) {
	for i, g := range list {
		if i == inShort {
			p.field(label, fmt.Sprintf("… and %d more", len(list)-i), "")
			return
		}
		p.field(label, say(g), "")
	}
}

// refusal says where a request was refused so first, and of how many of these the
// request never succeeded later.
func refusal(g *group, lost int) string {
	end := ""
	switch {
	case lost == g.n:
		end = ", never succeeded later"
	case lost == 1:
		end = ", the last never succeeded later"
	case lost > 0:
		end = fmt.Sprintf(", the last %d never succeeded later", lost)
	}
	return fmt.Sprintf("%d × %s (first at %s%s)", g.n, g.text, g.first, end)
}

// lost counts the refused requests that never succeeded later.
func (u *uses) lost() int {
	n := 0
	for _, whys := range u.open {
		n += len(whys)
	}
	return n
}

// uncorrected counts the refusals after which the desk never succeeded with that request.
func (u *uses) uncorrected() map[string]int {
	out := map[string]int{}
	for _, whys := range u.open {
		for _, why := range whys {
			out[why]++
		}
	}
	return out
}

// counted lists what was counted, the most frequent first.
func counted(m map[string]int) string {
	names := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Or(m[b]-m[a], strings.Compare(a, b)) })
	var out []string
	for i, name := range names {
		if i == mostUsed {
			out = append(out, fmt.Sprintf("and %d more", len(names)-i))
			break
		}
		out = append(out, fmt.Sprintf("%d %s", m[name], clip(oneLine(name), mostCell)))
	}
	return strings.Join(out, ", ")
}
