package target_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

func TestConnectSaysHello(t *testing.T) {
	asked := make(chan call, 1)
	file := doorAt(t, func(c call) []string {
		asked <- c
		return []string{answer(c.ID, `{"name":"Acme","version":"7","protocol":1,"worlds":"one","wires":["scapi"],"features":["call.arrive","world.redirect"],"can":{"options":true,"count":true}}`)}
	})
	got := connect(t, file)
	assert.Equal(t, call{1, "hello", map[string]any{"harness": "deskproof", "version": "1", "protocol": 1.0}}, <-asked)
	assert.Equal(t, "Acme", got.Hello.Name)
	assert.Equal(t, target.Can{Options: true, Count: true}, got.Hello.Can)
	assert.True(t, got.Hello.Offers("world.redirect"))
	assert.False(t, got.Hello.Offers("call.answer"))
	assert.True(t, got.Alone())
	assert.Equal(t, "7", decode(t, got.Hello.Raw)["version"])
	assert.Same(t, file, got.File())
}

// Where others open pages too, nobody knows which one a count is of.
func TestASharedTargetIsNotAskedToCount(t *testing.T) {
	file := doorAt(t, func(c call) []string {
		return []string{answer(c.ID, `{"protocol":1,"worlds":"shared","can":{"count":true}}`)}
	})
	assert.Equal(t, targets.Fence, connect(t, file).Way())
	file.Settle.Mode = targets.Count
	_, err := target.Connect(t.Context(), target.Config{Target: file})
	assert.ErrorContains(t, err, "stage door of fake: worlds is shared, where pages of others count too; write settle: {mode: fence}")
}

func TestConnectRefusesWhatItDoesNotUnderstand(t *testing.T) {
	tests := map[string]struct {
		line string // what the door says to hello, the first call
		want string
	}{
		"another protocol": {answer(1, `{"name":"x","protocol":2,"worlds":"one"}`), "stage door of fake speaks protocol 2; this harness speaks 1"},
		"no protocol":      {answer(1, `null`), "stage door of fake speaks protocol 0; this harness speaks 1"},
		"other worlds":     {answer(1, `{"protocol":1,"worlds":"few"}`), `stage door of fake: hello: worlds is "few", expected many, one or shared`},
		"another type":     {answer(1, `{"protocol":1,"worlds":["one"]}`), "stage door of fake: hello: json: cannot unmarshal array into Go struct field Hello.worlds of type string"},
		"a refusal":        {answer(1, `"error":{"code":-32000,"message":"not now"}`), "stage door: hello: not now (code -32000)"},
		"no such method":   {answer(1, `"error":{"code":-32601,"message":"hello?"}`), "stage door: hello: hello? (code -32601)"},
		"not JSON":         {"Welcome to Acme", `stage door: hello: expected an answer such as {"jsonrpc":"2.0","id":1,"result":{}} and nothing else, got "Welcome to Acme"`},
		"JSON, no object":  {`[1]`, `got "[1]"`},
		"neither":          {`{"jsonrpc":"2.0","id":1}`, `got "{\"jsonrpc\":\"2.0\",\"id\":1}"`},
		"an id as text":    {`{"jsonrpc":"2.0","id":"1","result":{}}`, `expected an answer such as`},
		"nothing":          {"", `got ""`},
		"very much":        {strings.Repeat("x", 300), `got "` + strings.Repeat("x", 200) + `"… (300 bytes)`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := doorAt(t, func(call) []string { return []string{tt.line} })
			_, err := target.Connect(t.Context(), target.Config{Target: file})
			assert.ErrorContains(t, err, tt.want)
			assert.NotErrorIs(t, err, target.ErrLost, "the target is there")
		})
	}
}

