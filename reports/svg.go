package reports

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// svg is a drawing of a fixed width that grows downward. Colours and type come
// from the style sheet, by class.
type svg struct {
	body strings.Builder
	y    int // where the next thing is drawn
}

const svgStyle = `  <style>
    text { font-family: -apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif; font-size: 14px; fill: #1f2328 }
    .name { font-size: 22px; font-weight: 600 }
    .head { font-size: 14px; font-weight: 600; fill: #59636e }
    .rule { font-size: 16px }
    .event { font-size: 15px; font-weight: 600 }
    .more { font-size: 13px; fill: #424a53 }
    .label { font-size: 12px; font-weight: 600 }
    .sign { font-size: 20px }
    .light { fill: #ffffff }
    .grey { fill: #59636e }
    .bad { fill: #cf222e }
    .code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace; font-size: 12px; fill: #f0f6fc }
    .middle { text-anchor: middle }
    .card { fill: #ffffff; stroke: #d1d9e0 }
    .panel { fill: #f6f8fa }
    .bar { fill: #0969da }
    .pill { fill: #cf222e }
    .shell { fill: #1f2328 }
    .box { fill: #ffffff; stroke: #57606a; stroke-width: 1.5 }
    .box.first { fill: #ffebe9; stroke: #cf222e; stroke-width: 2.5 }
    .box.differs { stroke: #cf222e }
    .box.tolerated { fill: #f6f8fa; stroke: #b1bac4 }
    .missing { stroke-dasharray: 6 4 }
    .flow { stroke: #8c959f; stroke-width: 1.5 }
    .arrow { fill: #8c959f }
  </style>
`

func (d *svg) rect(x, y, w, h, radius int, class string) {
	fmt.Fprintf(&d.body, `  <rect x="%d" y="%d" width="%d" height="%d" rx="%d" class="%s"/>`+"\n", x, y, w, h, radius, class)
}

func (d *svg) text(x, y int, class, text string) {
	fmt.Fprintf(&d.body, `  <text x="%d" y="%d" class="%s">%s</text>`+"\n", x, y, class, escape(text))
}

// lines draws one line of text after another and moves down.
func (d *svg) lines(x, height int, class string, lines []string) {
	for _, l := range lines {
		d.text(x, d.y, class, l)
		d.y += height
	}
}

func (d *svg) flow(x, from, to int) {
	fmt.Fprintf(&d.body, `  <line x1="%d" y1="%d" x2="%d" y2="%d" class="flow"/>`+"\n", x, from, x, to)
}

// arrow draws a head that ends at y.
func (d *svg) arrow(x, y int) {
	fmt.Fprintf(&d.body, `  <path d="M%d %d l-5 -8 h10 z" class="arrow"/>`+"\n", x, y)
}

// document is the whole drawing on a card, with a title for those who cannot see it.
func (d *svg) document(width int, title string) string {
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">`+"\n", width, d.y, width, d.y)
	fmt.Fprintf(&out, "  <title>%s</title>\n%s", escape(title), svgStyle)
	fmt.Fprintf(&out, `  <rect x="0.5" y="0.5" width="%d" height="%d" rx="10" class="card"/>`+"\n", width-1, d.y-1)
	out.WriteString(d.body.String() + "</svg>\n")
	return out.String()
}

func escape(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(oneLine(s))) // a Builder takes everything
	return out.String()
}
