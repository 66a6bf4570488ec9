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

func TestWhatASignerTakesForItsOwn(t *testing.T) {
	s := token.NewSigner([32]byte{7})
	issued := time.Date(2026, 11, 16, 8, 0, 0, 0, time.UTC)
	claims := token.Claims{ID: "1001", Name: "Ana Alves", User: "ana", Realm: "acme", Issued: issued, Ends: issued.Add(time.Hour)}
	text, err := s.Sign(claims)
	require.NoError(t, err)
	theirs, err := token.NewSigner([32]byte{8}).Sign(claims)
	require.NoError(t, err)
	unsigned, err := jwt.New(jwt.SigningMethodNone).SignedString(jwt.UnsafeAllowNoneSignatureType)
	require.NoError(t, err)
	symmetric, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"sub": "1001", "exp": issued.Add(time.Hour).Unix()}).SignedString(s.Keys())
	require.NoError(t, err)
	tests := map[string]struct {
		text string
		at   time.Time
		good bool
	}{
		"its own":          {text, issued, true},
		"at the end":       {text, issued.Add(time.Hour - time.Second), true},
		"after the end":    {text, issued.Add(time.Hour), false},
		"another's":        {theirs, issued, false},
		"unsigned":         {unsigned, issued, false},
		"of another kind":  {symmetric, issued, false},
		"changed":          {"x" + text, issued, false},
		"no token":         {"ana_password_acme", issued, false},
		"nothing":          {"", issued, false},
		"with a part more": {text + ".x", issued, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := s.Verify(tt.text, tt.at)
			assert.Equal(t, tt.good, err == nil, "%v", err)
			if tt.good {
				assert.Equal(t, token.Claims{ID: "1001", Name: "Ana Alves", User: "ana", Realm: "acme"}, got)
			}
		})
	}
}
