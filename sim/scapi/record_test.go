package scapi_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// shown is a floor where Ana previews a record as interaction 1.
func shown(t *testing.T) *floor {
	f := newFloor(t, "client-2021", open)
	f.open(ana, 1)
	f.campaign(center.Pull)
	f.stage(center.Command{Verb: center.AddRecord, Campaign: "Spring", Record: &center.Record{
		Data: []center.Datum{{Key: "PLAN", Value: `"Basic"`}},
		Chain: []center.Entry{
			{Handle: 1, Number: customer, Fields: []center.Datum{{Key: "TYPE", Value: `"home"`}}},
			{Handle: 4, Number: "5550159"},
		},
	}})
	f.do("outbound.getPreviewRecord", `["Spring"]`)
	return f
}

func TestRequestsAboutARecord(t *testing.T) {
	tests := map[string]struct{ request, parameters, want string }{
		"the chain":                   {"outbound.getChainedRecords", `["1"]`, `[{"recordHandle":1,"phoneNumber":"5550152"},{"recordHandle":4,"phoneNumber":"5550159"}]`},
		"the fields":                  {"outbound.getRecordFields", `["1"]`, `{"PLAN":"Basic","TYPE":"home"}`},
		"the results to choose from":  {"outbound.getListOfCallResults", "", `[{"id":6,"name":"Busy"},{"id":33,"name":"Answer"}]`},
		"no result yet":               {"outbound.getCallResult", `["1"]`, `null`},
		"a result":                    {"outbound.setCallResult", `["1",33]`, ``},
		"a result that there is not":  {"outbound.setCallResult", `["1",34]`, `outbound.setCallResult: no such call result`},
		"a result that is no code":    {"outbound.setCallResult", `["1",6.5]`, `Parameter callResult of outbound.setCallResult must be a whole number of 0 or more`},
		"a date":                      {"outbound.rescheduleRecord", `["1",4,"11/16/2026 9:5","CAMPAIGN"]`, ``},
		"a date with leading zeros":   {"outbound.rescheduleRecord", `["1",4,"01/02/2027 09:05","PERSONAL"]`, ``},
		"a date that has passed":      {"outbound.rescheduleRecord", `["1",4,"11/16/2026 7:59","CAMPAIGN"]`, `outbound.rescheduleRecord: the date has passed`},
		"a day that there is not":     {"outbound.rescheduleRecord", `["1",4,"2/30/2027 9:30","CAMPAIGN"]`, `Date 2/30/2027 9:30 must be M/D/YYYY H:M`},
		"a date of another form":      {"outbound.rescheduleRecord", `["1",4,"2027-01-02 09:30","CAMPAIGN"]`, `Date 2027-01-02 09:30 must be M/D/YYYY H:M`},
		"a callback of nobody's":      {"outbound.rescheduleRecord", `["1",4,"11/20/2026 9:30","Campaign"]`, `Parameter callbackType of outbound.rescheduleRecord must be CAMPAIGN or PERSONAL`},
		"a number that there is not":  {"outbound.rescheduleRecord", `["1",2,"11/20/2026 9:30","CAMPAIGN"]`, `outbound.rescheduleRecord: no such record in the chain`},
		"a handle of nothing":         {"outbound.rescheduleRecord", `["1",0,"11/20/2026 9:30","CAMPAIGN"]`, `Parameter recordHandle of outbound.rescheduleRecord must be a whole number of 1 or more`},
		"taking back what is not set": {"outbound.cancelReschedule", `["1"]`, `outbound.cancelReschedule: the record is not rescheduled`},
		"not to be called":            {"outbound.setDoNotCall", `["1"]`, ``},
		"to be called as before":      {"outbound.removeDoNotCall", `["1"]`, `outbound.removeDoNotCall: none of its numbers is kept from being called`},
		"no fields":                   {"outbound.updateRecordFields", `["1",{}]`, ``},
		"the chain of no interaction": {"outbound.getChainedRecords", `["9"]`, `Interaction 9 not found`},
		"a result of no interaction":  {"outbound.setCallResult", `["9",6]`, `Interaction 9 not found`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := shown(t)
			a, beside := f.ask(tt.request, tt.parameters)
			assert.Equal(t, tt.want, a.text())
			assert.Empty(t, beside, "no event tells of it")
		})
	}
}

func TestWhatIsSaidOfARecordIsSaidOfItsCall(t *testing.T) {
	f := shown(t)
	f.do("outbound.callPreviewRecord", `["1",4]`)
	f.do("outbound.updateRecordFields", `["2",{"GSW_FROM":"10:10","PLAN":"Family"}]`)
	f.do("outbound.setCallResult", `["2",6]`)
	for request, want := range map[string]string{
		"outbound.getRecordFields": `{"PLAN":"Family","GSW_FROM":"10:10"}`,
		"outbound.getCallResult":   `6`,
	} {
		a, _ := f.ask(request, `["2"]`)
		assert.Equal(t, want, a.text(), request)
	}
}

func TestAnOrdinaryCallIsOfNoRecord(t *testing.T) {
	f := newFloor(t, "client-2021", open)
	f.open(ana, 1)
	f.call("5550111")
	f.do("voice.answer", `["1"]`)
	for _, request := range []string{"outbound.getChainedRecords", "outbound.getRecordFields", "outbound.getCallResult", "outbound.setDoNotCall"} {
		a, _ := f.ask(request, `["1"]`)
		assert.Equal(t, request+": not a record of a campaign, nor a call made from one", a.text())
	}
}
