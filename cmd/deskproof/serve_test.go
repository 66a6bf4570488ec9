package main

import (
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
)

func TestPrintCenterPrintsACenterThatServeTakes(t *testing.T) {
	s := deskproof(t, "serve", "--print-center")
	assert.Equal(t, 0, s.code)
	file := filepath.Join(t.TempDir(), "center.yaml")
	require.NoError(t, os.WriteFile(file, []byte(s.out), 0o644))
	p := process(t, "serve", "--center", file, "--addr", "127.0.0.1:0")
	p.address()
	p.end()
}

func TestServeSaysThatItIsThere(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	response, err := http.Get("http://" + p.address() + "/healthz")
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Contains(t, string(body), `"status":"ok"`)
	http.DefaultClient.CloseIdleConnections()
	p.end()
}

func TestACommandThatIsInterruptedEndsCleanly(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	p.address()
	done := make(chan struct{})
	go func() { defer close(done); p.end() }()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatal("serve did not end on SIGTERM")
	}
}

func TestServeRefusesWhatItCannotBe(t *testing.T) {
	center := put(t, filepath.Join(t.TempDir(), "center.yaml"), "name: C\nagents: [{id: 1}]\nprofile: scapi-future\n")
	tests := map[string]struct {
		args []string
		want string
	}{
		"an unknown clock":           {[]string{"--clock", "sundial"}, "expected paced or virtual"},
		"no speed":                   {[]string{"--speed", "0"}, "expected more than 0 and at most 1000"},
		"too much speed":             {[]string{"--speed", "1e300"}, "expected more than 0 and at most 1000"},
		"infinite speed":             {[]string{"--speed", "inf"}, "expected more than 0 and at most 1000"},
		"a speed that is no number":  {[]string{"--speed", "nan"}, "expected more than 0 and at most 1000"},
		"nothing every now and then": {[]string{"--every", "30s=call,1m"}, `--every "1m": expected INTERVAL=WHAT, such as 30s=call`},
		"something unknown":          {[]string{"--every", "30s=call, 1m=fax"}, `--every " 1m=fax": "fax" is not one of call, `},
		"at no time":                 {[]string{"--every", "often=call"}, `--every "often=call": "often" is not a time such as 30s or 1m30s`},
		"all the time":               {[]string{"--every", "10ms=call"}, `"10ms": expected a time from 1s to 24h0m0s`},
		"hardly ever":                {[]string{"--every", "25h=call"}, `"25h": expected a time from 1s to 24h0m0s`},
		"too much at once":           {[]string{"--every", strings.Repeat("1m=call,", 16) + "1m=call"}, "--every: 17 parts, at most 16 are taken"},
		"by itself, and when told":   {[]string{"--every", "30s=call", "--clock", "virtual"}, "--every is for --clock paced"},
		"speed of a virtual clock":   {[]string{"--speed", "2", "--clock", "virtual"}, "--speed is for --clock paced"},
		"an unknown level":           {[]string{"--log", "loud"}, "expected debug, info, warn or error"},
		"a center that is not there": {[]string{"--center", "no-such.yaml"}, "no-such.yaml"},
		"an unknown profile":         {[]string{"--center", center}, "scapi-future"},
		"no origin":                  {[]string{"--origins", "not an origin"}, "not an origin"},
		"an address without a port":  {[]string{"--addr", "127.0.0.1"}, "missing port"},
		"a port that is none":        {[]string{"--addr", "127.0.0.1:99999"}, "99999"},
		"a journal in no folder":     {[]string{"--journal", filepath.Join(t.TempDir(), "no", "day.ndjson")}, "journal: "},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"serve", "--addr", "127.0.0.1:0"}, tt.args...)...)
			assert.Equal(t, 2, s.code, s.errors)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}

func TestAServerThatDoesNotStartLeavesEveryJournalAsItWas(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer taken.Close()
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"a port that is in use":   {[]string{"--addr", taken.Addr().String()}, 3, "choose another with --addr"},
		"origins that are none":   {[]string{"--addr", "127.0.0.1:0", "--origins", "not an origin"}, 2, "not an origin"},
		"a journal that is there": {[]string{"--addr", "127.0.0.1:0"}, 2, "exists; name another file or remove it"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			journal := filepath.Join(t.TempDir(), "day.ndjson")
			args := append([]string{"serve", "--journal", journal}, tt.args...)
			if !strings.Contains(tt.want, "exists") {
				s := deskproof(t, args...)
				assert.Equal(t, tt.code, s.code, s.errors)
				assert.NoFileExists(t, journal)
			}
			put(t, journal, "a day")
			s := deskproof(t, args...)
			assert.NotEqual(t, 0, s.code)
			text, err := os.ReadFile(journal)
			require.NoError(t, err)
			assert.Equal(t, "a day", string(text))
			if strings.Contains(tt.want, "exists") {
				assert.Equal(t, tt.code, s.code)
				assert.Contains(t, s.errors, tt.want)
			}
		})
	}
}