func TestConnectToNobody(t *testing.T) {
	closed := httptest.NewServer(nil)
	closed.Close()
	forbids := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) }))
	defer forbids.Close()
	tests := map[string]struct{ address, want string }{
		"nobody listens":    {address(closed), "connection refused"},
		"no WebSocket":      {address(forbids), "answered 403 Forbidden instead of a WebSocket handshake"},
		"no address at all": {"ws://", "target lost: fake: connect ws://"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := target.Connect(t.Context(), target.Config{Target: &targets.Target{Name: "fake", Kind: targets.WS, Stage: targets.Stage{Address: tt.address}}})
			assert.ErrorIs(t, err, target.ErrLost)
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

func TestCall(t *testing.T) {
	const late = `{"jsonrpc":"2.0","id":1,"result":{"late":true}}` // of hello, which is over
	tests := map[string]struct {
		lines []string // what the door says to call 2
		want  string
		check func(*testing.T, error)
	}{
		"a result":                     {[]string{`{"jsonrpc":"2.0","id":2,"result":{"a":1}}`}, `{"a":1}`, nil},
		"an id that is a number too":   {[]string{`{"id":2.0,"result":{}}`}, `{}`, nil},
		"members that nobody knows":    {[]string{`{"id":2,"result":{},"error":null,"x":1}`}, `{}`, nil},
		"an answer of another call":    {[]string{late, late, `{"id":2,"result":{"a":2}}`}, `{"a":2}`, nil},
		"a second answer":              {[]string{`{"id":2,"result":{"a":1}}`, `{"id":2,"result":{"a":2}}`}, `{"a":1}`, nil},
		"a method that is not there":   {[]string{answer(2, `"error":{"code":-32601,"message":"what?"}`)}, "", notOffered("call.arrive at its stage door")},
		"something that cannot be now": {[]string{answer(2, `"error":{"code":-32000,"message":"Ana is logged out"}`)}, "", refused(-32000, true)},
		"wrong parameters":             {[]string{answer(2, `"error":{"code":-32602,"message":"no agent"}`)}, "", refused(-32602, false)},
		"a call it could not read":     {[]string{`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"not JSON"}}`}, "", refused(-32700, false)},
		"something else between":       {[]string{"listening", answer(2, "{}")}, "", says(`got "listening"`)},
		"another's id only":            {[]string{`{"id":"2","result":{}}`}, "", says("expected an answer such as")},
		"the end of the connection":    {[]string{hangUp}, "", is(target.ErrLost)},
		"an answer and then the end":   {[]string{`{"id":2,"result":{"a":1}}`, hangUp}, `{"a":1}`, nil},
		"too much":                     {[]string{`{"id":2,"result":"` + strings.Repeat("x", target.MaxFrame) + `"}`}, "", is(target.ErrLost)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			to := connect(t, doorAt(t, func(c call) []string {
				if c.Method == "hello" {
					return []string{answer(c.ID, hello)}
				}
				return tt.lines
			}))
			got, err := to.Call(t.Context(), "call.arrive", map[string]any{})
			if tt.check != nil {
				tt.check(t, err)
				return
			}
			require.NoError(t, err)
			assert.JSONEq(t, tt.want, string(got))
		})
	}
}

func notOffered(what string) func(*testing.T, error) {
	return func(t *testing.T, err error) {
		e, ok := errors.AsType[*target.NotOfferedError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, what, e.What)
	}
}

func refused(code int, cannot bool) func(*testing.T, error) {
	return func(t *testing.T, err error) {
		e, ok := errors.AsType[*target.RefusedError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, code, e.Code)
		assert.Equal(t, cannot, e.Cannot())
		assert.NotErrorIs(t, err, target.ErrLost)
	}
}

func says(what string) func(*testing.T, error) {
	return func(t *testing.T, err error) {
		assert.ErrorContains(t, err, what)
		assert.NotErrorIs(t, err, target.ErrLost)
	}
}

func is(what error) func(*testing.T, error) {
	return func(t *testing.T, err error) { assert.ErrorIs(t, err, what) }
}

func TestTooMuchNamesTheLimit(t *testing.T) {
	to := connect(t, doorAt(t, func(c call) []string {
		if c.Method == "hello" {
			return []string{answer(c.ID, hello)}
		}
		return []string{strings.Repeat("x", target.MaxFrame+1)}
	}))
	_, err := to.Call(t.Context(), "call.arrive", nil)
	assert.EqualError(t, err, "target lost: stage door: call.arrive: a message over 4194304 bytes came, more than is read")
	_, err = to.Call(t.Context(), "call.arrive", nil)
	assert.ErrorIs(t, err, target.ErrLost, "it stays lost")
}

// An answer that comes too late belongs to no call any more, and the next call
// gets its own.
func TestALateAnswerIsDropped(t *testing.T) {
	file := doorAt(t, func(c call) []string {
		switch c.ID {
		case 1:
			return []string{answer(1, hello)}
		case 2:
			return nil
		}
		return []string{answer(2, `{"of":2}`), answer(c.ID, `{"of":"this"}`), answer(2, `{"of":2}`)}
	})
	to := connect(t, file)
	file.Timeouts.Stage = 20 * time.Millisecond
	_, err := to.Call(t.Context(), "call.arrive", nil)
	require.EqualError(t, err, "stage door: call.arrive: no answer within 20ms")
	assert.NotErrorIs(t, err, target.ErrLost)

	file.Timeouts.Stage = time.Minute
	for range 3 {
		got, err := to.Call(t.Context(), "call.arrive", nil)
		require.NoError(t, err)
		assert.JSONEq(t, `{"of":"this"}`, string(got))
	}
}

func TestACallEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	stopped := errors.New("stopped by the user")
	to := connect(t, doorAt(t, func(c call) []string {
		if c.Method == "hello" {
			return []string{answer(c.ID, hello)}
		}
		cancel(stopped)
		return nil
	}))
	_, err := to.Call(ctx, "call.arrive", nil)
	assert.Equal(t, stopped, err)
}

func TestCallsThatNoJSONCanSay(t *testing.T) {
	to := connect(t, door(t, nil))
	_, err := to.Call(t.Context(), "call.arrive", map[string]any{"x": json.RawMessage("{")})
	assert.ErrorContains(t, err, "stage door: call.arrive: json:")
}

// FuzzReadAnswer: any bytes are a result or a clear error.
func FuzzReadAnswer(f *testing.F) {
	for _, seed := range []string{
		answer(1, "{}"), answer(1, `"error":{"code":-32601,"message":"x"}`), answer(1, `"error":{"code":-32000,"message":"x"}`), answer(2, "{}"),
		`{"id":null,"error":{"code":1,"message":"x"}}`, `{"id":1}`, `{"id":"1","result":{}}`, `{"id":1,"result":null,"error":null}`, `[]`, `null`, ``, `{`,
		"\xff", `{"ID":1,"RESULT":{}}`, `{"id":1e400,"result":{}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		got, err := target.ReadAnswer("call.arrive", 1, raw)
		switch {
		case err == nil && !json.Valid(got):
			t.Errorf("%q: the result %q is not JSON", raw, got)
		case err != nil && got != nil:
			t.Errorf("%q: got %q and an error", raw, got)
		case err != nil && (err.Error() == "" || errors.Is(err, target.ErrLost)):
			t.Errorf("%q: %v", raw, err)
		}
	})
}
