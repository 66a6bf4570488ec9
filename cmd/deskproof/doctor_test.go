package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestDoctorFindsTheSimulatorWell(t *testing.T) {
	s := deskproof(t, "doctor")
	assert.Equal(t, 0, s.code, s.out)
	assert.Equal(t, 18, strings.Count(s.out, "  ok    "), s.out)
	assert.True(t, strings.HasSuffix(s.out, "A run can begin: deskproof run\n"), s.out)
}

func TestDoctorLooksAtOneWire(t *testing.T) {
	s := deskproof(t, "doctor", "--wire", "gws")
	assert.Equal(t, 0, s.code, s.out)
	assert.Contains(t, s.out, "login ")
	assert.NotContains(t, s.out, "desk ")
	assert.True(t, strings.HasSuffix(s.out, "A run can begin: deskproof run --wire gws\n"), s.out)

	s = deskproof(t, "doctor", "--wire", "sms")
	assert.Equal(t, 2, s.code, s.out)
	assert.Contains(t, s.errors, `there is no wire "sms"`)

	file := patient(t, map[string]string{"hello": `"result":{"name":"Acme","protocol":1,"worlds":"one","wires":["scapi"],"features":[]}`}, nil)
	s = deskproof(t, "doctor", "--wire", "gws", "--target", file)
	assert.Equal(t, 1, s.code, s.out)
	assert.Contains(t, s.out, "hello does not name the wire gws: scapi")
}

// patient is a target that answers the stage door and the desk with what a test says.
func patient(t *testing.T, stage map[string]string, desk map[string]string) (file string) {
	t.Helper()
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	serve := func(path string, answers map[string]string, name, id string, form string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			ws, err := (&websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}).Upgrade(w, r, nil)
			if err != nil {
				return
			}
			defer ws.Close()
			for {
				var call map[string]json.RawMessage
				if ws.ReadJSON(&call) != nil {
					return
				}
				answer, ok := answers[strings.Trim(string(call[name]), `"`)]
				if ok && ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, form, call[id], answer)) != nil {
					return
				}
			}
		})
	}
	serve("/stage", stage, "method", "id", `{"jsonrpc":"2.0","id":%s,%s}`)
	serve("/desk", desk, "request", "referenceId", `{"referenceId":%s,%s,"userAgent":"WWE Server","protocolVersion":2}`)
	at := strings.Replace(server.URL, "http", "ws", 1)
	text := fmt.Sprintf("name: Acme\nkind: ws\nstage: {address: %q}\nwires: {scapi: {address: %q}}\ncast: {Ana: {account: '1'}}\ntimeouts: {answer: 200ms, stage: 200ms}\nsettle: {mode: quiet, quiet: 10ms}\n", at+"/stage", at+"/desk")
	file = filepath.Join(t.TempDir(), "acme.yaml")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

func TestDoctorSaysWhatIsInTheWay(t *testing.T) {
	const hello = `"result":{"name":"Acme","protocol":1,"worlds":"one","wires":["scapi"],"features":["call.arrive"]}`
	const done = `"result":{}`
	well := map[string]string{"hello": hello, "world.open": done, "call.arrive": done, "barrier": done, "world.close": done}
	with := func(method, answer string) map[string]string {
		out := map[string]string{method: answer}
		for m, a := range well {
			if m != method {
				out[m] = a
			}
		}
		return out
	}
	answers := map[string]string{"agent.get": `"data":{}`, "": `"subscriptionId":"1"`}
	tests := map[string]struct {
		stage, desk map[string]string
		fails, says string
	}{
		"another wire":          {stage: with("hello", strings.Replace(hello, "scapi", "teams", 1)), fails: "hello", says: `hello names the wires teams, and none that can be judged: there is no wire "teams": choose scapi, gws, webex`},
		"no world":              {stage: with("world.open", `"error":{"code":-32000,"message":"all are taken"}`), fails: "world", says: "all are taken"},
		"no answer to requests": {stage: well, desk: map[string]string{}, fails: "request", says: "no answer in time"},
		"a refusal in colors":   {stage: with("world.open", `"error":{"code":-32000,"message":"all \u001b[31mare\u001b]0;x\u0007\ntaken"}`), fails: "world", says: "all are taken"},
		"a request refused":     {stage: well, desk: map[string]string{"agent.get": `"errorMessage":"who are you"`}, fails: "request", says: "agent.get is refused: who are you"},
		"no subscription":       {stage: well, desk: map[string]string{"agent.get": `"data":{}`, "": `"data":{}`}, fails: "subscribe", says: "no subscriptionId"},
		"an offer not told":     {stage: well, desk: answers, fails: "offer", says: "a customer calls Ana, and Ana's desk is told nothing"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "doctor", "--target", patient(t, tt.stage, tt.desk))
			assert.Equal(t, 1, s.code, s.out+s.errors)
			assert.Contains(t, s.out, "FAILS "+tt.fails)
			assert.Contains(t, s.out, tt.says)
			assert.NotContains(t, s.out, "\x1b")
		})
	}
}

func TestDoctorSaysThatNobodyIsThere(t *testing.T) {
	file := filepath.Join(t.TempDir(), "acme.yaml")
	require.NoError(t, os.WriteFile(file, []byte("name: Acme\nkind: ws\nstage: {address: 'ws://127.0.0.1:1/stage'}\n"), 0o600))
	s := deskproof(t, "doctor", "--target", file)
	assert.Equal(t, 4, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "FAILS reach")
	assert.Contains(t, s.out, "Is the target running")

	s = deskproof(t, "doctor", "--target", "manual")
	assert.Equal(t, 2, s.code)
}
