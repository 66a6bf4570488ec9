package reports

// color is an ANSI colour.
type color string

const (
	bold    color = "1"
	dim     color = "2"
	red     color = "31"
	green   color = "32"
	yellow  color = "33"
	magenta color = "35"
)

// paint colours text when it is true. The empty colour is the terminal's own.
type paint bool

func (on paint) in(c color, s string) string {
	if !on || c == "" || s == "" {
		return s
	}
	return "\x1b[" + string(c) + "m" + s + "\x1b[0m"
}
