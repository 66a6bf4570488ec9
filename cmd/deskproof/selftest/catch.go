package selftest

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
)

// Binds reports whether an item of the book binds those who are judged.
type Binds func(item string) bool

// checked are the items of which a verdict has a check that was made and met.
func checked(v *result.Scenario, binds Binds) map[string]bool {
	out := map[string]bool{}
	for _, item := range v.Proved {
		out[item] = true
	}
	for _, c := range v.Claims {
		if c.Met && c.Item != "" && counts(&c, binds) {
			out[c.Item] = true
		}
	}
	return out
}

// counts reports whether a claim speaks for its item: one that was weakened does not
// speak for an item that binds.
func counts(c *result.Claim, binds Binds) bool { return c.Binding || !binds(c.Item) }

// caught are the items of a verdict's checks that a fault takes away, and that are
// missed, sorted: those of which a claim is not met and, where the scenario fails, those
// that the fault hits and that nothing shows any more.
func caught(b *book.Book, binds Binds, clean, faulty *result.Scenario, hits func(book.Item) bool) []string {
	before, after, found := checked(clean, binds), checked(faulty, binds), map[string]bool{}
	for _, c := range faulty.Claims {
		if !c.Met && before[c.Item] && counts(&c, binds) {
			found[c.Item] = true
		}
	}
	if faulty.Outcome == result.Failed && hits != nil {
		for item := range before {
			if it, ok := b.Claim(item); ok && !after[item] && hits(it) {
				found[item] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

// hitBy says which items a fault at a site hits, in the frames that a scenario saw
// without it.
func hitBy(b *book.Book, clean *result.Scenario, faults []json.RawMessage) func(book.Item) bool {
	var f struct {
		On       place
		Do, Path string
		Is       json.RawMessage
	}
	if len(faults) == 0 || json.Unmarshal(faults[0], &f) != nil {
		return nil
	}
	s := &site{members: map[string]map[string]struct{}{f.Path: {string(f.Is): {}}}} // of no frame alone
	if f.On != (place{Wire: f.On.Wire}) {
		list, _ := sites([]result.Scenario{*clean})
		list = append(list, requests([]result.Scenario{*clean})...)
		at := slices.IndexFunc(list, func(s *site) bool { return s.place == f.On })
		if at < 0 {
			return nil
		}
		s = list[at]
	}
	return func(it book.Item) bool { return s.hit(b, it, f.Do == "lose", f.Path) }
}

// hit reports whether an item is taken away by what befalls the frames of a site, which
// are lost or have a member changed: the value or the member that it changes, the event
// or the outcome of an operation that it loses, the pair of event and state that it
// changes.
func (s *site) hit(b *book.Book, it book.Item, lost bool, path string) bool {
	changed := last(path)
	switch of := it.Of.(type) {
	case *book.Value:
		enum, _ := b.Claim(parent(it.ID))
		e, ok := enum.Of.(*book.Enum)
		other := func(value string) bool { return value != of.Value && !strings.Contains(value, `"`+of.Value+`"`) }
		values := slices.Collect(maps.Keys(s.members[path]))
		return ok && isFor(b, e, path) && len(values) > 0 && !slices.ContainsFunc(values, other)
	case *book.Member:
		return changed == of.Name && s.sends(b, parent(it.ID))
	case *book.Event:
		return s.sends(b, it.ID) && (lost || changed == "eventType" || s.Wire == webex && changed == "type")
	case *book.Method:
		return s.Wire == webex && s.Frame == "answer" && s.Request == of.Request && (path == "status" || path == "body")
	case *book.Answer, *book.Refusal:
		return lost && s.settles(b, it)
	case *book.Pair:
		return of.Type == s.Type && of.State == s.State && (lost || changed == "state")
	}
	return false
}

// has reports whether a value is among those of the frames of a site at a path that its
// enum is for.
func (s *site) has(b *book.Book, it book.Item, path string) bool {
	enum, _ := b.Claim(parent(it.ID))
	e, ok := enum.Of.(*book.Enum)
	if !ok || !isFor(b, e, path) {
		return false
	}
	value := it.Of.(*book.Value).Value
	_, has := s.members[path][asJSON(value)]
	_, plain := s.members[path][value] // a number
	return has || plain
}

// sends reports whether a site is of an item that has a place of its own: an event's
// own frames, a method's own answers. What has none, such as an attribute of an object,
// may be anywhere.
func (s *site) sends(b *book.Book, id string) bool {
	for ; strings.Contains(id, "."); id = parent(id) {
		it, _ := b.Claim(id)
		switch of := it.Of.(type) {
		case *book.Event:
			return s.tells(of)
		case *book.Method:
			return of.Request == s.Request
		case *book.Message:
			return of.From == "server"
		}
	}
	return true
}

// parent is the id of what an item is part of.
func parent(id string) string { return id[:max(0, strings.LastIndexByte(id, '.'))] }

// near reports whether a fault may take away what is checked of an item: for most kinds
// of item, if it befalls what they are about. About a whole nothing is found out but by
// its parts; a rule may be broken by anything.
func (m *mutation) near(b *book.Book, it book.Item) bool {
	switch b.System {
	case gws:
		return m.nearGWS(b, it)
	case webex:
		return m.nearWebex(b, it)
	}
	switch of := it.Of.(type) {
	case *book.Value:
		return m.site.has(b, it, m.path) || strings.HasSuffix(m.id, "/refused") // a request may be to take it
	case *book.Member:
		return m.site.hit(b, it, false, m.path)
	case *book.Event, *book.Method, *book.Answer, *book.Refusal:
		return m.site.sends(b, it.ID)
	case *book.Pair:
		return of.Type == m.site.Type
	case *book.OriginCase, *book.PatternCase, *book.Option:
		return m.site.Frame == "answer"
	case *book.Row:
		return of.Type == m.site.Type && of.State == m.site.State
	case *book.Step:
		return of.Type == m.site.Type && of.Request == m.site.Request && (of.State == "" || of.State == m.site.State)
	case *book.Message, *book.Type, *book.Enum:
		return false
	}
	return true
}
