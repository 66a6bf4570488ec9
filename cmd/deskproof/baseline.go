package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/internal/document"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/suite"
)

// baseline is the file of a target's known failures, and what a run has to do with it.
// A run without one has a nil baseline.
type baseline struct {
	file   string
	name   string // of the file, without what came from the environment
	data   []byte // of the file as it was read; nil: there is none yet
	known  *targets.Baseline
	today  string
	all    []*suite.Scenario   // all that there are; nil: there may be others
	broken map[string][]string // what broke, by the ids of the scenarios that were judged
	update bool
	why    targets.Why // of what the update adds
}

// openBaseline reads the file that f asks for. To be updated it need not be there yet.
// No report has secrets of its name.
func openBaseline(f runFlags, today string, all []*suite.Scenario, secrets []string) (*baseline, error) {
	if err := f.checkWhy(); err != nil {
		return nil, err
	}
	if f.baseline == "" && f.updateBaseline {
		return nil, errors.New("--update-baseline: there is no baseline to write; name it by --baseline FILE, or in the target file (baseline)")
	}
	if f.baseline == "" {
		return nil, nil
	}
	b := &baseline{file: f.baseline, known: &targets.Baseline{}, today: today, all: all, broken: map[string][]string{}, update: f.updateBaseline, why: f.why}
	b.name = trace.NewRedactor(nil, secrets).Text(b.file)
	data, err := document.ReadFile(b.file)
	if errors.Is(err, fs.ErrNotExist) && !b.update {
		return nil, fmt.Errorf("baseline: %w; --update-baseline writes a new one", err)
	}
	if errors.Is(err, fs.ErrNotExist) {
		if _, err = os.Stat(filepath.Dir(b.file)); err == nil { // it can be written there
			return b, nil
		}
	}
	if err != nil {
		return nil, fmt.Errorf("baseline: %w", err)
	}
	b.data = data
	b.known, err = targets.ParseBaseline(b.name, data)
	return b, err
}

// checkWhy finds out before the run whether the baseline can take --reason and --link.
func (f runFlags) checkWhy() error {
	switch {
	case f.why == targets.Why{}:
		return nil
	case !f.updateBaseline:
		return errors.New("--reason and --link explain what --update-baseline adds; give them with it, or write them into the baseline")
	case f.why.Reason != "" && (strings.TrimSpace(f.why.Reason) == "" || !utf8.ValidString(f.why.Reason)):
		return fmt.Errorf("--reason %q: is no reason; say why this is broken", f.why.Reason)
	case f.why.Link != "" && !(address.MatchString(f.why.Link) && utf8.ValidString(f.why.Link)):
		return fmt.Errorf("--link %q: is not an address; write one that begins with https:// or http://", f.why.Link)
	}
	return nil
}

var address = regexp.MustCompile(`^https?://\S+$`)

// head is what a run's first line says of the baseline.
func (b *baseline) head() *result.Baseline {
	if b == nil {
		return nil
	}
	digest := sha256.Sum256(b.data)
	return &result.Baseline{File: b.name, Digest: hex.EncodeToString(digest[:]), Entries: len(b.known.Known)}
}

// entries is the baseline as the suite needs it.
func (b *baseline) entries() suite.Baseline {
	if b == nil {
		return suite.Baseline{}
	}
	out := suite.Baseline{Today: b.today}
	for _, sc := range b.all {
		out.All = append(out.All, sc.ID)
	}
	for _, k := range b.known.Known {
		e := suite.Entry{
			ID: k.ID, Text: k.Lines.Text,
			Known: result.Known{File: b.name, Line: k.Lines.First, Items: k.Items, Reason: k.Reason, Link: k.Link, Expires: k.Expires},
		}
		for _, at := range k.Each {
			e.Items = append(e.Items, suite.ItemLine{Line: at.First, Text: at.Text, Alone: at.Whole})
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// ended remembers what broke in a scenario, if it was judged.
func (b *baseline) ended(s *result.Scenario) {
	if b == nil || s.Outcome == result.NotApplicable || s.Outcome == result.HarnessError {
		return
	}
	b.broken[s.ID] = nil
	for _, c := range s.Failures() {
		b.broken[s.ID] = append(b.broken[s.ID], c.Key())
	}
}

// rewrite writes the file anew if that was asked for, and says so in the end of the
// run. What the run has not judged stays as it is.
func (b *baseline) rewrite(end *result.End) error {
	if b == nil || !b.update {
		return nil
	}
	if end.Interrupted || end.Lost != "" {
		return fmt.Errorf("%s is not updated: the run did not come to its end", b.name)
	}
	data := b.known.Update(b.next(end.Stale), b.why)
	after, err := targets.ParseBaseline(b.name, data)
	if err == nil {
		err = b.write(data)
	}
	if err != nil {
		return fmt.Errorf("%s is not updated: %w", b.name, err)
	}
	end.Stale, end.Updated = nil, b.compare(after)
	return nil
}

// next is the items from now on, by the ids of the scenarios where they change.
func (b *baseline) next(stale []result.Stale) map[string][]string {
	items := map[string][]string{}
	for _, k := range b.known.Known {
		items[k.ID] = k.Items
	}
	next := map[string][]string{}
	now := func(id string) []string {
		if left, changes := next[id]; changes {
			return left
		}
		return slices.Clone(items[id])
	}
	for _, s := range stale {
		next[s.ID] = slices.DeleteFunc(now(s.ID), func(item string) bool { return s.Item == "" || s.Item == item })
	}
	for id, broken := range b.broken {
		if len(broken) > 0 {
			next[id] = append(now(id), broken...)
		}
	}
	return next
}

// compare says how the baseline that was written differs.
func (b *baseline) compare(after *targets.Baseline) *result.Updated {
	u := &result.Updated{}
	before := map[string]targets.Known{}
	for _, k := range b.known.Known {
		before[k.ID] = k
	}
	for _, k := range after.Known {
		old, was := before[k.ID]
		delete(before, k.ID)
		switch {
		case !was:
			u.Added++
		case !slices.Equal(slices.Sorted(slices.Values(old.Items)), slices.Sorted(slices.Values(k.Items))):
			u.Changed++
		}
		if k.Expires != "" && k.Expires < b.today && len(b.broken[k.ID]) > 0 {
			u.Expired++
		}
	}
	u.Dropped = len(before)
	return u
}

// write puts data in the place of the file, whole or not at all, unless somebody else
// has written to it meanwhile.
func (b *baseline) write(data []byte) error {
	file := b.file
	if at, err := filepath.EvalSymlinks(file); err == nil {
		file = at
	}
	now, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	switch {
	case (err == nil) != (b.data != nil) || !bytes.Equal(now, b.data):
		return errors.New("it was changed during the run")
	case err == nil && bytes.Equal(now, data):
		return nil
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(file); err == nil {
		mode = info.Mode().Perm()
	}
	return replaceFile(file, data, mode)
}

// replaceFile writes a file beside the old one and puts it in its place.
func replaceFile(name string, data []byte, mode fs.FileMode) error {
	temp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), name)
	}
	if err != nil {
		_ = os.Remove(temp.Name()) // the old file stays as it was
	}
	return err
}
