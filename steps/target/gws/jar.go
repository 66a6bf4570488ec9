package gws

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
)

// mostCookies is how many cookies a client keeps, which a server could go on setting.
const mostCookies = 50

// jar keeps the cookies of a server, but not without end.
type jar struct{ *cookiejar.Jar }

func newJar() jar {
	j, _ := cookiejar.New(nil) // without options it always succeeds
	return jar{j}
}

// SetCookies keeps cookies, unless there are too many.
func (j jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	if len(j.Cookies(u))+len(cookies) <= mostCookies {
		j.Jar.SetCookies(u, cookies)
	}
}
