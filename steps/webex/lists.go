package webex

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	wire "github.com/deskproof/deskproof/steps/target/webex"
)

func (w *world) listSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s client reads (the codes|the teams|the queues|the entry points|the address book|the numbers to call from) page by page$`, w.readsPages, suite.Doc{
		Does:    "Lets a client read a list at once, and then in pages of one entry each, as many as the first of them says.",
		Example: "When Ana's client reads the queues page by page",
		Args:    []string{"the agent", "which list"},
	})
	r.Step(`^the pages have each entry once$`, w.pagesAgree, suite.Doc{
		Does:    "Checks that pages of one entry each have together what the whole list has, and that they count right.",
		Example: "Then the pages have each entry once",
	})
	r.Step(`^the page after the last is empty$`, w.beyondIsEmpty, suite.Doc{
		Does:    "Checks that a page with a number that is too high is a list with nothing in it. No document says so, so this never binds.",
		Example: "And the page after the last is empty",
		Denies:  true,
	})
	r.Step(`^the list has the (?:queue|entry point) ([A-Z]\w*(?: [A-Z]\w*)*)$`, w.listHas, suite.Doc{
		Does:    "Checks that the last list has a queue or an entry point by the name that the target file gives it. Whom a list shows what is documented nowhere, so this never binds.",
		Example: "Then the list has the queue Support",
		Args:    []string{"its name in scenarios"},
	})
	r.Step(`^(\w+)'s client looks for "([^"]*)" in (the queues|the entry points|the address book)$`, w.searches, suite.Doc{
		Does:    "Lets a client ask for those entries of a list that have a text.",
		Example: `When Ana's client looks for "no such name" in the queues`,
		Args:    []string{"the agent", "the text", "which list"},
	})
	r.Step(`^the list is empty$`, w.listIsEmpty, suite.Doc{
		Does:    "Checks that the last list is there and has nothing in it. This never binds.",
		Example: "Then the list is empty",
		Denies:  true,
	})
}

// paged is a list that was read at once and page by page.
type paged struct {
	whole  []string // ids
	pages  [][]string
	totals []string // what each page said: of how many pages and entries
	beyond wire.Answer
	frames []int
}

// mostPages is of how many pages a scenario reads a list at most.
const mostPages = 40

func (w *world) readsPages(ctx context.Context, name, what string) error {
	p, r, err := w.reading(name, what)
	if err != nil {
		return err
	}
	if err := w.ask(ctx, p, r); err != nil {
		return err
	}
	whole := w.entries("id")
	if len(whole) > mostPages {
		return suite.NotReached("%s are over %d entries, too many to read one by one", what, mostPages)
	}
	w.paged = paged{whole: whole, frames: frames(w.answer)}
	for page := range len(whole) {
		a, err := w.page(ctx, p, what, page)
		if err != nil {
			return err
		}
		w.paged.pages = append(w.paged.pages, idsOf(a))
		w.paged.totals = append(w.paged.totals, totalsOf(a))
		w.paged.frames = append(w.paged.frames, frames(a)...)
	}
	w.paged.beyond, err = w.page(ctx, p, what, len(whole))
	return err
}

// page is the answer to the request for one page of one entry.
func (w *world) page(ctx context.Context, p *person, what string, number int) (wire.Answer, error) {
	r := w.part(p, what).Request
	r.Query = strings.Replace(r.Query, firstPage, "page="+strconv.Itoa(number)+"&pageSize=1", 1)
	return w.call(ctx, p, r)
}

// idsOf are the ids of a list's entries.
func idsOf(a wire.Answer) []string {
	list, _ := a.List()
	var out []string
	for _, raw := range list {
		out = append(out, memberOf(raw, "id"))
	}
	return out
}

// memberOf is a member of an object as text, or empty.
func memberOf(raw json.RawMessage, member string) string {
	return textOf(trace.ObjectOf(raw).Get(member))
}

// totalsOf is what a page says of the whole list, where it says it.
func totalsOf(a wire.Answer) string {
	meta := a.Object().Object("meta")
	out := "no meta.totalPages"
	if pages := meta.Get("totalPages"); pages != nil {
		out = "totalPages " + textOf(pages)
	}
	if records := meta.Get("totalRecords"); records != nil {
		out += ", totalRecords " + textOf(records)
	}
	return out
}

// counted are the lists of which a client reads as many pages as they say there are. Of
// the others nobody needs to be told how many.
var counted = []string{"webex.http.auxCodes", "webex.http.teams"}

func (w *world) pagesAgree(context.Context) error {
	by := scene.Only("webex.rule.paging", w.asked.item, "webex.type.Paging.totalPages")
	if slices.ContainsFunc(w.paged.pages, func(ids []string) bool { return len(ids) > 1 }) {
		by = scene.Nobody // pages so small are not to be had, which nobody promises
	}
	got, want := slices.Sorted(slices.Values(slices.Concat(w.paged.pages...))), slices.Sorted(slices.Values(w.paged.whole))
	s := scene.Seen{Met: slices.Equal(got, want), Expected: strings.Join(want, ", "), Instead: strings.Join(got, ", "), Frames: w.paged.frames}
	w.Claims("value", "pages of one entry have together what the whole list has", s, by)
	if !slices.Contains(counted, w.asked.item) {
		by = scene.Nobody
	}
	n := len(w.paged.whole)
	for i, total := range w.paged.totals {
		s.Expected = fmt.Sprintf("totalPages %d", n)
		s.Met = total == s.Expected || total == fmt.Sprintf("totalPages %d, totalRecords %[1]d", n)
		s.Instead = total
		w.Claims("value", fmt.Sprintf("page %d says how many there are", i), s, by)
	}
	return nil
}

func (w *world) beyondIsEmpty(context.Context) error {
	list, isList := w.paged.beyond.List()
	s := scene.Seen{Met: w.paged.beyond.Succeeded() && isList && len(list) == 0, Expected: "an empty list", Instead: "an empty list", Frames: frames(w.paged.beyond)}
	if !s.Met {
		s.Instead = answered(w.paged.beyond)
	}
	w.Inferred("value", "the page after the last is empty", s)
	return nil
}

func (w *world) listHas(_ context.Context, name string) error {
	own, err := w.Target.Destination(name)
	if err != nil {
		return err
	}
	names := w.entries("name")
	w.Inferred("value", "the list has "+name, scene.Seen{Met: slices.Contains(names, own), Expected: own, Instead: strings.Join(names, ", "), Frames: frames(w.answer)})
	return nil
}

func (w *world) searches(ctx context.Context, name, text, what string) error {
	p, r, err := w.reading(name, what)
	if err != nil {
		return err
	}
	r.Query += "&search=" + strings.ReplaceAll(text, " ", "%20")
	return w.ask(ctx, p, r)
}

func (w *world) listIsEmpty(context.Context) error {
	list, isList := w.answer.List()
	s := scene.Seen{Met: isList && len(list) == 0, Expected: "an empty list", Frames: frames(w.answer)}
	s.Instead = w.whereas(s)
	w.Inferred("value", "the list is empty", s)
	return nil
}
