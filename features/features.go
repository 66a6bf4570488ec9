// Package features holds what an implementation must do, in Gherkin: one feature
// for each documented sequence, rule or group of requests.
//
// scapi has the Service Client API, gws the Interactions API and webex Webex Contact
// Center; shared has behavior that several wires document, in words that each of them maps
// to its own. The folders below a wire are topics; a file is named after the sequence or
// rule it is about.
package features

import "embed"

// FS has all features, by their path from this folder.
//
//go:embed scapi gws webex shared
var FS embed.FS
