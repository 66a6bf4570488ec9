package webex_test

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLists(t *testing.T) {
	all := []string{"Not Ready", "Lunch", "RONA", "Sale", "Complaint"}
	tests := map[string]struct {
		query string
		names []string
		pages any
	}{
		"all":                      {"", all, 1.0},
		"the first page":           {"?page=0&pageSize=2", all[:2], 3.0},
		"the last page":            {"?page=2&pageSize=2", all[4:], 3.0},
		"a page behind the last":   {"?page=3&pageSize=2", []string{}, 3.0},
		"by name":                  {"?filter=name==Lunch", []string{"Lunch"}, 1.0},
		"not by name":              {`?filter=name!="Not%20Ready"`, all[1:], 1.0},
		"by several values":        {`?filter=name=in=(Lunch,'Sale')`, []string{"Lunch", "Sale"}, 1.0},
		"by none of several":       {`?filter=name=out=(Lunch,"Sale")`, []string{"Not Ready", "RONA", "Complaint"}, 1.0},
		"by two comparisons":       {"?filter=workTypeCode==IDLE_CODE%3BisSystemCode==true", []string{"RONA"}, 1.0},
		"by two, with a word":      {"?filter=workTypeCode==IDLE_CODE%20and%20defaultCode==true", []string{"Not Ready"}, 1.0},
		"by something unknown":     {"?filter=telex==1", []string{}, 0.0},
		"what has a text":          {"?search=PLAIN", []string{"Complaint"}, 1.0},
		"sorted":                   {"?sortBy=name", []string{"Complaint", "Lunch", "Not Ready", "RONA", "Sale"}, 1.0},
		"sorted the other way":     {"?sortBy=name&sortOrder=DESC", []string{"Sale", "RONA", "Not Ready", "Lunch", "Complaint"}, 1.0},
		"sorted in one parameter":  {"?sort=name,DESC", []string{"Sale", "RONA", "Not Ready", "Lunch", "Complaint"}, 1.0},
		"sorted by name, unasked":  {"?sortOrder=asc", []string{"Complaint", "Lunch", "Not Ready", "RONA", "Sale"}, 1.0},
		"what is unknown, ignored": {"?provisioningView=true&desktopProfileFilter=false", all, 1.0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t)
			r := f.get(ana, "/v2/auxiliary-code"+tt.query)
			assert.Equal(t, 200, r.Status)
			assert.Equal(t, tt.names, r.names())
			assert.Equal(t, tt.pages, r.member("meta").(map[string]any)["totalPages"])
		})
	}
}

func TestBadLists(t *testing.T) {
	filter := `: expected NAME==VALUE, NAME!=VALUE, NAME=in=(VALUE,…) or NAME=out=(VALUE,…), joined by ;`
	tests := map[string]struct {
		path   string
		status int
		says   string
	}{
		"a page that is no number":     {"/v2/team?page=first", 400, "page is not a number from 0 on"},
		"a page before the first":      {"/v2/team?page=-1", 400, "page is not a number from 0 on"},
		"a page of nothing":            {"/v2/team?pageSize=0", 400, "pageSize is not a number from 1 on"},
		"a query that is none":         {"/v2/team?a=%zz", 400, "The query cannot be read"},
		"a view that is none":          {"/v2/contact-service-queue?provisioningView=yes", 400, "provisioningView is neither true nor false"},
		"a filter without a sign":      {"/v2/team?filter=name", 400, "filter name" + filter},
		"a filter without its list":    {"/v2/team?filter=id=in=a", 400, "filter id=in=a" + filter},
		"an unknown address book":      {"/v2/address-book/b/entry", 404, "no such address book"},
		"an unknown outdial ANI":       {"/v2/outdial-ani/a/entry", 404, "no such outdial ANI"},
		"an unknown site":              {"/site/s", 404, "no such site"},
		"an unknown agent profile":     {"/agent-profile/p", 404, "no such agent profile"},
		"an unknown user":              {"/user/by-ci-user-id/u", 404, "no such user"},
		"what an organization has not": {"/telex", 404, "no such resource"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := newFloor(t).get(ana, tt.path)
			assert.Equal(t, tt.status, r.Status)
			assert.Equal(t, tt.says, r.member("errorMessage"))
		})
	}
	f := newFloor(t)
	assert.Equal(t, 404, f.ask(ana, "GET", "/organization/another", "").Status)
	r := f.ask(ana, "DELETE", "/organization/"+organization, "")
	assert.Equal(t, 405, r.Status)
	assert.Equal(t, "GET", r.Headers["Allow"])
}

// FuzzLists asks for lists with any query: the answer is a list, or says what is wrong.
func FuzzLists(f *testing.F) {
	for _, query := range []string{
		"", "page=1&pageSize=2", `filter=id=in=(a,"b");name!='c'`, "filter=(==(", "filter=a=in=(", "filter='",
		"search=x&sortBy=name&sortOrder=desc", "attributes=,", "sort=,", "page=999999999999",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		desk := newFloor(t)
		r := desk.send(ana, request("GET", "/organization/"+organization+"/v2/auxiliary-code?"+url.QueryEscape(query), ""))
		assert.Contains(t, []int{200, 400}, r.Status)
		asked, err := json.Marshal(map[string]string{"method": "GET", "path": "/organization/" + organization + "/v2/team", "query": query})
		assert.NoError(t, err)
		r = desk.send(ana, string(asked))
		assert.Contains(t, []int{200, 400}, r.Status)
	})
}
