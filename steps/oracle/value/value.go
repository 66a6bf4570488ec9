// Package value reads JSON as plain values, whatever wire it came over, and tells of them
// in claims.
//
//	frame, ok := value.ObjectOf(value.Of(record.Frame))
//	method := value.Text(frame["method"])
package value

import (
	"bytes"
	"encoding/json"
	"math"
)

// Object is a JSON object.
type Object = map[string]any

// Of reads JSON, with numbers as they are written; nil: it is none, or null.
func Of(raw []byte) any {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var v any
	if dec.Decode(&v) != nil {
		return nil
	}
	return v
}

// ObjectOf is a value that is an object, and whether it is one.
func ObjectOf(v any) (Object, bool) {
	o, ok := v.(Object)
	return o, ok
}

// Text is a value that is a text, or empty.
func Text(v any) string {
	s, _ := v.(string)
	return s
}

// Texts are those in a list.
func Texts(v any) []string {
	list, _ := v.([]any)
	var out []string
	for _, x := range list {
		if s, ok := x.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Whole is a value that is a whole number, or -1.
func Whole(v any) int {
	n, ok := v.(json.Number)
	if !ok {
		return -1
	}
	f, err := n.Float64()
	if err != nil || f != math.Trunc(f) || math.Abs(f) > 1e15 {
		return -1
	}
	return int(f)
}
