package webex

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// configuration are the calls whose answer the SDK takes with status 200 alone.
var configuration = []string{
	"user", "org", "orgSettings", "tenant", "urlMapping", "aiFeature", "auxCodes", "desktopProfile", "site", "teams", "dialPlan",
}

// statusOfConfiguration: an operation that is taken has a status below 400, and the
// configuration comes with 200.
func statusOfConfiguration(m *moment) finding {
	if m.kind != answered || m.answer.status >= http.StatusBadRequest {
		return finding{}
	}
	if m.operation != nil {
		return kept
	}
	if m.call == nil || !slices.Contains(configuration, strings.TrimPrefix(m.call.ID, "webex.http.")) {
		return finding{}
	}
	if m.answer.status == http.StatusOK {
		return kept
	}
	return finding{text: m.call.Request + " is answered with 200", expected: "HTTP 200", seen: fmt.Sprintf("HTTP %d", m.answer.status), earlier: []int{m.request.seq}}
}

// allowed: who is let in from another origin may do what it asked for.
func allowed(m *moment) finding {
	if m.kind != answered || m.request.method != http.MethodOptions || m.answer.status >= http.StatusMultipleChoices {
		return finding{}
	}
	if origin := value.Text(m.answer.headers["Access-Control-Allow-Origin"]); origin != "*" && origin != value.Text(m.request.headers["Origin"]) || origin == "" {
		return finding{}
	}
	asked := []struct{ what, ask, allow string }{
		{"the method", "Access-Control-Request-Method", "Access-Control-Allow-Methods"},
		{"the headers", "Access-Control-Request-Headers", "Access-Control-Allow-Headers"},
	}
	for _, a := range asked {
		wanted, may := listed(m.request.headers[a.ask]), listed(m.answer.headers[a.allow])
		for _, name := range wanted {
			if !slices.Contains(may, name) && !simple(a.allow, name) && !wild(name, may) {
				return finding{text: "a page of an origin that may call may use " + a.what + " it asks for", expected: name, seen: value.Seen(m.answer.headers, a.allow), earlier: []int{m.request.seq}}
			}
		}
	}
	return kept
}

// simple are the methods that a page may always use.
func simple(allow, name string) bool {
	return allow == "Access-Control-Allow-Methods" && slices.Contains([]string{"get", "head", "post"}, name)
}

// wild reports whether an asterisk allows a name: it does, but for Authorization.
func wild(name string, may []string) bool {
	return name != "authorization" && slices.Contains(may, "*")
}

// listed are the words of a list in a header, in lower case.
func listed(v any) []string {
	var out []string
	for word := range strings.SplitSeq(value.Text(v), ",") {
		if word = strings.ToLower(strings.TrimSpace(word)); word != "" {
			out = append(out, word)
		}
	}
	return out
}

// counted are the lists of which the SDK reads as many pages as they say there are.
var counted = []string{"webex.http.auxCodes", "webex.http.teams"}

// pagesCount: a client asks for as many pages as there are said to be. What a page says of
// its own number nobody reads.
func pagesCount(m *moment) finding {
	if m.kind != answered || m.call == nil || m.answer.status != http.StatusOK {
		return finding{}
	}
	body, _ := value.ObjectOf(m.answer.body)
	meta, _ := value.ObjectOf(body["meta"])
	data, isList := body["data"].([]any)
	size, pages, records := value.Whole(meta["pageSize"]), value.Whole(meta["totalPages"]), value.Whole(meta["totalRecords"])
	f := finding{text: "the pages of " + m.call.Request + " are those of the whole list", weak: !slices.Contains(counted, m.call.ID), earlier: []int{m.request.seq}}
	switch page := value.Whole(meta["page"]); {
	case !isList || pages < 0:
		return finding{}
	case page >= 0 && m.request.query.Get("page") != "" && m.request.query.Get("page") != fmt.Sprint(page):
		f.weak, f.expected, f.seen = true, "page "+value.Clip(m.request.query.Get("page")), fmt.Sprintf("page %d", page)
	case size > 0 && len(data) > size:
		f.expected, f.seen = fmt.Sprintf("at most %d", size), fmt.Sprint(len(data))
	case size > 0 && records >= 0 && pages*size < records:
		f.expected, f.seen = fmt.Sprintf("pages for %d of them, %d on each", records, size), fmt.Sprintf("totalPages %d", pages)
	case records >= 0 && len(data) > records:
		f.expected, f.seen = fmt.Sprintf("at most %d", records), fmt.Sprint(len(data))
	default:
		return kept
	}
	return f
}

// failureHasAReason: the SDK can show why an operation was refused.
func failureHasAReason(m *moment) finding {
	if m.kind != answered || m.operation == nil || m.answer.status < http.StatusBadRequest {
		return finding{}
	}
	body, _ := value.ObjectOf(m.answer.body)
	if value.Text(body["errorMessage"]) != "" {
		return kept
	}
	return finding{text: "the refusal of " + m.operation.Request + " says why", expected: "errorMessage", seen: value.Seen(body, "errorMessage"), earlier: []int{m.request.seq}}
}
