package bayeux

import (
	"strings"
	"unicode"
)

// longestChannel is how many bytes the name of a channel may have.
const longestChannel = 255

// isChannel reports whether a name can be that of a channel: segments that begin with
// a slash each. The last may be empty, since documents print names with a slash at the
// end, or a wildcard; no other may.
func isChannel(name string) bool {
	if len(name) < 2 || len(name) > longestChannel || strings.ContainsFunc(name, isOdd) {
		return false
	}
	rest, ok := strings.CutPrefix(name, "/")
	for ok {
		var segment string
		if segment, rest, ok = strings.Cut(rest, "/"); ok && segment == "" {
			return false
		}
		if strings.Contains(segment, "*") && (ok || segment != "*" && segment != "**") {
			return false
		}
		if !ok {
			return true
		}
	}
	return false
}

func isOdd(r rune) bool { return unicode.IsSpace(r) || !unicode.IsPrint(r) }

// isMeta reports whether a channel, or all that a wildcard matches, is the protocol's.
func isMeta(name string) bool {
	return name == "/meta" || strings.HasPrefix(name, "/meta/")
}

// matches reports whether a subscription matches a channel: /* stands for one segment,
// /** for any number of them.
func matches(pattern, channel string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "/**"); ok {
		return strings.HasPrefix(channel, prefix+"/")
	}
	if prefix, ok := strings.CutSuffix(pattern, "/*"); ok {
		last, ok := strings.CutPrefix(channel, prefix+"/")
		return ok && !strings.Contains(last, "/")
	}
	return pattern == channel
}
