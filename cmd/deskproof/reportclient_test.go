package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/result"
)

// recorded lets clients act at a center whose clock stands still, and returns the
// recording's name.
func recorded(t *testing.T, act func(address string), args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "client.ndjson")
	p := process(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--clock", "virtual", "--log", "error", "--record", file}, args...)...)
	act(p.address())
	http.DefaultClient.CloseIdleConnections()
	p.end()
	return file
}

// rings lets a customer call an agent.
func rings(t *testing.T, address, agent string) {
	t.Helper()
	body := `{"jsonrpc":"2.0","id":1,"method":"call.arrive","params":{"agent":"` + agent + `","from":"5550142"}}`
	response, err := http.Post("http://"+address+"/stage", "application/json", strings.NewReader(body))
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
}

// lawful is a client that does as the client library does, and hangs up.
func lawful(t *testing.T, address, agent string) {
	t.Helper()
	b := browse(t, address, agent)
	n := 0
	ask := func(what string) {
		b.say(fmt.Sprintf(`{%s,"referenceId":"%d","userAgent":"WWE Client","protocolVersion":2,"frameId":"frame-1"}`, what, n))
		n++
	}
	until := func(part string) {
		for !strings.Contains(b.hear(), part) {
		}
	}
	ask(`"event":"subscribe","data":["agent","interaction"]`)
	until(`"subscriptionId"`)
	ask(`"request":"agent.get"`)
	rings(t, address, agent)
	until(`"RINGING"`)
	ask(`"request":"voice.answer","parameters":["1"]`)
	until(`"ESTABLISHED"`)
	ask(`"request":"interaction.setUserData","parameters":["1",{"Topic":"loan"}]`)
	until(`"ATTACHED_DATA_CHANGED"`)
	ask(`"request":"voice.hold","parameters":["1",null]`)
	until(`"HELD"`)
	ask(`"request":"voice.hangUp","parameters":["1"]`)
	until(`"RELEASED"`)
	ask(`"request":"interaction.markdone","parameters":["1"]`)
	until(`"REMOVED"`)
	ask(`"event":"unsubscribe","data":"1"`)
	b.leave()
}

func TestALawfulClientBreaksNothing(t *testing.T) {
	file := recorded(t, func(address string) {
		lawful(t, address, "1001")
		lawful(t, address, "1002")
	})
	for _, profile := range []string{"union", "scapi-manual", "scapi-manual+client-2020", "client-2023"} {
		s := deskproof(t, "report", "client", "--profile", profile, "--strict", file)
		assert.Equal(t, 0, s.code, s.out+s.errors)
		assert.Contains(t, s.out, "PASSED  what the clients sent on 2 pages breaks nothing that is documented (exit code 0)")
		assert.NotContains(t, s.out, "note")
	}
}

