package gws

import "fmt"

// Profile is the release whose documents a session follows.
type Profile string

// The profiles. They differ in names, which are all understood in both, and in the
// layout of notifications.
const (
	Release850 Profile = "8.5.0"
	Release851 Profile = "8.5.1"
)

// ParseProfile reads the name of a profile; empty: 8.5.0.
func ParseProfile(name string) (Profile, error) {
	switch p := Profile(name); p {
	case "":
		return Release850, nil
	case Release850, Release851:
		return p, nil
	}
	return "", fmt.Errorf("profile %q: expected %s or %s", name, Release850, Release851)
}

// results is the shape of answers that a profile's documents print. Those of 8.5.0
// print two, and clients refuse an answer that lacks either.
func (p Profile) results() Results {
	if p == Release851 {
		return ResultCode
	}
	return ResultBoth
}

// nests reports whether a notification has what it says of an interaction in a member
// of its own.
func (p Profile) nests() bool { return p == Release851 }

// newNames are the operations that 8.5.1 calls otherwise (Interactions On E-mail
// Channel); an empty name: it lists it no more.
var newNames = map[string]string{
	"StopProcessing": "Complete",
	"CancelReply":    "Cancel",
	"Forward":        "",
}

// named are operations as the profile calls them.
func (p Profile) named(operations []string) []string {
	if p != Release851 {
		return operations
	}
	out := make([]string, 0, len(operations))
	for _, o := range operations {
		name, renamed := newNames[o]
		switch {
		case !renamed:
			out = append(out, o)
		case name != "":
			out = append(out, name)
		}
	}
	return out
}

// Results is the shape of the answer to a POST or a PUT.
type Results string

// The shapes of results.
const (
	ResultBoth  Results = "both"  // {"status":"ok","statusCode":0}
	ResultSeed  Results = "seed"  // {"status":"ok"}
	ResultCode  Results = "code"  // {"statusCode":0}
	ResultEmpty Results = "empty" // success is an empty body
)

// ParseResults reads the name of a shape; empty: the profile's own.
func ParseResults(name string) (Results, error) {
	switch r := Results(name); r {
	case "", ResultBoth, ResultSeed, ResultCode, ResultEmpty:
		return r, nil
	}
	return "", fmt.Errorf("results %q: expected %s, %s, %s or %s", name, ResultBoth, ResultSeed, ResultCode, ResultEmpty)
}
