package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

const optionPrefix = "service-client-api."

// access is what the options of a center let clients do.
type access struct {
	origins []acceptedOrigin
	write   []string // keys; "*": any
	rate    int      // requests a minute; 0: any number
	rates   map[string]int
}

// acceptedOrigin is an accepted origin and, unless it has none, its filter.
type acceptedOrigin struct {
	origin   string
	filter   []string
	filtered bool
}

// parseAccess reads the options of a recording's head.
func parseAccess(options map[string]string) access {
	a := access{write: []string{"*"}, rates: map[string]int{}}
	for name, value := range options {
		switch name = strings.TrimPrefix(name, optionPrefix); {
		case name == "accepted-web-content-origins":
			a.origins = parseOrigins(value)
		case name == "user-data.write-allowed":
			a.write = list(value)
		case name == "rate-limit":
			a.rate, _ = strconv.Atoi(value) // a center takes nothing else
		case strings.HasPrefix(name, "rate-limit."):
			a.rates[strings.TrimPrefix(name, "rate-limit.")], _ = strconv.Atoi(value)
		}
	}
	return a
}

// list splits at commas. Blanks around a token do not count.
func list(s string) []string {
	var out []string
	for token := range strings.SplitSeq(s, ",") {
		if token = strings.TrimSpace(token); token != "" {
			out = append(out, token)
		}
	}
	return out
}

// parseOrigins reads scapi.grammar.origins.
func parseOrigins(s string) []acceptedOrigin {
	var out []acceptedOrigin
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, ", \t") {
		end := strings.IndexAny(s, ",(")
		if end < 0 {
			return append(out, acceptedOrigin{origin: strings.TrimSpace(s)})
		}
		e := acceptedOrigin{origin: strings.TrimSpace(s[:end])}
		if s[end] == '(' {
			filter, rest, _ := strings.Cut(s[end+1:], ")")
			e.filter, e.filtered = list(filter), true
			out, s = append(out, e), rest
			continue
		}
		out, s = append(out, e), s[end+1:]
	}
	return out
}

// of finds the entries of an origin.
func (a access) of(origin string) []acceptedOrigin {
	var out []acceptedOrigin
	for _, e := range a.origins {
		if e.origin == "*" || strings.EqualFold(e.origin, origin) {
			out = append(out, e)
		}
	}
	return out
}

// grants reports whether an entry lets a page make a request. Nothing but its full
// name grants the token.
func (e acceptedOrigin) grants(request string) bool {
	namespace, _, _ := strings.Cut(request, ".")
	switch {
	case slices.Contains(e.filter, request):
		return true
	case request == tokenRequest:
		return false
	}
	return !e.filtered || slices.Contains(e.filter, "*") || slices.Contains(e.filter, namespace+".*")
}

const tokenRequest = "auth.getJwtToken"

// originAccepted: the page is of an origin that is let in.
func originAccepted(c *client, s *said) broken {
	if s.on.origin == "" || len(c.access.of(s.on.origin)) > 0 {
		return broken{}
	}
	return broken{text: "a page that uses the API is of an accepted origin", expected: "an origin of option " + optionPrefix + "accepted-web-content-origins", seen: clip(s.on.origin)}
}

// requestGranted: the filter of the page's origin lists the request.
func requestGranted(c *client, s *said) broken {
	if s.name == tokenRequest {
		return broken{}
	}
	return c.granted(s)
}

// tokenGranted: the token is listed by its full name.
func tokenGranted(c *client, s *said) broken {
	if s.name != tokenRequest {
		return broken{}
	}
	return c.granted(s)
}

func (c *client) granted(s *said) broken {
	entries := c.access.of(s.on.origin)
	if s.on.origin == "" || s.id != requestID || len(entries) == 0 || slices.ContainsFunc(entries, func(e acceptedOrigin) bool { return e.grants(s.name) }) {
		return broken{}
	}
	return broken{text: "a page makes the requests that are granted to its origin", expected: "a request that is granted to " + clip(s.on.origin), seen: clip(s.name)}
}

// dataWritable: the keys may be written.
func dataWritable(c *client, s *said) broken {
	if s.on.origin == "" || slices.Contains(c.access.write, "*") || len(s.params) < 2 {
		return broken{}
	}
	var keys []string
	switch s.name {
	case "interaction.setUserData":
		keys = slices.Collect(s.params[1].names)
	case "interaction.deleteUserData":
		keys = []string{s.params[1].text()}
	}
	for _, key := range keys {
		if !slices.Contains(c.access.write, key) {
			return broken{text: s.name + " writes keys that may be written", expected: "a key of option " + optionPrefix + "user-data.write-allowed", seen: clip(key)}
		}
	}
	return broken{}
}

// asking is a request and when it was made.
type asking struct {
	name string
	at   int64
}

const minute = 60_000

// rateKept: a desk makes no more requests a minute than are allowed.
func rateKept(c *client, s *said) broken {
	if s.on.origin == "" || s.id != requestID || c.access.rate == 0 && len(c.access.rates) == 0 {
		return broken{}
	}
	d := s.page.desk
	recent := slices.DeleteFunc(c.asked[d], func(a asking) bool { return a.at <= s.at-minute })
	recent = append(recent, asking{s.name, s.at})
	c.asked[d] = recent
	same := 0
	for _, a := range recent {
		if a.name == s.name {
			same++
		}
	}
	switch limit := c.access.rates[s.name]; {
	case c.access.rate > 0 && len(recent) > c.access.rate:
		return tooMany("requests", c.access.rate)
	case limit > 0 && same > limit:
		return tooMany(s.name+" requests", limit)
	}
	return broken{}
}

func tooMany(what string, limit int) broken {
	return broken{text: fmt.Sprintf("a desk makes at most %d %s a minute", limit, what), expected: fmt.Sprintf("at most %d a minute", limit), seen: "more"}
}
