package suite

import (
	"regexp"
	"strings"
)

// MatchID reports whether an id glob selects a scenario's id. In a glob "*"
// stands for anything within a part, up to the next "/", and "**" for anything
// at all; every other character stands for itself. A glob without "@" selects
// the scenario on every wire and profile.
func MatchID(glob, id string) bool { return compileGlob(glob).match(id) }

type idGlob struct {
	expr  *regexp.Regexp
	wired bool
}

func compileGlob(glob string) idGlob {
	glob = strings.ToValidUTF8(glob, "\ufffd")
	parts := strings.Split(glob, "**")
	for i, part := range parts {
		parts[i] = strings.ReplaceAll(regexp.QuoteMeta(part), `\*`, `[^/]*`)
	}
	return idGlob{
		expr:  regexp.MustCompile(`(?s)\A` + strings.Join(parts, `.*`) + `\z`),
		wired: strings.Contains(glob, "@"),
	}
}

func (g idGlob) match(id string) bool {
	if !g.wired {
		id, _, _ = strings.Cut(id, "@")
	}
	return g.expr.MatchString(id)
}
