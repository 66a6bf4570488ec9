package main

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// lines is a file of JSON lines.
type lines struct {
	file *os.File
	err  error
}

func openLines(dir, name string) (*lines, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Create(filepath.Join(dir, name))
	return &lines{file: f}, err
}

func (l *lines) write(v any) {
	b, err := json.Marshal(v)
	if err == nil {
		_, err = l.file.Write(append(b, '\n'))
	}
	l.err = errors.Join(l.err, err)
}

func (l *lines) close() error { return errors.Join(l.err, l.file.Close()) }
