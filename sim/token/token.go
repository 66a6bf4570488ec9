// Package token signs what a center says about its agents, so that others can verify
// who they are: JSON Web Tokens by a key that the center publishes.
package token

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

// Claims are what a token says of its agent.
type Claims struct {
	ID, Name, User string
	Realm          string    // empty: none
	Issued, Ends   time.Time // to the second
}

// claims are Claims as they are written.
type claims struct {
	jwt.RegisteredClaims
	Name string `json:"name"`
	User string `json:"preferred_username"`

	Realm string `json:"realm,omitempty"`
}

// Sign makes a token.
func (s *Signer) Sign(c Claims) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims{
		Name: c.Name, User: c.User, Realm: c.Realm,
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: "deskproof", Subject: c.ID,
			IssuedAt: jwt.NewNumericDate(c.Issued), ExpiresAt: jwt.NewNumericDate(c.Ends),
		},
	})
	t.Header["kid"] = s.id
	text, err := t.SignedString(s.key)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return text, nil
}

// Verify reads a token that this signer has made, if it is valid at that time.
func (s *Signer) Verify(text string, at time.Time) (Claims, error) {
	var c claims
	_, err := jwt.ParseWithClaims(text, &c, func(*jwt.Token) (any, error) { return s.key.Public(), nil },
		jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithExpirationRequired(),
		jwt.WithTimeFunc(func() time.Time { return at }))
	if err != nil {
		return Claims{}, fmt.Errorf("verify token: %w", err)
	}
	return Claims{ID: c.Subject, Name: c.Name, User: c.User, Realm: c.Realm}, nil
}
