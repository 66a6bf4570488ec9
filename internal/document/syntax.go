package document

import "strings"

// syntaxAdvice is what the parser's messages mean to whoever wrote the text.
// The first phrase that the message contains decides.
var syntaxAdvice = []struct{ phrase, advice string }{
	{"tab character", "a tab cannot indent YAML; use spaces"},
	{`character '	' that cannot start`, "a tab cannot indent YAML; use spaces"},
	{"map key-value is pre-defined", "text goes on after the value is complete; quote the whole value, or fix the indentation of this line"},
	{"mapping value is not allowed in this context", `this value is followed by a second ":" or by deeper indented lines; quote it if the ":" belongs to it, else fix the indentation`},
	{"value is not allowed in this context", "this does not belong to anything above it; line it up with its neighbours, and check that the line before is complete"},
	{"block sequence entries are not allowed", `a list item ("- …") must begin on a line of its own`},
	{"sequence end token ']' not found", `the list that begins here has no closing "]"`},
	{"flow mapping end token '}'", `the mapping that begins here has no closing "}"`},
	{"',' or ']' must be specified", `a "," or "]" is missing here; a text that contains { } [ ] or , must be quoted`},
	{"flow map content", `a "," or ":" is missing or one too many here`},
	{"corresponding to ']'", `this "]" closes nothing; a text that begins with it must be quoted`},
	{"corresponding to '}'", `this "}" closes nothing; a text that begins with it must be quoted`},
	{"end character of double-quoted text", `the text that begins here has no closing "`},
	{"end character of single-quoted text", "the text that begins here has no closing '"},
	{"unknown escape character", `this \ escape is unknown; write \\ for a backslash, or use single quotes`},
	{"reserved character", "a text cannot begin with @ or `; quote it"},
	{"directive", "a text cannot begin with %; quote it"},
	{"invalid key for this map", `a member's name must be plain or quoted text`},
	{"anchor", "anchors (&name) are not supported; write the value out where it is used"},
}

func explainSyntax(message string) string {
	for _, row := range syntaxAdvice {
		if strings.Contains(message, row.phrase) {
			return row.advice
		}
	}
	return "this is not valid YAML: " + message
}
