package web

import "encoding/json"

// Text is the string that raw is, or empty.
func Text(raw json.RawMessage) string {
	var s string
	if raw != nil {
		_ = json.Unmarshal(raw, &s) // something else is no text
	}
	return s
}

// List are the elements of the array that raw is; false: it is none.
func List(raw json.RawMessage) ([]json.RawMessage, bool) {
	var out []json.RawMessage
	if raw == nil || json.Unmarshal(raw, &out) != nil || out == nil {
		return nil, false
	}
	return out, true
}

// IsNull reports whether raw is null.
func IsNull(raw json.RawMessage) bool { return string(raw) == "null" }

// IsTrue reports whether raw is true.
func IsTrue(raw json.RawMessage) bool { return string(raw) == "true" }
