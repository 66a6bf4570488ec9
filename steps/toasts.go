package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

// toast is one that a page has shown.
type toast struct {
	id      string
	buttons int // how many it was given
}

func (w *world) toastSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page shows a(?: second)? toast$`, w.showsToast, suite.Doc{
		Does:    "Lets a page show a toast with a title and two buttons, Open and Later.",
		Example: "When Ana's page shows a toast",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page shows a toast with (.+)$`, w.showsToastWith, suite.Doc{
		Does:    "Lets a page show a toast with one documented member besides its title: an icon, a subject, a message of two lines, keys and values, one button, three buttons, show and dismiss, a time of 20 seconds, a copy in My Messages, a width, or everything. That it is not refused binds by the tagged member.",
		Example: "When Ana's page shows a toast with three buttons",
		Args:    []string{"the agent", "what it has"},
	})
	r.Step(`^(\w+)'s page changes the toast(?: to have (.+))?$`, w.changesToast, suite.Doc{
		Does:    "Lets a page change the toast that was shown last: its title, and what else is said, as when showing one.",
		Example: "When Ana's page changes the toast to have three buttons",
		Args:    []string{"the agent", "what it has then"},
	})
	r.Step(`^(\w+)'s page closes the toast$`, w.closesToast, suite.Doc{
		Does:    "Lets a page close the toast that was shown last.",
		Example: "When Ana's page closes the toast",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page (changes|closes) a toast that does not exist$`, w.noSuchToast, suite.Doc{
		Does:    "Lets a page change or close a toast by an id that the desktop never gave.",
		Example: "When Ana's page closes a toast that does not exist",
		Args:    []string{"the agent", "changes or closes"},
	})
	r.Step(`^(\w+) clicks the (first|second|third|only) button of the( first| second)? toast$`, w.clicksToast, suite.Doc{
		Does:    "Lets the agent press a button of a toast, counted as the page gave them.",
		Example: "When Ana clicks the second button of the toast",
		Args:    []string{"the agent", "which button", "which toast, when there are two"},
	})
	r.Step(`^(\w+) dismisses the toast$`, w.dismissesToast, suite.Doc{
		Does:    "Lets the agent dismiss the toast that was shown last.",
		Example: "When Ana dismisses the toast",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s desk is told of the (first|second|third|only) button of the( first| second)? toast$`, w.toldOfClick, suite.Doc{
		Does:    "Checks that the click that came since the last When names the toast, and the place of the button. Whether places count the buttons as given or as shown is open, so that the place binds for an only button.",
		Example: "Then Ana's desk is told of the only button of the toast",
		Args:    []string{"the agent", "which button", "which toast, when there are two"},
	})
}

// toastMembers are the documented members of a toast, each with a value (Service Client
// API Reference, System namespace; width: the sample page).
var toastMembers = map[string]string{
	"an icon":                `"iconUrl":"http://localhost/icon.png"`,
	"a subject":              `"subject":"Contract R-1207"`,
	"a message of two lines": `"message":"The customer waits.\nPlease call back."`,
	"keys and values":        `"keyValues":{"key1":"value one","key2":"value two","key3":"value three"}`,
	"one button":             `"buttons":["Open"]`,
	"three buttons":          `"buttons":["Open","Later","Never"]`,
	"show and dismiss":       `"buttonShowDismiss":true`,
	"a time of 20 seconds":   `"autoCloseTimeout":20000`,
	"a copy in My Messages":  `"sendToMyMessage":true`,
	"a width":                `"width":500`,
	"everything": `"iconUrl":"http://localhost/icon.png","subject":"Contract R-1207","message":"The customer waits.\nPlease call back.",` +
		`"keyValues":{"Customer":"Carla"},"buttons":["Open","Later","Never"],"buttonShowDismiss":false,"autoCloseTimeout":20000,"sendToMyMessage":true,"width":500`,
}

// toastOf is a toast with a member, and how many buttons it has.
func toastOf(title, what string) (body json.RawMessage, buttons int, err error) {
	more, ok := toastMembers[what]
	switch {
	case what == "":
		more = `"buttons":["Open","Later"]`
	case !ok:
		return nil, 0, fmt.Errorf("a toast with %q: expected one of %s", what, strings.Join(slices.Sorted(maps.Keys(toastMembers)), ", "))
	}
	body = json.RawMessage(`{"title":` + scene.Quote(title) + `,` + more + `}`)
	var got struct{ Buttons []string }
	err = json.Unmarshal(body, &got)
	return body, len(got.Buttons), err
}

func (w *world) showsToast(ctx context.Context, agent string) error {
	return w.showsToastWith(ctx, agent, "")
}

