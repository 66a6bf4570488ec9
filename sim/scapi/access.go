package scapi

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The options that rule who may do what. They are the desktop's own names
// (Workspace Web Edition options, "Service Client API").
const (
	optionOrigins    = "service-client-api.accepted-web-content-origins"
	optionRead       = "service-client-api.user-data.read-allowed"
	optionWrite      = "service-client-api.user-data.write-allowed"
	optionRate       = "service-client-api.rate-limit"
	optionQuarantine = "service-client-api.rate-limit-quarantine-delay"
	optionBlock      = "service-client-api.block-markdone-timeout"
	optionReaders    = "service-client-api.option.read-allowed-web-content-origin" // of configuration.getOption
	optionPrefix     = "service-client-api."
	optionInactivity = "security.inactivity-timeout"
)

// Access is what a center's options allow. The zero value grants no page anything.
type Access struct {
	origins      []grant
	read, write  keys
	rate         int            // requests a minute; 0: no limit
	rates        map[string]int // likewise, by request
	quarantine   time.Duration  // 0: for ever
	BlockTimeout time.Duration  // how long blockMarkdone holds; 0: until lifted
	readers      []grant        // who may read options
	inactivity   time.Duration  // after which the session of an inactive agent ends; 0: never
}

// grant is one entry of the accepted origins.
type grant struct {
	origin  string   // "*": any
	filters []string // empty: everything but what must be named in full
}

// ParseAccess reads the options that rule the desktop itself: those that begin with
// service-client-api, and the inactivity timeout; others are left alone. An error names the option and
// what is wrong with its value.
func ParseAccess(options map[string]string) (Access, error) {
	return Access{
		read: keys{all: true}, write: keys{all: true}, quarantine: 30 * time.Second,
		readers: []grant{{origin: "*"}},
	}.With(options)
}

// With is what is allowed when these options have other values.
func (a Access) With(options map[string]string) (Access, error) {
	a.rates = maps.Clone(a.rates)
	if a.rates == nil {
		a.rates = map[string]int{}
	}
	for _, name := range slices.Sorted(maps.Keys(options)) {
		if err := a.set(name, options[name]); err != nil {
			return Access{}, fmt.Errorf("option %s: %w", name, err)
		}
	}
	return a, nil
}

func (a *Access) set(name, value string) (err error) {
	name = strings.TrimPrefix(name, defaultSection+"/")
	switch name {
	case optionOrigins:
		a.origins, err = parseOrigins(value)
	case optionRead:
		a.read = parseKeys(value)
	case optionWrite:
		a.write = parseKeys(value)
	case optionRate:
		a.rate, err = count(value)
	case optionQuarantine:
		a.quarantine, err = units(value, time.Second)
	case optionBlock:
		a.BlockTimeout, err = units(value, time.Millisecond)
	case optionReaders:
		a.readers, err = parseOrigins(value)
	case optionInactivity:
		a.inactivity, err = minutes(value)
	default:
		if request, ok := strings.CutPrefix(name, optionRate+"."); ok && isRequest(request) {
			a.rates[request], err = count(value)
		} else if strings.HasPrefix(name, optionPrefix) {
			err = errors.New("no such option")
		}
	}
	return err
}

func count(value string) (int, error) {
	n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 31)
	if err != nil {
		return 0, fmt.Errorf("%q is not a whole number of 0 or more", value)
	}
	return int(n), nil
}

func units(value string, unit time.Duration) (time.Duration, error) {
	n, err := count(value)
	return time.Duration(n) * unit, err
}

// maxInactivity is the longest time after which an agent counts as inactive: a year.
const maxInactivity = 365 * 24 * 60 // minutes

func minutes(value string) (time.Duration, error) {
	n, err := count(value)
	if err == nil && n > maxInactivity {
		err = fmt.Errorf("%q is more than a year, %d minutes", value, maxInactivity)
	}
	return time.Duration(n) * time.Minute, err
}

