package webex

import (
	"encoding/json"
	"strings"
)

// textOf is the string that raw is, or empty.
func textOf(raw json.RawMessage) string {
	var s string
	if raw != nil {
		_ = json.Unmarshal(raw, &s) // something else is no text
	}
	return s
}

// numberOf is the number that raw is; false: it is none.
func numberOf(raw json.RawMessage) (float64, bool) {
	var n *float64
	if raw == nil || json.Unmarshal(raw, &n) != nil || n == nil {
		return 0, false
	}
	return *n, true
}

// textsOf are the texts of a list; nil: it is no list of texts alone.
func textsOf(raw json.RawMessage) []string {
	var out []string
	if raw == nil || json.Unmarshal(raw, &out) != nil {
		return nil
	}
	return out
}

func arrayOf(raw json.RawMessage) ([]json.RawMessage, bool) {
	var out []json.RawMessage
	if raw == nil || json.Unmarshal(raw, &out) != nil || out == nil {
		return nil, false
	}
	return out, true
}

func isNull(raw json.RawMessage) bool { return strings.TrimSpace(string(raw)) == "null" }

func isTrue(raw json.RawMessage) bool { return strings.TrimSpace(string(raw)) == "true" }
