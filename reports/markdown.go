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

// code is s as it stands, on one line, also within a table. What a target sent
// goes through it, so that nothing in it is a link, an image or a mention.
func code(s string) string {
	if s = oneLine(s); s == "" {
		return ""
	}
	f := fence(s, 1)
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return f + strings.ReplaceAll(s, "|", `\|`) + f
}

var markdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "#", `\#`,
	"|", `\|`, "~", `\~`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "@", "&#64;",
)

// prose is s as text, on one line, also within a table.
func prose(s string) string { return markdown.Replace(oneLine(s)) }

// shell is a block that can be copied whole.
func shell(command string) string {
	command = flat(command)
	f := fence(command, 3)
	return fmt.Sprintf("%ssh\n%s\n%s\n", f, command, f)
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
