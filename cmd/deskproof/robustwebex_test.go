package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/sim"
)

// tokenOf1001 is the access token of agent 1001 over Webex.
const tokenOf1001 = "ana_password_11111111-2222-4333-8444-555555555555"

// request asks for something over Webex and returns the status and the body.
func (b *besieged) request(method, path, body string) string {
	r, err := http.NewRequest(method, "http://"+b.address+"/webex"+path, strings.NewReader(body))
	if err != nil {
		return err.Error()
	}
	r.Header.Set("Authorization", "Bearer "+tokenOf1001)
	r.Close = true
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err.Error()
	}
	defer response.Body.Close()
	told, err := io.ReadAll(response.Body)
	if err != nil {
		return err.Error()
	}
	return response.Status + " " + string(told)
}

// subscribe returns the path of a notification socket.
func (b *besieged) subscribe() string {
	_, told, _ := strings.Cut(b.request("POST", "/v1/notification/subscribe", `{"force":true,"allowMultiLogin":true}`), "{")
	var where struct{ WebSocketURL string }
	if err := json.Unmarshal([]byte("{"+told), &where); err != nil {
		return err.Error()
	}
	return strings.TrimPrefix(where.WebSocketURL, "ws://"+b.address)
}

// onSocket is a misdeed on a notification socket: it sends a frame, and is told something.
func onSocket(kind int, frame string) func(*besieged) string {
	return func(b *besieged) string {
		p, err := b.connect(b.subscribe())
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		p.hear()                                // Welcome
		_ = p.WriteMessage(kind, []byte(frame)) // it may be cut off half way: reading tells
		return p.last()
	}
}

// asking is a misdeed of requests, so many times.
func asking(n int, method, path, body string) func(*besieged) string {
	return func(b *besieged) string {
		told := ""
		for range n {
			told = b.request(method, path, body)
		}
		return told
	}
}

// tooLong posts more than is read. An answer can be lost with a connection that is closed
// while the rest is still on its way: then it asks again.
func tooLong(path string) func(*besieged) string {
	return func(b *besieged) string {
		told := ""
		for range 50 {
			told = b.request("POST", path, strings.Repeat(" ", 2<<20))
			if strings.HasPrefix(told, "413") {
				break
			}
		}
		return told
	}
}

// misdeedsOverWebex are misdeeds on that wire.
var misdeedsOverWebex = map[string]misdeed{
	"frames over the limit":     {onSocket(websocket.TextMessage, `"`+strings.Repeat("x", 64<<10)+`"`), "1009 (message too big): frame is too big: over 65536 bytes", `agent=1001 page=2 reason="frame is too big: over 65536 bytes"`},
	"binary frames":             {onSocket(websocket.BinaryMessage, `{"keepalive":"true"}`), "1003 (unsupported data): frame is binary: expected text", `agent=1001 page=2 reason="frame is binary: expected text"`},
	"no JSON":                   {onSocket(websocket.TextMessage, "{"), "1008 (policy violation): the frame is not a JSON object", `agent=1001 page=2 reason="the frame is not a JSON object`},
	"deep JSON":                 {onSocket(websocket.TextMessage, strings.Repeat(`[`, 30_000)+strings.Repeat(`]`, 30_000)), "1008 (policy violation): the frame is not a JSON object", `agent=1001 page=2 reason="the frame is not a JSON object`},
	"sockets without end":       {socketsWithoutEnd, "1001 (going away): agent 1001: too many pages are open on this desk; close some", "too many pages are open on this desk; close some"},
	"subscriptions without end": {asking(100, "POST", "/v1/notification/subscribe", `{"force":true}`), "200 OK", ""},
	"sockets of nobody": {func(b *besieged) string {
		_, err := b.connect("/webex/v1/notification/subscription/AgentDesktop-1")
		return fmt.Sprint(err)
	}, "bad handshake", ""},
	"bodies over the limit": {tooLong("/v1/tasks/"), "413 Request Entity Too Large", ""},
	"telemetry over it":     {tooLong("/metrics/api/v1/clientmetrics"), "413 Request Entity Too Large", ""},
	"telemetry without end": {asking(50, "POST", "/metrics/api/v1/clientmetrics", `{}`), "200 OK", ""},
	"deep bodies":           {asking(5, "POST", "/v1/agents/login", strings.Repeat(`[`, 200_000)+strings.Repeat(`]`, 200_000)), "400 Bad Request", ""},
	"logins at no phone":    {asking(50, "POST", "/v1/agents/login", `{"dialNumber":"`+strings.Repeat("5", 60_000)+`","teamId":"x","deviceType":"AGENT_DN"}`), "202 Accepted", ""},
	"calls without end":     {asking(50, "POST", "/v1/tasks/", `{"entryPointId":"","destination":"1","direction":"OUTBOUND","attributes":{},"mediaType":"telephony","outboundType":"OUTDIAL"}`), "201 Created", ""},
	"tokens of signs that part": {func(b *besieged) string {
		return b.speak("GET /webex/v1/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "+strings.Repeat("_", 60_000)+"\r\n\r\n", false)
	}, "401 Unauthorized", ""},
	"bodies that are cut off": {func(b *besieged) string {
		return b.say("POST /webex/v1/agents/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\nAuthorization: Bearer " + tokenOf1001 + "\r\n\r\n{")
	}, "", ""},
}

func socketsWithoutEnd(b *besieged) string {
	for range sim.MaxPages - 1 { // one page is of requests
		p, err := b.connect(b.subscribe())
		if err != nil {
			return err.Error()
		}
		defer p.Close()
		p.hear()
	}
	p, err := b.connect(b.subscribe())
	if err != nil {
		return err.Error()
	}
	defer p.Close()
	return p.last()
}

func TestWhileAPeerMisbehavesOnWebexAnotherAgentsCallGoesOn(t *testing.T) {
	for name, m := range misdeedsOverWebex {
		t.Run(name, func(t *testing.T) { siege(t, m) })
	}
}
