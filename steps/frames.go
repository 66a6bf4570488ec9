package steps

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

func (w *world) frameSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s (first|second) page (comes into sight|goes out of sight)$`, w.showsPage, suite.Doc{
		Does:    "Lets a page come into the agent's sight, or go out of it.",
		Example: "When Ana's first page goes out of sight",
		Args:    []string{"the agent", "first or second", "comes into sight or goes out of sight"},
	})
	r.Step(`^(\w+) goes to the desktop of the (first|second) page$`, w.goesTo, suite.Doc{
		Does:    "Lets the agent go to the browser tab that a page is in: it is the one that was last active.",
		Example: "When Ana goes to the desktop of the second page",
		Args:    []string{"the agent", "first or second"},
	})
	r.Step(`^(\w+)'s (first|second) page asks whether it (is visible|leads|follows|negotiates|leads or negotiates|was last active)$`, w.asksFrame, suite.Doc{
		Does:    "Lets a page ask whether it can be seen, or how its browser tab stands among those of the desktop.",
		Example: "When Ana's second page asks whether it is visible",
		Args:    []string{"the agent", "first or second", "what it asks"},
	})
	r.Step(`^what (\w+)'s pages say of leading agrees$`, w.agrees, suite.Doc{
		Does:    "Asks every page whether it leads, follows, negotiates, and leads or negotiates, and checks that no page contradicts itself. That one leads and the others follow is noted, where nobody else has pages: they may share a browser tab.",
		Example: "Then what Ana's pages say of leading agrees",
		Args:    []string{"the agent"},
	})
}

func (w *world) showsPage(ctx context.Context, agent, which, does string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	return w.withPage(ctx, agent, "desktop.show", p, map[string]any{"visible": does == "comes into sight"})
}

func (w *world) goesTo(ctx context.Context, agent, which string) error {
	_, p, err := w.pageOf(agent, which)
	if err != nil {
		return err
	}
	return w.withPage(ctx, agent, "desktop.focus", p, map[string]any{})
}

// withPage is inDesktop with a page, which has a number where nobody else opens any.
func (w *world) withPage(ctx context.Context, agent, method string, p *scapi.Page, params map[string]any) error {
	if w.Opened.Target().Hello.Worlds == "shared" {
		return &target.NotOfferedError{What: "numbers of pages, which others open too (" + method + ")"}
	}
	params["page"] = p.Number()
	return w.inDesktop(ctx, agent, method, params)
}

// frameQuestions are what a page asks of its frame.
var frameQuestions = map[string]target.Verb{
	"is visible": target.IsVisible, "leads": target.IsLeading, "follows": target.IsFollowing, "negotiates": target.IsNegotiating,
	"leads or negotiates": target.IsLeadingOrNegotiating, "was last active": target.IsLastActive,
}

func (w *world) asksFrame(ctx context.Context, agent, which, what string) error {
	return w.lets(ctx, agent, which, target.Action{Verb: frameQuestions[what]})
}

// stance is what a page says of itself; a question without true or false for an answer
// is left out.
type stance struct {
	says   map[target.Verb]bool
	frames []int
}

func (w *world) agrees(ctx context.Context, agent string) error {
	d, err := w.desk(agent)
	if err != nil {
		return err
	}
	leading, following := 0, 0
	var frames []int
	for i, p := range d.pages {
		s, err := w.stanceOf(ctx, p)
		if err != nil {
			return err
		}
		w.consistent(fmt.Sprintf("%s's page %d", agent, i+1), s)
		if s.says[target.IsLeading] {
			leading++
		}
		if s.says[target.IsFollowing] {
			following++
		}
		frames = append(frames, s.frames...)
	}
	if w.Opened.Target().Hello.Worlds == "shared" { // another's page may lead
		return nil
	}
	claim := w.Rules.With(w.Rules.Claim("scapi.method.system.isFrameLeading", "value", "one of the pages leads and the others follow"), book.Inferred)
	w.Record(claim, leading == 1 && following == len(d.pages)-1, fmt.Sprintf("1 leads, %d follow", len(d.pages)-1), fmt.Sprintf("%d lead, %d follow", leading, following), frames...)
	return nil
}

// stanceOf asks a page for all that it says of leading.
func (w *world) stanceOf(ctx context.Context, p *scapi.Page) (stance, error) {
	s := stance{says: map[target.Verb]bool{}}
	for _, v := range []target.Verb{target.IsLeading, target.IsFollowing, target.IsNegotiating, target.IsLeadingOrNegotiating} {
		if err := w.may(scapi.RequestOf(v)); err != nil {
			return s, err
		}
		sent, err := p.Do(target.Action{Verb: v})
		if err != nil {
			return s, err
		}
		if err := w.finish(ctx, sent); err != nil {
			return s, err
		}
		var is bool
		if json.Unmarshal(w.answer.Data, &is) == nil && w.hasResult() {
			s.says[v] = is
		}
		s.frames = append(s.frames, w.answerFrames()...)
	}
	return s, nil
}

// consistent claims that a page does not contradict itself.
func (w *world) consistent(whose string, s stance) {
	var are []string
	for v, name := range map[target.Verb]string{target.IsLeading: "leading", target.IsFollowing: "following", target.IsNegotiating: "negotiating"} {
		if s.says[v] {
			are = append(are, name)
		}
	}
	slices.Sort(are)
	if len(s.says) < 4 {
		return // shapes are inferred: the oracle notes others
	}
	claim := w.Rules.Claim("scapi.method.system.isFrameFollowing", "value", whose+" does not lead and follow at once")
	w.Record(claim, !(s.says[target.IsLeading] && s.says[target.IsFollowing]), "one or the other", scene.OrNone(strings.Join(are, " and ")), s.frames...)
	either := s.says[target.IsLeading] || s.says[target.IsNegotiating]
	claim = w.Rules.Claim("scapi.method.system.isFrameLeadingOrNegotiating", "value", whose+" says of both at once what it says of each")
	w.Record(claim, s.says[target.IsLeadingOrNegotiating] == either, fmt.Sprint(either), fmt.Sprint(s.says[target.IsLeadingOrNegotiating]), s.frames...)
}