func TestServeSaysHowToTryIt(t *testing.T) {
	center := func(text string) *centers.Center {
		doc, err := centers.Parse("center.yaml", []byte("name: C\nagents: [{id: 1, first: Ana}]\n"+text))
		require.NoError(t, err)
		return doc
	}
	const granted = "options: {service-client-api.accepted-web-content-origins: 'http://a.example, http://b.example (agent.*)'}\n"
	tests := map[string]struct {
		address, center string
		virtual         bool
		want, not       []string
	}{
		"on one address": {"127.0.0.1:8470", "", false,
			[]string{"on http://127.0.0.1:8470\n", "a client that sends none counts as http://localhost", `"agent":"1"`, "origins  http://localhost;"},
			[]string{"clock.advance", "every address"}},
		"to users of GWS": {"127.0.0.1:8470", "gws: {csrf: true}\n", false,
			[]string{"gws      http://127.0.0.1:8470/api/v2, ", "curl -u 1:password 'http://127.0.0.1:8470/api/v2/me/interactions?fields=*'"}, nil},
		"to the SDK of Webex": {"127.0.0.1:8470", "", false, []string{
			"webex    http://127.0.0.1:8470/webex; access tokens are USER_PASSWORD_11111111-2222-4333-8444-555555555555\n",
			`credentials: {access_token: "1_password_o"}`, `u2c: "http://127.0.0.1:8470/webex/u2c/api/v1", `,
		}, nil},
		"with origins": {"127.0.0.1:8470", granted + "origin: http://c.example\n", false,
			[]string{"http://a.example, http://b.example (agent.*); a client that sends none counts as http://c.example"}, nil},
		"with no origins": {"127.0.0.1:8470", "options: {service-client-api.accepted-web-content-origins: ''}\n", false,
			[]string{"none are let in, see --origins; a client"}, nil},
		"with a clock that stands still": {"127.0.0.1:8470", "", true,
			[]string{`"method":"clock.advance","params":{"ms":1000}}' http://127.0.0.1:8470/stage`}, nil},
		"on every address of IPv4": {"0.0.0.0:8470", "", false,
			[]string{"ws://localhost:8470/scapi?agent=1", "every address"}, []string{"0.0.0.0"}},
		"on every address": {"[::]:8470", "", false,
			[]string{"http://localhost:8470/stage", "every address"}, []string{"[::]"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			announce(&b, tt.address, center(tt.center), tt.virtual, "1_password_o")
			for _, w := range tt.want {
				assert.Contains(t, b.String(), w)
			}
			for _, n := range tt.not {
				assert.NotContains(t, b.String(), n)
			}
		})
	}
}

func TestAnAccessTokenThatTheSDKTakesApart(t *testing.T) {
	sign := func(agent string) (string, error) { return "signed for " + agent, nil }
	tests := map[string]struct {
		agent centers.Agent
		want  string
	}{
		"by name":             {centers.Agent{ID: "1", User: "ana", Password: "secret"}, "ana_secret_o"},
		"by id":               {centers.Agent{ID: "1", Password: "secret"}, "1_secret_o"},
		"a name of two parts": {centers.Agent{ID: "1", User: "ana_a", Password: "secret"}, "signed for 1"},
		"a password of two":   {centers.Agent{ID: "1", User: "ana", Password: "se_cret"}, "signed for 1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := accessToken(tt.agent, "o", sign)
			require.NoError(t, err)
			assert.Equal(t, tt.want, got)
		})
	}
}

// The commands that serve prints are to be pasted.
func TestWhatServeOffersToTryWorks(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0", "--clock", "virtual")
	address := p.address()
	for call, params := range map[string]string{"call.arrive": `{"agent":"1001","from":"5550142"}`, "clock.advance": `{"ms":1000}`} {
		_, body, _ := strings.Cut(stageCall(address, call, params), "'")
		body, url, _ := strings.Cut(body, "' ")
		response, err := http.Post(strings.TrimSpace(url), "application/x-www-form-urlencoded", strings.NewReader(body))
		require.NoError(t, err)
		answer, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
		assert.Contains(t, string(answer), `"result"`, call)
	}
	http.DefaultClient.CloseIdleConnections()
	p.end()
}

func TestItIsTodayAtTheDesksOfTheDefaultCenter(t *testing.T) {
	own := put(t, filepath.Join(t.TempDir(), "center.yaml"), "name: C\nagents: [{id: 1}]\nbegins: 2020-02-29T12:00\n")
	tests := map[string]struct {
		flags serveFlags
		today bool
	}{
		"as the wall goes": {serveFlags{clock: "paced", speed: 1, log: "info"}, true},
		"when told":        {serveFlags{clock: "virtual", speed: 1, log: "info"}, false},
		"in one's own":     {serveFlags{clock: "paced", speed: 1, log: "info", center: own}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before := time.Now().UTC().Truncate(time.Minute)
			cfg, err := tt.flags.world(newServe())
			require.NoError(t, err)
			begins := cfg.Center.Start()
			assert.Equal(t, tt.today, !begins.Before(before) && !begins.After(time.Now()), begins)
		})
	}
}

func TestADemoIsKeptGoing(t *testing.T) {
	p := process(t, "serve", "--addr", "127.0.0.1:0", "--every", "1s=call", "--speed", "100")
	ws, response, err := websocket.DefaultDialer.Dial("ws://"+p.address()+"/scapi?agent=1001", nil)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.NoError(t, ws.SetReadDeadline(time.Now().Add(time.Minute)))
	require.NoError(t, ws.WriteMessage(websocket.TextMessage, []byte(`{"event":"subscribe","data":"interaction","referenceId":"1","userAgent":"WWE Client"}`)))
	for said := ""; !strings.Contains(said, `"eventType":"RINGING"`); {
		_, body, err := ws.ReadMessage()
		require.NoError(t, err)
		said = string(body)
	}
	require.NoError(t, ws.Close())
	p.end()
}

func TestOriginsOfTheCommandLineAreLetInOnEveryWire(t *testing.T) {
	doc, err := readCenter(&serveFlags{origins: "http://a.example, http://b.example (agent.*, voice.dial),http://c.example"})
	require.NoError(t, err)
	assert.Equal(t, []string{"http://a.example", "http://b.example", "http://c.example"}, doc.GWS.Origins)
	assert.Equal(t, doc.GWS.Origins, doc.Webex.Origins)
	assert.Contains(t, doc.Options[optionOrigins], "(agent.*, voice.dial)")
}