// Each of these clients is broken in one way. What no document says of a client fails
// it under --strict alone.
func TestABrokenClientIsToldTheRule(t *testing.T) {
	slow(t)
	tests := map[string]struct {
		frames []string
		item   string
		fails  bool
	}{
		"no JSON":                       {[]string{`hello`}, "scapi.env.request", true},
		"not UTF-8":                     {[]string{"\"\xff\""}, "scapi.env.request", true},
		"no object":                     {[]string{`[]`}, "scapi.env.request", true},
		"a frame over the limit":        {[]string{`"` + strings.Repeat("a", 70<<10) + `"`}, "scapi.env.request", false},
		"no userAgent":                  {[]string{`{"request":"agent.get","referenceId":"0","protocolVersion":2}`}, "scapi.env.request.userAgent", true},
		"no referenceId":                {[]string{`{"request":"agent.get","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.env.request.referenceId", true},
		"an unknown request":            {[]string{`{"request":"voice.dail","referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.env.request.request", false},
		"no parameters":                 {[]string{`{"request":"voice.dial","referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.method.voice.dial", true},
		"a parameter of another type":   {[]string{`{"request":"voice.dial","parameters":[5550142],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.method.voice.dial", true},
		"an interaction of nobody":      {[]string{`{"request":"voice.hold","parameters":["7"],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.method.voice.hold.refused.unknown-interaction", false},
		"a request that is not granted": {[]string{`{"request":"agent.get","referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`}, "scapi.rule.method-filter", false},
		"too many requests": {[]string{
			`{"request":"voice.dial","parameters":["5550142"],"referenceId":"0","userAgent":"WWE Client","protocolVersion":2}`,
			`{"request":"voice.dial","parameters":["5550142"],"referenceId":"1","userAgent":"WWE Client","protocolVersion":2}`,
		}, "scapi.rule.rate-limit", false},
	}
	center := put(t, filepath.Join(t.TempDir(), "center.yaml"), "name: C\nagents: [{id: 1001, media: [voice]}]\noptions:\n"+
		"  service-client-api.accepted-web-content-origins: 'http://localhost (voice.*)'\n  service-client-api.rate-limit.voice.dial: '1'\n")
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := recorded(t, func(address string) {
				b := browse(t, address, "1001")
				for _, frame := range tt.frames {
					b.say(frame)
				}
				b.leave()
			}, "--center", center)
			s := deskproof(t, "report", "client", file)
			want := map[bool]int{true: 1, false: 0}[tt.fails]
			assert.Equal(t, want, s.code, s.out+s.errors)
			assert.Contains(t, s.out, tt.item)
			assert.Equal(t, tt.fails, strings.Contains(s.out, "BROKEN"), s.out)
			s = deskproof(t, "report", "client", "--strict", file)
			assert.Equal(t, 1, s.code, s.out+s.errors)
		})
	}
}

// What the simulator assigns, refuses and ignores is told with its lines.
func TestWhatWentWrongIsToldWithItsLines(t *testing.T) {
	file := recorded(t, func(address string) {
		b := browse(t, address, "1001")
		for _, frame := range []string{
			`{"event":"subscribe","data":"agent","referenceId":"0","userAgent":"WWE Client","protocolVersion":2,"frameId":"frame-1"}`,
			`{"request":"voice.dail","parameters":["1"],"referenceId":"1","userAgent":"WWE Client","protocolVersion":2,"frameId":"frame-1"}`,
		} {
			b.say(frame)
		}
		b.leave()
	})
	s := deskproof(t, "report", "client", file)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	out := strings.Join(strings.Fields(strings.ReplaceAll(s.out, file, "FILE")), " ")
	assert.Contains(t, out, "expected a documented request: the nearest is voice.dial, seen voice.dail")
	assert.Regexp(t, `refused 1 × voice\.dail: .* \(first at FILE:\d, never succeeded later\)`, out)
	assert.Contains(t, out, "PASSED what was sent breaks nothing that is documented, but 1 request was refused and never succeeded (exit code 0)")

	file = recorded(t, func(address string) {
		b := browse(t, address, "1001")
		for _, frame := range []string{
			`{"request":"agent.get","referenceId":"0","userAgent":"WWE Client","protocolVersion":2,"frameId":"frame-99"}`,
			`{"request":"agent.get","referenceId":"1","protocolVersion":2,"frameId":"frame-1"}`,
		} {
			b.say(frame)
		}
		b.leave()
	})
	s = deskproof(t, "report", "client", file)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	out = strings.Join(strings.Fields(strings.ReplaceAll(s.out, file, "FILE")), " ")
	assert.Contains(t, out, `rule frameId: as the server assigned it`)
	assert.Contains(t, out, `seen "frame-99" (a string) told at FILE:3 first at FILE:`)
	assert.Regexp(t, `silent 1 × no answer to agent\.get: no userAgent with WWE, so it is ignored \(first at FILE:\d\)`, out)
}

// The suite itself is a client of the center. What it sends to see it refused for its
// form must be found, and nothing else.
func TestTheSuiteIsALawfulClientButWhereItMeansNotToBe(t *testing.T) {
	if testing.Short() {
		t.Skip("it judges much of the suite over sockets: without -short")
	}
	tests := map[string]struct {
		tags string
		part string // of the suite: make conformance is the whole
		code int
		has  []string // items that are found, among others of requests
	}{
		"but for what is malformed": {"not (@envelope or @malformed)", "1/5", 0, nil},
		"what is malformed": {"@envelope or @malformed", "1/1", 1, []string{
			"scapi.env.request.parameters", "scapi.env.request.referenceId", "scapi.env.request.userAgent", "scapi.method.agent.setState",
			"scapi.method.interaction.setUserData", "scapi.method.outbound.setCallResult", "scapi.method.voice.answer", "scapi.method.voice.dial",
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := recorded(t, func(address string) {
				builtin, err := os.ReadFile(filepath.FromSlash("../../fixtures/targets/builtin.yaml"))
				require.NoError(t, err)
				served := strings.Replace(string(builtin), "kind: builtin", "kind: ws\nstage: {address: 'ws://"+address+"/stage'}", 1)
				s, _ := judged(t, "--target", put(t, filepath.Join(t.TempDir(), "served.yaml"), served), "--wire", "scapi", "--shard", tt.part, "--tags", tt.tags)
				require.Equal(t, 0, s.code, s.out+s.errors)
			})
			dir := t.TempDir()
			s := deskproof(t, "report", "client", "--out", dir, file)
			assert.Equal(t, tt.code, s.code, s.out+s.errors)
			var items []string
			for _, sc := range readResults(t, dir).Scenarios {
				for _, c := range sc.Failures() {
					items = append(items, c.Item)
				}
			}
			assert.Subset(t, items, tt.has)
			for _, item := range items {
				assert.Regexp(t, `^scapi\.(env\.request|method|rule\.option-wildcard)`, item)
			}
		})
	}
}

func readResults(t *testing.T, dir string) *result.Report {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "results.ndjson"))
	require.NoError(t, err)
	defer file.Close()
	report, err := result.Read(file)
	require.NoError(t, err)
	return report
}

func TestReportClientShowsWhatWasRecorded(t *testing.T) {
	t.Chdir("testdata")
	s := deskproof(t, "report", "client", "client.ndjson")
	assert.Equal(t, 1, s.code, s.errors)
	t.Chdir("..")
	golden.Equal(t, "report-client.txt", []byte(strings.ReplaceAll(s.out, version(), "VERSION")))
}

func TestReportClientWritesTheReportsOfARun(t *testing.T) {
	dir := t.TempDir()
	s := deskproof(t, "report", "client", "--profile", "scapi-manual", "--strict", "--out", dir, "testdata/client.ndjson")
	assert.Equal(t, 1, s.code, s.errors)
	for _, name := range []string{"junit.xml", "summary.md", "results.ndjson"} {
		assert.FileExists(t, filepath.Join(dir, name))
		assert.Contains(t, s.out, filepath.Join(dir, name))
	}
	got := readResults(t, dir)
	assert.Equal(t, "client", got.Run.Target.Kind)
	assert.Equal(t, result.ExitFailed, got.End.Exit)
	assert.Equal(t, "client/1001/page-1@scapi/scapi-manual", got.Scenarios[0].ID)
	assert.Equal(t, "deskproof report client --profile scapi-manual --strict testdata/client.ndjson", got.Scenarios[0].Again)
}

func TestReportClientRefuses(t *testing.T) {
	dir := t.TempDir()
	head := `{"kind":"recording","version":"1","center":"C","profile":"union"}` + "\n"
	quiet := `{"seq":1,"ms":0,"door":"scapi","desk":"1001","page":1,"dir":"event","text":"connected","step":0}` + "\n"
	file := func(name, text string) string { return put(t, filepath.Join(dir, name), text) }
	tests := map[string]struct {
		args []string
		want string
	}{
		"no file":                  {nil, "name a recording that deskproof serve --record has written"},
		"two files":                {[]string{"a", "b"}, "name a recording"},
		"a file that is not there": {[]string{"no-such.ndjson"}, "no-such.ndjson"},
		"a result stream":          {[]string{file("run.ndjson", `{"kind":"run"}`+"\n")}, `run.ndjson: recording, line 1: kind "run": expected "recording" first`},
		"a broken line":            {[]string{file("broken.ndjson", head+"{\n"+quiet)}, "broken.ndjson: recording, line 2: "},
		"an unknown profile":       {[]string{"--profile", "scapi-future", file("head.ndjson", head)}, `--profile: profile "scapi-future" is not known: choose`},
		"an unknown recorded one":  {[]string{file("future.ndjson", strings.Replace(head, "union", "scapi-future", 1))}, `future.ndjson, line 1: profile "scapi-future"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report", "client"}, tt.args...)...)
			assert.Equal(t, 2, s.code, s.out)
			assert.Contains(t, s.errors, tt.want)
		})
	}
	for name, text := range map[string]string{"nobody came": head, "nobody spoke": head + quiet} {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "report", "client", file("quiet.ndjson", text))
			assert.Equal(t, 2, s.code, s.out)
			assert.Contains(t, s.out, "NOTHING JUDGED  no client has sent a frame (exit code 2)")
		})
	}
}

func TestReportClientSaysThatTheRecordingIsNotComplete(t *testing.T) {
	whole, err := os.ReadFile("testdata/client.ndjson")
	require.NoError(t, err)
	why, err := json.Marshal(map[string]string{"stopped": "the disk was slow"})
	require.NoError(t, err)
	for name, tt := range map[string]struct{ text, want string }{
		"cut":     {string(whole[:len(whole)-9]), "its last line was cut"},
		"stopped": {string(whole) + string(why) + "\n", "the disk was slow"},
	} {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "report", "client", put(t, filepath.Join(t.TempDir(), "client.ndjson"), tt.text))
			assert.Equal(t, 1, s.code, s.errors)
			assert.Contains(t, s.out, "the recording is not complete: "+tt.want)
		})
	}
}

func TestReportAloneSaysWhatItCanReport(t *testing.T) {
	s := deskproof(t, "report")
	assert.Equal(t, 2, s.code, s.out)
	assert.Empty(t, s.out)
	assert.Contains(t, s.errors, "Judge the clients that deskproof serve has recorded")
	assert.Contains(t, s.errors, "deskproof: say what to report: deskproof report client FILE")
	assert.Equal(t, 0, deskproof(t, "report", "--help").code)
}
