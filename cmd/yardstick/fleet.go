package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/carrier/bayeux"
	"github.com/deskproof/deskproof/sim/stage"
)

// pollTopic is what the agents of the contests of polls listen to.
const pollTopic = "/v2/me/interactions"

// news is what an agent is told: as much as of an interaction.
var news = json.RawMessage(`{"messageType":"InteractionStateMessage","state":"Invited","text":"` + strings.Repeat("y", 900) + `"}`)

// fleet is a server with agents who each hold a poll over a connection of their own.
type fleet struct {
	server *http.Server
	tell   func(agent int) // lets the answer to an agent's poll be said
	polls  [][]byte        // each agent's request
	conns  []net.Conn
	close  func()
}

// bayeuxFleet are agents with a Bayeux session each, and nothing else.
func bayeuxFleet(agents int) (*fleet, error) {
	s := bayeux.New(bayeux.Config{Hold: time.Hour, MaxInterval: time.Hour})
	f := &fleet{close: s.Close, tell: func(agent int) { s.Deliver(strconv.Itoa(agent), []string{pollTopic}, news) }}
	f.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.Serve(w, r, r.Header.Get("User"))
	})}
	for agent := range agents {
		if err := f.join("/", http.Header{"User": {strconv.Itoa(agent)}}, pollTopic); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// centerFleet are agents of a simulated contact center who have logged in over GWS. They
// are told that they are ready, or not, since they ask for that.
func centerFleet(agents int) (*fleet, error) {
	var doc strings.Builder
	doc.WriteString("name: Bench\ngws: {hold: 1h, expiry: 1h}\nagents:\n")
	for agent := range agents {
		fmt.Fprintf(&doc, "  - {id: %[1]d, first: A, last: B, user: u%[1]d, number: %[1]d, media: [email]}\n", 10_000+agent)
	}
	parsed, err := centers.Parse("bench.yaml", []byte(doc.String()))
	if err != nil {
		return nil, err
	}
	ctx, end := context.WithCancel(context.Background())
	host := sim.NewHost(ctx)
	_, world, err := host.Open(sim.Config{Center: parsed, Clock: sim.Virtual})
	if err != nil {
		end()
		return nil, err
	}
	f := &fleet{server: stage.Server(stage.Config{Host: host, Center: parsed, Own: world}), close: func() { end(); host.CloseAll() }}
	logins := make([]http.Header, agents)
	for agent := range agents {
		header := http.Header{"Content-Type": {"application/json"}}
		header.Set("Authorization", "Basic "+base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "u%d:password", 10_000+agent)))
		w := f.ask("/api/v2/me", header, `{"operationName":"StartContactCenterSession","channels":["email"]}`)
		if len(w.Result().Cookies()) == 0 {
			f.close()
			return nil, fmt.Errorf("log in: %s", w.Body)
		}
		header.Set("Cookie", w.Result().Cookies()[0].String())
		header.Del("Authorization")
		if err := f.join("/api/v2/notifications", header, "/v2/me/channels"); err != nil {
			f.close()
			return nil, err
		}
		logins[agent] = header
	}
	wants := make([]string, agents)
	f.tell = func(agent int) {
		if wants[agent] != "NotReady" {
			wants[agent] = "NotReady"
		} else {
			wants[agent] = "Ready"
		}
		f.ask("/api/v2/me/channels/email", logins[agent], `{"operationName":"`+wants[agent]+`"}`)
	}
	return f, nil
}

// ask makes a request of a fleet's server, without a connection.
func (f *fleet) ask(path string, header http.Header, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header = header
	w := httptest.NewRecorder()
	f.server.Handler.ServeHTTP(w, r)
	return w
}

// join lets one more agent listen to a topic and be about to poll.
func (f *fleet) join(path string, header http.Header, topic string) error {
	var shaken []struct{ ClientID string }
	w := f.ask(path, header, `[{"channel":"/meta/handshake"}]`)
	if err := json.Unmarshal(w.Body.Bytes(), &shaken); err != nil || len(shaken) != 1 || shaken[0].ClientID == "" {
		return fmt.Errorf("handshake: %s", w.Body)
	}
	id := shaken[0].ClientID
	f.ask(path, header, `[{"channel":"/meta/subscribe","clientId":"`+id+`","subscription":"`+topic+`"}]`)
	f.polls = append(f.polls, request(path, header, `[{"id":"12","channel":"/meta/connect","connectionType":"long-polling","clientId":"`+id+`"}]`))
	return nil
}

// bareFleet are agents whose requests wait for a channel: the least that a long poll is.
func bareFleet(agents int) (*fleet, error) {
	events := make([]chan struct{}, agents)
	f := &fleet{close: func() {}, tell: func(agent int) { events[agent] <- struct{}{} }}
	for agent := range agents {
		events[agent] = make(chan struct{}, 1)
		f.polls = append(f.polls, request("/", http.Header{"User": {strconv.Itoa(agent)}}, `[{"id":"12","channel":"/meta/connect","connectionType":"long-polling","clientId":"`+strings.Repeat("x", 32)+`"}]`))
	}
	answer := []byte(`[{"channel":"` + pollTopic + `","data":` + string(news) + `},{"id":"12","channel":"/meta/connect","successful":true}]`)
	f.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a short one would be waited for in vain
		agent, err := strconv.Atoi(r.Header.Get("User"))
		if err != nil || agent >= agents {
			http.NotFound(w, r)
			return
		}
		timeout := time.NewTimer(time.Hour)
		defer timeout.Stop()
		select {
		case <-events[agent]:
		case <-timeout.C:
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", strconv.Itoa(len(answer)))
		_, _ = w.Write(answer) // the reader says what is missing
	})}
	return f, nil
}

func request(path string, header http.Header, body string) []byte {
	r := httptest.NewRequest(http.MethodPost, "http://localhost"+path, strings.NewReader(body))
	r.Header = header
	var b bytes.Buffer
	_ = r.Write(&b) // of a request that is whole into memory
	return b.Bytes()
}

// serve lets the server listen, and every agent poll.
func (f *fleet) serve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() { _ = f.server.Serve(l) }() // until it is closed
	for _, poll := range f.polls {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			return err
		}
		f.conns = append(f.conns, c)
		if _, err := c.Write(poll); err != nil {
			return err
		}
	}
	return nil
}

func (f *fleet) end() {
	for _, c := range f.conns {
		_ = c.Close() // nothing is left to say
	}
	f.close()
	_ = f.server.Close() // likewise
}

// fleetOf opens a fleet whose agents poll.
func fleetOf(open func(int) (*fleet, error), agents int) (*fleet, error) {
	f, err := open(agents)
	if err != nil {
		return nil, err
	}
	if err := f.serve(); err != nil {
		f.end()
		return nil, err
	}
	return f, nil
}
