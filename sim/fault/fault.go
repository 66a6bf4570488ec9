// Package fault makes a desk differ on purpose: it loses, repeats, changes, delays or
// misdirects frames on their way, wrongly or within what the documents allow, so that
// a judge can be judged.
package fault

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/wire"
)

// Fault is one difference.
type Fault struct {
	On     Site            `json:"on"`
	Do     Deed            `json:"do"`
	Path   string          `json:"path,omitempty"`   // the member to change, such as data.interaction.state; Option: the option's name
	Is     json.RawMessage `json:"is,omitempty"`     // only where the member at Path is this
	Value  json.RawMessage `json:"value,omitempty"`  // what Replace, Add, Append and Copy put at Path; what Precede and Follow send, a frame or a text; Alias: the prefix; Option: the option's value, a text
	From   string          `json:"from,omitempty"`   // Replace and Add: the member whose value Path gets, instead of Value
	Millis int             `json:"millis,omitempty"` // Delay: the most, in real milliseconds, up to MaxMillis
}

// Site says which frames a fault befalls. Empty members match anything that leaves a desk.
type Site struct {
	Wire     string   `json:"wire,omitempty"`     // "scapi", as when it is empty, "gws" or "webex"
	Frame    string   `json:"frame,omitempty"`    // "event", "answer", "request", or empty for events and answers; on gws also "reply", a batch of Bayeux messages as it leaves
	Request  string   `json:"request,omitempty"`  // a request of that name, or the answer to one; subscribe and unsubscribe are names too. On gws the operation, or METHOD PATH with {id} for ids; of a reply the channel of its last message. On webex the operation, such as task.hold, subscribe, keepalive, or METHOD PATH with {org} and {id}
	Event    string   `json:"event,omitempty"`    // the envelope's event name
	Type     string   `json:"type,omitempty"`     // data.eventType
	Media    string   `json:"media,omitempty"`    // data.media
	State    string   `json:"state,omitempty"`    // data.interaction.state
	Previous string   `json:"previous,omitempty"` // data.interaction.previousState
	CallType string   `json:"callType,omitempty"` // data.interaction.callType
	With     []string `json:"with,omitempty"`     // paths of members that are there
	Without  []string `json:"without,omitempty"`  // paths of members that are not there
	Nth      int      `json:"nth,omitempty"`      // only the n-th such frame, from 1; 0: all

	Where map[string]json.RawMessage `json:"where,omitempty"` // by path: the value that is there; with * at one place at least
}

// Deed is what befalls a frame.
type Deed string

// The deeds. A path is names and indexes joined by dots; * is each element of an
// array or member of an object, ** a place and all that is below it.
const (
	Lose      Deed = "lose" // with Path only what is there: a member, an element, or with * all elements
	Repeat    Deed = "repeat"
	Swap      Deed = "swap"      // with the next frame of the same input to the same page
	Last      Deed = "last"      // it leaves after the other frames of the same input
	Late      Deed = "late"      // it leaves after the frames of the next input
	Delay     Deed = "delay"     // it leaves, or is read, after up to Millis of real time; a page's frames keep their order
	Replace   Deed = "replace"   // Path gets Value, where it is there
	Add       Deed = "add"       // Path gets Value, where it is not there
	Append    Deed = "append"    // the array at Path has Value as its last element
	Remove    Deed = "remove"    // Path is taken out
	Stale     Deed = "stale"     // Path keeps the value that the interaction had before
	Reorder   Deed = "reorder"   // its members stand in another order
	Respell   Deed = "respell"   // it is written with blanks and escapes, and says the same
	Alias     Deed = "alias"     // members named Path, wherever they are, have texts that begin with Value, and requests may use them
	Copy      Deed = "copy"      // it is sent once more with Value at Path
	Precede   Deed = "precede"   // Value comes before it: a frame, or a text as it is; in a reply it is its first message
	Follow    Deed = "follow"    // Value comes after it, likewise; in a reply it is its last message
	Misdirect Deed = "misdirect" // it goes to another agent's desk; on gws and webex only events do
	Broadcast Deed = "broadcast" // it goes to every page of the agent's desk, whether asked for or not; on gws and webex an event goes to everybody
	Rotate    Deed = "rotate"    // the last message of a reply comes first
	Option    Deed = "option"    // no frame: desktops that open from now on go by Value for the option Path; gws/RULE and webex/RULE are rules of those
)

// needs are the members a deed takes beside On: what it must have, and what it may.
// A deed that can befall a request says so.
var needs = map[Deed]struct {
	must, may         []string
	requests, replies bool
}{
	Lose:      {may: []string{"path"}, requests: true, replies: true},
	Repeat:    {requests: true},
	Swap:      {},
	Last:      {},
	Late:      {},
	Delay:     {must: []string{"millis"}, requests: true, replies: true},
	Replace:   {must: []string{"path", "value"}, may: []string{"is"}, requests: true, replies: true},
	Add:       {must: []string{"path", "value"}, requests: true, replies: true},
	Append:    {must: []string{"path", "value"}, requests: true, replies: true},
	Remove:    {must: []string{"path"}, may: []string{"is"}, requests: true, replies: true},
	Stale:     {must: []string{"path"}},
	Reorder:   {replies: true},
	Respell:   {replies: true},
	Alias:     {must: []string{"path", "value"}},
	Copy:      {must: []string{"path", "value"}},
	Precede:   {must: []string{"value"}, requests: true, replies: true},
	Follow:    {must: []string{"value"}, requests: true, replies: true},
	Misdirect: {},
	Broadcast: {},
	Rotate:    {replies: true},
	Option:    {must: []string{"path", "value"}},
}

