package webex

import (
	"slices"

	"github.com/deskproof/deskproof/sim/center"
)

// accept takes a contact that is on offer. The SDK asks for it only of contacts in
// writing: a desk phone is answered by hand.
func (s *Session) accept(t *task, _ *body) error {
	main, aside := s.parts(t.story)
	if aside != nil && isAsked(aside) {
		return s.act(center.Accept, aside)
	}
	return s.act(center.Accept, main)
}

func isAsked(p *center.Part) bool { return p.State == center.Offered || p.State == center.AskedIn }

// hold holds the contact, or a consultation about it.
func (s *Session) hold(t *task, b *body) error {
	media := b.text("mediaResourceId")
	if b.err != nil {
		return b.err
	}
	return s.onMedia(center.Hold, t, media)
}

// unhold resumes it: without a medium, the contact itself.
func (s *Session) unhold(t *task, b *body) error {
	media := b.textIf("mediaResourceId")
	if b.err != nil && len(b.members) > 0 {
		return b.err
	}
	if media == "" {
		media = s.contact(t).id
	}
	return s.onMedia(center.Resume, t, media)
}

func (s *Session) onMedia(v center.Verb, t *task, media string) error {
	main, aside := s.parts(t.story)
	switch {
	case aside != nil && media == ID(aside.ID):
		return s.act(v, aside)
	case media == ID(t.story):
		return s.act(v, main)
	}
	return bad("mediaResourceId is none of the task")
}

func (s *Session) pauseRecording(t *task, _ *body) error {
	main, _ := s.parts(t.story)
	return s.act(center.PauseRecording, main)
}

func (s *Session) resumeRecording(t *task, b *body) error {
	s.doing.byItself = b.flag("autoResumed")
	if b.err != nil && len(b.members) > 0 {
		return b.err
	}
	main, _ := s.parts(t.story)
	return s.act(center.ResumeRecording, main)
}

// transfer sends a contact on without asking.
func (s *Session) transfer(t *task, b *body) error {
	main, target, err := s.aim(t, b, queueType, "agent", "dialNumber", "entryPoint")
	if err != nil {
		return err
	}
	s.doing.to = target
	aim := func(cmd *center.Command) { cmd.Target = target }
	if main.Medium == center.Voice {
		return s.act(center.SingleStepTransfer, main, aim)
	}
	return s.act(center.Transfer, main, aim, owing)
}

// isFree reports why a contact cannot be left: it is not there, or somebody is consulted
// about it.
func (s *Session) isFree(t *task, main *center.Part) error {
	switch {
	case main == nil:
		return errNotYours
	case s.isAsking(t):
		return errConsulting
	}
	return nil
}

// isAsking reports whether the agent consults somebody about a contact.
func (s *Session) isAsking(t *task) bool {
	_, aside := s.parts(t.story)
	return aside != nil && aside.Outgoing
}

// end ends a contact, or a call that nobody has answered yet.
func (s *Session) end(t *task, _ *body) error {
	main, _ := s.parts(t.story)
	if err := s.isFree(t, main); err != nil {
		return err
	}
	if main.Medium == center.Voice {
		return s.act(center.HangUp, main)
	}
	if !main.State.Handles() {
		return errNotYours
	}
	return s.act(center.Finish, main, owing)
}

// wrapup says what a contact came to, with which it is done.
func (s *Session) wrapup(t *task, b *body) error {
	reason, code := b.text("wrapUpReason"), b.text("auxCodeId")
	switch {
	case b.err != nil:
		return b.err
	case reason == "":
		return bad("wrapUpReason is empty")
	case code == "":
		return bad("auxCodeId is empty")
	case s.isAsking(t):
		return errConsulting
	}
	known := func(d Disposition) bool { return d.ID == code }
	if all := s.cfg.Tenant.Dispositions; len(all) > 0 && !slices.ContainsFunc(all, known) {
		return errNoDisposition
	}
	main, _ := s.parts(t.story)
	if main == nil || !main.Owes {
		return errNotYours
	}
	return s.act(center.Done, main, func(cmd *center.Command) { cmd.Disposition = code })
}
