package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

// actor is a person at the keyboard: what they are told on the screen they do at the
// stage door of a server, or answer.
type actor struct {
	t      *testing.T
	server string // where it listens
	knows  map[string]string
	cannot map[string]string // what they cannot do, by a word of it, and why
	clear  func()            // how they clear a desk; nil: they do not
	screen strings.Builder
	did    []string // methods of the stage door
	keys   chan byte
}

// newActor is a person who knows the answers to questions, by a word in them.
func newActor(t *testing.T, server string, knows map[string]string) *actor {
	t.Cleanup(http.DefaultClient.CloseIdleConnections)
	return &actor{t: t, server: server, knows: knows, keys: make(chan byte, 1000)}
}

// Read is what the person types.
func (a *actor) Read(p []byte) (int, error) {
	key, ok := <-a.keys
	if !ok {
		return 0, io.EOF
	}
	p[0] = key
	return 1, nil
}

// Write is what the person is shown.
func (a *actor) Write(p []byte) (int, error) {
	text := string(p)
	a.screen.WriteString(text)
	switch {
	case strings.HasSuffix(text, "  > "):
		a.types(a.answer(text))
	case strings.HasSuffix(text, "Press Enter when it is done, or say why it cannot be. "):
		a.types(a.act(text))
	}
	return len(p), nil
}

func (a *actor) types(line string) {
	for _, b := range []byte(line + "\n") {
		a.keys <- b
	}
}

func (a *actor) answer(question string) string {
	for word, line := range a.knows {
		if strings.Contains(question, word) {
			first, rest, again := strings.Cut(line, "|")
			if again {
				a.knows[word] = rest
			}
			return first
		}
	}
	return ""
}

// tasks are what the person is told to do, and how it is done at the stage door.
var tasks = []struct {
	told   *regexp.Regexp
	method string
	params []string
}{
	{regexp.MustCompile(`Put agent (\S+) in state (\S+)\.`), "agent.set", []string{"agent", "state"}},
	{regexp.MustCompile(`Call agent (\S+) from (\S+)\.`), "call.arrive", []string{"agent", "from"}},
	{regexp.MustCompile(`At (\S+), hang up\.`), "call.hangUp", []string{"number"}},
}

// act does what the person is told, or returns why not.
func (a *actor) act(told string) (why string) {
	for word, reason := range a.cannot {
		if strings.Contains(told, word) {
			return reason
		}
	}
	if strings.Contains(told, "still has interactions") && a.clear != nil {
		a.clear()
	}
	for _, task := range tasks {
		if found := task.told.FindStringSubmatch(told); found != nil {
			params := map[string]string{}
			for i, name := range task.params {
				params[name] = found[i+1]
			}
			a.did = append(a.did, task.method)
			a.call(task.method, params)
		}
	}
	return ""
}

// call makes a call of the server's stage door.
func (a *actor) call(method string, params map[string]string) {
	body, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": 1, "method": method, "params": params})
	require.NoError(a.t, err)
	response, err := http.Post("http://"+a.server+"/stage", "application/json", bytes.NewReader(body))
	require.NoError(a.t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(a.t, err)
	assert.Contains(a.t, string(answer), `"result"`, method)
}

// A person who is asked everything acts for a real desk, to its verdict.
func TestAPersonActsForARealDesk(t *testing.T) {
	t.Parallel()
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	address := p.address()
	desk := "ws://" + address + "/scapi?agent={account}"
	a := newActor(t, address, map[string]string{
		"clients connect": "localhost|" + desk, "plays Ana": "1001 5 001|1001 5-001|1001 5001", "Carla": "5550191",
	})
	var out bytes.Buffer
	args := []string{"run", "--target", "manual", "--out", t.TempDir(), "--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}
	code := run(t.Context(), args, a, &out, a)
	assert.Equal(t, 0, code, out.String()+a.screen.String())
	assert.Contains(t, out.String(), "1  passed")
	assert.Contains(t, out.String(), "A desktop judged by hand (manual)\n")
	assert.Equal(t, []string{"agent.set", "call.arrive", "call.hangUp"}, a.did)
	for _, told := range []string{
		"You will act for the target in 1 scenario;",
		`Once more: wires.scapi.address: "localhost" is not a WebSocket address; write ws://`,
		"Once more: that is more than an account and a phone number;",
		`Once more: cast.Ana.number: "5-001" is not a phone number;`,
		"cast:\n  Ana: {account: \"1001\", number: \"5001\"}\ncustomers:\n  Carla: {number: \"5550191\"}\n",
	} {
		assert.Contains(t, a.screen.String(), told)
	}
	p.end()
}

// What a person was asked can be saved and used, and is not asked again.
func TestAPersonsAnswersAreATargetFile(t *testing.T) {
	slow(t)
	t.Parallel()
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	address := p.address()
	text := strings.ReplaceAll(sample.text(), "localhost:8080/scapi/", address+"/scapi?agent=")
	a := newActor(t, address, nil)
	var out bytes.Buffer
	args := []string{"run", "--target", put(t, t.TempDir()+"/manual.yaml", text), "--out", t.TempDir(), "--id", "scapi/voice/inbound/**/a-customer-calls@*/*"}
	assert.Equal(t, 0, run(t.Context(), args, a, &out, a), out.String()+a.screen.String())
	assert.NotContains(t, a.screen.String(), "plays Ana")
	p.end()
}

// A person who does not begin anew is asked to clear the desk, and told at last: what an
// earlier scenario left there would be taken for the next one's.
func TestAPersonWhoDoesNotBeginAnewIsAskedTo(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		after       int // how often they are asked before they clear the desk
		asked, code int
	}{
		"who does so at last": {after: 3, asked: 3, code: result.ExitPassed},
		"who never does":      {after: 4, asked: 3, code: result.ExitHarness},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := process(t, "serve", "--addr", "127.0.0.1:0")
			address := p.address()
			a := newActor(t, address, map[string]string{"clients connect": "ws://" + address + "/scapi?agent={account}", "plays Ana": "1001 5001", "Carla": "5550191"})
			asked := 0
			a.clear = func() {
				if asked++; asked == tt.after {
					a.call("call.hangUp", map[string]string{"number": "5550142"})
				}
			}
			var out bytes.Buffer
			a.call("call.arrive", map[string]string{"agent": "1001", "from": "5550142"})
			args := []string{"run", "--target", "manual", "--out", t.TempDir(), "--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}
			assert.Equal(t, tt.code, run(t.Context(), args, a, &out, a), out.String()+a.screen.String())
			assert.Equal(t, tt.asked, asked)
			assert.Contains(t, a.screen.String(), "Agent 1001 still has interactions (1): end them, and mark them done.")
			assert.Equal(t, tt.code == result.ExitHarness, strings.Contains(out.String(), "world.open did not begin anew: Ana's desk has interactions already (1)"))
			p.end()
		})
	}
}

