package scapi_test

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

// everyRequest are the options that grant the page everything, the token too.
var everyRequest = map[string]string{option + "accepted-web-content-origins": origin + " (*, auth.getJwtToken)"}

// published is the key that a signer publishes, and its id.
func published(t testing.TB, s *token.Signer) (key ed25519.PublicKey, id string) {
	t.Helper()
	var set struct {
		Keys []struct{ Kty, Crv, Alg, Use, Kid, X string }
	}
	require.NoError(t, json.Unmarshal(s.Keys(), &set))
	require.Len(t, set.Keys, 1)
	k := set.Keys[0]
	assert.Equal(t, "OKP Ed25519 EdDSA sig", k.Kty+" "+k.Crv+" "+k.Alg+" "+k.Use)
	raw, err := base64.RawURLEncoding.DecodeString(k.X)
	require.NoError(t, err)
	return raw, k.Kid
}

// given is a token as a page gets it.
type given struct{ Expiration, JwtToken string }

func (f *floor) token() given {
	f.t.Helper()
	a, frames := f.ask("auth.getJwtToken", "")
	require.Nil(f.t, a.ErrorMessage, a.text())
	assert.Empty(f.t, frames)
	var g given
	require.NoError(f.t, json.Unmarshal(a.Data, &g))
	return g
}

// verify checks a token at a time of the floor with a signer's published key.
func (f *floor) verify(g given, s *token.Signer) (jwt.MapClaims, error) {
	f.t.Helper()
	key, id := published(f.t, s)
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{"EdDSA"}), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithTimeFunc(func() time.Time { return begins.Add(f.now) }))
	parsed, err := parser.Parse(g.JwtToken, func(t *jwt.Token) (any, error) {
		assert.Equal(f.t, "EdDSA", t.Header["alg"])
		if s == signer {
			assert.Equal(f.t, id, t.Header["kid"])
		}
		return key, nil
	})
	return parsed.Claims.(jwt.MapClaims), err
}

// signer is that of the floor.
var signer = token.NewSigner([32]byte{1})

func TestATokenIsSignedForTheAgent(t *testing.T) {
	f := newFloor(t, "union", everyRequest)
	f.now = 1500 * time.Millisecond
	f.open(ana, 1)
	g := f.token()
	ends := begins.Add(61 * time.Second)
	assert.Equal(t, ends.Format("2006-01-02T15:04:05")+".000Z", g.Expiration)
	claims, err := f.verify(g, signer)
	require.NoError(t, err)
	assert.Equal(t, jwt.MapClaims{
		"iss": "deskproof", "sub": "1001", "name": "Ana Alves", "preferred_username": "ana",
		"iat": float64(ends.Unix() - 60), "exp": float64(ends.Unix()),
	}, claims)

	_, err = f.verify(g, token.NewSigner([32]byte{2}))
	assert.ErrorIs(t, err, jwt.ErrTokenSignatureInvalid)
	_, err = f.verify(given{JwtToken: g.JwtToken[:len(g.JwtToken)-4] + "AAAA"}, signer)
	assert.ErrorIs(t, err, jwt.ErrTokenSignatureInvalid)
}

func TestATokenIsGivenAgainWhileItIsValid(t *testing.T) {
	f := newFloor(t, "union", everyRequest)
	f.open(ana, 1)
	f.openFrom(ana, 2, "")
	first := f.token()
	f.now = time.Minute - 1
	assert.Equal(t, first, f.token())
	_, err := f.verify(first, signer)
	require.NoError(t, err)
	other := f.send(ana, 2, `{"request":"auth.getJwtToken","referenceId":"x","userAgent":"WWE Client"}`)
	assert.Contains(t, string(other[0].body), first.JwtToken, "another page of the desktop")

	f.now = time.Minute
	_, err = f.verify(first, signer)
	require.ErrorIs(t, err, jwt.ErrTokenExpired)
	second := f.token()
	assert.NotEqual(t, first, second)
	_, err = f.verify(second, signer)
	assert.NoError(t, err)
	assert.Equal(t, second, f.token())
}

func TestSeedsHaveKeysOfTheirOwn(t *testing.T) {
	one, id := published(t, token.NewSigner([32]byte{1}))
	again, _ := published(t, token.NewSigner([32]byte{1}))
	two, other := published(t, token.NewSigner([32]byte{2}))
	assert.Equal(t, one, again)
	assert.NotEqual(t, one, two)
	assert.NotEqual(t, id, other)
}

func TestAPageInATabOfItsOwnMayOnlyDial(t *testing.T) {
	f := newFloor(t, "union", everyRequest)
	f.desks[ana].Open(f.now, tab(1), f, nil)
	f.open(ana, 2)
	for _, request := range []string{"system.getAllowedServices", "agent.get", "voice.hangUp", "auth.getJwtToken", "nope"} {
		a, _ := f.ask(request, `["1"]`)
		assert.Equal(t, "Request "+request+" is not granted to a page in a tab of its own: it may only dial", a.text())
	}
	frames := f.send(ana, 1, `{"event":"subscribe","data":"agent","referenceId":"s","userAgent":"WWE Client"}`)
	assert.Contains(t, string(frames[0].body), `"errorMessage":"Subscriptions are not granted to a page in a tab of its own: it may only dial"`)

	assert.Equal(t, []uint32{2, 2}, told(f.do("voice.dial", `["5550142"]`)), "the others hear of it")
	f.stage(farBusy("5550142"))
	f.do("voice.dialEx", `["5550142",null,null]`)
}
