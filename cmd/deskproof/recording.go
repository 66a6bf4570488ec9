package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/deskproof/deskproof/sim"
)

// recording is a recorder and its file. A nil one is that of a server without --record.
type recording struct {
	*recorder
	file *os.File
}

// startRecording begins the recording that the flags ask for, if they do.
func startRecording(f serveFlags, cfg sim.Config) (*recording, error) {
	if f.record == "" && len(f.redact) > 0 {
		return nil, errors.New("--redact is for --record: nothing is recorded")
	}
	file, err := createFile("record", f.record)
	if file == nil {
		return nil, err
	}
	r, err := newRecorder(file, cfg.Center, f.redact, cfg.Log)
	if err != nil {
		discard(file)
		return nil, err
	}
	return &recording{r, file}, nil
}

// of says which world is the server's own.
func (r *recording) of(world string) {
	if r != nil {
		r.own = world
	}
}

// tap is what the worlds are to be given; nil if nothing is recorded.
func (r *recording) tap() func(sim.Crossing) {
	if r == nil {
		return nil
	}
	return r.recorder.tap
}

// close ends the recording and says what to do with it.
func (r *recording) close(w io.Writer) {
	if r == nil {
		return
	}
	r.recorder.close()
	_ = r.file.Close() // every line has been written
	fmt.Fprintf(w, "\n%s of clients recorded; to judge them: deskproof report client %s\n", some(r.frames, "frame"), shell(r.file.Name()))
}

// discard removes the recording of a server that did not start.
func (r *recording) discard() {
	if r == nil {
		return
	}
	r.recorder.close()
	discard(r.file)
}
