package webex

import (
	"slices"
	"strings"
)

// parseFilter reads the filter of a list: comparisons, all of which must hold, such as
//
//	id=in=(a,b);name=="Main Line"
//
// An empty one holds for everything.
func parseFilter(text string) (func(object) bool, error) {
	var all []comparison
	for _, term := range splitUnquoted(strings.ReplaceAll(text, " and ", ";"), ';') {
		if term = strings.TrimSpace(term); term == "" {
			continue
		}
		c, fits := parseComparison(term)
		if !fits {
			return nil, bad("filter " + term + `: expected NAME==VALUE, NAME!=VALUE, NAME=in=(VALUE,…) or NAME=out=(VALUE,…), joined by ;`)
		}
		all = append(all, c)
	}
	return func(o object) bool {
		return !slices.ContainsFunc(all, func(c comparison) bool { return !c.holds(o) })
	}, nil
}

// comparison says that a member is one of some values, or none of them.
type comparison struct {
	name   string
	values []string
	none   bool
}

func (c comparison) holds(o object) bool {
	return slices.Contains(c.values, o.text(c.name)) != c.none
}

// operators are those of filters, and whether a list in parentheses follows.
var operators = []struct {
	sign       string
	none, list bool
}{
	{"=in=", false, true},
	{"=out=", true, true},
	{"==", false, false},
	{"!=", true, false},
}

func parseComparison(term string) (comparison, bool) {
	for _, op := range operators {
		name, value, found := strings.Cut(term, op.sign)
		if !found || name == "" || strings.ContainsAny(name, `"'()=!`) {
			continue
		}
		c := comparison{name: strings.TrimSpace(name), none: op.none}
		if !op.list {
			c.values = []string{unquote(value)}
			return c, true
		}
		value = strings.TrimSpace(value)
		if !strings.HasPrefix(value, "(") || !strings.HasSuffix(value, ")") {
			return c, false
		}
		for _, v := range splitUnquoted(value[1:len(value)-1], ',') {
			c.values = append(c.values, unquote(v))
		}
		return c, true
	}
	return comparison{}, false
}

// splitUnquoted splits at a sign that is in no quotes.
func splitUnquoted(s string, sign byte) []string {
	var out []string
	var quote byte
	from := 0
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == sign:
			out = append(out, s[from:i])
			from = i + 1
		}
	}
	return append(out, s[from:])
}

// unquote takes the quotes from a value that has them.
func unquote(v string) string {
	v = strings.TrimSpace(v)
	if len(v) > 1 && (v[0] == '"' || v[0] == '\'') && v[len(v)-1] == v[0] {
		return v[1 : len(v)-1]
	}
	return v
}
