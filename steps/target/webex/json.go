package webex

import "encoding/json"

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
