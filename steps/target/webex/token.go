package webex

import (
	"encoding/base64"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// organizationOf is the organization that an access token names: the claim realm of a JWT,
// or the last of three parts joined by _. Empty: it names none.
func organizationOf(token string) string {
	if realm := realmOf(token); realm != "" {
		return realm
	}
	if parts := strings.Split(token, "_"); len(parts) == 3 {
		return parts[2]
	}
	return ""
}

// realmOf is the claim realm of a JWT, or empty.
func realmOf(token string) string {
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		return ""
	}
	claims, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(parts[1], "="))
	if err != nil {
		return ""
	}
	return web.Text(trace.ObjectOf(claims).Get("realm"))
}
