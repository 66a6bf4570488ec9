package web

import (
	"net/http"
	"slices"
	"strings"
)

// secret are the headers that never are written down.
var secret = []string{"Authorization", "Proxy-Authorization", "Cookie", "Set-Cookie"}

// Unusual are the headers that a reader of the trace wants to know of a request: those of
// its own, and all but the usual ones of its wire and that of a body of JSON.
func Unusual(header, own http.Header, usual ...string) map[string]string {
	if strings.HasPrefix(header.Get("Content-Type"), "application/json") {
		usual = append(usual, "Content-Type")
	}
	out := map[string]string{}
	for name, values := range header {
		_, isOwn := own[name]
		if !slices.Contains(secret, name) && (isOwn || !slices.Contains(usual, name)) {
			out[name] = strings.Join(values, ", ")
		}
	}
	return out
}

// told are the headers of answers that a judge asks for on every wire.
var told = []string{
	"Content-Type", "Allow", "Location", "Www-Authenticate",
	"Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Allow-Headers", "Access-Control-Allow-Methods",
}

// Told are the headers of an answer that a judge asks for, and for more of them on its wire.
func Told(header http.Header, more ...string) map[string]string {
	out := map[string]string{}
	for _, name := range append(more, told...) {
		if values := header.Values(name); len(values) > 0 {
			out[name] = strings.Join(values, ", ")
		}
	}
	return out
}
