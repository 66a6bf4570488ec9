// Package webex has the sentences of scenarios about the wire that the Webex Contact
// Center agent SDK speaks, and what such a scenario has going on: its agents' clients, and
// the calls, chats and e-mails it speaks of.
//
// Register gives a scenario its sentences and a fresh world. Sentences that other wires
// have too are registered under the very same expression, so that one feature can run on
// all of them. A check claims what the scenario is tagged with, if that says what is
// checked; what no tag says is inferred, and a note.
package webex
