package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

// pollTopic is what the agents of the contests of polls listen to.
const pollTopic = "/v2/me/interactions"

// news is what an agent is told: as much as of an interaction.
var news = json.RawMessage(`{"messageType":"InteractionStateMessage","state":"Invited","text":"` + strings.Repeat("y", 900) + `"}`)

// fleet is a server with agents who each hold a poll over a connection of their own.
type fleet struct {
	server *http.Server
	tell   func(agent int) // what the next answer to an agent's poll says
	polls  [][]byte        // each agent's request
	conns  []net.Conn
	close  func()
}

// bayeuxFleet are agents with a Bayeux session each.
func bayeuxFleet(agents int) (*fleet, error) {
	s := bayeux.New(bayeux.Config{Hold: time.Hour, MaxInterval: time.Hour})
	f := &fleet{close: s.Close, tell: func(agent int) { s.Deliver(strconv.Itoa(agent), []string{pollTopic}, news) }}
	f.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.Serve(w, r, r.URL.Path[1:])
	})}
	for agent := range agents {
		ask := func(message string) string {
			w := httptest.NewRecorder()
			s.Serve(w, httptest.NewRequest(http.MethodPost, "/", strings.NewReader(message)), strconv.Itoa(agent))
			return w.Body.String()
		}
		var shaken []struct{ ClientID string }
		if err := json.Unmarshal([]byte(ask(`[{"channel":"/meta/handshake"}]`)), &shaken); err != nil {
			return nil, err
		}
		id := shaken[0].ClientID
		ask(`[{"channel":"/meta/subscribe","clientId":"` + id + `","subscription":"` + pollTopic + `"}]`)
		f.polls = append(f.polls, request(agent, `[{"id":"12","channel":"/meta/connect","connectionType":"long-polling","clientId":"`+id+`"}]`))
	}
	return f, nil
}

// bareFleet are agents whose requests wait for a channel: the least that a long poll is.
func bareFleet(agents int) (*fleet, error) {
	events := make([]chan struct{}, agents)
	f := &fleet{close: func() {}, tell: func(agent int) { events[agent] <- struct{}{} }}
	for agent := range agents {
		events[agent] = make(chan struct{}, 1)
		f.polls = append(f.polls, request(agent, `[{"id":"12","channel":"/meta/connect","connectionType":"long-polling","clientId":"`+strings.Repeat("x", 32)+`"}]`))
	}
	answer := []byte(`[{"channel":"` + pollTopic + `","data":` + string(news) + `},{"id":"12","channel":"/meta/connect","successful":true}]`)
	f.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // a short one would be waited for in vain
		agent, err := strconv.Atoi(r.URL.Path[1:])
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

func request(agent int, body string) []byte {
	return fmt.Appendf(nil, "POST /%d HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", agent, len(body), body)
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

// idleContest weighs agents whose polls are held: with the session of each, and both
// ends of the connection.
func idleContest(agents int) (*contest, error) {
	weighed := func(open func(int) (*fleet, error)) func(context.Context) (float64, error) {
		return func(context.Context) (float64, error) {
			before := inUse()
			f, err := fleetOf(open, agents)
			if err != nil {
				return 0, err
			}
			defer f.end()
			return (settled(inUse) - before) / float64(agents), nil
		}
	}
	return &contest{
		unit:      "byte",
		yardstick: contender{name: fmt.Sprintf("bare net/http long poll, %d held", agents), run: weighed(bareFleet)},
		ours:      []contender{{name: "idle agent, Bayeux connect held", goal: 1.25, run: weighed(bayeuxFleet)}},
		close:     func() {},
	}, nil
}

// inUse is how many bytes live on the heap and on stacks.
func inUse() float64 {
	runtime.GC()
	runtime.GC() // what finalizers let go
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}

// settled measures until two values in a row are the same, but for a thousandth:
// requests take a moment to come to rest.
func settled(measure func() float64) float64 {
	last := measure()
	for range 100 {
		now := measure()
		if now > last*0.999 && now < last*1.001 {
			return now
		}
		last = now
	}
	return last
}

// deliveryContest times an event from its delivery until the agent has read it, while
// all agents hold polls: one after the other is told.
func deliveryContest(agents, events int, quantile float64) (*contest, error) {
	var fleets []*fleet
	end := func() {
		for _, f := range fleets {
			f.end()
		}
	}
	var runs []func(context.Context) (float64, error)
	for _, open := range []func(int) (*fleet, error){bareFleet, bayeuxFleet} {
		f, err := fleetOf(open, agents)
		if err != nil {
			end()
			return nil, err
		}
		fleets = append(fleets, f)
		told := f.listen()
		runs = append(runs, func(ctx context.Context) (float64, error) { return f.deliver(ctx, told, events, quantile) })
	}
	what := fmt.Sprintf("p%g of %d held polls", quantile*100, agents)
	return &contest{
		unit:      "event",
		yardstick: contender{name: "bare net/http long poll, " + what, run: runs[0]},
		ours:      []contender{{name: "event to delivery, Bayeux, " + what, goal: 1.5, run: runs[1]}},
		close:     end,
	}, nil
}

// listen lets every agent read an answer, poll again and say when the answer was there.
func (f *fleet) listen() <-chan time.Time {
	told := make(chan time.Time, len(f.conns))
	for i, c := range f.conns {
		go func() {
			r := bufio.NewReader(c)
			for {
				answer, err := http.ReadResponse(r, nil)
				if err != nil {
					return // the connection is closed
				}
				if _, err := io.Copy(io.Discard, answer.Body); err != nil {
					return
				}
				at := time.Now()
				if _, err := c.Write(f.polls[i]); err != nil {
					return
				}
				told <- at
			}
		}()
	}
	return told
}

// deliver tells so many events, and returns how many nanoseconds the given part of them
// took at most.
func (f *fleet) deliver(ctx context.Context, told <-chan time.Time, events int, quantile float64) (float64, error) {
	took := make([]time.Duration, events)
	for i := range took {
		began := time.Now()
		f.tell(i % len(f.conns))
		select {
		case at := <-told:
			took[i] = at.Sub(began)
		case <-time.After(10 * time.Second):
			return 0, fmt.Errorf("agent %d was not told within 10 s", i%len(f.conns))
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
	slices.Sort(took)
	return float64(took[min(int(quantile*float64(events)), events-1)]), nil
}
