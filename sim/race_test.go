package sim_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/wire"
)

// racer is a user of GWS to whom an e-mail is offered for 15 s.
type racer struct {
	t    *testing.T
	w    *sim.World
	told *box
	id   string
}

func newRacer(t *testing.T, clock sim.Clock) *racer {
	t.Helper()
	r := &racer{t: t, w: world(t, sim.Config{Clock: clock}), told: &box{}}
	require.NoError(t, r.w.Enter(t.Context(), wire.GWS, "1001", r.told))
	r.ask("/me", `{"operationName":"StartContactCenterSession","channels":["email"]}`)
	stage(t, r.w, "email.arrive", `{"target":{"type":"queue","name":"Support"},"from":"carla"}`)
	r.id = regexp.MustCompile(`[0-9A-Za-z]{16}`).FindString(strings.Join(r.states(), ""))
	require.NotEmpty(t, r.id)
	return r
}

func (r *racer) ask(path, body string) string {
	frame := fmt.Appendf(nil, `{"method":"POST","path":%q,"base":"http://host/api/v2","body":%s}`, path, body)
	answer, err := r.w.Exchange(r.t.Context(), wire.GWS, "1001", frame)
	assert.NoError(r.t, err)
	return string(answer)
}

func (r *racer) accept() string { return r.ask("/me/interactions/"+r.id, `{"operationName":"Accept"}`) }

var (
	stateOf = regexp.MustCompile(`"id":"([0-9A-Za-z]{16})".*"state":"(\w+)"`)
	okay    = regexp.MustCompile(`^\{"status":200,`)
)

// states are those that the user is told of since the last time, with their id.
func (r *racer) states() (out []string) {
	for _, frame := range r.told.take() {
		if m := stateOf.FindStringSubmatch(frame); m != nil {
			out = append(out, m[1]+" "+m[2])
		}
	}
	return out
}

// judge checks that the offer was either accepted or revoked, as the answer said.
func (r *racer) judge(answer string) (accepted bool) {
	r.t.Helper()
	accepted = okay.MatchString(answer)
	want := r.id + " Revoked"
	if accepted {
		want = r.id + " Accepted"
	}
	assert.Equal(r.t, []string{want}, r.states(), answer)
	list, err := r.w.Exchange(r.t.Context(), wire.GWS, "1001", []byte(`{"method":"GET","path":"/me/interactions","base":"http://host/api/v2"}`))
	require.NoError(r.t, err)
	assert.Equal(r.t, accepted, strings.Contains(string(list), r.id))
	assert.NotContains(r.t, r.accept(), `"status":200`, "a second time")
	return accepted
}

// What comes at the very moment at which an offer's time is over: an offer is accepted or
// revoked, never both, and the answer says which.
func TestAnOfferIsAcceptedOrRevoked(t *testing.T) {
	for range 20 {
		synctest.Test(t, func(t *testing.T) {
			r := newRacer(t, sim.Paced)
			time.Sleep(15 * time.Second) // both are due now
			answer := r.accept()
			synctest.Wait()
			r.judge(answer)
		})
	}
	for range 20 {
		r := newRacer(t, sim.Virtual)
		answers := make(chan string)
		go func() { answers <- r.accept() }()
		stage(t, r.w, "clock.advance", `{"ms":15000}`)
		r.judge(<-answers)
	}
}

func TestAnOfferIsAcceptedUntilItsTimeIsOver(t *testing.T) {
	for name, tt := range map[string]struct {
		after    time.Duration
		accepted bool
	}{"just before": {15*time.Second - 1, true}, "just after": {15*time.Second + 1, false}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				r := newRacer(t, sim.Paced)
				time.Sleep(tt.after)
				answer := r.accept()
				synctest.Wait()
				assert.Equal(t, tt.accepted, r.judge(answer))
			})
		})
	}
	r := newRacer(t, sim.Virtual)
	stage(t, r.w, "clock.advance", `{"ms":14999}`)
	assert.True(t, r.judge(r.accept()))
	r = newRacer(t, sim.Virtual)
	stage(t, r.w, "clock.advance", `{"ms":15000}`)
	assert.False(t, r.judge(r.accept()), "what is due comes first")
}
