package webex_test

import (
	"encoding/base64"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/steps/target/webex"
)

func TestRegistrationCrossesAsTheSDKMakesIt(t *testing.T) {
	s := serve(t)
	c := s.client()
	require.NoError(t, c.Discover(t.Context()))
	require.NoError(t, c.Connect(t.Context()))
	require.NoError(t, c.Configure(t.Context()))
	require.NoError(t, c.Fence(t.Context()))
	require.NoError(t, c.Close())
	golden.Equal(t, "registration.ndjson", traced(t, s))
	assert.Equal(t, []string{"", "Bearer ana_secret_11111111-2222-4333-8444-555555555555"}, s.tokens[:2], "the limited catalogue is asked without a token")
}

func TestTheProfileIsWhatTheConfigurationSays(t *testing.T) {
	p := registered(t, serve(t)).Profile()
	assert.Equal(t, "agent-1", p.Agent)
	assert.Equal(t, "profile 1", p.AgentProfileID())
	assert.Equal(t, "site-1", p.SiteID())
	assert.Equal(t, "5001", p.DialNumber())
	assert.Equal(t, "ep-1", p.EntryPoint())
	assert.Equal(t, "ani-1", p.OutdialANI())
	assert.Equal(t, "book-1", p.AddressBook())
	assert.Equal(t, []webex.Named{{ID: "team-1", Name: "Team One"}, {ID: "team-2", Name: "Team Two"}}, p.Teams)
	idle := webex.Code{Named: webex.Named{ID: "idle-1", Name: "Lunch"}, Default: true}
	assert.Equal(t, []webex.Code{idle, idle}, p.IdleCodes, "both pages, without what is not active")
	assert.Len(t, p.WrapUpCodes, 2)
}

func TestWhatIsToldIsKept(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	before := len(c.Notices())
	s.tell(`{"type":"RoutingMessage","orgId":"o","data":{"type":"AgentContactHeld","interactionId":"i-1","reason":null,"interaction":{"state":"held"}}}`)
	s.tell(`{"type":"RoutingMessage","data":{"interaction":{"interactionId":"i-2"}}}`)
	s.tell(`{"orgId":"o"}`)
	require.NoError(t, c.Fence(t.Context()))
	got := c.Notices()[before:]
	require.Len(t, got, 2, "what has no type is none")
	n := got[0]
	assert.Equal(t, []string{"RoutingMessage", "AgentContactHeld", "i-1", ""}, []string{n.Type, n.Event, n.ID(), n.Reason()})
	assert.Nil(t, n.Get("reason"))
	assert.Equal(t, []string{"RoutingMessage", "i-2"}, []string{got[1].Event, got[1].ID()})
	assert.Less(t, n.Seq, got[1].Seq)
}

func TestFencesAreMarkedInTheTrace(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	before := s.log.Len()
	require.NoError(t, c.Keepalive(t.Context()))
	require.NoError(t, c.Fence(t.Context()))
	require.NoError(t, c.Say([]byte(`{"keepalive":"true"}`)))
	require.NoError(t, c.Fence(t.Context()))
	marks := map[bool]int{}
	for _, r := range s.log.After(before) {
		marks[r.Fence]++
	}
	assert.Equal(t, map[bool]int{true: 4, false: 4}, marks)
}

func TestASocketThatIsLostAndMadeAgain(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	c.Drop()
	assert.False(t, c.IsOpen())
	require.NoError(t, c.Fence(t.Context()), "there is nothing to fence")
	require.Error(t, c.Keepalive(t.Context()))
	require.NoError(t, c.Connect(t.Context()))
	require.NoError(t, c.Reload(t.Context()))
	s.tell(`{"type":"RoutingMessage","data":{"type":"AgentContact"}}`)
	require.NoError(t, c.Fence(t.Context()))
	notices := c.Notices()
	last := s.log.After(notices[len(notices)-1].Seq - 1)[0]
	assert.Contains(t, string(last.Frame), `"socket":2`)
}

