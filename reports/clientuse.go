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
	desks                    map[string]bool
	pages, sent, received    int
	asked, subscribed, heard map[string]int
	refused                  groups
	open                     map[[2]string][]string // by desk and request: refusals that no success has followed
	unanswered               map[string]int
}

// envelope is what counting needs of a message.
type envelope struct {
	Request json.RawMessage `json:"request"`
	Event   json.RawMessage `json:"event"`
	Ref     json.RawMessage `json:"referenceId"`
	Error   json.RawMessage `json:"errorMessage"`
	Data    json.RawMessage `json:"data"`
}

func usesOf(r *result.Report) *uses {
	u := &uses{
		desks: map[string]bool{}, asked: map[string]int{}, subscribed: map[string]int{}, heard: map[string]int{},
		open: map[[2]string][]string{}, unanswered: map[string]int{},
	}
	for _, s := range inOrder(r) {
		u.pages++
		waiting := map[string]string{} // requests by referenceId
		for _, rec := range s.Trace {
			u.desks[rec.Desk] = true
			u.record(rec, waiting)
		}
		for _, name := range waiting {
			u.unanswered[name]++
		}
	}
	return u
}

func (u *uses) record(rec trace.Record, waiting map[string]string) {
	var e envelope
	isObject := json.Unmarshal(rec.Frame, &e) == nil
	switch rec.Dir {
	case trace.Sent:
		u.sent++
		if isObject {
			u.says(e, waiting)
		}
	case trace.Received:
		u.received++
		if isObject {
			u.hears(e, rec.Desk, waiting)
		}
	}
}

func (u *uses) says(e envelope, waiting map[string]string) {
	name := text(e.Request)
	switch {
	case name != "":
		u.asked[name]++
		if e.Ref != nil {
			waiting[string(e.Ref)] = name
		}
	case text(e.Event) == "subscribe":
		for _, event := range texts(e.Data) {
			u.subscribed[event]++
		}
	}
}

func (u *uses) hears(e envelope, desk string, waiting map[string]string) {
	if event := text(e.Event); event != "" {
		var data struct{ EventType json.RawMessage }
		_ = json.Unmarshal(e.Data, &data) // data of another shape has no type
		u.heard[strings.TrimSpace(event+" "+text(data.EventType))]++
		return
	}
	name, asked := waiting[string(e.Ref)]
	if !asked {
		return
	}
	delete(waiting, string(e.Ref))
	at := [2]string{desk, name}
	if e.Error == nil {
		delete(u.open, at)
		return
	}
	why := name + ": " + cmp.Or(oneLine(text(e.Error)), "without a text")
	u.refused.add(why, why, "")
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
	for i, g := range u.refused.sorted() {
		if i == inShort {
			p.field("refused", fmt.Sprintf("… and %d more", len(u.refused.list)-i), "")
			break
		}
		text := fmt.Sprintf("%d × %s", g.n, g.text)
		if n := left[g.text]; n > 0 {
			text += fmt.Sprintf(" (%d never put right)", n)
		}
		p.field("refused", text, "")
	}
	if len(u.unanswered) > 0 {
		p.field("silent", "no answer to "+counted(u.unanswered), "")
	}
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
