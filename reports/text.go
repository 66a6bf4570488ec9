package reports

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mostQuoted bounds in bytes what a summary or a picture quotes.
const mostQuoted = 500

// escapes matches what a terminal would obey: colours, cursor moves and titles.
var escapes = regexp.MustCompile(`\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?`)

// clean takes terminal escapes out of s, and every character but newline and
// tab that a terminal would obey, that cannot be seen but reorders or hides
// others, or that XML does not allow. What a target sent must not be able to
// write over a report.
func clean(s string) string {
	if strings.Contains(s, "\x1b") {
		s = escapes.ReplaceAllString(s, "")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case r < ' ', r >= 0x7f && r <= 0x9f, r == 0xfffe, r == 0xffff, unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}

// Plain is what a target said on one line, without anything that a terminal obeys.
func Plain(s string) string { return oneLine(s) }

// oneLine is clean with every run of blanks made one space.
func oneLine(s string) string { return strings.Join(strings.Fields(clean(s)), " ") }

// flat is clean with every newline and tab made a space.
func flat(s string) string { return strings.NewReplacer("\n", " ", "\t", " ").Replace(clean(s)) }

// runes counts what a terminal shows.
func runes(s string) int { return utf8.RuneCountInString(s) }

func pad(s string, width int) string { return s + strings.Repeat(" ", max(0, width-runes(s))) }

// wrap breaks s at its blanks into lines of at most width runes, and a longer
// word where it must. It returns at least one line.
func wrap(s string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(clean(s)) {
		if line != "" && runes(line)+1+runes(word) <= width {
			line += " " + word
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		pieces := chop(word, width)
		lines = append(lines, pieces[:len(pieces)-1]...)
		line = pieces[len(pieces)-1]
	}
	return append(lines, line)
}

// chop cuts word into pieces of at most width runes.
func chop(word string, width int) []string {
	var pieces []string
	r := []rune(word)
	for ; len(r) > width; r = r[width:] {
		pieces = append(pieces, string(r[:width]))
	}
	return append(pieces, string(r))
}

// clip cuts s to at most limit bytes and says so.
func clip(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	note := fmt.Sprintf("… (%d bytes in all)", len(s))
	end := max(0, limit-len(note))
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + note
}

// middle shortens s to width runes by taking out its middle. Where the first
// occurrence of keep would be taken out, what is left is its surroundings.
func middle(s string, width int, keep string) string {
	r := []rune(s)
	if len(r) <= width {
		return s
	}
	tail := width / 8
	head := width - tail - 1
	at := runes(s[:max(0, strings.Index(s, keep))])
	if at+runes(keep) <= head || at >= len(r)-tail {
		return string(r[:head]) + "…" + string(r[len(r)-tail:])
	}
	head = width / 4
	room := width - head - 2
	from := max(head+1, at-max(0, room-runes(keep))/2)
	if from+room+1 >= len(r) {
		return string(r[:head]) + "…" + string(r[len(r)-room-1:])
	}
	return string(r[:head]) + "…" + string(r[from:from+room]) + "…"
}

// some says how many there are of a thing whose plural ends in s.
func some(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// were says that so many things were something.
func were(n int, thing string) string {
	if n == 1 {
		return some(n, thing) + " was"
	}
	return some(n, thing) + " were"
}

// lasted says a duration as people do.
func lasted(millis int64) string {
	switch {
	case millis < 1000:
		return fmt.Sprintf("%d ms", millis)
	case millis < 60_000:
		return fmt.Sprintf("%.1f s", float64(millis)/1000)
	}
	return fmt.Sprintf("%d min %d s", millis/60_000, millis%60_000/1000)
}
