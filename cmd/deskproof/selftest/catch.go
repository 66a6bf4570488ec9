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
// without it: the value or the member that it takes away, the event that it loses, the
// pair of event and state that it changes.
func hitBy(clean *result.Scenario, faults []json.RawMessage) func(book.Item) bool {
	var f struct {
		On       place
		Do, Path string
	}
	if len(faults) == 0 || json.Unmarshal(faults[0], &f) != nil {
		return nil
	}
	list, _ := sites([]result.Scenario{*clean})
	at := slices.IndexFunc(list, func(s *site) bool { return s.place == f.On })
	if at < 0 {
		return nil
	}
	changed := f.Path[strings.LastIndexByte(f.Path, '.')+1:]
	values := slices.Collect(maps.Keys(list[at].members[f.Path]))
	return func(it book.Item) bool {
		switch of := it.Of.(type) {
		case *book.Value:
			return len(values) > 0 && !slices.ContainsFunc(values, func(v string) bool { return !strings.Contains(v, `"`+of.Value+`"`) })
		case *book.Member:
			return changed == of.Name
		case *book.Event:
			return of.Type == f.On.Type && of.Event == f.On.Event && (f.Do == "lose" || changed == "eventType")
		case *book.Pair:
			return of.Type == f.On.Type && of.State == f.On.State && (f.Do == "lose" || changed == "state")
		}
		return false
	}
}
