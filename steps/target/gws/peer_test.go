package gws_test

import (
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/gws"
)

// peer is a Bayeux server that somebody else wrote (fixtures/peers/bayeux-servers). It
// publishes what it is told to, and can be made to forget its sessions.
type peer struct {
	t       *testing.T
	address string
	offers  []string
	told    int
}

// TestPeer lets the client talk to a server that shares nothing with it. The peers run
// it, with the server's address in the environment.
func TestPeer(t *testing.T) {
	address := os.Getenv("DESKPROOF_BAYEUX")
	if address == "" {
		t.Skip("no peer: make peers brings them")
	}
	p := &peer{t: t, address: address, offers: strings.Fields(os.Getenv("DESKPROOF_BAYEUX_OFFERS"))}
	for _, transport := range []string{gws.LongPolling, gws.WebSocket} {
		if transport != gws.LongPolling && !slices.Contains(p.offers, transport) {
			continue
		}
		for name, check := range map[string]func(*peer, string){
			"queued": (*peer).queued, "held": (*peer).held, "forgotten": (*peer).forgotten, "forged": (*peer).forged,
			"unsubscribed": (*peer).unsubscribed, "wildcards": (*peer).wildcards, "two sessions": (*peer).twoSessions, "disconnected": (*peer).disconnected,
		} {
			t.Run(name+" by "+transport, func(t *testing.T) { check(&peer{t, p.address, p.offers, 0}, transport) })
		}
	}
	if slices.Contains(p.offers, "ack") {
		t.Run("acknowledged", func(t *testing.T) { (&peer{t, p.address, p.offers, 0}).acknowledged() })
	}
}

// tell lets the server publish something, which has a number.
func (p *peer) tell() {
	p.told++
	p.post("/tell", `{"id":"`+strconv.Itoa(p.told)+`","state":"Invited"}`)
}

func (p *peer) post(path, body string) {
	web := http.Client{Timeout: 10 * time.Second}
	defer web.CloseIdleConnections()
	response, err := web.Post(p.address+path, "application/json", strings.NewReader(body))
	require.NoError(p.t, err)
	response.Body.Close()
}

func (p *peer) session(transport string) (*gws.Client, *gws.Session) {
	c := gws.New(gws.Config{Address: p.address + "/api/v2", User: "ana", Password: "secret", Desk: "Ana", Number: 1, Log: trace.NewLog(), Answer: patience})
	p.t.Cleanup(func() { assert.NoError(p.t, c.Close()) })
	s := c.NewSession(transport)
	require.NoError(p.t, s.Listen(p.t.Context(), "/v2/me/interactions"))
	return c, s
}

// heard is which publications a client has got.
func (p *peer) heard(c *gws.Client) []string {
	require.NoError(p.t, c.Fence(p.t.Context()))
	out := []string{}
	for _, m := range c.Messages() {
		assert.Equal(p.t, "/v2/me/interactions", m.Channel)
		out = append(out, m.ID())
	}
	return out
}

func (p *peer) queued(transport string) {
	c, _ := p.session(transport)
	assert.Empty(p.t, p.heard(c))
	p.tell()
	p.tell()
	p.tell()
	assert.Equal(p.t, []string{"1", "2", "3"}, p.heard(c))
	p.tell()
	assert.Equal(p.t, []string{"1", "2", "3", "4"}, p.heard(c))
}

func (p *peer) held(transport string) {
	c, s := p.session(transport)
	h := s.Wait(p.t.Context(), nil)
	for range 3 { // some time in which the server does other things
		p.post("/pass", "")
	}
	require.False(p.t, h.Answered(), "the server lets go of a connect although there is nothing to tell")
	p.tell()
	if transport == gws.WebSocket { // the message comes by itself, and may leave the connect held
		require.NoError(p.t, eventually(p.t, func() bool { return len(c.Messages()) == 1 }))
		return
	}
	a, err := h.Answer(p.t.Context())
	require.NoError(p.t, err)
	require.Len(p.t, a.Batch(), 2)
	assert.Equal(p.t, "true", string(a.Reply(gws.MetaConnect).Get("successful")))
	if slices.Contains(p.offers, "order") {
		assert.NotNil(p.t, a.Batch()[0].Get("data"), "the message comes before the reply")
	}
	assert.Equal(p.t, []string{"1"}, p.heard(c))
}

