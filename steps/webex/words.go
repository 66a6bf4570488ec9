package webex

import "strings"

// oneOf are words of which one is expected.
func oneOf(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, " or ")
}
