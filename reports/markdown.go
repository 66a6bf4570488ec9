package reports

import (
	"fmt"
	"regexp"
	"strings"
)

var backticks = regexp.MustCompile("`+")

// fence returns a run of at least n backticks that s does not hold.
func fence(s string, n int) string {
	for _, run := range backticks.FindAllString(s, -1) {
		n = max(n, len(run)+1)
	}
	return strings.Repeat("`", n)
}

// code is s as it stands, on one line, also within a table. Nothing in it is a
// link, an image or a mention.
func code(s string) string {
	if s = oneLine(s); s == "" {
		return ""
	}
	f := fence(s, 1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return f + pipes.ReplaceAllStringFunc(s, escapePipe) + f
}

var pipes = regexp.MustCompile(`\\*\|`)

// escapePipe puts an odd number of backslashes before a pipe: a table takes an even
// number for backslashes, and the pipe for the end of the cell.
func escapePipe(s string) string {
	if len(s)%2 == 0 {
		s = `\` + s
	}
	return s[:len(s)-1] + `\|`
}

var markdown = strings.NewReplacer(
	"`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "<", "&lt;", ">", "&gt;",
)

// special matches words in which GitHub or GitLab find more than text, even where
// they are escaped: addresses, mentions, numbers of issues and commits, labels,
// formulas, emoji.
var special = regexp.MustCompile(`[@#$%&~^\\]|[!:]\S|(?i:www\.|\b[0-9a-f]{7,}\b|[a-z]-[0-9])`)

// prose is s as text, on one line, also within a table. Words that would become
// something else are code.
func prose(s string) string {
	words := strings.Split(oneLine(s), " ")
	for i, w := range words {
		if special.MatchString(w) {
			words[i] = code(w)
		} else {
			words[i] = markdown.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

// shell is a block that can be copied whole.
func shell(command string) string {
	command = flat(command)
	f := fence(command, 3)
	return fmt.Sprintf("%ssh\n%s\n%s\n", f, command, f)
}

// verbatim is a block of lines as they stand.
func verbatim(language, text string) string {
	text = clean(text)
	f := fence(text, 3)
	return fmt.Sprintf("%s%s\n%s\n%s\n", f, language, text, f)
}

// table is a Markdown table of cells that are Markdown themselves.
func table(header []string, rows [][]string) string {
	var out strings.Builder
	line := func(cells []string) { out.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(header)
	line(strings.Split(strings.Repeat("---,", len(header)-1)+"---", ","))
	for _, cells := range rows {
		line(cells)
	}
	return out.String()
}
