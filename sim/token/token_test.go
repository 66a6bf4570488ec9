package token_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/token"
)

func TestATokenIsVerifiedByThePublishedKey(t *testing.T) {
	s := token.NewSigner([32]byte{7})
	issued := time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)
	text, err := s.Sign(token.Claims{ID: "1001", Name: "Ana Alves", User: "ana", Issued: issued, Ends: issued.Add(time.Hour)})
	require.NoError(t, err)

	var set struct{ Keys []struct{ Kid, X string } }
	require.NoError(t, json.Unmarshal(s.Keys(), &set))
	key, err := base64.RawURLEncoding.DecodeString(set.Keys[0].X)
	require.NoError(t, err)
	parsed, err := jwt.NewParser(jwt.WithTimeFunc(func() time.Time { return issued })).Parse(text, func(*jwt.Token) (any, error) {
		return ed25519.PublicKey(key), nil
	})
	require.NoError(t, err)
	assert.Equal(t, set.Keys[0].Kid, parsed.Header["kid"])
	assert.Equal(t, jwt.MapClaims{
		"iss": "deskproof", "sub": "1001", "name": "Ana Alves", "preferred_username": "ana",
		"iat": float64(issued.Unix()), "exp": float64(issued.Add(time.Hour).Unix()),
	}, parsed.Claims)
	assert.NotEqual(t, s.Keys(), token.NewSigner([32]byte{8}).Keys())
}
