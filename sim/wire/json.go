package wire

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/deskproof/deskproof/sim/center"
)

var errNotObject = errors.New("not a JSON object")

// Members decodes a JSON object, keeping the order of its members. A name given twice
// keeps its first place and its last value.
func Members(raw []byte) ([]center.Datum, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, errNotObject
	}
	var out []center.Datum
	at := map[string]int{}
	for d.More() {
		t, err := d.Token()
		if err != nil {
			return nil, errNotObject
		}
		name, ok := t.(string)
		var value json.RawMessage
		if err := d.Decode(&value); err != nil || !ok {
			return nil, errNotObject
		}
		datum := center.Datum{Key: name, Value: Compact(value)}
		if i, twice := at[name]; twice {
			out[i] = datum
			continue
		}
		at[name] = len(out)
		out = append(out, datum)
	}
	return out, nil
}

// Compact is JSON without blanks; null, if it is no JSON.
func Compact(raw []byte) string {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return "null"
	}
	return b.String()
}
