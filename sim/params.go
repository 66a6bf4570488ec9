package sim

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// ErrParams is why a stage call is refused before it reaches the center.
var ErrParams = errors.New("bad parameters")

// The most that a stage call says of one thing: what a world is told it keeps.
const (
	maxText  = 256 // bytes of a name, a number, a reason
	maxChain = 100 // numbers of a record
)

// short reports the first of these parameters, name and value by turns, that is too long.
func short(params ...string) error {
	for i := 0; i < len(params); i += 2 {
		if len(params[i+1]) > maxText {
			return fmt.Errorf("%w: %s has %d bytes, at most %d are taken", ErrParams, params[i], len(params[i+1]), maxText)
		}
	}
	return nil
}

// small reports attached data that is more than SetData could set.
func small(name string, data map[string]string) error {
	n := 0
	for key, value := range data {
		n += len(key) + len(value)
	}
	if n > center.MaxData {
		return fmt.Errorf("%w: %s has %d bytes of keys and values, at most %d are taken", ErrParams, name, n, center.MaxData)
	}
	return nil
}

// DecodeParams reads the parameters of a stage call into a struct; none count as an
// empty object. An unknown member is an error, for it is a slip. Errors are ErrParams
// and say which member is wrong and what was expected.
func DecodeParams(params json.RawMessage, into any) error {
	if len(params) == 0 {
		params = json.RawMessage("{}")
	}
	d := json.NewDecoder(bytes.NewReader(params))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%w: %s", ErrParams, explain(err, params, reflect.TypeOf(into).Elem()))
	}
	return nil
}

// explain says what the decoder found in the parameters in the words of JSON.
func explain(err error, params json.RawMessage, into reflect.Type) string {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		member := cmp.Or(memberOf(into, wrong.Field), "params")
		return fmt.Sprintf("%s: expected %s, not %s", member, expected(wrong.Type), found(wrong.Value))
	}
	if quoted, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		name, _ := strconv.Unquote(quoted) // else it is not found
		if known := knownBeside(name, params, into); len(known) > 0 {
			return fmt.Sprintf("unknown member %s (known: %s)", quoted, strings.Join(known, ", "))
		}
		return "unknown member " + quoted
	}
	return "not the JSON that was expected"
}

// memberOf is a path that the decoder tells, without the structs of ours that the members
// before it are embedded in.
func memberOf(t reflect.Type, path string) string {
	for t.Kind() == reflect.Struct {
		first, rest, _ := strings.Cut(path, ".")
		field, ok := t.FieldByName(first)
		if !ok || !field.Anonymous {
			break
		}
		t, path = field.Type, rest
	}
	return path
}

// expected is what people call the JSON that a Go type is read from.
func expected(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64:
		return "a whole number"
	case reflect.Uint32, reflect.Uint64:
		return "a whole number of 0 or more"
	case reflect.Slice:
		return "a list"
	}
	return "an object"
}

// found is what people call the JSON that was there; the decoder quotes a number
// that is the wrong one.
func found(value string) string {
	if number, ok := strings.CutPrefix(value, "number "); ok {
		return number
	}
	words := map[string]string{"string": "text", "bool": "true or false", "number": "a number", "array": "a list", "object": "an object"}
	return words[value]
}
