package scapi

import (
	"encoding/json"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// recordMethods are the requests about the record that an interaction is, or was made
// from. Only the client library has them, and its sample page shows how they are called
// (wwe-service-client-api.js, outbound).
func recordMethods() map[string]method {
	return map[string]method{
		"outbound.rescheduleRecord": {0, 2021, []param{
			interactionID, {"recordHandle", isNumber, false}, {"rescheduleDate", isString, false}, {"callbackType", isString, false},
		}, (*Session).rescheduleRecord},
		"outbound.cancelReschedule":     ofRecord(center.CancelReschedule),
		"outbound.getListOfCallResults": {0, 2021, nil, (*Session).callResults},
		"outbound.setCallResult":        {0, 2021, []param{interactionID, {"callResult", isNumber, false}}, (*Session).setCallResult},
		"outbound.getCallResult":        {0, 2021, []param{interactionID}, (*Session).callResult},
		"outbound.setDoNotCall":         ofRecord(center.SetDoNotCall),
		"outbound.removeDoNotCall":      ofRecord(center.RemoveDoNotCall),
		"outbound.getChainedRecords":    {0, 2021, []param{interactionID}, (*Session).chainedRecords},
		"outbound.getRecordFields":      {0, 2021, []param{interactionID}, (*Session).recordFields},
		"outbound.updateRecordFields":   {0, 2021, []param{interactionID, {"recordData", isObject, false}}, (*Session).updateRecordFields},
	}
}

func ofRecord(v center.Verb) method {
	return method{0, 2021, []param{interactionID}, act(center.Command{Verb: v}, 0)}
}

// callbackTypes say to whom a rescheduled record comes: PERSONAL is inferred, the
// sample page has CAMPAIGN alone.
var callbackTypes = map[string]bool{"CAMPAIGN": false, "PERSONAL": true}

func (s *Session) rescheduleRecord(r *request) ([]byte, error) {
	handle, err := r.whole(1, "recordHandle", 1)
	if err != nil {
		return nil, err
	}
	at, err := s.dateOf(r.text(2))
	if err != nil {
		return nil, err
	}
	personal, known := callbackTypes[r.text(3)]
	if !known {
		return nil, refusal("Parameter callbackType of " + r.name + " must be CAMPAIGN or PERSONAL")
	}
	return nil, s.apply(r, center.Command{Verb: center.Reschedule, Handle: handle, At: at, Personal: personal}, 0)
}

// dateForm is a date as the sample page writes it, M/D/YYYY H:M; leading zeros do not matter.
const dateForm = "1/2/2006 15:4"

// dateOf is when a date at the desk is.
func (s *Session) dateOf(text string) (time.Duration, error) {
	date, err := time.Parse(dateForm, text)
	if err != nil {
		return 0, refusal("Date " + text + " must be M/D/YYYY H:M")
	}
	return date.Sub(s.cfg.Begins), nil
}

// whole is a parameter that must be a whole number, not less than least.
func (r *request) whole(i int, name string, least int) (int, error) {
	var n int
	if json.Unmarshal(r.args[i], &n) != nil || n < least {
		return 0, refusal("Parameter " + name + " of " + r.name + " must be a whole number of " + itoa(least) + " or more")
	}
	return n, nil
}

// callResults is outbound.getListOfCallResults; its shape is inferred.
func (s *Session) callResults(r *request) ([]byte, error) {
	var items [][]byte
	for _, result := range r.port.Center().Results() {
		var o object
		o.number("id", result.Code)
		o.text("name", result.Name)
		items = append(items, o.end())
	}
	return array(items...), nil
}

func (s *Session) setCallResult(r *request) ([]byte, error) {
	code, err := r.whole(1, "callResult", 0)
	if err != nil {
		return nil, err
	}
	return nil, s.apply(r, center.Command{Verb: center.SetResult, Result: code}, 0)
}

// record finds the record of the interaction that is the first argument.
func (s *Session) record(r *request) (center.RecordView, error) {
	it := s.byClientID(r.text(0))
	if it == nil {
		return center.RecordView{}, refusal("Interaction " + r.text(0) + " not found")
	}
	v, err := r.port.Center().Record(s.cfg.Agent, it.part.ID)
	if err != nil {
		return v, refusal(r.name + ": " + reason(err))
	}
	return v, nil
}

// callResult answers null as long as none is set: no document tells.
func (s *Session) callResult(r *request) ([]byte, error) {
	v, err := s.record(r)
	switch {
	case err != nil:
		return nil, err
	case !v.HasResult:
		return []byte("null"), nil
	}
	return []byte(itoa(v.Result)), nil
}

// chainedRecords is outbound.getChainedRecords; its shape is inferred.
func (s *Session) chainedRecords(r *request) ([]byte, error) {
	v, err := s.record(r)
	if err != nil {
		return nil, err
	}
	var items [][]byte
	for _, e := range v.Chain {
		var o object
		o.number("recordHandle", e.Handle)
		o.text("phoneNumber", e.Number)
		items = append(items, o.end())
	}
	return array(items...), nil
}

// recordFields is outbound.getRecordFields, of the number that was called last or else
// comes first; its shape is inferred.
func (s *Session) recordFields(r *request) ([]byte, error) {
	v, err := s.record(r)
	if err != nil {
		return nil, err
	}
	var o object
	for _, d := range v.Fields {
		o.json(d.Key, d.Value)
	}
	return o.end(), nil
}

func (s *Session) updateRecordFields(r *request) ([]byte, error) {
	data, err := wire.Members(r.args[1])
	if err != nil {
		return nil, refusal("Record data is " + err.Error())
	}
	return nil, s.apply(r, center.Command{Verb: center.UpdateFields, Data: data}, 0)
}
