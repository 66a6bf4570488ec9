package target_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// keyboard is somebody at a terminal.
type keyboard struct {
	config target.Config
	keys   *io.PipeWriter
	read   *bufio.Reader
}

func sitDown(t *testing.T) *keyboard {
	t.Helper()
	from, keys := io.Pipe()
	screen, show := io.Pipe()
	t.Cleanup(func() { keys.Close(); screen.Close() })
	return &keyboard{
		config: target.Config{Target: &targets.Target{Name: "fake", Kind: targets.Manual}, Person: from, Prompt: show},
		keys:   keys, read: bufio.NewReader(screen),
	}
}

// told reads what the person is told, up to where they are waited for.
func (k *keyboard) told(t *testing.T) string {
	t.Helper()
	const end = "Press Enter when it is done, or say why it cannot be."
	text, err := k.read.ReadString('.')
	for err == nil && !strings.HasSuffix(text, end) {
		var more string
		more, err = k.read.ReadString('.')
		text += more
	}
	require.NoError(t, err)
	_, _ = k.read.Discard(1)
	return strings.TrimSpace(strings.TrimSuffix(text, end))
}

func (k *keyboard) press(t *testing.T, typed string) {
	t.Helper()
	_, err := io.WriteString(k.keys, typed)
	require.NoError(t, err)
}

// during does something while the person is told what to do and does it.
func during[T any](t *testing.T, k *keyboard, do func() (T, error)) (string, T) {
	t.Helper()
	type outcome struct {
		got T
		err error
	}
	done := make(chan outcome, 1)
	go func() { got, err := do(); done <- outcome{got, err} }()
	text := k.told(t)
	k.press(t, "\n")
	o := <-done
	require.NoError(t, o.err)
	return text, o.got
}

func TestAPersonIsToldEverything(t *testing.T) {
	k := sitDown(t)
	text, to := during(t, k, func() (*target.Target, error) { return target.Connect(t.Context(), k.config) })
	assert.Equal(t, "You will be told here what to do, one thing at a time. Sit down at the agents' desktops.", text)
	assert.True(t, to.Alone())
	assert.True(t, to.Hello.Offers("call.arrive"))
	assert.False(t, to.Hello.Offers("clock.advance"))
	text, w := during(t, k, func() (*target.World, error) { return to.OpenWorld(t.Context(), target.Spec{Seed: 7}, trace.NewLog()) })
	assert.Equal(t, "Begin anew: no calls, no records, every agent signed in.", text)

	tests := map[string]struct {
		method string
		params map[string]any
		want   string
	}{
		"all in the sentence": {"call.arrive", map[string]any{"agent": "1001", "from": "555"}, "Call agent 1001 from 555."},
		"something more": {"call.arrive", map[string]any{"agent": "1001", "from": "555", "data": map[string]string{"A": "1"}},
			"Call agent 1001 from 555.\n  With data: {\"A\":\"1\"}."},
		"much more": {"campaign.record", map[string]any{"campaign": "Spring", "contact": map[string]string{"first": "Carla"}, "chain": []map[string]any{{"handle": 1, "number": "555"}}},
			"Add a record to the campaign Spring.\n  With chain: [{\"handle\":1,\"number\":\"555\"}]; contact: {\"first\":\"Carla\"}."},
		"a name that looks like a place": {"call.arrive", map[string]any{"agent": "%[from]", "from": "%[agent]"}, "Call agent %[from] from %[agent]."},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text, _ := during(t, k, func() (json.RawMessage, error) { return w.Stage(t.Context(), tt.method, tt.params) })
			assert.Equal(t, tt.want, text)
		})
	}
	_, err := w.Stage(t.Context(), "barrier", map[string]any{})
	require.NoError(t, err, "nobody is asked")
	require.NoError(t, w.Close(t.Context()))
	_, err = to.Call(t.Context(), "clock.advance", nil)
	notOffered("clock.advance at its stage door")(t, err)
	require.NoError(t, to.Close())
}

