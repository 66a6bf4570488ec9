package gws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/result"
)

// What others began at a target that they use too is no failure of it.
func TestOthersUseTheTargetToo(t *testing.T) {
	const (
		shared = `{"name":"fake","protocol":1,"worlds":"shared","wires":["gws"],"features":["email.arrive"]}`
		one    = `{"name":"fake","protocol":1,"worlds":"one","wires":["gws"],"features":["email.arrive"]}`
		list   = "Given Ana is signed in\nWhen Ana's client asks for their interactions\nThen the answer is an empty list"
		silent = "Given Ana is signed in\nWhen Ana's client asks for their interactions\nThen Ana's desk sees nothing"
		full   = `{"statusCode":0,"uris":["https://acme.example/api/v2/interactions/7"]}`
		empty  = `{"statusCode":0,"uris":[]}`
	)
	tests := map[string]struct {
		hello, scenario, answer string
		tells                   []string
		want                    result.Outcome
	}{
		"a list of theirs":            {shared, list, full, nil, result.NotApplicable},
		"an empty list":               {shared, list, empty, nil, result.Passed},
		"no list":                     {shared, list, `{"statusCode":0}`, nil, result.Failed},
		"a list where there are none": {one, list, full, nil, result.Failed},
		"an offer of theirs":          {shared, silent, empty, []string{about("Invited")}, result.Passed},
		"an offer of nobody's":        {one, silent, empty, []string{about("Invited")}, result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := usual()
			f.stage["hello"] = tt.hello
			f.answers["GET /me/interactions"] = tt.answer
			f.tells["GET /me/interactions"] = tt.tells
			got := judged(t, f, "@spec:gws.endpoint.me-interactions.get.answer.uris", tt.scenario)
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}