func TestASecondLoginEndsTheSocket(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	s.tell(`{"type":"AGENT_MULTI_LOGIN","data":{"type":"AGENT_MULTI_LOGIN"}}`)
	require.NoError(t, c.Hear(t.Context(), func(all []webex.Notice) bool { return all[len(all)-1].Type == "AGENT_MULTI_LOGIN" }))
	assert.False(t, c.IsOpen())
	require.NoError(t, c.Fence(t.Context()))
}

func TestWhatRequestsAreCalled(t *testing.T) {
	tests := map[string]webex.Request{
		"task.hold":                         {Method: "POST", Path: "/v1/tasks/1-2/hold"},
		"task.outdial":                      {Method: "POST", Path: "/v1/tasks/"},
		"task.transferQueue":                {Method: "POST", Path: "/v1/tasks/1/transfer", Body: map[string]any{"destinationType": "queue"}},
		"task.transferAgent":                {Method: "POST", Path: "/v1/tasks/1/transfer", Raw: []byte(`no JSON`)},
		"preview.accept":                    {Method: "POST", Path: "/v1/dialer/campaign/Spring%20Pull/preview-task/7/accept"},
		"agent.state":                       {Method: "PUT", Path: "/v1/agents/session/state"},
		"GET /organization/{org}/v2/team":   {Path: "/organization/1/v2/team", Query: "page=0"},
		"GET /organization/{org}/site/{id}": {Path: "/organization/1/site/2"},
		"POST {metrics}/clientmetrics":      {Method: "POST", Service: webex.Metrics, Path: "/clientmetrics"},
	}
	for want, r := range tests {
		assert.Equal(t, want, webex.Name(r))
	}
}

func TestRequestsGoWhereTheCatalogueSays(t *testing.T) {
	s, other := serve(t), serve(t)
	s.answers["GET /u2c/api/v1/catalog"] = says(200, `{"serviceLinks":{"wcc-api-gateway":"`+other.web.URL+`/webex/","metrics":"javascript:x"}}`)
	c := s.client(func(cfg *webex.Config) { cfg.Header = http.Header{"X-Key": {"of this door"}} })
	var keys []string
	other.answers["POST /v1/agents/logout"] = func(w http.ResponseWriter, r *http.Request) { keys = append(keys, r.Header.Get("X-Key")) }
	require.NoError(t, c.Discover(t.Context()))
	a, err := c.Call(t.Context(), webex.Request{Method: "POST", Path: "/v1/agents/logout", Body: struct{}{}})
	require.NoError(t, err)
	assert.Equal(t, "agent.logout", a.Request)
	assert.Equal(t, []string{""}, keys, "the headers of one place go nowhere else")
	_, err = c.Call(t.Context(), webex.Request{Method: "POST", Service: webex.Metrics, Path: "/clientmetrics"})
	require.NoError(t, err)
	assert.Contains(t, s.requests(), "POST /metrics/api/v1/clientmetrics", "an address that is none is passed over")
}

// The address of another place may begin with the letters of one's own.
func TestHeadersGoToTheirOwnPlaceAlone(t *testing.T) {
	s, other := serve(t), serve(t)
	elsewhere := s.web.URL + strings.Replace(other.web.URL, "http://", "@", 1)
	s.answers["GET /u2c/api/v1/catalog"] = says(200, `{"serviceLinks":{"wcc-api-gateway":"`+elsewhere+`"}}`)
	var keys []string
	key := func(w http.ResponseWriter, r *http.Request) { keys = append(keys, r.Header.Get("X-Key")) }
	s.answers["POST /v1/agents/logout"], other.answers["POST /v1/agents/logout"] = key, key
	c := s.client(func(cfg *webex.Config) { cfg.Address, cfg.Header = s.web.URL, http.Header{"X-Key": {"of this door"}} })
	logout := webex.Request{Method: "POST", Path: "/v1/agents/logout", Body: struct{}{}}
	_, err := c.Call(t.Context(), logout)
	require.NoError(t, err)
	require.NoError(t, c.Discover(t.Context()))
	_, err = c.Call(t.Context(), logout)
	require.NoError(t, err)
	assert.Equal(t, []string{"of this door", ""}, keys)
}

