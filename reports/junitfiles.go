package reports

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/deskproof/deskproof/reports/result"
)

// mostFile bounds a JUnit file in bytes; some CI systems refuse 30 MB.
const mostFile = 25_000_000

// JUnitFiles writes the report into dir, which it makes if need be, and returns
// the files' paths: junit.xml or, when that would pass 25 MB, junit-1.xml,
// junit-2.xml and so on. Files of these names that an earlier run left are
// removed, so that a CI job does not read them again.
func JUnitFiles(dir string, r *result.Report) ([]string, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("write JUnit report: %w", err)
	}
	if err := removeJUnit(dir); err != nil {
		return nil, fmt.Errorf("remove the last JUnit report: %w", err)
	}
	parts, err := split(suites(r), mostFile)
	if err != nil {
		return nil, fmt.Errorf("write JUnit report: %w", err)
	}
	var files []string
	for i, part := range parts {
		name := "junit.xml"
		if len(parts) > 1 {
			name = fmt.Sprintf("junit-%d.xml", i+1)
		}
		path := filepath.Join(dir, name)
		var out bytes.Buffer
		if err := writeJUnit(&out, part); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, out.Bytes(), 0o644); err != nil {
			return nil, fmt.Errorf("write JUnit report: %w", err)
		}
		files = append(files, path)
	}
	return files, nil
}

var junitName = regexp.MustCompile(`^junit(-[1-9][0-9]*)?\.xml$`)

func removeJUnit(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if junitName.MatchString(e.Name()) && e.Type().IsRegular() {
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// split shares the suites out to documents of at most limit bytes each, which
// is far above the size of a test case. There is at least one document.
func split(suites []testsuite, limit int) ([][]testsuite, error) {
	const margin = 4096 // of a suite's element and properties, and of a case's indentation
	docs, size := [][]testsuite{nil}, 0
	for _, suite := range suites {
		begun := false // in the last document
		for _, c := range suite.Cases {
			text, err := xml.MarshalIndent(c, "    ", "  ")
			if err != nil {
				return nil, err
			}
			if size > 0 && size+len(text)+margin > limit {
				docs, size, begun = append(docs, nil), 0, false
			}
			last := len(docs) - 1
			if !begun {
				docs[last] = append(docs[last], testsuite{Name: suite.Name, File: suite.File, Properties: suite.Properties})
				size, begun = size+margin, true
			}
			part := &docs[last][len(docs[last])-1]
			part.Cases = append(part.Cases, c)
			size += len(text)
		}
	}
	return docs, nil
}
