package gws

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/oracle/value"
)

// answer judges the answer to a request that is not one of Bayeux.
func (j *judge) answer(q *request, a *response) {
	j.behaves(&moment{kind: answer, request: q, response: a, seq: a.seq})
	body, ok := value.ObjectOf(a.body)
	if a.status != http.StatusOK || ok && outcomeOf(body).bad {
		return
	}
	if q.method != http.MethodGet {
		j.user(q.desk).knows[q.subject()] = true
		j.done(q, a)
		return
	}
	if m := j.endpoint(q); m != nil && ok {
		j.fitsAnswer(q, a, m, body)
	}
	j.learns(q, body)
}

// endpoint is what a GET request asks for, in the form that its query asks for; nil: it
// is none that has a documented answer.
func (j *judge) endpoint(q *request) *book.Method {
	var best *book.Method
	for i := range j.rules.Book.Methods {
		m := &j.rules.Book.Methods[i]
		if m.Request != "GET "+q.place() || !strings.HasPrefix(m.ID, "gws.endpoint.") {
			continue
		}
		switch asks := len(m.Params) > 0; {
		case !asks && q.query == "":
			best = m
		case asks && q.query == m.Params[0].Name+"=*", asks && q.query == m.Params[0].Name+"=%2A":
			best = m
		}
	}
	return best
}

// ofNotification is the list whose elements are documented to have the format of the
// notifications.
const ofNotification = "gws.endpoint.me-interactions.get-fields"

// absolute is the form of an interaction's URI.
var absolute = regexp.MustCompile(`^https?://[^/]+/(.*/)?interactions/[^/]+$`)

func (j *judge) fitsAnswer(q *request, a *response, m *book.Method, body value.Object) {
	good := true
	for i := range m.Answer.Members {
		member := &m.Answer.Members[i]
		weak := strings.HasPrefix(member.Type, "Array<InteractionState") || member.Type == "InteractionState"
		if weak && m.ID != ofNotification {
			good = j.fits("answer", []book.Member{bare(*member)}, body, a.seq, false) && good
			j.loosely(body[member.Name], a.seq)
			continue
		}
		good = j.fits("answer", []book.Member{*member}, body, a.seq, false) && good
	}
	at := slices.IndexFunc(m.Answer.Members, func(m book.Member) bool { return m.Name == "uris" })
	if at >= 0 {
		good = j.uris(m.Answer.Members[at].ID, body, a.seq) && good
	}
	if good {
		j.found.Met(m.Answer.ID)
		if strings.HasPrefix(m.ID, "gws.endpoint.me.") { // who it is, it says itself
			j.found.Met(m.ID)
		}
	}
}

// done notes that a request which has no more to say than that it was done says so.
func (j *judge) done(q *request, a *response) {
	m, ok := j.rules.Book.Method(q.method + " " + q.place())
	if ok && m.Answer.Type == "result" && a.text == "" {
		j.found.Met(m.Answer.ID)
	}
}

// loosely holds what is there of interactions against their type, where no document says
// that they have it.
func (j *judge) loosely(v any, seq int) {
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, x := range list {
		j.types("InteractionState", flat(x), seq, true)
	}
}

// bare is a member of whose objects nothing more is said.
func bare(m book.Member) book.Member {
	m.Type = strings.ReplaceAll(m.Type, "InteractionState", "object")
	return m
}

func (j *judge) uris(item string, body value.Object, seq int) bool {
	for _, uri := range names(body["uris"]) {
		if !absolute.MatchString(uri) {
			return j.unfit(item, "value", finding{text: "uris are absolute URIs of interactions", expected: "http://…/interactions/…", seen: value.Clip(uri)}, seq, false)
		}
	}
	return true
}

// learns takes in which interactions are a user's own.
func (j *judge) learns(q *request, body value.Object) {
	if q.path != "/me/interactions" {
		return
	}
	own := j.user(q.desk).knows
	for _, uri := range names(body["uris"]) {
		own[uri[strings.LastIndexByte(uri, '/')+1:]] = true
	}
	list, _ := body["interactions"].([]any)
	for _, v := range list {
		own[value.Text(flat(v)["id"])] = true
	}
}
