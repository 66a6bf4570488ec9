package scapi

import (
	"fmt"
	"slices"
	"strings"
)

// documents is a set of document lines.
type documents uint8

const (
	guide documents = 1 << iota
	manual
	current
	allDocuments = guide | manual | current
)

// Profile says which documents and which client version a session speaks for.
// The zero value speaks for nothing; use ParseProfile.
type Profile struct {
	Name      string
	documents documents
	client    int // year of the client library's version; 0: none
}

var documentLines = map[string]documents{
	"wwe-guide":     guide,
	"scapi-manual":  manual,
	"scapi-current": current,
}

var clientVersions = map[string]int{
	"client-2016": 2016,
	"client-2020": 2020,
	"client-2021": 2021,
	"client-2023": 2023,
}

// Union is the default profile: the manual, the current pages and the client of 2023.
const Union = "union"

// ParseProfile reads union, a document line, a client version, or a document line
// and a client version joined by a plus sign, such as scapi-manual+client-2020.
func ParseProfile(name string) (Profile, error) {
	p := Profile{Name: name}
	if name == Union {
		p.documents, p.client = manual|current, 2023
		return p, nil
	}
	first, second, both := strings.Cut(name, "+")
	line, isLine := documentLines[first]
	version, isVersion := clientVersions[first]
	switch {
	case isVersion && !both:
		p.client = version
		return p, nil
	case isLine && !both:
		p.documents = line
		return p, nil
	case isLine && clientVersions[second] != 0:
		p.documents, p.client = line, clientVersions[second]
		return p, nil
	}
	return Profile{}, fmt.Errorf("profile %q: expected %s, one of %s, or one of %s, or a document line and a client version joined by +",
		name, Union, names(documentLines), names(clientVersions))
}

func names[V any](m map[string]V) string {
	var out []string
	for n := range m {
		out = append(out, n)
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// has reports whether the profile has something that is in these document lines,
// and in the client library since that year (0: in none).
func (p Profile) has(in documents, since int) bool {
	return p.documents&in != 0 || since != 0 && p.client >= since
}

// attribute reports whether the profile has an attribute, an event or a value of these
// document lines. A client version alone documents none: it has those of the manual and
// the current pages.
func (p Profile) attribute(in documents) bool {
	told := p.documents
	if told == 0 {
		told = manual | current
	}
	return told&in != 0
}

// sources are the document lines and the first client version that have something.
type sources struct {
	in    documents
	since int // 0: none
}

// eventSources say where the names of events come from (Interaction, Agent, System and
// Outbound namespaces; "media" is only in the client's sample page).
var eventSources = map[string]sources{
	"agent":       {manual | current, 0},
	"interaction": {allDocuments, 0},
	"media":       {0, 2023},
	"system":      {manual | current, 0},
	"markdone":    {allDocuments, 0},
	"outbound":    {current, 0},
	"messenger":   {current, 0},
}

// tells reports whether the profile has events of a name, which for messenger:<channel>
// is the part before the colon. A page can subscribe to others as well: nothing comes.
func (p Profile) tells(name string) bool {
	kind, _, _ := strings.Cut(name, ":")
	from := eventSources[kind]
	return p.attribute(from.in) || from.since != 0 && p.client >= from.since
}

// olderWords are what a value is told as where the documents do not have it: the guide
// has no table of events for outbound preview.
var olderWords = map[string]string{
	"PREVIEWING":            "PREVIEW",
	"OUTBOUND_PREVIEW":      "OUTBOUND",
	"OUTBOUND_PUSH_PREVIEW": "OUTBOUND",
}

// word is how the profile tells a state or a call type.
func (p Profile) word(value string) string {
	if older, ok := olderWords[value]; ok && !p.attribute(manual|current) {
		return older
	}
	return value
}
