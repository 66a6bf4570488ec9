package scapi

import (
	"encoding/json"
	"errors"
	"maps"

	"github.com/deskproof/deskproof/sim/center"
)

// method is one request: where it is documented, what it takes and what it does.
type method struct {
	in    documents // document lines that have it
	since int       // first client version that has it; 0: none
	takes []param
	run   func(*Session, *request) ([]byte, error) // a nil result is an answer without data
}

type param struct {
	name     string
	kind     kind
	optional bool
}

// kind is a JSON type.
type kind string

const (
	isString kind = "a string"
	isNumber kind = "a number"
	isObject kind = "an object"
	isTruth  kind = "true or false"
	isList   kind = "an array of strings"
	isTexts  kind = "a string or an array of strings"
	isTarget kind = "a number to call or an object"
)

var (
	interactionID = param{"interactionId", isString, false}
	userData      = param{"userData", isObject, true}
)

// methods are the requests this desktop answers, by name (Service Client API
// Reference, all namespaces; client library by version).
var methods map[string]method // filled by init: its functions look at it themselves

func init() {
	methods = map[string]method{
		"agent.get":          {allDocuments, 2016, nil, (*Session).agentGet},
		"agent.getState":     {allDocuments, 2016, nil, (*Session).agentState},
		"agent.getStateList": {allDocuments, 2016, nil, (*Session).agentStates},
		"agent.setState":     {allDocuments, 2016, []param{{"stateOperationName", isString, false}}, (*Session).setAgentState},

		"media.getMediaList":   {manual | current, 2016, nil, (*Session).mediaList},
		"media.getMediaByName": {manual | current, 2020, []param{{"name", isString, false}}, (*Session).mediaByName},
		"media.setState": {manual | current, 2016,
			[]param{{"name", isString, false}, {"stateOperationName", isString, false}}, (*Session).setMediaState},

		"system.getAllowedServices": {manual | current, 2016, nil, (*Session).allowedServices},

		"auth.getJwtToken": {guide | current, 2020, nil, (*Session).jwtToken},

		"configuration.getOption":           {manual | current, 2020, []param{{"options", isTexts, false}}, (*Session).option},
		"configuration.getContextualOption": {current, 0, []param{{"options", isTexts, false}, interactionID}, (*Session).contextualOption},

		"interaction.getInteractions":    {allDocuments, 2016, nil, (*Session).interactions},
		"interaction.getByInteractionId": {allDocuments, 2016, []param{interactionID}, (*Session).interactionByID},
		"interaction.setUserData":        {allDocuments, 2016, []param{interactionID, {"keyValues", isObject, false}}, (*Session).setUserData},
		"interaction.deleteUserData":     {allDocuments, 2016, []param{interactionID, {"key", isString, false}}, (*Session).deleteUserData},
		"interaction.selectCaseByCaseId": {allDocuments, 2020, []param{{"caseId", isString, false}}, (*Session).selectCase},
		"interaction.markdone":           {allDocuments, 2020, []param{interactionID}, act(center.Command{Verb: center.Done, Stop: true}, 0)},
		"interaction.blockMarkdone":      {allDocuments, 2020, []param{interactionID, {"warningMessage", isString, false}}, (*Session).blockMarkdone},
		"interaction.unblockMarkdone":    {allDocuments, 2020, []param{interactionID}, act(center.Command{Verb: center.UnblockDone}, 0)},
		"interaction.accept":             {manual | current, 2020, []param{interactionID}, act(center.Command{Verb: center.Accept}, 0)},
		"interaction.reject":             {manual | current, 2020, []param{interactionID}, act(center.Command{Verb: center.Reject}, 0)},

		"interaction.consult":              {current, 2023, sendTo, (*Session).consult},
		"interaction.completeTransfer":     {current, 2023, []param{{"consultInteractionId", isString, false}}, act(center.Command{Verb: center.CompleteTransfer}, 0)},
		"interaction.completeConference":   {current, 2023, []param{{"consultInteractionId", isString, false}}, act(center.Command{Verb: center.CompleteConference}, 0)},
		"interaction.singleStepTransfer":   {current, 2023, sendTo, send(center.SingleStepTransfer)},
		"interaction.singleStepConference": {current, 2023, sendTo, send(center.SingleStepConference)},

		"voice.dial":                {manual | current, 2016, []param{{"destination", isString, false}, userData}, (*Session).dial},
		"voice.dialEx":              {0, 2023, []param{{"destination", isString, false}, userData, {"extensions", isObject, true}}, (*Session).dial},
		"voice.answer":              voice(2020, center.Accept),
		"voice.hangUp":              voice(2020, center.HangUp),
		"voice.hold":                voice(2020, center.Hold),
		"voice.resume":              voice(2020, center.Resume),
		"voice.startCallRecording":  voice(2016, center.StartRecording),
		"voice.stopCallRecording":   voice(2016, center.StopRecording),
		"voice.pauseCallRecording":  voice(2016, center.PauseRecording),
		"voice.resumeCallRecording": voice(2016, center.ResumeRecording),

		"outbound.getCampaigns":           {manual | current, 2021, nil, (*Session).campaigns},
		"outbound.getPreviewRecord":       {manual | current, 2021, []param{{"campaignName", isString, false}}, (*Session).previewRecord},
		"outbound.callPreviewRecord":      {manual | current, 2021, []param{interactionID, {"recordHandle", isNumber, true}}, (*Session).callRecord},
		"outbound.rejectPreviewRecord":    preview(manual|current, center.RejectRecord),
		"outbound.cancelPreviewRecord":    preview(manual|current, center.CancelRecord),
		"outbound.startDirectPushPreview": {current, 2021, nil, wants(center.StartRecords)},
		"outbound.stopDirectPushPreview":  {current, 2021, nil, wants(center.StopRecords)},
	}
	maps.Copy(methods, recordMethods())
	maps.Copy(methods, emailMethods())
	maps.Copy(methods, systemMethods())
	maps.Copy(methods, muteMethods())
}

