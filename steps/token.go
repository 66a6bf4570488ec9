package steps

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) tokenSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page asks for a token$`, w.asksToken, suite.Doc{
		Does:    "Lets a page ask for a JSON Web Token of the agent.",
		Example: "When Ana's page asks for a token",
		Args:    []string{"the agent"},
	})
	r.Step(`^the answer is a token and when it ends$`, w.isToken, suite.Doc{
		Does:    "Checks that the last answer has a token and its end in ISO 8601. That a token is three parts in base64url is noted: no document prints one.",
		Example: "Then the answer is a token and when it ends",
	})
	r.Step(`^the token is (the same|another one)$`, w.tokenIs, suite.Doc{
		Does:    "Compares the token in the last answer with that of the answer before.",
		Example: "Then the token is the same",
		Args:    []string{"the same or another one"},
	})
	r.Step(`^the token's life passes$`, w.tokenEnds, suite.Doc{
		Does:    "Moves the target's clock on until the token has ended, by the times that the token itself has; one that has none makes the scenario not applicable.",
		Example: "When the token's life passes",
	})
}

// token is an answer to auth.getJwtToken (Service Client API: Auth namespace).
type token struct {
	JWT        string `json:"jwtToken"`
	Expiration string `json:"expiration"`
}

func (w *world) asksToken(ctx context.Context, agent string) error {
	err := w.lets(ctx, agent, "first", target.Action{Verb: target.GetToken})
	var got token
	_ = json.Unmarshal(w.answer.Data, &got) // no object: no token
	w.tokens = append(w.tokens, got)
	return err
}

// iso8601 are the ways to write a date and time of day in ISO 8601 with its zone, or none.
var iso8601 = regexp.MustCompile(`^[+-]?\d{4,}-?(\d\d-?\d\d|W\d\d-?\d|\d{3})(T\d\d(:?\d\d(:?\d\d)?)?([.,]\d+)?(Z|[+-]\d\d(:?\d\d)?)?)?$`)

func (w *world) isToken(context.Context) error {
	if err := w.asked(); err != nil {
		return err
	}
	got := w.tokens[len(w.tokens)-1]
	claim := w.Rules.Claim("scapi.method.auth.getJwtToken.answer.jwtToken", "value", "the answer has a token")
	w.Record(claim, got.JWT != "", "a token", w.seenToken(got), w.answerFrames()...)
	claim = w.Rules.Claim("scapi.method.auth.getJwtToken.answer.expiration", "value", "the end of the token is in ISO 8601")
	w.Record(claim, iso8601.MatchString(got.Expiration), "a time such as 2020-04-14T13:26:51.846Z", scene.OrNone(got.Expiration), w.answerFrames()...)
	_, ok := payloadOf(got.JWT)
	w.Record(w.Rules.Inferred("value", "the token has a header, a payload and a signature in base64url"), ok, "three parts", "something else", w.answerFrames()...)
	return nil
}

// seenToken tells of a token without telling it.
func (w *world) seenToken(t token) string {
	if t.JWT != "" {
		return "a token"
	}
	return w.seenAnswer()
}

func (w *world) tokenIs(_ context.Context, how string) error {
	if len(w.tokens) < 2 {
		return errNo("second token", "When Ana's page asks for a token")
	}
	before, now := w.tokens[len(w.tokens)-2], w.tokens[len(w.tokens)-1]
	same := before.JWT == now.JWT
	seen := map[bool]string{true: "the same", false: "another one"}[same]
	if now.JWT == "" {
		seen = w.seenToken(now)
	}
	for _, claim := range w.ClaimsBy("value", "the token is "+how, scene.Only("scapi.rule.jwt-kept")) {
		if before.JWT == "" {
			claim = w.Rules.With(claim, book.Inferred)
		}
		w.Record(claim, now.JWT != "" && same == (how == "the same"), how, seen, w.answerFrames()...)
	}
	return nil
}

func (w *world) tokenEnds(ctx context.Context) error {
	if len(w.tokens) == 0 {
		return errNo("token", "Given Ana's page asks for a token")
	}
	payload, _ := payloadOf(w.tokens[len(w.tokens)-1].JWT)
	life := math.Ceil(payload.Ends - payload.Begins)
	if payload.Begins <= 0 || life <= 0 || life > (30*24*time.Hour).Seconds() {
		return &suite.NotReachedError{Seen: "the token does not tell how long it lives, in members iat and exp"}
	}
	for left := time.Duration(life+1) * time.Second; left > 0; left -= 24 * time.Hour { // a day at most at once
		if err := w.Pass(ctx, min(left, 24*time.Hour)); err != nil {
			return err
		}
	}
	return nil
}

// payload is what a JSON Web Token says of itself (RFC 7519).
type payload struct {
	Begins float64 `json:"iat"`
	Ends   float64 `json:"exp"`
}

// payloadOf reads the payload of a token; false: it is none.
func payloadOf(jwt string) (payload, bool) {
	parts := strings.Split(jwt, ".")
	if len(parts) != 3 {
		return payload{}, false
	}
	var p payload
	header, err := base64.RawURLEncoding.DecodeString(parts[0])
	body, err2 := base64.RawURLEncoding.DecodeString(parts[1])
	_, err3 := base64.RawURLEncoding.DecodeString(parts[2])
	if errors.Join(err, err2, err3) != nil || !json.Valid(header) || json.Unmarshal(body, &p) != nil {
		return payload{}, false
	}
	return p, true
}
