package gws

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/deskproof/deskproof/steps/oracle/value"
)

// outcome is what a body says of a request.
type outcome struct{ good, bad bool }

// partly is the statusCode of what was done in part: it is neither success nor failure.
const partly = 7

// outcomeOf reads status and statusCode, in whatever of the documented shapes. A number
// as status that is not 0 is none of them: servers that stand before this one tell HTTP's
// so.
func outcomeOf(body value.Object) outcome {
	var o outcome
	say := func(v any, good bool) {
		if v != nil {
			o.good, o.bad = o.good || good, o.bad || !good
		}
	}
	if status := body["status"]; !isNumeric(status) || isNumber(status, 0) {
		say(status, status == "ok" || isNumeric(status))
	}
	if code := body["statusCode"]; !isNumber(code, partly) {
		say(code, isNumber(code, 0))
	}
	return o
}

// of is a JSON object that answers a request.
func (m *moment) object() (value.Object, bool) {
	if m.kind != answer {
		return nil, false
	}
	return value.ObjectOf(m.response.body)
}

// resultAgrees: all that an answer says agrees, and a success is HTTP 200.
func resultAgrees(j *judge, m *moment) finding {
	body, ok := m.object()
	o := outcomeOf(body)
	if !ok || !o.good && !o.bad {
		return finding{}
	}
	for enum, member := range map[string]string{"result-status": "status", "status": "statusCode"} {
		if v := body[member]; v != nil {
			j.listed(enum, word(v))
		}
	}
	switch status := m.response.status; {
	case o.good && o.bad:
		return finding{text: "status and statusCode of " + m.request.name() + " agree", expected: "both success or both failure",
			seen: fmt.Sprintf("status %s and statusCode %s", value.Describe(body["status"]), value.Describe(body["statusCode"]))}
	case o.good && status != http.StatusOK:
		return finding{text: m.request.name() + " succeeds with HTTP 200", expected: "HTTP 200", seen: fmt.Sprintf("HTTP %d and a body that tells success", status)}
	}
	return kept
}

// failureHasAReason: a failure says why.
func failureHasAReason(_ *judge, m *moment) finding {
	body, ok := m.object()
	if !ok || !outcomeOf(body).bad {
		return finding{}
	}
	if strings.TrimSpace(value.Text(body["errorDescription"])+value.Text(body["statusMessage"])) != "" {
		return kept
	}
	return finding{text: "the failure of " + m.request.name() + " has a reason", expected: "errorDescription or statusMessage", seen: value.Describe(body)}
}

// codeIsANumber: statusCode is a number.
func codeIsANumber(_ *judge, m *moment) finding {
	body, ok := m.object()
	code, there := body["statusCode"]
	switch {
	case !ok || !there:
		return finding{}
	case value.Whole(code) >= 0:
		return kept
	}
	return finding{text: "statusCode of " + m.request.name() + " is a number", expected: "0, or a number above", seen: value.Describe(code)}
}

// bodyIsJSON: an answer that is done or refused in the words of the API has JSON, or
// nothing. What else is between client and server has its own pages for other failures.
func bodyIsJSON(_ *judge, m *moment) finding {
	if m.kind != answer || m.response.status != http.StatusOK || m.request.method == http.MethodOptions {
		return finding{}
	}
	if m.response.text != "" {
		return finding{text: "the answer to " + m.request.name() + " is JSON", expected: "JSON, or no body", seen: value.Clip(m.response.text)}
	}
	return kept
}

// mediaType: JSON comes as application/json.
func mediaType(_ *judge, m *moment) finding {
	media, known := m.response.headers["Content-Type"]
	if m.kind != answer || !m.response.there || m.response.status != http.StatusOK {
		return finding{}
	}
	if known && isJSON(value.Text(media)) {
		return kept
	}
	return finding{text: "the answer to " + m.request.name() + " comes as JSON", expected: "application/json", seen: value.Seen(m.response.headers, "Content-Type")}
}

func isJSON(media string) bool {
	media, _, _ = strings.Cut(media, ";")
	return strings.EqualFold(strings.TrimSpace(media), "application/json")
}

// statuses are those of HTTP that go with statusCode; of others it is 500.
var statuses = map[int]int{
	0: http.StatusOK, 1: http.StatusBadRequest, 2: http.StatusBadRequest, 3: http.StatusForbidden, 5: http.StatusForbidden, 6: http.StatusNotFound,
	7: http.StatusOK, 10: http.StatusBadRequest, 11: http.StatusBadRequest, 20: http.StatusUnauthorized,
}

// statusGoesWithCode: HTTP tells a failure as the body does.
func statusGoesWithCode(_ *judge, m *moment) finding {
	body, ok := m.object()
	code := value.Whole(body["statusCode"])
	if !ok || code <= 0 || m.response.status == http.StatusMethodNotAllowed {
		return finding{}
	}
	want, known := statuses[code]
	if !known {
		want = http.StatusInternalServerError
	}
	if m.response.status == want {
		return kept
	}
	return finding{text: fmt.Sprintf("statusCode %d comes with HTTP %d", code, want), expected: fmt.Sprintf("HTTP %d", want), seen: fmt.Sprintf("HTTP %d", m.response.status)}
}
