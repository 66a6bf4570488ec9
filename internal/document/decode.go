package document

import (
	"bytes"
	"encoding/json"
)

// decode fills the struct from a tree that the schema has accepted.
func decode(root *node, into any) error {
	data, err := json.Marshal(root.plain(true))
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	return d.Decode(into)
}
