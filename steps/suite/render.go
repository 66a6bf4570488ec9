package suite

import (
	"errors"
	"fmt"
	"strings"
)

// render writes steps as a feature of one scenario that parses back to the
// same steps. Nothing else of the original is in it. It refuses what no
// feature file can say.
func render(steps []Step) ([]byte, error) {
	if len(steps) == 0 {
		return nil, errors.New("no steps")
	}
	var b strings.Builder
	b.WriteString("Feature: f\nScenario: s\n")
	for i, step := range steps {
		if err := renderStep(&b, step); err != nil {
			return nil, fmt.Errorf("step %d %q: %w", i+1, step.Text, err)
		}
	}
	return []byte(b.String()), nil
}

func renderStep(b *strings.Builder, step Step) error {
	if strings.Contains(step.Text+step.MediaType, "\n") {
		return errors.New("a step's text must be one line")
	}
	start := b.Len()
	b.WriteString("* " + step.Text + "\n")
	if step.DocString != nil {
		if err := renderDocString(b, step.MediaType, *step.DocString); err != nil {
			return err
		}
	}
	if err := renderTable(b, step.Table); err != nil {
		return err
	}
	for line := range strings.Lines(b.String()[start:]) {
		if len(line) > longestLine {
			return fmt.Errorf("a line of the step has %d bytes, at most %d can be read", len(line), longestLine)
		}
	}
	return nil
}

// renderDocString takes the quotes between which the content can stand:
// escaped quotes can't be written between quotes of their kind.
func renderDocString(b *strings.Builder, mediaType, content string) error {
	for _, quotes := range []string{`"""`, "```"} {
		escaped := strings.ReplaceAll(quotes, quotes[:1], `\`+quotes[:1])
		written := strings.ReplaceAll(content, quotes, escaped)
		if strings.ReplaceAll(written, escaped, quotes) == content {
			fmt.Fprintf(b, "%s%s\n%s\n%s\n", quotes, mediaType, written, quotes)
			return nil
		}
	}
	return errors.New(`a doc string must not hold both \"\"\" and ` + "\\`\\`\\`")
}

var cellEscapes = strings.NewReplacer(`\`, `\\`, `|`, `\|`, "\n", `\n`)

func renderTable(b *strings.Builder, rows [][]string) error {
	for _, row := range rows {
		if len(row) != len(rows[0]) {
			return fmt.Errorf("a table's rows must have as many cells as its first, %d, not %d", len(rows[0]), len(row))
		}
		b.WriteString("|")
		for _, cell := range row {
			b.WriteString(" " + cellEscapes.Replace(cell) + " |")
		}
		b.WriteString("\n")
	}
	return nil
}
