package result

import "cmp"

// Baseline is the list of known failures that a run was judged with.
type Baseline struct {
	File    string `json:"file"`   // as given, or as the target file names it
	Digest  string `json:"digest"` // SHA-256 of the file, hex
	Entries int    `json:"entries"`
}

// Known is what a baseline says about one scenario.
type Known struct {
	File    string   `json:"file"`  // the baseline
	Line    int      `json:"line"`  // where its entry begins
	Items   []string `json:"items"` // what is known to be broken, see Claim.Key
	Reason  string   `json:"reason"`
	Link    string   `json:"link,omitempty"`
	Expires string   `json:"expires,omitempty"` // the last day on which it counts, YYYY-MM-DD
	Expired bool     `json:"expired,omitempty"` // that day was over
}

// Covers reports whether nothing but what is known broke, on a day on which it counts.
func (k *Known) Covers(failures []Claim) bool {
	return !k.Expired && len(k.Surplus(failures)) == 0
}

// Surplus are the keys of the failures that are not known, in their order, each once.
func (k *Known) Surplus(failures []Claim) []string {
	var out []string
	told := map[string]bool{}
	for _, item := range k.Items {
		told[item] = true
	}
	for _, c := range failures {
		if key := c.Key(); !told[key] {
			told[key] = true
			out = append(out, key)
		}
	}
	return out
}

// Key is how a baseline names what the claim is about: the book's item or, when the
// claim is the scenario author's own, its text.
func (c *Claim) Key() string { return cmp.Or(c.Item, c.Text) }

// Stale is a part of a baseline that can be deleted.
type Stale struct {
	ID   string `json:"id"`             // the scenario's
	Item string `json:"item,omitempty"` // what to take out of the entry; empty: all of it
	Why  string `json:"why"`            // as a sentence without a full stop
	Line int    `json:"line"`           // of the baseline, where the text begins
	Text string `json:"text"`           // the lines to delete, as they stand, without the last newline
	Part bool   `json:"part,omitempty"` // the line holds more than the item, and stays without it
}

// Updated says what became of a baseline that was rewritten.
type Updated struct {
	Added   int `json:"added"`   // entries that are new
	Changed int `json:"changed"` // entries of which items changed
	Dropped int `json:"dropped"` // entries that are gone
	Expired int `json:"expired"` // entries that fail still and have expired: only a person can give them a later day
}
