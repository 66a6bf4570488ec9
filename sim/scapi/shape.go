package scapi

import "encoding/json"

// shape is the members that an object of a request can have. Others are left alone.
type shape []param

// read decodes an object; its members that are absent, null or not of the shape are nil.
func (s shape) read(r *request, raw json.RawMessage) (map[string]json.RawMessage, error) {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return nil, refusal("Parameters of " + r.name + " are not an object")
	}
	out := make(map[string]json.RawMessage, len(s))
	for _, p := range s {
		v := m[p.name]
		switch {
		case !isNull(v):
			out[p.name] = v
		case !p.optional:
			return nil, refusal("Member " + p.name + " of " + r.name + " is missing")
		}
		if !isNull(v) && !p.kind.is(v) {
			return nil, refusal("Member " + p.name + " of " + r.name + " must be " + string(p.kind))
		}
	}
	return out, nil
}
