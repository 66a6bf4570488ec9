package scapi

import (
	"time"

	"github.com/deskproof/deskproof/sim/token"
)

// given is a token that an agent has been given.
type given struct {
	text string
	ends time.Time
}

// jwtToken is auth.getJwtToken: the present token while it is valid, else a new one (Auth
// namespace). The claims are not documented.
func (s *Session) jwtToken(r *request) ([]byte, error) {
	now := s.cfg.Begins.Add(r.now).UTC().Truncate(time.Second)
	if s.cfg.Signer == nil {
		return nil, refusal(r.name + ": no tokens are given here")
	}
	if !now.Before(s.token.ends) {
		if err := s.renew(r, now); err != nil {
			return nil, err
		}
	}
	var o object
	o.text("expiration", s.token.ends.Format("2006-01-02T15:04:05.000Z"))
	o.text("jwtToken", s.token.text)
	return o.end(), nil
}

func (s *Session) renew(r *request, now time.Time) error {
	a, _ := r.port.Center().View(s.cfg.Agent)
	ends := now.Add(max(s.cfg.TokenLife.Truncate(time.Second), time.Second))
	text, err := s.cfg.Signer.Sign(token.Claims{ID: string(a.ID), Name: fullName(a), User: a.User, Issued: now, Ends: ends})
	if err != nil {
		return err
	}
	s.token = given{text, ends}
	return nil
}
