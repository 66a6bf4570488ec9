package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// folder is where the reports of a run go. One run at a time writes to it.
type folder struct {
	dir    string
	stream *os.File // results.ndjson, which is locked as long as it is open
}

// openFolder makes the folder if need be and removes what an earlier run reported,
// so that a run that dies leaves no verdict of another.
func openFolder(dir string) (*folder, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, unwritable(err)
	}
	stream, err := os.OpenFile(filepath.Join(dir, "results.ndjson"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, unwritable(err)
	}
	f := &folder{dir: dir, stream: stream}
	if !lock(stream) {
		f.close()
		return nil, fmt.Errorf("another run writes to %s; use --out to write elsewhere", dir)
	}
	if err := errors.Join(f.clear(), stream.Truncate(0)); err != nil {
		f.close()
		return nil, unwritable(err)
	}
	return f, nil
}

func unwritable(err error) error {
	return &exitError{code: result.ExitHarness, err: fmt.Errorf("the reports cannot be written: %w; use --out to write elsewhere", err)}
}

func (f *folder) close() { _ = f.stream.Close() } // what matters has been written

func (f *folder) path(name string) string { return filepath.Join(f.dir, name) }

var (
	reportName  = regexp.MustCompile(`^(junit(-[1-9][0-9]*)?\.xml|summary\.md|report\.html)$`)
	pictureFile = regexp.MustCompile(`-[0-9a-f]{8}\.svg$`) // see pictureName
)

// clear removes the reports of an earlier run, and nothing else.
func (f *folder) clear() error {
	pictures := f.path("failures")
	err := errors.Join(removeFiles(f.dir, reportName), removeFiles(pictures, pictureFile))
	_ = os.Remove(pictures) // unless somebody keeps something there
	return err
}

// removeFiles removes the regular files of a folder, if there is one, that match.
func removeFiles(dir string, name *regexp.Regexp) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if e.Type().IsRegular() && name.MatchString(e.Name()) {
			err = errors.Join(err, os.Remove(filepath.Join(dir, e.Name())))
		}
	}
	return err
}

// write makes every report of a run that it can, and returns the files' names.
func (f *folder) write(r *result.Report) ([]string, error) {
	files, err := reports.JUnitFiles(f.dir, r)
	if err != nil {
		err = errors.Join(err, removeFiles(f.dir, reportName))
	}
	for _, report := range []struct {
		name  string
		write func(io.Writer, *result.Report) error
	}{{"summary.md", reports.Summary}, {"report.html", reports.HTML}} {
		if failed := writeFile(f.path(report.name), func(w io.Writer) error { return report.write(w, r) }); failed != nil {
			return files, errors.Join(err, failed)
		}
		files = append(files, f.path(report.name))
	}
	return files, errors.Join(err, drawFailures(f.path("failures"), r))
}

// writeFile writes a file whole, or leaves none.
func writeFile(path string, write func(io.Writer) error) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriterSize(file, 1<<16)
	if err := errors.Join(write(buffered), buffered.Flush(), file.Close()); err != nil {
		_ = os.Remove(path) // one that was cut is worse than none
		return err
	}
	return nil
}
