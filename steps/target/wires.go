package target

import "slices"

// only is the wire of a target that names none: there was no other once.
const only = "scapi"

// Has reports whether the target has a wire: its hello names it, or its file says where
// that is.
func (t *Target) Has(wire string) bool {
	named := t.cfg.Target.Wires
	in, ok := named[wire]
	if slices.Contains(t.Hello.Wires, wire) || in.Address != "" {
		return true
	}
	return wire == only && len(t.Hello.Wires) == 0 && (ok || len(named) == 0)
}
