package webex

import (
	"net/http"

	"github.com/deskproof/deskproof/sim/center"
)

// previewPath is a record of a campaign, by the campaign's name and the reservation.
const previewPath = "/v1/dialer/campaign/{}/preview-task/{}"

// previewFailures are the failure notifications of what can be done with a record.
var previewFailures = map[string]string{
	previewPath + "/accept": "CampaignPreviewAcceptFailed",
	previewPath + "/skip":   "CampaignPreviewSkipFailed",
	previewPath + "/remove": "CampaignPreviewRemoveFailed",
}

// reservation tells of a record that an agent is to look at before it is called.
func (s *Session) reservation(c *contact) notice {
	return s.about(c, "AgentOfferCampaignReservation",
		member{"campaignId", c.campaign}, member{"reservedAgentChannelId", channelID(s.cfg.User, "telephony", 0)})
}

// acceptPreview calls the customer of a record. Who has a call goes on being offered it.
func (s *Session) acceptPreview(r *request) (answer, error) {
	return s.preview(r, "/accept", func(p *center.Part) error {
		switch {
		case p.State != center.Offered:
			return s.act(center.CallRecord, p)
		case s.hasCall():
			return errAgentBusy
		}
		return s.act(center.Accept, p, func(cmd *center.Command) { cmd.AtOnce = true })
	})
}

// skipPreview leaves a record to others.
func (s *Session) skipPreview(r *request) (answer, error) {
	return s.preview(r, "/skip", func(p *center.Part) error {
		if p.State == center.Offered {
			return s.act(center.Reject, p)
		}
		return s.putAway(center.RejectRecord, p)
	})
}

// removePreview takes a record off the campaign's list.
func (s *Session) removePreview(r *request) (answer, error) {
	return s.preview(r, "/remove", func(p *center.Part) error { return s.putAway(center.CancelRecord, p) })
}

// putAway marks a record done that the agent wants no call of. One that they may not mark
// done stays as it is.
func (s *Session) putAway(v center.Verb, p *center.Part) error {
	if p.Blocked {
		return center.ErrBlocked
	}
	verbs := []center.Verb{v, center.Done}
	if p.State == center.Offered {
		verbs = []center.Verb{center.Accept, v, center.Done}
	}
	for _, v := range verbs {
		if err := s.act(v, p); err != nil {
			return err
		}
	}
	return nil
}

// preview does something with a record that the agent holds.
func (s *Session) preview(r *request, what string, do func(*center.Part) error) (answer, error) {
	t, err := s.find(r.args[1])
	if err != nil {
		return answer{}, err
	}
	p, _ := s.parts(t.story)
	c := s.contact(t)
	if c.campaign != r.args[0] || p == nil || p.Medium != center.Preview {
		return answer{}, notFound("no such task in the campaign")
	}
	s.doing = &doing{op: previewPath}
	if err := do(p); err != nil {
		s.doing = nil
		s.tellFailure(r, t, previewFailures[previewPath+what], why(err))
	}
	return answer{Status: http.StatusAccepted, Body: object{}}, nil
}
