package gws

import (
	"encoding/json"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// isNumber reports whether a value is that number.
func isNumber(v any, want float64) bool {
	n, ok := v.(json.Number)
	if !ok {
		return false
	}
	f, err := n.Float64()
	return err == nil && f == want
}

// word is a value as the book lists it.
func word(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	return value.Same(v)
}

// messagesOf are the Bayeux messages of a body: the objects of an array, or one object.
func messagesOf(body any) []value.Object {
	if o, ok := value.ObjectOf(body); ok {
		return []value.Object{o}
	}
	list, _ := body.([]any)
	var out []value.Object
	for _, v := range list {
		if o, ok := value.ObjectOf(v); ok {
			out = append(out, o)
		}
	}
	return out
}

func isNumeric(v any) bool {
	_, ok := v.(json.Number)
	return ok
}