// deeds are all of them, in the order in which errors name them.
var deeds = []Deed{Lose, Repeat, Swap, Last, Late, Delay, Replace, Add, Append, Remove, Stale, Reorder, Respell, Alias, Copy, Precede, Follow, Misdirect, Broadcast, Rotate, Option}

// MaxMillis is the longest that Delay takes.
const MaxMillis = 10_000

// maxPrefix is how long the text of an Alias is as JSON: each member may get it.
const maxPrefix = 128

// Max is how many faults a plan takes.
const Max = 32

// Validate reports what is wrong with a fault.
func (f *Fault) Validate() error {
	need, known := needs[f.Do]
	switch {
	case !known:
		return fmt.Errorf("fault: do: %q is not one of %v", f.Do, deeds)
	case !slices.Contains([]string{"", wire.SCAPI, wire.GWS, wire.Webex}, f.On.Wire):
		return fmt.Errorf("fault: on.wire: %q is not %s, %s or %s", f.On.Wire, wire.SCAPI, wire.GWS, wire.Webex)
	case !slices.Contains([]string{"", "event", "answer", "request"}, f.On.Frame) && !f.On.isReply():
		return fmt.Errorf("fault: on.frame: %q is not event, answer or request, or on gws reply", f.On.Frame)
	case f.On.Frame == "event" && f.On.Request != "":
		return fmt.Errorf("fault: on.request: an event answers no request")
	case f.On.Frame == "request" && !need.requests:
		return fmt.Errorf("fault: %s does not befall requests", f.Do)
	case f.On.isReply() && (!need.replies || f.Do == Lose && f.Path == ""):
		return fmt.Errorf("fault: %s does not befall replies, as a whole; lose takes the path of a message", f.Do)
	case f.Do == Lose && f.Path != "" && !asks(f.On.Wire):
		return fmt.Errorf("fault: lose takes no path, but on gws and webex")
	case f.Do == Rotate && !f.On.isReply():
		return fmt.Errorf("fault: rotate befalls replies: write on: {wire: gws, frame: reply}")
	case f.On.Nth < 0:
		return fmt.Errorf("fault: on.nth: %d is not 0 or more", f.On.Nth)
	case f.Millis < 0 || f.Millis > MaxMillis:
		return fmt.Errorf("fault: millis: %d is not between 0 and %d", f.Millis, MaxMillis)
	}
	if err := cmp.Or(f.members(need.must, need.may), f.On.words()); err != nil {
		return err
	}
	return f.values()
}

// members checks that a fault has what its deed needs and nothing else.
func (f *Fault) members(must, may []string) error {
	for _, m := range []struct {
		name string
		has  bool
	}{{"path", f.Path != ""}, {"is", f.Is != nil}, {"value", f.Value != nil || f.From != ""}, {"millis", f.Millis != 0}} {
		switch {
		case slices.Contains(must, m.name) && !m.has:
			return fmt.Errorf("fault: %s needs a %s", f.Do, m.name)
		case m.has && !slices.Contains(must, m.name) && !slices.Contains(may, m.name):
			return fmt.Errorf("fault: %s takes no %s", f.Do, m.name)
		}
	}
	return nil
}

// values checks the values that a fault has.
func (f *Fault) values() error {
	_, isText := text(f.Value)
	_, isObject := decode(f.Value)
	everywhere := strings.Count("."+f.Path+".", ".**.")
	switch {
	case everywhere > 1 || everywhere == 1 && (f.Do == Stale || f.From != "" || f.Value != nil && !isPlain(f.Value)):
		return fmt.Errorf("fault: path: ** stands once, and with it there is no stale and the value is no object, array or from: frames would grow without end")
	case f.From != "" && f.Do != Replace && f.Do != Add:
		return fmt.Errorf("fault: %s takes no from", f.Do)
	case f.From != "" && f.Value != nil:
		return fmt.Errorf("fault: %s takes a value or a from, not both", f.Do)
	case f.Value != nil && !json.Valid(f.Value):
		return fmt.Errorf("fault: value is not JSON")
	case f.Is != nil && !json.Valid(f.Is):
		return fmt.Errorf("fault: is: not JSON")
	case f.Do == Option && !isText:
		return fmt.Errorf("fault: option needs a text, the option's value")
	case f.Do == Option && !reflect.DeepEqual(f.On, Site{}):
		return fmt.Errorf("fault: option befalls no frame, so it takes no on")
	case f.Do == Alias && (!isText || strings.Contains(f.Path, ".")):
		return fmt.Errorf("fault: alias needs the name of a member and a text")
	case f.Do == Alias && len(f.Value) > maxPrefix:
		return fmt.Errorf("fault: alias: the text is of %d bytes: at most %d", len(f.Value), maxPrefix)
	case (f.Do == Precede || f.Do == Follow) && !isObject && !isText:
		return fmt.Errorf("fault: %s needs a frame, which is an object, or a text", f.Do)
	}
	return nil
}

// Options are the values by which faults let desktops go, by the option's name; of
// several for one option the last.
func Options(faults []Fault) map[string]string {
	options := map[string]string{}
	for _, f := range faults {
		if f.Do == Option {
			options[f.Path], _ = text(f.Value)
		}
	}
	return options
}

// isPlain reports whether a value has no other in it.
func isPlain(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) > 0 && raw[0] != '{' && raw[0] != '['
}
