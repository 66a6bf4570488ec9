package suite

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode"
)

// WithWire makes a scenario's id that of its run on a wire, in a profile.
func WithWire(id, wire, profile string) string { return id + "@" + wire + "/" + profile }

// joinID makes an id from its parts; a part without a letter or digit is left out.
func joinID(parts ...string) string {
	var slugs []string
	for _, part := range parts {
		if s := slug(part); s != "" {
			slugs = append(slugs, s)
		}
	}
	return strings.Join(slugs, "/")
}

// rowSlug spells an example row's values. A value without a letter or digit
// keeps its place.
func rowSlug(values []string) string {
	slugs := make([]string, len(values))
	for i, v := range values {
		slugs[i] = slug(v)
	}
	return strings.Join(slugs, ",")
}

// slug keeps letters and digits, lower case, and makes one dash of anything else between them.
func slug(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(s) {
		// A mark belongs to the letter before it in the scripts that need it.
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte('-')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// featurePath returns the parts of a file's path that ids begin with: those
// after its last features folder, else those below the working directory.
func featurePath(wd, file string) []string {
	file = strings.TrimSuffix(file, extension)
	parts := strings.Split(file, "/")
	folders := parts[:len(parts)-1]
	for i, folder := range slices.Backward(folders) {
		if folder == "features" {
			return parts[i+1:]
		}
	}
	if !filepath.IsAbs(file) {
		return parts
	}
	below, err := filepath.Rel(wd, file)
	if err != nil {
		return parts // another volume
	}
	return strings.Split(filepath.ToSlash(below), "/")
}
