package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

// mostPictures is how many failures are drawn: who has more looks at the first ones.
const mostPictures = 50

// drawFailures draws a picture of each failed scenario.
func drawFailures(dir string, r *result.Report) error {
	drawn := 0
	var errs []error
	for i := range r.Scenarios {
		s := &r.Scenarios[i]
		if s.Outcome != result.Failed || drawn == mostPictures {
			continue
		}
		drawn++
		errs = append(errs, draw(dir, s))
	}
	return errors.Join(errs...)
}

func draw(dir string, s *result.Scenario) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	return writeFile(filepath.Join(dir, pictureName(s.ID)), func(w io.Writer) error { return reports.Picture(w, s) })
}

// pictureName is a file name for a scenario: the end of its id, and a digest that
// tells it from others of that name.
func pictureName(id string) string {
	digest := sha256.Sum256([]byte(id))
	name, _, _ := strings.Cut(id[strings.LastIndexByte(strings.Split(id, "@")[0], '/')+1:], "@")
	return cut(name, 80) + "-" + hex.EncodeToString(digest[:4]) + ".svg"
}

// cut returns the beginning of s, of whole characters in at most n bytes.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}
