package main

import (
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"strings"
	"sync/atomic"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/wire"
)

// What may wait to be written before a recording stops: a disk that is too slow must
// not make the center wait, nor fill the memory.
const (
	mostWaiting      = 1 << 14  // crossings
	mostWaitingBytes = 64 << 20 // of their bodies
)

// mostRefused is how much is recorded of a frame that was not taken, in bytes.
const mostRefused = 1 << 10

// recorder writes down what the clients of a center do. The worlds give it what
// crosses their pages and never wait for it.
type recorder struct {
	out     *trace.Recorder
	log     *slog.Logger
	own     string // the world whose options stand in the head
	redact  []string
	desks   map[string]*recordedDesk
	frames  int
	queue   chan sim.Crossing
	waiting atomic.Int64 // bytes in the queue
	late    atomic.Bool  // the disk was too slow
	quit    chan struct{}
	done    chan struct{}
}

// recordedDesk is a desk with open pages. Its redactor knows what they have told.
type recordedDesk struct {
	redactor *trace.Redactor
	pages    int
}

// newRecorder begins a recording of a center on file; close ends it.
func newRecorder(file io.Writer, doc *centers.Center, redact []string, log *slog.Logger) (*recorder, error) {
	out, err := trace.NewRecorder(file, trace.Head{Version: version(), Center: doc.Name, Profile: doc.Profile, Options: accessOptions(doc)})
	if err != nil {
		return nil, err
	}
	r := &recorder{
		out: out, log: log, redact: redact, desks: map[string]*recordedDesk{},
		queue: make(chan sim.Crossing, mostWaiting), quit: make(chan struct{}), done: make(chan struct{}),
	}
	go r.write()
	return r, nil
}

// accessOptions are those by which a center decides what a client may do.
func accessOptions(doc *centers.Center) map[string]string {
	out := map[string]string{}
	for name, value := range doc.Options {
		if strings.HasPrefix(name, "service-client-api.") {
			out[name] = value
		}
	}
	return out
}

// tap takes what crosses a page of a desktop, whose clients are judged; no others are.
// Any world may call it, and none waits.
func (r *recorder) tap(c sim.Crossing) {
	if r.late.Load() || c.Wire != wire.SCAPI {
		return
	}
	if r.waiting.Add(int64(len(c.Body))) <= mostWaitingBytes {
		select {
		case r.queue <- c:
			return
		default:
		}
	}
	if !r.late.Swap(true) {
		r.log.Error("recording stopped", "err", errSlowDisk)
	}
}

var errSlowDisk = errors.New("its disk is too slow for what the clients send")

// close writes what has been taken and ends the recording. The worlds have ended.
func (r *recorder) close() {
	close(r.quit)
	<-r.done
}

// write is the recorder's goroutine.
func (r *recorder) write() {
	defer close(r.done)
	for {
		select {
		case c := <-r.queue:
			r.add(c)
		case <-r.quit:
			r.drain()
			return
		}
	}
}

func (r *recorder) drain() {
	for {
		select {
		case c := <-r.queue:
			r.add(c)
			continue
		default:
		}
		if r.late.Load() && r.out != nil {
			r.failed(r.out.Stop(errSlowDisk.Error()))
		}
		return
	}
}

func (r *recorder) add(c sim.Crossing) {
	r.waiting.Add(-int64(len(c.Body)))
	if r.out == nil {
		return
	}
	r.failed(r.out.Add(r.record(c)))
	if c.Kind == sim.Read || c.Kind == sim.Refused {
		r.frames++
	}
}

// failed stops the recording at the first error, and says so.
func (r *recorder) failed(err error) {
	if err != nil {
		r.log.Error("recording stopped", "err", err)
		r.out = nil
	}
}

// record is a crossing as it is written, without credentials and the data to redact.
func (r *recorder) record(c sim.Crossing) trace.Record {
	out := trace.Record{Millis: c.At.Milliseconds(), Door: c.Wire, Desk: c.Agent, Page: int(c.Page), Dir: trace.Event}
	if c.World != r.own {
		out.Desk = c.World + "/" + c.Agent
	}
	d := r.desk(out.Desk)
	switch c.Kind {
	case sim.Opened:
		d.pages++
		out.Text = "connected"
		if c.World == r.own {
			out.Origin = c.Origin
		}
	case sim.Closed:
		if d.pages--; d.pages <= 0 {
			delete(r.desks, out.Desk)
		}
		out.Text = "closed: " + c.Reason
	case sim.Handed:
		out.Dir, out.Text = trace.Received, d.clean(c.Body)
	case sim.Read:
		out.Dir, out.Text = trace.Sent, d.clean(c.Body)
	case sim.Refused:
		out.Dir, out.Text, out.Refused = trace.Sent, d.clean(cut(c.Body, mostRefused)), c.Reason
	}
	return out
}

func (r *recorder) desk(name string) *recordedDesk {
	d := r.desks[name]
	if d == nil {
		d = &recordedDesk{redactor: trace.NewRedactor(r.redact, nil)}
		r.desks[name] = d
	}
	return d
}

// clean is a frame without what is to be redacted, as far as this and the frames
// before it tell.
func (d *recordedDesk) clean(body string) string {
	raw := json.RawMessage(body)
	d.redactor.Learn(raw)
	return string(d.redactor.Frame(raw))
}
