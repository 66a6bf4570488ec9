package oracle_test

import (
	"testing"

	"github.com/deskproof/deskproof/reports/trace"
)

// BenchmarkJudge reads a trace of 200 frames, as long as those of long scenarios.
func BenchmarkJudge(b *testing.B) {
	var records []trace.Record
	for page := 1; len(records) < 200; page++ {
		for _, e := range examples(b, "testdata/long.txt") {
			for _, r := range e.records {
				r.Seq, r.Page = len(records)+1, page
				records = append(records, r)
			}
		}
	}
	records = records[:200]
	rules := union()
	if v := rules.Judge(records); len(v.Unmet) > 0 {
		b.Fatal(report(v.Unmet))
	}
	b.ReportAllocs()
	for b.Loop() {
		rules.Judge(records)
	}
}
