package suite_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/suite"
)

func TestTagExpressions(t *testing.T) {
	tests := map[string]struct {
		written string // by String
		yes, no []string
	}{
		"":                    {"", []string{"", "@a"}, nil},
		" \t ":                {"", []string{"", "@a"}, nil},
		"a":                   {"a", []string{"a", "b a"}, []string{"", "b", "@a"}},
		"not x":               {"not x", []string{"y", ""}, []string{"x", "x y"}},
		"not not x":           {"not not x", []string{"x"}, []string{""}},
		"x and y":             {"x and y", []string{"x y"}, []string{"x", "y", ""}},
		"x or y":              {"x or y", []string{"x y", "x", "y"}, []string{"", "q"}},
		"a and b and c":       {"a and b and c", []string{"a b c"}, []string{"a b", "b c"}},
		"not a or b and c":    {"not a or b and c", []string{"", "b", "a b c"}, []string{"a", "a b", "a c"}},
		"not (a or b) and c":  {"not (a or b) and c", []string{"c"}, []string{"", "a c", "b c"}},
		"( a and b ) or c":    {"a and b or c", []string{"a b", "c"}, []string{"a", "b"}},
		"a and (b or c)":      {"a and (b or c)", []string{"a b", "a c"}, []string{"a", "b c"}},
		"(a)":                 {"a", []string{"a"}, []string{"b"}},
		"not(a)and(b)":        {"not a and b", []string{"b"}, []string{"a b", ""}},
		"not ( a and b )":     {"not (a and b)", []string{"", "a", "b"}, []string{"a b"}},
		`@x\(1\) or @y\(2\)`:  {`@x\(1\) or @y\(2\)`, []string{"@x(1)", "@y(2)"}, []string{"@x", "1"}},
		`x\\ or y\\\) or \(z`: {`x\\ or y\\\) or \(z`, []string{`x\`, `y\)`, `(z`}, []string{"x", "z", `y\`}},
		`a\ b or c`:           {`a\ b or c`, []string{"c"}, []string{"a", "b"}}, // see TestTagWithABlank
		"not a or b and not c or not d or e and f": {"not a or b and not c or not d or e and f",
			[]string{"", "a b d", "a c d e f", "a"}, []string{"a d", "a b c d", "a c d e"}},
		"@wire:webex and not @spec:scapi.rule.tab-dial": {"@wire:webex and not @spec:scapi.rule.tab-dial",
			[]string{"@wire:webex"}, []string{"@wire:webex @spec:scapi.rule.tab-dial", "@wire"}},
		"NOT and AND or Or": {"NOT and AND or Or", []string{"NOT AND", "Or"}, []string{"NOT"}},
	}
	for expr, tt := range tests {
		t.Run(expr, func(t *testing.T) {
			got, err := suite.ParseTags(expr)
			require.NoError(t, err)
			assert.Equal(t, tt.written, got.String())
			for _, tags := range tt.yes {
				assert.True(t, got.Match(strings.Fields(tags)), "with %q", tags)
			}
			for _, tags := range tt.no {
				assert.False(t, got.Match(strings.Fields(tags)), "with %q", tags)
			}
		})
	}
}

func TestTagWithABlank(t *testing.T) {
	expr, err := suite.ParseTags(`a\ b`)
	require.NoError(t, err)
	assert.True(t, expr.Match([]string{"a b"}))
}

func TestTagExpressionErrors(t *testing.T) {
	tests := map[string]string{
		"@a or": `tags: "@a or" ends where a tag or "(" was expected (column 6)
  @a or
       ^`,
		"@a @b or": `tags: "@a @b or" has "@b" where "and", "or" or the end was expected (column 4)
  @a @b or
     ^`,
		"@a and (@b not)": `tags: "@a and (@b not)" has "not" where "and", "or" or ")" was expected (column 12)
  @a and (@b not)
             ^`,
		"@a and or": `tags: "@a and or" has "or" where a tag or "(" was expected (column 8)
  @a and or
         ^`,
		"or": `tags: "or" has "or" where a tag or "(" was expected (column 1)
  or
  ^`,
		"not": `tags: "not" ends where a tag or "(" was expected (column 4)
  not
     ^`,
		"not and": `tags: "not and" has "and" where a tag or "(" was expected (column 5)
  not and
      ^`,
		"(a and b))": `tags: "(a and b))" has ")" where "and", "or" or the end was expected (column 10)
  (a and b))
           ^`,
		"((a and b)": `tags: "((a and b)" ends where "and", "or" or ")" was expected (column 11)
  ((a and b)
            ^`,
		"()": `tags: "()" has ")" where a tag or "(" was expected (column 2)
  ()
   ^`,
		`ä or \y`: `tags: "ä or \\y" has a "\" that escapes neither "(", ")", "\" nor a blank (column 6)
  ä or \y
       ^`,
		"a\t\\": "tags: \"a\\t\\\\\" has a \"\\\" that escapes neither \"(\", \")\", \"\\\" nor a blank (column 3)\n  a \\\n    ^",
	}
	for expr, want := range tests {
		t.Run(expr, func(t *testing.T) {
			_, err := suite.ParseTags(expr)
			assert.EqualError(t, err, want)
		})
	}
}

func FuzzParseTags(f *testing.F) {
	for _, expr := range []string{"", "@a", "not (@a or @b) and @c", `a\(\) or b\\ and \ c`, "((a)", "not not", "a\\",
		// As the documents of tag expressions print them.
		"@fast", "@wip and not @slow", "@smoke and @fast", "@gui or @database", "(@smoke or @ui) and (not @slow)", "@voice and not @recording",
	} {
		f.Add(expr, "@a c")
	}
	f.Fuzz(func(t *testing.T, expr, tags string) {
		parsed, err := suite.ParseTags(expr)
		if err != nil {
			return
		}
		again, err := suite.ParseTags(parsed.String())
		if err != nil || again.String() != parsed.String() {
			t.Fatalf("%q is written %q, and that %q, %v", expr, parsed, again, err)
		}
		words := slices.Concat(strings.Fields(tags), strings.Fields(expr))
		for i := range words {
			if parsed.Match(words[i:]) != again.Match(words[i:]) {
				t.Fatalf("%q and %q differ with tags %q", expr, parsed, words[i:])
			}
		}
	})
}
