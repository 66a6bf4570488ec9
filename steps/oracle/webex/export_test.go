package webex

// Behaviours are the rules that a trace alone can show to be kept or broken.
func Behaviours() []string {
	var out []string
	for _, b := range behaviours {
		out = append(out, b.rule)
	}
	return out
}