// parseOrigins reads the accepted origins: "*" or entries separated by commas,
// each an origin with an optional filter of requests in parentheses.
func parseOrigins(value string) ([]grant, error) {
	var out []grant
	for _, entry := range splitEntries(value) {
		g, err := parseGrant(entry)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

// splitEntries splits at the commas that are not inside parentheses.
func splitEntries(value string) []string {
	var out []string
	depth, start := 0, 0
	for i, r := range value {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			out = append(out, value[start:i])
			start = i + 1
		}
	}
	out = append(out, value[start:])
	return slices.DeleteFunc(out, func(s string) bool { return strings.TrimSpace(s) == "" })
}

func parseGrant(entry string) (grant, error) {
	origin, rest, filtered := strings.Cut(strings.TrimSpace(entry), "(")
	g := grant{origin: strings.TrimSpace(origin)}
	if !isOrigin(g.origin) {
		return g, fmt.Errorf("%q is neither * nor an origin such as https://example.com:8443", g.origin)
	}
	if !filtered {
		return g, nil
	}
	inner, tail, closed := strings.Cut(rest, ")")
	if !closed || strings.TrimSpace(tail) != "" {
		return g, fmt.Errorf("%q: expected one list of requests in parentheses", strings.TrimSpace(entry))
	}
	for _, f := range strings.Split(inner, ",") {
		f = strings.TrimSpace(f)
		if !isFilter(f) {
			return g, fmt.Errorf("%q is neither * nor namespace.* nor namespace.method", f)
		}
		g.filters = append(g.filters, f)
	}
	return g, nil
}

func isOrigin(s string) bool {
	if s == "*" {
		return true
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme != "" && u.Hostname() != "" && u.Scheme+"://"+u.Host == s &&
		strings.Trim(u.Host, wordLetters+".:[]") == "" && !strings.HasSuffix(u.Host, ":")
}

func isFilter(s string) bool {
	if s == "*" {
		return true
	}
	namespace, ok := strings.CutSuffix(s, ".*")
	return ok && isWord(namespace) || isRequest(s)
}

func isRequest(s string) bool {
	namespace, method, ok := strings.Cut(s, ".")
	return ok && isWord(namespace) && isWord(method)
}

const wordLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

func isWord(s string) bool { return s != "" && strings.Trim(s, wordLetters) == "" }

// namedInFull are the requests that no wildcard and no bare origin grants.
var namedInFull = []string{"auth.getJwtToken"}

// accepts reports whether a page of that origin may use the API at all.
func (a *Access) accepts(origin string) bool {
	return slices.ContainsFunc(a.origins, func(g grant) bool { return g.matches(origin) })
}

// grants reports whether a page of that origin may send that request.
func (a *Access) grants(origin, request string) bool {
	return slices.ContainsFunc(a.origins, func(g grant) bool { return g.matches(origin) && g.allows(request) })
}

// reads reports whether a page of that origin may read options. That requests are not
// told apart there is inferred: only the option's name is known.
func (a *Access) reads(origin string) bool {
	return slices.ContainsFunc(a.readers, func(g grant) bool { return g.matches(origin) })
}

func (g grant) matches(origin string) bool {
	return g.origin == "*" || strings.EqualFold(g.origin, origin)
}

func (g grant) allows(request string) bool {
	if slices.Contains(namedInFull, request) {
		return slices.Contains(g.filters, request)
	}
	if len(g.filters) == 0 {
		return true
	}
	return slices.ContainsFunc(g.filters, func(f string) bool {
		namespace, all := strings.CutSuffix(f, "*") // the dot stays, or nothing does
		return f == request || all && strings.HasPrefix(request, namespace)
	})
}

// dials reports whether a request is one that a page in a tab of its own may send
// (Service Client API Reference, "Enabling click-to-dial from a third-party application").
func dials(request string) bool { return request == "voice.dial" || request == "voice.dialEx" }

// keys is a list of user data keys, or all of them.
type keys struct {
	all  bool
	list []string
}

func parseKeys(value string) keys {
	var k keys
	for _, s := range strings.Split(value, ",") {
		switch s = strings.TrimSpace(s); s {
		case "":
		case "*":
			k.all = true
		default:
			k.list = append(k.list, s)
		}
	}
	return k
}

func (k keys) has(key string) bool { return k.all || slices.Contains(k.list, key) }