// An access token names the organization in one of two ways.
func TestAccessTokens(t *testing.T) {
	jwt := "e30." + base64.RawURLEncoding.EncodeToString([]byte(`{"realm":"org-of-claim"}`)) + ".c2ln"
	const usual = "11111111-2222-4333-8444-555555555555"
	tests := map[string]struct {
		config             webex.Config
		wantToken, wantOrg string
	}{
		"made of user and password":      {webex.Config{User: "ana", Password: "secret"}, "ana_secret_" + usual, usual},
		"of an organization":             {webex.Config{User: "ana", Password: "secret", Organization: "o"}, "ana_secret_o", "o"},
		"a token of three parts":         {webex.Config{Token: "a_b_o"}, "a_b_o", "o"},
		"a JWT":                          {webex.Config{Token: jwt}, jwt, "org-of-claim"},
		"a token that names another one": {webex.Config{Token: "a_b_o", Organization: "p"}, "a_b_o", "p"},
		"a token that names none":        {webex.Config{Token: "opaque"}, "opaque", usual},
		"what is like a JWT":             {webex.Config{Token: "a.!.c"}, "a.!.c", usual},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := serve(t)
			tt.config.Address, tt.config.Log = s.web.URL+"/webex", s.log
			c := webex.New(tt.config)
			defer c.Close()
			assert.Equal(t, tt.wantOrg, c.Organization())
			_, err := c.Call(t.Context(), webex.Request{Path: "/x"})
			require.NoError(t, err)
			assert.Equal(t, []string{"Bearer " + tt.wantToken}, s.tokens)
			assert.NotContains(t, string(traced(t, s)), tt.wantToken)
		})
	}
}

func TestEverythingGoesOverTLS(t *testing.T) {
	s := served(t, httptest.NewTLSServer)
	s.web.Config.ErrorLog = log.New(io.Discard, "", 0)
	require.Error(t, s.client().Register(t.Context()), "nobody vouches for the server")
	c := s.client(func(cfg *webex.Config) { cfg.TLS = targets.TLS{Insecure: true} })
	require.NoError(t, c.Register(t.Context()))
	require.NoError(t, c.Keepalive(t.Context()))
	assert.Equal(t, "https", strings.Split(c.Services()[webex.Gateway], ":")[0])
}

func TestAnswersAreReadTolerantly(t *testing.T) {
	s := serve(t)
	s.answers["GET /x"] = says(404, `{"errorMessage":"no such task","errorType":"Not Found"}`)
	s.answers["GET /y"] = says(201, `created`)
	s.answers["GET /z"] = says(204, ``)
	c := s.client()
	x, err := c.Call(t.Context(), webex.Request{Path: "/x"})
	require.NoError(t, err)
	assert.True(t, x.Failed())
	assert.Equal(t, "no such task", x.Message())
	y, err := c.Call(t.Context(), webex.Request{Path: "/y", Anonymous: true})
	require.NoError(t, err)
	assert.True(t, y.Succeeded())
	assert.Equal(t, "created", y.Message())
	z, err := c.Call(t.Context(), webex.Request{Path: "/z", Header: http.Header{"Authorization": {"Bearer x"}}})
	require.NoError(t, err)
	assert.True(t, z.Succeeded())
	assert.Equal(t, 1, z.Pages())
	_, listed := z.List()
	assert.False(t, listed)
	assert.Contains(t, string(s.log.Records()[4].Frame), `"login":"made up"`)
}

// Over a socket that the server has closed nothing more comes.
func TestNothingIsHeardOverASocketThatIsClosed(t *testing.T) {
	s := serve(t)
	c := registered(t, s)
	s.mu.Lock()
	s.sockets[0].Close()
	s.mu.Unlock()
	require.ErrorIs(t, c.Hear(t.Context(), func([]webex.Notice) bool { return false }), webex.ErrClosed)
	require.NoError(t, c.Hear(t.Context(), func([]webex.Notice) bool { return true }), "it has come before")
}
