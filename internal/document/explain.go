package document

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// text is what a finding about a single value means to whoever wrote it.
func (f finding) text() string {
	switch k := f.ErrorKind.(type) {
	case *kind.Type:
		return f.wrongType(k.Want)
	case *kind.Enum:
		return f.notOneOf(k.Want)
	case *kind.Const:
		return fmt.Sprintf("expected %v, not %s", k.Want, f.node.shown())
	case *kind.Pattern:
		return f.badPattern(k.Want)
	case *kind.Format:
		return fmt.Sprintf("%s %v", f.node.shown(), k.Err)
	case *kind.FalseSchema:
		return "is not allowed here; delete it"
	}
	if text := f.outOfBounds(); text != "" {
		return text
	}
	if described := f.described(); described != "" {
		return "does not fit: " + described
	}
	return fmt.Sprintf("does not fit the schema's %q", strings.Join(f.ErrorKind.KeywordPath(), "/"))
}

// outOfBounds is the text for something too long, too short, too big or too small.
func (f finding) outOfBounds() string {
	switch k := f.ErrorKind.(type) {
	case *kind.Minimum:
		return fmt.Sprintf("%s is too small; the least is %s", f.node.shown(), decimal(k.Want))
	case *kind.Maximum:
		return fmt.Sprintf("%s is too big; the most is %s", f.node.shown(), decimal(k.Want))
	case *kind.ExclusiveMinimum:
		return fmt.Sprintf("%s is too small; it must be more than %s", f.node.shown(), decimal(k.Want))
	case *kind.ExclusiveMaximum:
		return fmt.Sprintf("%s is too big; it must be less than %s", f.node.shown(), decimal(k.Want))
	case *kind.MinLength:
		return tooFew(k.Got, k.Want, "characters")
	case *kind.MaxLength:
		return fmt.Sprintf("has %d characters; expected %d at most", k.Got, k.Want)
	case *kind.MinItems:
		return tooFew(k.Got, k.Want, "items")
	case *kind.MaxItems:
		return fmt.Sprintf("has %d items; expected %d at most", k.Got, k.Want)
	case *kind.MinProperties:
		return tooFew(k.Got, k.Want, "members")
	}
	return ""
}

func tooFew(got, want int, of string) string {
	if got == 0 {
		return fmt.Sprintf("is empty; expected %d or more %s", want, of)
	}
	return fmt.Sprintf("has %d %s; expected %d or more", got, of, want)
}

func decimal(r *big.Rat) string {
	return strings.TrimSuffix(strings.TrimRight(r.FloatString(6), "0"), ".")
}

// typeWords is what people call the types of the schema.
var typeWords = map[string]string{
	"string":  "text",
	"integer": "a whole number",
	"number":  "a number",
	"boolean": "true or false",
	"array":   "a list",
	"object":  "a mapping (name: value)",
	"null":    "nothing",
}

func (f finding) wrongType(want []string) string {
	words := make([]string, len(want))
	for i, w := range want {
		words[i] = typeWords[w]
	}
	expected := strings.Join(words, " or ")
	if f.node.shape == null {
		return fmt.Sprintf("has no value; expected %s", expected)
	}
	return fmt.Sprintf("expected %s, not %s", expected, f.node.shown())
}

func (f finding) notOneOf(want []any) string {
	words := make([]string, len(want))
	for i, w := range want {
		words[i] = fmt.Sprint(w)
	}
	text := fmt.Sprintf("%s is not one of %s", f.node.shown(), strings.Join(words, ", "))
	if near, ok := Nearest(f.node.source, words); ok {
		text += fmt.Sprintf(" (did you mean %q?)", near)
	}
	return text
}

func (f finding) badPattern(pattern string) string {
	if message, ok := f.raw["patternErrorMessage"].(string); ok {
		return f.node.shown() + " " + message
	}
	if described := f.described(); described != "" {
		return f.node.shown() + " does not fit: " + described
	}
	return fmt.Sprintf("%s does not match %s", f.node.shown(), pattern)
}

func (f finding) missing(member string) string {
	text := fmt.Sprintf("%q is missing", member)
	property, _ := f.property(member)["description"].(string)
	if about := firstSentence(property); about != "" {
		text += fmt.Sprintf(" (%s)", about)
	}
	return text
}

func (f finding) unknown(member string) string {
	known := f.known()
	if len(known) == 0 {
		return fmt.Sprintf("%q is not a name that fits: %s", member, f.described())
	}
	text := fmt.Sprintf("unknown member %q", member)
	if near, ok := Nearest(member, known); ok {
		text += fmt.Sprintf("; did you mean %q?", near)
	}
	return fmt.Sprintf("%s (known: %s)", text, strings.Join(known, ", "))
}

// known is the members that the schema lists, in alphabetical order.
func (f finding) known() []string {
	properties, _ := f.raw["properties"].(map[string]any)
	return slices.Sorted(maps.Keys(properties))
}

func (f finding) property(name string) map[string]any {
	properties, _ := f.raw["properties"].(map[string]any)
	property, _ := properties[name].(map[string]any)
	return property
}

func (f finding) described() string {
	description, _ := f.raw["description"].(string)
	return firstSentence(description)
}

func firstSentence(s string) string {
	sentence, _, _ := strings.Cut(s, ". ")
	return strings.TrimSuffix(sentence, ".")
}