// A person lets time pass by itself, and has no faults to order.
func TestWhatAPersonOffers(t *testing.T) {
	k := sitDown(t)
	_, to := during(t, k, func() (*target.Target, error) { return target.Connect(t.Context(), k.config) })
	assert.Equal(t, []string{
		"agent.set", "call.answer", "call.arrive", "call.busy", "call.hangUp", "call.noAnswer", "campaign.load",
		"campaign.record", "campaign.start", "campaign.stop", "campaign.unload", "chat.arrive", "chat.end", "chat.message", "chat.typing", "desk.clear",
		"desktop.cancel", "desktop.compose", "desktop.endChat", "desktop.insertResponse", "desktop.leaveConference", "desktop.markDone",
		"desktop.moveToCase", "desktop.placeInQueue", "desktop.placeInWorkbin", "desktop.pullFromQueue", "desktop.pullFromWorkbin",
		"desktop.reply", "desktop.save", "desktop.say", "desktop.send", "email.arrive", "phone.answer", "phone.hangUp",
	}, to.Hello.Features)
}

func TestAPersonHasNoLimitOfTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := sitDown(t)
		k.config.Target.Timeouts.Stage = time.Second
		go func() {
			for range 2 {
				k.told(t)
				time.Sleep(24 * time.Hour)
				k.press(t, " \n")
			}
		}()
		to, err := target.Connect(t.Context(), k.config)
		require.NoError(t, err)
		_, err = to.Call(t.Context(), "call.answer", map[string]any{"number": "1"})
		require.NoError(t, err)
	})
}

func TestNobodyIsThere(t *testing.T) {
	tests := map[string]func(*keyboard){
		"no terminal":    func(k *keyboard) { k.config.Person = nil },
		"no screen":      func(k *keyboard) { k.config.Prompt = nil },
		"its input ends": func(k *keyboard) { k.config.Person, k.config.Prompt = strings.NewReader("no end of line"), io.Discard },
	}
	for name, leave := range tests {
		t.Run(name, func(t *testing.T) {
			k := sitDown(t)
			leave(k)
			_, err := target.Connect(t.Context(), k.config)
			assert.ErrorIs(t, err, target.ErrLost)
			assert.ErrorContains(t, err, "nobody is there to ask: run it in a terminal")
		})
	}
}

func TestAPersonWhoIsNoLongerWaitedFor(t *testing.T) {
	k := sitDown(t)
	_, to := during(t, k, func() (*target.Target, error) { return target.Connect(t.Context(), k.config) })
	ctx, cancel := context.WithCancel(t.Context())
	go func() { k.told(t); cancel() }()
	_, err := to.Call(ctx, "call.answer", map[string]any{"number": "1"})
	require.ErrorIs(t, err, context.Canceled)

	text, _ := during(t, k, func() (json.RawMessage, error) {
		return to.Call(t.Context(), "call.busy", map[string]any{"number": "1"})
	})
	assert.Equal(t, "Let 1 be busy.", text)
}

// A run that connects anew finds what was typed meanwhile.
func TestAPersonIsAskedAgainAfterAnotherConnection(t *testing.T) {
	var screen strings.Builder
	cfg := target.Config{Target: &targets.Target{Name: "fake", Kind: targets.Manual}, Person: strings.NewReader("\n\n\n"), Prompt: &screen}
	for range 3 {
		to, err := target.Connect(t.Context(), cfg)
		require.NoError(t, err)
		require.NoError(t, to.Close())
	}
	assert.Equal(t, 3, strings.Count(screen.String(), "Press Enter"))
}

// What a person could not do says nothing about the target.
func TestAPersonSaysWhyItCannotBeDone(t *testing.T) {
	tests := map[string]struct{ typed, want string }{
		"a reason":               {"  the phone is broken\r\n", "the phone is broken"},
		"one without an end":     {strings.Repeat("x", 2000) + "\n", strings.Repeat("x", 1000)},
		"what is not quite text": {"\xffno\n", "\uFFFDno"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			k := sitDown(t)
			_, to := during(t, k, func() (*target.Target, error) { return target.Connect(t.Context(), k.config) })
			go func() { k.told(t); k.press(t, tt.typed) }()
			_, err := to.Call(t.Context(), "call.answer", map[string]any{"number": "1"})
			refused, ok := errors.AsType[*target.RefusedError](err)
			require.True(t, ok, err)
			assert.True(t, refused.Cannot())
			assert.Equal(t, tt.want, refused.Message)
		})
	}
}