func (w *world) showsToastWith(ctx context.Context, agent, what string) error {
	body, buttons, err := toastOf("Case waiting", what)
	if err != nil {
		return err
	}
	if err := w.lets(ctx, agent, "first", target.Action{Verb: target.ShowToast, Data: body}); err != nil {
		return err
	}
	w.claimMembers()
	if w.hasResult() {
		w.toasts = append(w.toasts, toast{scene.TextOf(w.answer.Data), buttons})
	}
	return nil
}

// claimMembers claims by each tagged parameter of the last request that it is taken. What
// comes of it in the agent's sight nobody can tell from the wire.
func (w *world) claimMembers() {
	m, ok := w.Rules.Book.Method(w.answer.Request)
	for _, id := range w.Scenario.Specs() {
		if ok && strings.HasPrefix(id, m.ID+".parameters.") {
			name := id[strings.LastIndexByte(id, '.')+1:]
			w.claimTaken(id, w.answer.Request+" takes "+name)
		}
	}
}

// theToast is a toast that was shown; empty: the last one.
func (w *world) theToast(which string) (*toast, error) {
	n := len(w.toasts) - 1
	switch which {
	case " first":
		n = 0
	case " second":
		n = 1
	}
	if n < 0 || n >= len(w.toasts) {
		if w.answer.Given {
			return nil, &suite.NotReachedError{Seen: "no such toast has an id: " + w.seenAnswer()}
		}
		return nil, errNo("such toast", "Given Ana's page shows a toast")
	}
	return &w.toasts[n], nil
}

func (w *world) changesToast(ctx context.Context, agent, what string) error {
	t, err := w.theToast("")
	if err != nil {
		return err
	}
	body, buttons, err := toastOf("Case still waiting", what)
	if err != nil {
		return err
	}
	err = w.lets(ctx, agent, "first", target.Action{Verb: target.ChangeToast, ID: t.id, Data: body})
	w.claimMembers()
	t.buttons = buttons
	return err
}

func (w *world) closesToast(ctx context.Context, agent string) error {
	t, err := w.theToast("")
	if err != nil {
		return err
	}
	return w.lets(ctx, agent, "first", target.Action{Verb: target.CloseToast, ID: t.id})
}

func (w *world) noSuchToast(ctx context.Context, agent, does string) error {
	a := target.Action{Verb: target.CloseToast, ID: "no-such-toast"}
	if does == "changes" {
		a.Verb, a.Data = target.ChangeToast, json.RawMessage(`{"title":"Case waiting"}`)
	}
	return w.lets(ctx, agent, "first", a)
}

// buttonIndex is the place of a button in the list that the page gave.
func buttonIndex(which string) int {
	return max(0, slices.Index([]string{"first", "second", "third"}, which))
}

func (w *world) clicksToast(ctx context.Context, agent, button, which string) error {
	t, err := w.theToast(which)
	if err != nil {
		return err
	}
	return w.inDesktop(ctx, agent, "desktop.clickToast", map[string]any{"toast": t.id, "button": buttonIndex(button)})
}

func (w *world) dismissesToast(ctx context.Context, agent string) error {
	t, err := w.theToast("")
	if err != nil {
		return err
	}
	return w.inDesktop(ctx, agent, "desktop.dismissToast", map[string]any{"toast": t.id})
}

// clickEvent is the event of a click on a toast's button.
const clickEvent = "CUSTOM_TOAST_BUTTON_CLICK"

func (w *world) toldOfClick(ctx context.Context, agent, button, which string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	t, err := w.theToast(which)
	if err != nil {
		return err
	}
	found, err := w.await(ctx, func() []event {
		return w.which(d, w.Window, func(e event) bool { return e.Name == "system" && e.Type == clickEvent })
	})
	if err != nil {
		return err
	}
	item := "scapi.event.system." + clickEvent
	claim := w.Rules.Claim(item, "event", agent+"'s desk is told of the click")
	if len(found) == 0 {
		seen, frames := w.missing(clickEvent, w.Window)
		w.Record(claim, false, clickEvent, seen, frames...)
		return nil
	}
	e := found[0]
	w.Record(claim, true, clickEvent, clickEvent, e.Seq)
	id, _ := e.Member("customToastId")
	claim = w.Rules.Claim(item+".customToastId", "value", "the click names the toast")
	w.Record(w.ifThere(claim, id), id == t.id, t.id, scene.OrNone(id), e.Seq)
	place, _ := e.Member("buttonIndex")
	want := fmt.Sprint(buttonIndex(button))
	claim = w.ifThere(w.Rules.Claim(item+".buttonIndex", "value", "the click tells the place of the button"), place)
	if t.buttons != 1 {
		claim = w.Rules.With(claim, book.Inferred)
	}
	w.Record(claim, place == want, want, scene.OrNone(place), e.Seq)
	return nil
}
