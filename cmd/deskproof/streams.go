package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/deskproof/deskproof/reports/result"
)

// streamFile is where deskproof run has put a result stream: a file, or the folder of
// its reports.
func streamFile(name string) string {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return filepath.Join(name, "results.ndjson")
	}
	return name
}

// readStream reads the result stream of a run.
func readStream(name string) (*result.Report, error) {
	name = streamFile(name)
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("result stream: %w; deskproof run writes one, results.ndjson", err)
	}
	defer file.Close()
	r, err := result.Read(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return r, nil
}
