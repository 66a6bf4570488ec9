package gateway_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/gateway"
)

// caller asks a gateway without a socket, in a bubble, as Ana.
type caller struct {
	t      testing.TB
	w      *sim.World
	g      *gateway.Gateway
	client string // of Bayeux
}

// inPacedWorld runs a test in a world whose clock follows that of the bubble, with Ana
// listening.
func inPacedWorld(t *testing.T, test func(*testing.T, *caller)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		doc, err := centers.Parse("default.yaml", centers.Default())
		require.NoError(t, err)
		doc.GWS.Expiry = time.Minute
		w, err := sim.NewWorld(t.Context(), sim.Config{Center: doc, Clock: sim.Paced})
		require.NoError(t, err)
		g, err := gateway.New(t.Context(), gateway.Config{World: w})
		require.NoError(t, err)
		c := &caller{t: t, w: w, g: g}
		var replies []struct{ ClientID string }
		require.NoError(t, json.Unmarshal([]byte(c.ask("POST", "/notifications", handshake)), &replies))
		c.client = replies[0].ClientID
		c.ask("POST", "/notifications", fmt.Sprintf(`[{"channel":"/meta/subscribe","clientId":%q,"subscription":"/v2/me/interactions"}]`, c.client))
		c.poll(`,"advice":{"timeout":0}`)
		test(t, c)
		w.Close()
		g.Close()
	})
}

func (c *caller) ask(method, path, body string) string {
	r := httptest.NewRequest(method, "/api/v2"+path, strings.NewReader(body))
	r.SetBasicAuth("ana", "password")
	w := httptest.NewRecorder()
	c.g.At("").ServeHTTP(w, r)
	return w.Body.String()
}

func (c *caller) poll(more string) string {
	return c.ask("POST", "/notifications", fmt.Sprintf(`[{"channel":"/meta/connect","connectionType":"long-polling","clientId":%q%s}]`, c.client, more))
}

// offered lets a customer write to Ana, and returns the id under which she is told.
func (c *caller) offered() string {
	c.t.Helper()
	_, err := c.w.Stage(c.t.Context(), "email.arrive", []byte(`{"agent":"1001","from":"rosa@example.com"}`))
	require.NoError(c.t, err)
	_, id, ok := strings.Cut(c.poll(""), `"id":"`)
	require.True(c.t, ok)
	return id[:16]
}

func TestAnOfferEndsByTheClockOfTheWall(t *testing.T) {
	inPacedWorld(t, func(t *testing.T, c *caller) {
		start := time.Now()
		id := c.offered()
		assert.Zero(t, time.Since(start), "a poll that waits hears of it at once")
		said := c.poll("")
		assert.Contains(t, said, `"Revoked"`)
		assert.Contains(t, said, id)
		assert.Equal(t, 15*time.Second, time.Since(start))
	})
}

func TestAnOfferIsAcceptedAtTheMomentItEnds(t *testing.T) {
	for _, after := range []time.Duration{15*time.Second - 1, 15 * time.Second, 15*time.Second + 1} {
		t.Run(after.String(), func(t *testing.T) {
			inPacedWorld(t, func(t *testing.T, c *caller) {
				id := c.offered()
				time.Sleep(after)
				accepted := strings.Contains(c.ask("POST", "/me/interactions/"+id, `{"operationName":"Accept"}`), `"statusCode":0`)
				synctest.Wait()
				said := c.poll(`,"advice":{"timeout":0}`)
				assert.Equal(t, accepted, strings.Contains(said, `"Accepted"`), said)
				assert.Equal(t, !accepted, strings.Contains(said, `"Revoked"`), said)
				assert.Equal(t, accepted, strings.Contains(c.ask("GET", "/me/interactions", ""), id), "exactly one of them has won")
				if after != 15*time.Second {
					assert.Equal(t, after < 15*time.Second, accepted)
				}
			})
		})
	}
}
