package main

import (
	"bytes"
	"io"
	"os"

	"github.com/deskproof/deskproof/reports/result"
)

// tape is the result stream of a run: in a file, and in memory what the file does
// not take any more, so that a run has its verdict even when the disk is full.
type tape struct {
	file *os.File
	kept int64        // bytes of whole lines in the file
	rest bytes.Buffer // the lines after those
	err  error        // why they are not in the file
}

// Write takes one line. It returns no error; err tells it.
func (t *tape) Write(line []byte) (int, error) {
	if t.err != nil {
		return t.rest.Write(line)
	}
	n, err := t.file.Write(line)
	if err == nil {
		t.kept += int64(n)
		return n, nil
	}
	t.err = err
	_ = t.file.Truncate(t.kept) // readers cope with half a line
	return t.rest.Write(line)
}

// read reads all of the stream, once.
func (t *tape) read() (*result.Report, error) {
	return result.Read(io.MultiReader(io.NewSectionReader(t.file, 0, t.kept), &t.rest))
}