func (p *peer) forgotten(transport string) {
	c, s := p.session(transport)
	id := s.ID()
	p.post("/forget", "")
	p.heard(c)
	require.NotEmpty(p.t, s.Over())
	require.NoError(p.t, s.Listen(p.t.Context(), "/v2/me/interactions"))
	assert.NotEqual(p.t, id, s.ID())
	p.tell()
	assert.Equal(p.t, []string{"1"}, p.heard(c))
}

func (p *peer) forged(transport string) {
	_, s := p.session(transport)
	a, err := s.Fetch(p.t.Context(), gws.Fields{"clientId": "of-somebody-else"})
	require.NoError(p.t, err)
	reply := a.Reply(gws.MetaConnect)
	assert.Equal(p.t, "false", string(reply.Get("successful")))
	assert.Equal(p.t, `"handshake"`, string(reply.Object("advice").Get("reconnect")))
	assert.Empty(p.t, s.Over(), "its own session goes on")
}

func (p *peer) unsubscribed(transport string) {
	c, s := p.session(transport)
	p.unsubscribe(s)
	p.tell()
	assert.Empty(p.t, p.heard(c))
}

func (p *peer) unsubscribe(s *gws.Session) {
	a, err := s.Send(p.t.Context(), s.Message(gws.MetaUnsubscribe, gws.Fields{"subscription": "/v2/me/interactions"}))
	require.NoError(p.t, err)
	assert.Equal(p.t, "true", string(a.Reply(gws.MetaUnsubscribe).Get("successful")))
}

func (p *peer) wildcards(transport string) {
	c, s := p.session(transport)
	p.unsubscribe(s)
	_, err := s.Subscribe(p.t.Context(), "/**")
	require.NoError(p.t, err)
	p.tell()
	assert.Equal(p.t, []string{"1"}, p.heard(c))
}

func (p *peer) twoSessions(transport string) {
	c, _ := p.session(transport)
	require.NoError(p.t, c.NewSession(transport).Listen(p.t.Context(), "/v2/me/interactions"))
	p.tell()
	assert.Equal(p.t, []string{"1", "1"}, p.heard(c))
}

func (p *peer) disconnected(transport string) {
	c, s := p.session(transport)
	a, err := s.Disconnect(p.t.Context())
	require.NoError(p.t, err)
	assert.Equal(p.t, "true", string(a.Reply(gws.MetaDisconnect).Get("successful")))
	p.tell()
	assert.Empty(p.t, p.heard(c))
	assert.Equal(p.t, "it was disconnected", s.Over())
}

// acknowledged: what is not acknowledged comes again.
func (p *peer) acknowledged() {
	c, s := p.session(gws.LongPolling)
	a, err := s.Handshake(p.t.Context(), gws.Fields{"ext": map[string]any{"ack": true}})
	require.NoError(p.t, err)
	require.Equal(p.t, "true", string(a.Reply(gws.MetaHandshake).Object("ext").Get("ack")))
	_, err = s.Fetch(p.t.Context(), nil)
	require.NoError(p.t, err)
	_, err = s.Subscribe(p.t.Context(), "/v2/me/interactions")
	require.NoError(p.t, err)
	p.tell()
	first, err := s.Fetch(p.t.Context(), nil)
	require.NoError(p.t, err)
	require.Len(p.t, first.Batch(), 2)
	again, err := s.Fetch(p.t.Context(), gws.Fields{"ext": map[string]any{"ack": 1}})
	require.NoError(p.t, err)
	assert.Len(p.t, again.Batch(), 2, "it was not acknowledged")
	assert.Equal(p.t, []string{"1", "1"}, p.heard(c), "and then it was")
}

// patience is how long an answer may take, which those of a faulty server do.
const patience = 3 * time.Second

// eventually waits until something is so, as long as an answer may take.
func eventually(t *testing.T, is func() bool) error {
	limit, cancel := target.Patience(t.Context(), patience)
	defer cancel()
	for !is() {
		select {
		case <-time.After(time.Millisecond):
		case <-limit.Done():
			return limit.Err()
		}
	}
	return nil
}
