package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// writeReports makes every report of a stream.
func writeReports(dir string, r *result.Report) ([]string, error) {
	files, err := reports.JUnitFiles(dir, r)
	if err != nil {
		return nil, err
	}
	summary := filepath.Join(dir, "summary.md")
	file, err := os.Create(summary)
	if err != nil {
		return nil, fmt.Errorf("reports: %w", err)
	}
	defer file.Close()
	if err := reports.Summary(file, r); err != nil {
		return nil, err
	}
	if err := file.Close(); err != nil {
		return nil, fmt.Errorf("reports: %w", err)
	}
	return append(files, summary), drawFailures(filepath.Join(dir, "failures"), r)
}

// mostPictures is how many failures are drawn: who has more looks at the first ones.
const mostPictures = 50

// drawFailures draws a picture of each failed scenario.
func drawFailures(dir string, r *result.Report) error {
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	drawn := 0
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if s.Outcome != result.Failed || drawn == mostPictures {
			continue
		}
		drawn++
		if err := draw(dir, s); err != nil {
			return err
		}
	}
	return nil
}

func draw(dir string, s *result.Scenario) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	file, err := os.Create(filepath.Join(dir, pictureName(s.ID)))
	if err != nil {
		return fmt.Errorf("reports: %w", err)
	}
	defer file.Close()
	if err := reports.Picture(file, s); err != nil {
		return err
	}
	return file.Close()
}

// pictureName is a file name for a scenario: the end of its id, and a digest that
// tells it from others of that name.
func pictureName(id string) string {
	digest := sha256.Sum256([]byte(id))
	name, _, _ := strings.Cut(id[strings.LastIndexByte(strings.Split(id, "@")[0], '/')+1:], "@")
	return name[:min(len(name), 80)] + "-" + hex.EncodeToString(digest[:4]) + ".svg"
}