func voice(since int, v center.Verb) method {
	return method{manual | current, since, []param{interactionID}, act(center.Command{Verb: v}, center.Voice)}
}

func preview(in documents, v center.Verb) method {
	return method{in, 2021, []param{interactionID}, act(center.Command{Verb: v}, center.Preview)}
}

// check reports a missing or mistyped argument and makes absent ones nil.
func (m method) check(r *request) error {
	for len(r.args) < len(m.takes) {
		r.args = append(r.args, nil)
	}
	for i, p := range m.takes {
		if isNull(r.args[i]) {
			r.args[i] = nil
			if p.optional {
				continue
			}
			return refusal("Parameter " + p.name + " of " + r.name + " is missing")
		}
		if !p.kind.is(r.args[i]) {
			return refusal("Parameter " + p.name + " of " + r.name + " must be " + string(p.kind))
		}
	}
	return nil
}

// is tells by the first character: a number may be larger than any type holds.
func (k kind) is(raw json.RawMessage) bool {
	switch c := raw[0]; {
	case c == '"':
		return k == isString || k == isTexts || k == isTarget
	case c == '[':
		return k == isTexts || k == isList
	case c == 't' || c == 'f':
		return k == isTruth
	case c == '{':
		return k == isObject || k == isTarget
	case c == '-' || c >= '0' && c <= '9':
		return k == isNumber
	}
	return false
}

func (r *request) text(i int) string {
	v, _ := text(r.args[i])
	return v
}

// act is a request that applies one verb to the interaction of its first
// argument, which must be of that medium (0: any).
func act(cmd center.Command, m center.Medium) func(*Session, *request) ([]byte, error) {
	return func(s *Session, r *request) ([]byte, error) { return nil, s.apply(r, cmd, m) }
}

// apply does cmd on the interaction of the first argument.
func (s *Session) apply(r *request, cmd center.Command, m center.Medium) error {
	it := s.byClientID(r.text(0))
	if it == nil {
		return refusal("Interaction " + r.text(0) + " not found")
	}
	if m != 0 && it.part.Medium != m {
		return refusal(r.name + " does not apply to " + mediaNames[it.part.Medium])
	}
	cmd.Agent, cmd.Interaction = s.cfg.Agent, it.part.ID
	return s.do(r, cmd)
}

// do applies a command and puts a refusal in this wire's words.
func (s *Session) do(r *request, cmd center.Command) error {
	cmd.Agent = s.cfg.Agent
	err := r.port.Do(cmd)
	if err == nil {
		return nil
	}
	if refused, ok := errors.AsType[*center.RefusedError](err); ok {
		if it := s.byID(refused.Interaction); it != nil {
			return refusal(r.name + " is not possible in state " + it.state)
		}
	}
	return refusal(r.name + ": " + reason(err))
}

// reason is why the center refuses, without its own names for things.
func reason(err error) string {
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(err) {
		err = next
	}
	return err.Error()
}

// wants is a request that starts or stops direct push.
func wants(v center.Verb) func(*Session, *request) ([]byte, error) {
	return func(s *Session, r *request) ([]byte, error) { return nil, s.do(r, center.Command{Verb: v}) }
}
