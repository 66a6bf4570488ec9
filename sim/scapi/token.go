package scapi

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Signer signs the tokens of a center's agents, by EdDSA with an Ed25519 key of its own.
// Its methods may be called from any goroutine.
type Signer struct {
	key ed25519.PrivateKey
	id  string
}

// NewSigner returns the signer whose key grows from the seed.
func NewSigner(seed [ed25519.SeedSize]byte) *Signer {
	s := &Signer{key: ed25519.NewKeyFromSeed(seed[:])}
	thumbprint := sha256.Sum256(fmt.Appendf(nil, `{"crv":"Ed25519","kty":"OKP","x":%q}`, s.public()))
	s.id = base64.RawURLEncoding.EncodeToString(thumbprint[:]) // RFC 7638
	return s
}

func (s *Signer) public() string {
	return base64.RawURLEncoding.EncodeToString(s.key.Public().(ed25519.PublicKey))
}

// Keys is the JSON Web Key Set (RFC 7517, RFC 8037) by which the tokens are verified.
func (s *Signer) Keys() []byte {
	return fmt.Appendf(nil, `{"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":%q,"x":%q}]}`, s.id, s.public())
}

// claims are what a token says of its agent.
type claims struct {
	jwt.RegisteredClaims
	Name string `json:"name"`
	User string `json:"preferred_username"`
}

func (s *Signer) sign(c claims) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c)
	t.Header["kid"] = s.id
	return t.SignedString(s.key)
}

// token is a token that an agent has been given.
type token struct {
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
	text, err := s.cfg.Signer.sign(claims{
		Name: fullName(a), User: a.User,
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: "deskproof", Subject: string(a.ID),
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(ends),
		},
	})
	if err != nil {
		return fmt.Errorf("sign token: %w", err)
	}
	s.token = token{text, ends}
	return nil
}
