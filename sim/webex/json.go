package webex

import "github.com/deskproof/deskproof/sim/wire"

// object is a JSON object whose members keep their order.
type object []member

type member struct {
	name  string
	value any
}

// Len and Member make it one that a wire can write.
func (o object) Len() int                   { return len(o) }
func (o object) Member(i int) (string, any) { return o[i].name, o[i].value }

func (o object) MarshalJSON() ([]byte, error) { return encode(o), nil }

// encode is the JSON of what this package says.
func encode(v any) []byte { return wire.AppendJSON(nil, v) }
