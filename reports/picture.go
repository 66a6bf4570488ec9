package reports

import (
	"fmt"
	"io"
	"strings"

	"github.com/deskproof/deskproof/reports/result"
)

// The measures of a picture, in pixels. How many characters fit is a guess, for
// no font is known; the guesses leave room.
const (
	pictureWidth = 960
	margin       = 32
	boxWidth     = 376
	rightColumn  = pictureWidth - margin - boxWidth
	boxGap       = 26
	mostBoxes    = 24
)

// Picture writes an SVG image of the verdict on a scenario that failed: the
// documented rule, the documented events beside those that were seen, the first
// difference marked, and the command that runs it again. It shows the first failed
// claim that compares events or, without such, the first. Without a failed
// claim there is nothing to show, which is an error.
func Picture(w io.Writer, s *result.Scenario) error {
	c := pictured(s)
	if c == nil {
		return fmt.Errorf("picture of scenario %s: it is %s, without a failed claim; choose one that failed", s.ID, s.Outcome)
	}
	d := &svg{}
	d.heading(s)
	d.rule(c)
	d.comparison(c)
	d.command(s.Again)
	if _, err := io.WriteString(w, d.document(pictureWidth, string(s.Outcome)+": "+clip(title(s), mostQuoted))); err != nil {
		return fmt.Errorf("picture of scenario %s: %w", s.ID, err)
	}
	return nil
}

func pictured(s *result.Scenario) *result.Claim {
	claims := s.Failures()
	for i := range claims {
		if claims[i].Compared != nil {
			return &claims[i]
		}
	}
	if len(claims) == 0 {
		return nil
	}
	return &claims[0]
}

func (d *svg) heading(s *result.Scenario) {
	outcome := word(s)
	pill := 28 + 9*runes(outcome)
	d.rect(margin, 26, pill, 28, 14, "pill")
	d.text(margin+pill/2, 45, "label middle light", outcome)
	d.y = 48
	d.lines(margin+pill+16, 28, "name", quoted(title(s), 60))
	d.y += 2
	d.lines(margin, 20, "grey", quoted(parents(s), 115))
}

// rule draws what the documents say on a panel.
func (d *svg) rule(c *result.Claim) {
	text, from := quoted(c.Text, 100), quoted(strings.TrimSuffix(source(c)+" · "+c.Item, " · "), 110)
	if c.Rule != "" {
		text = quoted(c.Rule, 100)
	}
	top := d.y + 4
	height := 28 + 24*len(text) + 20*len(from)
	d.rect(margin, top, pictureWidth-2*margin, height, 6, "panel")
	d.rect(margin, top, 4, height, 2, "bar")
	d.y = top + 30
	d.lines(margin+20, 24, "rule", text)
	d.lines(margin+20, 20, "grey more", from)
	d.y = top + height + 36
}

// box is one side of a row.
type box struct {
	title string // the event, or empty
	text  []string
	class string
	tone  string // the class of what is written in it
	none  bool   // nothing is drawn, the flow passes
}

// newBox makes the first word the title if it is the event's name.
func newBox(text string, event bool) box {
	b := box{none: text == ""}
	text = oneLine(text)
	if event {
		b.title, text, _ = strings.Cut(text, " ")
		b.title = middle(b.title, 34, "")
	}
	if text != "" {
		b.text = quoted(text, 42)
	}
	return b
}

func (b box) height() int {
	height := 22 + 18*len(b.text)
	if b.title != "" {
		height += 18
	}
	return height
}

func (d *svg) comparison(c *result.Claim) {
	compared, seen := c.Compared, "Seen"
	if compared == nil {
		compared = &result.Comparison{Rows: []result.Row{{Expected: c.Expected, Seen: c.Seen, Differs: true}}}
	} else {
		seen += " on " + clip(oneLine(compared.Desk), 50) + "'s desktop"
	}
	d.text(margin, d.y, "head", "Documented")
	d.text(rightColumn, d.y, "head", seen)
	d.y += 18
	d.rows(around(compared, mostBoxes), c.Compared != nil)
}

// rows draws the boxes over the two flows that connect them.
func (d *svg) rows(e excerpt, events bool) {
	var left, right []box
	for i, row := range e.rows {
		l, r := boxes(row, i == e.first, events)
		left, right = append(left, l), append(right, r)
	}
	d.leftOut(e.before)
	d.stream(margin+boxWidth/2, left, right)
	d.stream(rightColumn+boxWidth/2, right, left)
	for i, row := range e.rows {
		height := max(left[i].height(), right[i].height())
		d.box(margin, height, left[i])
		d.box(rightColumn, height, right[i])
		d.sign(row, i == e.first && len(e.rows) > 1, d.y+height/2)
		d.y += height + boxGap
	}
	d.leftOut(e.after)
}

// quoted is a text of a bounded length, wrapped.
func quoted(text string, width int) []string { return wrap(clip(text, mostQuoted), width) }

func (d *svg) leftOut(n int) {
	if n > 0 {
		d.text(pictureWidth/2, d.y+6, "grey middle", leftOutText(n))
		d.y += boxGap + 6
	}
}

// boxes are the two sides of a row.
func boxes(row result.Row, first, events bool) (left, right box) {
	left, right = newBox(row.Expected, events), newBox(row.Seen, events)
	if row.Seen == "" {
		right = box{title: "missing", tone: " bad"}
	}
	class := "box"
	switch {
	case first:
		class = "box first"
	case row.Differs:
		class = "box differs"
	case row.Expected == "":
		class, right.tone = "box tolerated", " grey"
	}
	left.class, right.class = class, class
	if row.Seen == "" {
		right.class += " missing"
	}
	return left, right
}

// stream draws the line behind the boxes of one column, from its first to its
// last, with an arrow to each. The other column's boxes may be higher.
func (d *svg) stream(x int, column, other []box) {
	y, last := d.y, -1
	for i, b := range column {
		if !b.none && last >= 0 {
			d.flow(x, last, y)
			d.arrow(x, y)
		}
		height := max(b.height(), other[i].height())
		if !b.none {
			last = y + height
		}
		y += height + boxGap
	}
}

// box draws one side of a row at the present height.
func (d *svg) box(x, height int, b box) {
	if b.none {
		return
	}
	d.rect(x, d.y, boxWidth, height, 8, b.class)
	y := d.y + (height-b.height())/2 + 25
	if b.title != "" {
		d.text(x+16, y, "event"+b.tone, b.title)
		y += 19
	}
	for i, l := range b.text {
		d.text(x+16, y+18*i, "more"+b.tone, l)
	}
}

// sign says between the columns what the two sides are to each other. The first
// of several differences is named.
func (d *svg) sign(row result.Row, first bool, y int) {
	const x = pictureWidth / 2
	switch {
	case first:
		d.text(x, y-2, "sign bad middle", "≠")
		d.text(x, y+16, "label bad middle", "first difference")
	case row.Differs:
		d.text(x, y+7, "sign bad middle", "≠")
	case row.Expected == "":
		d.text(x, y+5, "label grey middle", "tolerated")
	default:
		d.text(x, y+7, "sign grey middle", "=")
	}
}

// command draws the command line on a dark panel.
func (d *svg) command(again string) {
	lines := wrap("$ "+again, 112)
	top := d.y + 6
	height := 20 + 20*len(lines)
	d.rect(margin, top, pictureWidth-2*margin, height, 6, "shell")
	d.y = top + 24
	d.lines(margin+16, 20, "code", lines)
	d.y = top + height + margin
}
