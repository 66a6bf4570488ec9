package document

import (
	"fmt"
	"regexp"
	"strings"
)

// Path leads from the top of a document to a value: a string is a member's
// name, an int an index into a list.
type Path []any

var simpleName = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_-]*$`)

// String is the path as people write it: agents[0].media[1], options["a.b"].
func (p Path) String() string {
	var b strings.Builder
	for _, step := range p {
		name, isName := step.(string)
		switch {
		case !isName:
			fmt.Fprintf(&b, "[%d]", step)
		case !simpleName.MatchString(name):
			fmt.Fprintf(&b, "[%q]", name)
		case b.Len() > 0:
			b.WriteString("." + name)
		default:
			b.WriteString(name)
		}
	}
	return b.String()
}
