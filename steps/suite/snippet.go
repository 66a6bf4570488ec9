package suite

import (
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// variable finds what is likely to differ from step to step: quoted text,
// numbers and people's names.
var variable = regexp.MustCompile(`"[^"]*"|\b\d+\b|\b[A-Z][a-z]+\b`)

// guess is what stands for a kind of variable text.
type guess struct{ group, param, kind string }

func guessOf(text string) guess {
	switch {
	case text[0] == '"':
		return guess{`"([^"]*)"`, "text", "string"}
	case unicode.IsDigit(rune(text[0])):
		return guess{`(\d+)`, "n", "int"}
	}
	return guess{`(\w+)`, "name", "string"}
}

// snippet writes the Go code that would define a step.
func snippet(step Step) string {
	var expr, params, args strings.Builder
	fixed, used, end := "", map[string]int{}, 0
	for _, at := range variable.FindAllStringIndex(step.Text, -1) {
		g := guessOf(step.Text[at[0]:at[1]])
		expr.WriteString(regexp.QuoteMeta(step.Text[end:at[0]]) + g.group)
		fixed += step.Text[end:at[0]] + " "
		end = at[1]
		used[g.param]++
		if used[g.param] > 1 {
			g.param += strconv.Itoa(used[g.param])
		}
		fmt.Fprintf(&params, ", %s %s", g.param, g.kind)
		fmt.Fprintf(&args, "%q, ", g.param)
	}
	expr.WriteString(regexp.QuoteMeta(step.Text[end:]))
	fn := functionName(fixed + step.Text[end:])
	switch {
	case step.Table != nil:
		params.WriteString(", table *godog.Table")
	case step.DocString != nil:
		params.WriteString(", doc *godog.DocString")
	}
	return fmt.Sprintf(snippetForm, quote("^"+expr.String()+"$"), fn, quote(example(step)),
		strings.TrimSuffix(args.String(), ", "), fn, params.String())
}

const snippetForm = `r.Step(%s, w.%s, suite.Doc{
	Does:    "say in one sentence what it does",
	Example: %s,
	Args:    []string{%s},
})

func (w *world) %s(ctx context.Context%s) error {
	return godog.ErrPending
}
`

// example is the step with an English keyword, as a Doc has it.
func example(step Step) string {
	if slices.Contains(keywords, step.Keyword) {
		return step.Keyword + " " + step.Text
	}
	return "Given " + step.Text
}

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

var asciiWord = regexp.MustCompile(`[A-Za-z]+`)

// functionName makes a method's name of the first words that don't vary.
func functionName(fixed string) string {
	name := ""
	for i, word := range asciiWord.FindAllString(strings.ReplaceAll(fixed, "'s", ""), 5) {
		word = strings.ToLower(word)
		if i > 0 {
			word = strings.ToUpper(word[:1]) + word[1:]
		}
		name += word
	}
	switch {
	case name == "":
		return "step"
	case token.IsKeyword(name):
		return name + "Step"
	}
	return name
}
