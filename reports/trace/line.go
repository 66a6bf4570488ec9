package trace

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
)

// DecodeLine is json.Unmarshal of a line of a file, with errors that speak of JSON, not
// of Go.
func DecodeLine(line []byte, v any) error {
	err := json.Unmarshal(line, v)
	if bad, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		where := "the line"
		if bad.Field != "" {
			where = "member " + bad.Field
		}
		return fmt.Errorf("%s is a JSON %s: expected %s", where, bad.Value, word(bad.Type.Kind()))
	}
	if bad, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("column %d: not JSON: %w; expected one JSON object a line", bad.Offset, err)
	}
	return err
}

// word names what JSON calls a Go value of kind k.
func word(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Slice:
		return "an array"
	}
	return "a whole number in range"
}
