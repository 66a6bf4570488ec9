package oracle

// Behaviours are the rules that a trace alone can show to be kept or broken.
func Behaviours() []string {
	var out []string
	for _, b := range behaviours {
		out = append(out, b.rule)
	}
	return out
}

// Parses reports whether a text is taken for JSON, and each value in it as it is found again.
func Parses(raw []byte) (canonical string, ok bool) {
	var d document
	v, ok := d.parse(raw)
	if !ok {
		return "", false
	}
	return v.key(), true
}
