package reports

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// failureBlocks are a block for each scenario: one in full for each cause, then
// a line for each of the others.
func failureBlocks(scenarios []*result.Scenario) []func() string {
	var blocks []func() string
	for _, c := range causes(scenarios) {
		if len(c.others) == 0 {
			blocks = append(blocks, func() string { return failureBlock(c.first) })
			continue
		}
		blocks = append(blocks, func() string { return failureBlock(c.first) + capital(c.same()) + ":\n\n" })
		for i, s := range c.others {
			end := "\n"
			if i == len(c.others)-1 {
				end = "\n\n"
			}
			blocks = append(blocks, func() string { return "- " + prose(clip(title(s), mostQuoted)) + ": " + code(s.ID) + end })
		}
	}
	return blocks
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// failureBlock is one scenario that failed, or that could not be judged.
func failureBlock(s *result.Scenario) string {
	head := fmt.Sprintf("### %s\n\n%s\n", prose(clip(title(s), mostQuoted)), prose(clip(parents(s), mostQuoted)))
	text := ""
	if stumbled(s) {
		text = stumbleBlock(s)
	}
	full, others := foremost(s)
	for i := range full {
		text += claimBlock(s, &full[i])
	}
	if len(others) > 0 {
		text += otherClaims(others)
	}
	if text := known(s); text != "" {
		head += "\n" + prose(clip("Baseline: "+text, mostQuoted)) + "\n"
	}
	return head + text + "\n" + shell(s.Again) + "\n"
}

func stumbleBlock(s *result.Scenario) string {
	_, n := stumble(s)
	_, why := headline(s)
	return fmt.Sprintf("\n%s %s\n\n%s\n", code(place(s, n)), prose(clip(stepText(s, n), mostQuoted)), code(clip(why, mostQuoted)))
}

// claimBlock is one failed claim: the claim and its step, the rule and its
// source, and both sides.
func claimBlock(s *result.Scenario, c *result.Claim) string {
	var out strings.Builder
	fmt.Fprintf(&out, "\n**%s**\n", prose(clip(c.Text, mostQuoted)))
	fmt.Fprintf(&out, "\n%s %s\n\n", code(place(s, c.Step)), prose(clip(stepText(s, c.Step), mostQuoted)))
	if c.Rule != "" {
		fmt.Fprintf(&out, "> %s  \n", prose(clip(c.Rule, mostQuoted)))
	}
	fmt.Fprintf(&out, "> %s %s\n\n", prose(clip(source(c), mostQuoted)), code(c.Item))
	bullet := func(label, value string) {
		if value != "" {
			fmt.Fprintf(&out, "- %s %s\n", label, code(clip(value, mostQuoted)))
		}
	}
	bullet("expected", c.Expected)
	bullet("seen", c.Seen)
	if c.Compared != nil {
		out.WriteString("\n" + comparedTable(c.Compared))
	}
	return out.String()
}

// comparedTable sets both sides beside each other around the first difference.
func comparedTable(c *result.Comparison) string {
	var rows [][]string
	e := around(c, 20)
	leftOut := func(n int) {
		if n > 0 {
			rows = append(rows, []string{"", "… " + some(n, "more row"), ""})
		}
	}
	leftOut(e.before)
	for i, row := range e.rows {
		mark := ""
		switch {
		case i == e.first:
			mark = "**first difference**"
		case row.Differs:
			mark = "differs"
		}
		expected, seen := cells(row)
		rows = append(rows, []string{mark, cell(row.Expected, expected), cell(row.Seen, seen)})
	}
	leftOut(e.after)
	seen := "seen on " + prose(clip(c.Desk, mostQuoted)) + "'s desktop"
	return table([]string{"", "documented", seen}, rows)
}

// cell is a side of a row as it was, or the words that stand for its lack.
func cell(was, words string) string {
	if was == "" {
		return prose(words)
	}
	return code(clip(words, mostCell))
}

func otherClaims(claims []result.Claim) string {
	out := "\nAlso not met:\n\n"
	for i, c := range claims {
		if i == inShort {
			return out + fmt.Sprintf("- … and %d more, which the result stream holds\n", len(claims)-i)
		}
		out += "- " + prose(clip(mismatch(&c), mostQuoted)) + "\n"
	}
	return out
}