// What a person could not do is no fault of the target.
func TestAPersonSaysWhyNot(t *testing.T) {
	slow(t)
	t.Parallel()
	p := process(t, "serve", "--addr", "127.0.0.1:0")
	address := p.address()
	a := newActor(t, address, map[string]string{"clients connect": "ws://" + address + "/scapi?agent={account}", "plays Ana": "1001 5001", "Carla": "5550191"})
	a.cannot = map[string]string{"hang up": "the phone is broken"}
	var out bytes.Buffer
	args := []string{"run", "--target", "manual", "--allow-empty", "--out", t.TempDir(), "--id", "scapi/voice/inbound/**/the-customer-hangs-up@*/*"}
	assert.Equal(t, result.ExitPassed, run(t.Context(), args, a, &out, a), out.String()+a.screen.String())
	assert.Contains(t, out.String(), "1  not applicable")
	assert.Contains(t, out.String(), "stage door: call.hangUp: the phone is broken")
	p.end()
}

func TestNobodyActs(t *testing.T) {
	s, _ := judged(t, "--target", "manual", "--id", "scapi/voice/inbound/**")
	assert.Equal(t, result.ExitUsage, s.code)
	assert.Contains(t, s.errors, "deskproof: --target manual: nobody is there to ask (EOF): run it in a terminal, or write a file such as this")
	assert.Contains(t, s.errors, "kind: manual\n")
}

// A person who would rather not is let go.
func TestAnInterviewIsInterrupted(t *testing.T) {
	a := newActor(t, "", nil)
	defer close(a.keys)
	ctx, cancel := context.WithCancel(t.Context())
	screen := writer(func(p []byte) (int, error) { cancel(); return len(p), nil })
	code := run(ctx, []string{"run", "--target", "manual", "--id", "scapi/voice/inbound/**"}, a, io.Discard, screen)
	assert.Equal(t, result.ExitInterrupted, code)
}

// writer is a function as a screen.
type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

func TestManualListsWithoutAskingAnybody(t *testing.T) {
	s, _ := judged(t, "--target", "manual", "--list", "--id", "scapi/voice/inbound/**")
	assert.Equal(t, 0, s.code)
	assert.Empty(t, s.errors)
}

// Whom the scenarios do not mention nobody asks for.
func TestWhoIsAskedFor(t *testing.T) {
	tests := map[string]struct {
		id   string
		want []string
	}{
		"an agent alone":          {"scapi/agents/agent/a-page-asks-who-the-agent-is@*/*", []string{"Ana"}},
		"with a customer":         {"scapi/voice/inbound/**/a-customer-calls@*/*", []string{"Ana", "Carla"}},
		"a record, which is hers": {"scapi/preview/pull-reject-record/**", []string{"Ana", "Carla"}},
		"several agents":          {"scapi/voice/rona/**", []string{"Ana", "Ben", "Cleo", "Carla"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			a := newActor(t, "", map[string]string{"clients connect": "ws://127.0.0.1:1/{account}"})
			args := []string{"run", "--target", "manual", "--out", t.TempDir(), "--id", tt.id}
			var out bytes.Buffer
			assert.Equal(t, result.ExitUsage, run(t.Context(), args, a, &out, a), "with nobody there, nothing is judged")
			var asked []string
			for _, m := range regexp.MustCompile(`plays (\w+)\?|number does (\w+),`).FindAllStringSubmatch(a.screen.String(), -1) {
				asked = append(asked, m[1]+m[2])
			}
			assert.Equal(t, tt.want, asked)
		})
	}
}

func TestOneAddressForEverybodyIsNotTaken(t *testing.T) {
	a := newActor(t, "", map[string]string{"clients connect": "ws://127.0.0.1:1/desk|ws://127.0.0.1:1/{account}"})
	var out bytes.Buffer
	run(t.Context(), []string{"run", "--target", "manual", "--out", t.TempDir(), "--id", "scapi/voice/internal/**"}, a, &out, a)
	assert.Contains(t, a.screen.String(), "Once more: every agent would have the same address; write {account}")
}
