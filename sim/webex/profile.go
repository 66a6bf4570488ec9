package webex

import "fmt"

// Profile is the document that a session follows where the two disagree.
type Profile string

// The profiles. Six flags of an interaction are text in the declarations of the
// published SDK, and booleans in the documented Interaction.
const (
	SDK312     Profile = "sdk-3.12.0"
	Documented Profile = "documented"
)

// ParseProfile reads the name of a profile; empty: sdk-3.12.0.
func ParseProfile(name string) (Profile, error) {
	switch p := Profile(name); p {
	case "":
		return SDK312, nil
	case SDK312, Documented:
		return p, nil
	}
	return "", fmt.Errorf("profile %q: expected %s or %s", name, SDK312, Documented)
}
