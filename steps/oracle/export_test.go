package oracle

import "slices"

// Behaviours are the rules that a trace alone can show to be kept or broken.
func Behaviours() []string {
	var out []string
	for _, b := range behaviours {
		out = append(out, b.rule)
	}
	return out
}

// ClientRules are the items of the book that a recording alone can show a client to break.
func ClientRules() []string {
	var out []string
	for _, r := range clientRules {
		out = append(out, r.item)
	}
	return out
}

// GrantedBy reports whether an option value grants an origin a request.
func GrantedBy(value, origin, request string) bool {
	return slices.ContainsFunc(parseAccess(map[string]string{optionPrefix + "accepted-web-content-origins": value}).of(origin),
		func(e acceptedOrigin) bool { return e.grants(request) })
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
