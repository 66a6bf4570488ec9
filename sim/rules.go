package sim

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
)

// rules read the rules of a wire from options, whose names are the section and the name
// that the rule has in a center document.
type rules[T any] struct {
	section string
	set     map[string]func(*T, string) error
}

// changed are values with those changed that options name.
func (r rules[T]) changed(values T, options map[string]string) (T, error) {
	for _, name := range slices.Sorted(maps.Keys(options)) {
		rule, ok := strings.CutPrefix(name, r.section)
		if !ok {
			continue
		}
		set, known := r.set[rule]
		if !known {
			return values, fmt.Errorf("option %s: expected one of %s", name, strings.Join(slices.Sorted(maps.Keys(r.set)), ", "))
		}
		if err := set(&values, options[name]); err != nil {
			return values, fmt.Errorf("option %s: %w", name, err)
		}
	}
	return values, nil
}

// ofDesktops are the options without those that change the rules of another wire.
func ofDesktops(options map[string]string) map[string]string {
	out := maps.Clone(options)
	maps.DeleteFunc(out, func(name, _ string) bool {
		_, _, isRule := centers.RuleOf(name)
		return isRule
	})
	return out
}

func parseBool(text string, into *bool) (err error) {
	if *into, err = strconv.ParseBool(text); err != nil {
		return fmt.Errorf("%q is not true or false", text)
	}
	return nil
}

// longestSpan is the longest time that a rule has.
const longestSpan = time.Hour

func parseSpan(text string, into *time.Duration) (err error) {
	if *into, err = time.ParseDuration(text); err != nil || *into < 0 || *into > longestSpan {
		return fmt.Errorf("%q is not a duration: expected a number and a unit, such as 500ms or 30s, at most 1h", text)
	}
	return nil
}

// listed are the parts of a list that commas or blanks part.
func listed(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}
