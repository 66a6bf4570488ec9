package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/internal/document"
	"github.com/deskproof/deskproof/sim"
)

const optionOrigins = "service-client-api.accepted-web-content-origins"

// world is what the flags say about the world that is served.
func (f *serveFlags) world(cmd *cobra.Command) (sim.Config, error) {
	clock, ok := map[string]sim.Clock{"paced": sim.Paced, "virtual": sim.Virtual}[f.clock]
	if !ok {
		return sim.Config{}, fmt.Errorf("--clock %q: expected paced or virtual", f.clock)
	}
	if !(f.speed > 0 && f.speed <= sim.MaxSpeed) { // not a number is neither
		return sim.Config{}, fmt.Errorf("--speed %g: expected more than 0 and at most %d", f.speed, sim.MaxSpeed)
	}
	if clock == sim.Virtual && cmd.Flags().Changed("speed") {
		return sim.Config{}, errors.New("--speed is for --clock paced: a virtual clock moves only when told at the stage door")
	}
	every, err := parseEvery(f.every)
	if err != nil {
		return sim.Config{}, err
	}
	if clock == sim.Virtual && every != nil {
		return sim.Config{}, errors.New("--every is for --clock paced: a virtual clock moves only when told at the stage door, where calls can be made, too")
	}
	log, err := newLog(cmd.ErrOrStderr(), f.log)
	if err != nil {
		return sim.Config{}, err
	}
	doc, err := readCenter(f)
	if err == nil && f.center == "" && clock == sim.Paced {
		doc.Begins = time.Now().UTC().Format(centers.DateForm) // tokens are valid today
	}
	return sim.Config{Center: doc, Seed: f.seed, Clock: clock, Speed: f.speed, Every: every, Version: version(), Log: log}, err
}

func readCenter(f *serveFlags) (*centers.Center, error) {
	name, data := "default center", centers.Default()
	if f.center != "" {
		read, err := document.ReadFile(f.center)
		if err != nil {
			return nil, fmt.Errorf("center: %w", err)
		}
		name, data = f.center, read
	}
	doc, err := centers.Parse(name, data)
	if err != nil {
		return nil, err
	}
	if f.origins != "" {
		doc.SetOptions(map[string]string{optionOrigins: f.origins})
		doc.GWS.Origins = bareOrigins(f.origins)
		doc.Webex.Origins = doc.GWS.Origins
	}
	return doc, nil
}

// granted is what the pages of an origin may ask for.
var granted = regexp.MustCompile(`\([^)]*\)`)

// bareOrigins are the origins of a list, without what they are granted.
func bareOrigins(list string) []string {
	return strings.FieldsFunc(granted.ReplaceAllString(list, ""), func(r rune) bool { return r == ',' || r == ' ' })
}

func newLog(w io.Writer, level string) (*slog.Logger, error) {
	var l slog.Level
	if err := l.UnmarshalText([]byte(level)); err != nil {
		return nil, fmt.Errorf("--log %q: expected debug, info, warn or error", level)
	}
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: l})), nil
}

// createFile makes the file that a journal or a recording goes to; without a name there
// is none. It never writes over a file: another server may be keeping it.
func createFile(what, name string) (*os.File, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, os.ErrExist) {
		return nil, fmt.Errorf("%s: %s exists; name another file or remove it", what, name)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return file, nil
}

// discard removes the file of a server that did not start.
func discard(file *os.File) {
	if file != nil {
		_ = file.Close()
		_ = os.Remove(file.Name()) // it was made a moment ago, and says nothing
	}
}
