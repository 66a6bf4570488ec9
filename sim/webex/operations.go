package webex

import (
	"errors"
	"net/http"

	"github.com/deskproof/deskproof/sim/center"
)

// operation is what an agent can ask for of one of their contacts.
type operation struct {
	path  string
	fails func(*body) string // its failure notification
	do    func(*Session, *task, *body) error
}

// The paths of operations that are told otherwise than the same thing done elsewhere.
const (
	acceptPath             = "/v1/tasks/{}/accept"
	endConsultPath         = "/v1/tasks/{}/consult/end"
	consultTransferPath    = "/v1/tasks/{}/consult/transfer"
	exitPath               = "/v1/tasks/{}/conference/exit"
	transferConferencePath = "/v1/tasks/{}/conference/transfer"
	transferPath           = "/v1/tasks/{}/transfer"
	resumeRecordingPath    = "/v1/tasks/{}/record/resume"
	endPath                = "/v1/tasks/{}/end"
)

// operations are those of tasks. An error that is a *failure is one of HTTP; any other
// is the center's, and is told.
var operations = []operation{
	{acceptPath, fails("AgentContactAssignFailed"), (*Session).accept},
	{"/v1/tasks/{}/hold", fails("AgentContactHoldFailed"), (*Session).hold},
	{"/v1/tasks/{}/unhold", fails("AgentContactUnHoldFailed"), (*Session).unhold},
	{"/v1/tasks/{}/record/pause", fails("ContactRecordingPauseFailed"), (*Session).pauseRecording},
	{resumeRecordingPath, fails("ContactRecordingResumeFailed"), (*Session).resumeRecording},
	{"/v1/tasks/{}/consult", ofQueue("AgentCtqFailed", "AgentConsultFailed"), (*Session).consult},
	{endConsultPath, ofQueue("AgentCtqCancelFailed", "AgentConsultEndFailed"), (*Session).endConsult},
	{"/v1/tasks/{}/consult/accept", fails("AgentContactAssignFailed"), (*Session).acceptConsult},
	{consultTransferPath, fails("AgentConsultTransferFailed"), (*Session).consultTransfer},
	{"/v1/tasks/{}/consult/conference", fails("AgentConsultConferenceFailed"), (*Session).conference},
	{exitPath, fails("ParticipantLeftConferenceFailed"), (*Session).exitConference},
	{transferConferencePath, fails("AgentConferenceTransferFailed"), (*Session).transferConference},
	{"/v1/tasks/{}/cancelCtq", fails("AgentCtqCancelFailed"), (*Session).cancelCtq},
	{transferPath, ofQueue("AgentVteamTransferFailed", "AgentBlindTransferFailed"), (*Session).transfer},
	{endPath, fails("AgentContactEndFailed"), (*Session).end},
	{"/v1/tasks/{}/wrapup", fails("AgentWrapupFailed"), (*Session).wrapup},
}

// taskEndpoints are the operations of contacts, and what makes new ones.
var taskEndpoints = append(operationEndpoints(),
	endpoint{http.MethodPost, outdialPath, (*Session).dialOut},
	endpoint{http.MethodPost, previewPath + "/accept", (*Session).acceptPreview},
	endpoint{http.MethodPost, previewPath + "/skip", (*Session).skipPreview},
	endpoint{http.MethodPost, previewPath + "/remove", (*Session).removePreview},
)

func operationEndpoints() []endpoint {
	var out []endpoint
	for _, o := range operations {
		out = append(out, endpoint{http.MethodPost, o.path, o.run})
	}
	return out
}

func fails(event string) func(*body) string { return func(*body) string { return event } }

// ofQueue is the failure of an operation that has one of its own when it is about a
// queue.
func ofQueue(queue, other string) func(*body) string {
	return func(b *body) string {
		if peek(b, "destinationType") == queueType || peek(b, "queueId") != "" {
			return queue
		}
		return other
	}
}

// doing is what the agent is just doing, while its events are told.
type doing struct {
	task     *task
	op       string
	to       center.Target // where it goes
	toQueue  bool          // it is about a queue
	answered bool          // who is consulted has answered
	byItself bool          // no agent resumes the recording: a client does
}

// run lets an operation do its work, and tells why it could not.
func (o operation) run(s *Session, r *request) (answer, error) {
	t, err := s.find(r.args[0])
	if err != nil {
		return answer{}, err
	}
	b := r.body()
	if b.err != nil && !r.isBare() {
		return answer{}, b.err
	}
	s.doing = &doing{task: t, op: o.path}
	if err := s.operate(o, t, b); err != nil {
		s.doing = nil
		if _, isHTTP := errors.AsType[*failure](err); isHTTP {
			return answer{}, err
		}
		s.tellFailure(r, t, o.fails(b), why(err))
	}
	return taken(), nil
}

// operate does it. A record that its agent only looks at is no task yet.
func (s *Session) operate(o operation, t *task, b *body) error {
	if main, _ := s.parts(t.story); main != nil && main.Medium == center.Preview {
		return errNotYours
	}
	return o.do(s, t, b)
}

// isBare reports whether a request has no body: to operations without members that is
// as good as an empty object.
func (r *request) isBare() bool { return r.Text == nil && len(r.Body) == 0 }

// tellFailure lets the failure notification of an operation follow the answer.
func (s *Session) tellFailure(r *request, t *task, event string, f refusal) {
	c := s.contact(t)
	if event == "AgentConsultEndFailed" && c.conference {
		r.told = append(r.told, s.say(t, c, "AgentConsultConferenceEndFailed", f.members()...)...)
	}
	more := f.members()
	if c.campaign != "" {
		more = append(more, member{"campaignId", c.campaign})
	}
	r.told = append(r.told, s.say(t, c, event, more...)...)
	if !t.known { // the agent has it all the same
		r.tell(s.hydration(t, c))
	}
}

// act applies a verb to one of the agent's parts.
func (s *Session) act(v center.Verb, p *center.Part, change ...func(*center.Command)) error {
	if p == nil {
		return errNotYours
	}
	cmd := center.Command{Verb: v, Agent: s.cfg.User, Interaction: p.ID}
	for _, f := range change {
		f(&cmd)
	}
	return s.port.Do(cmd)
}

// owing lets what the agent leaves wait for wrap-up.
func owing(cmd *center.Command) { cmd.Owes = true }
