package scapi

import (
	"cmp"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// defaultSection is the section of options that are named without one
// (Configuration namespace, getOption).
const defaultSection = "interaction-workspace"

// Options are the options of a desktop, as a page reads them, in the order of
// section and name. The zero value is none.
type Options struct{ list []setting }

// setting is the value of one option.
type setting struct{ section, name, value string }

func (s setting) compare(other setting) int {
	return cmp.Or(strings.Compare(s.section, other.section), strings.Compare(s.name, other.name))
}

// With is what the options are when those of that name have these values. A name is
// SECTION/OPTION, or an option of section interaction-workspace.
func (o Options) With(values map[string]string) Options {
	list := slices.Clone(o.list)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		set := setting{defaultSection, name, values[name]}
		if section, option, ok := strings.Cut(name, "/"); ok {
			set.section, set.name = section, option
		}
		i, known := slices.BinarySearchFunc(list, set, setting.compare)
		if !known {
			list = slices.Insert(list, i, set)
		}
		list[i] = set
	}
	return Options{list}
}

// asked is what a page asks for: an option, or those that match a pattern.
type asked struct {
	section, name string
	plain         bool // it named no section
}

// parseAsked reads Section/option, or an option of the default section. An asterisk
// may end a word and start neither an option nor a section (Configuration namespace,
// getOption). On its own it stands for all options of a section that is named, as the
// client's sample page has it.
func parseAsked(text string) (asked, error) {
	a := asked{defaultSection, text, true}
	if section, name, ok := strings.Cut(text, "/"); ok {
		a = asked{section, name, false}
	}
	bare := a.name == "*" && !a.plain
	if len(text) > maxAskedName || !isPattern(a.section) || !bare && !isPattern(a.name) {
		return a, refusal("Option " + text + " is neither a name nor a pattern: * may only end a word")
	}
	return a, nil
}

// wordEnds are the characters that can follow a word in the name of an option.
const wordEnds = "./-"

func isPattern(s string) bool {
	if s == "" || s[0] == '*' {
		return false
	}
	for i := range len(s) - 1 {
		if s[i] == '*' && !strings.Contains(wordEnds, s[i+1:i+2]) {
			return false
		}
	}
	return true
}

func (a asked) matches(s setting) bool { return match(a.section, s.section) && match(a.name, s.name) }

// match reports whether a text fits a pattern in which each asterisk stands for any
// characters.
func match(pattern, s string) bool {
	head, rest, wild := strings.Cut(pattern, "*")
	if !wild {
		return pattern == s
	}
	s, ok := strings.CutPrefix(s, head)
	if !ok {
		return false
	}
	for {
		head, rest, wild = strings.Cut(rest, "*")
		if !wild {
			return strings.HasSuffix(s, head)
		}
		i := strings.Index(s, head)
		if i < 0 {
			return false
		}
		s = s[i+len(head):]
	}
}

// find returns the options that were asked for, each once, under the name by which
// it was asked for first: in the order of the names, those of a pattern in their own.
func (o Options) find(names []asked) []setting {
	var out []setting
	found := make([]bool, len(o.list))
	for _, a := range names {
		for i, s := range o.list {
			if found[i] || !a.matches(s) {
				continue
			}
			found[i] = true
			if !a.plain {
				s.name = s.section + "/" + s.name
			}
			out = append(out, s)
		}
	}
	return out
}

// Overrides are the options that routing strategies have overridden, by interaction.
// The desktops of one center share them. The zero value is none.
type Overrides struct {
	of   map[center.InteractionID]map[string]string
	size int // of all, in bytes
}

// maxOverrides is how many bytes of overridden options one center keeps.
const maxOverrides = 1 << 20

// ErrOverrides is why a strategy can override no more options.
var ErrOverrides = errors.New("too many options have been overridden")

// Set overrides options for an interaction, in place of those overridden before.
func (o *Overrides) Set(id center.InteractionID, values map[string]string) error {
	size := o.size - sizeOf(id, o.of[id]) + sizeOf(id, values)
	if size > maxOverrides {
		return ErrOverrides
	}
	if o.of == nil {
		o.of = map[center.InteractionID]map[string]string{}
	}
	o.of[id], o.size = maps.Clone(values), size
	if len(values) == 0 {
		delete(o.of, id)
	}
	return nil
}

// sizeOf is about how much memory the overridden options of an interaction take.
func sizeOf(id center.InteractionID, values map[string]string) int {
	if len(values) == 0 {
		return 0
	}
	n := 100 + len(id)
	for name, value := range values {
		n += 50 + len(name) + len(value)
	}
	return n
}

func (o *Overrides) get(id center.InteractionID) map[string]string {
	if o == nil {
		return nil
	}
	return o.of[id]
}
