package webex_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle/webex"
)

// FuzzJudge: whatever crosses the wire, the judge reads it to the end and says the same
// of it again. The first byte of a line says who says it.
func FuzzJudge(f *testing.F) {
	for _, file := range files(f) {
		for _, e := range examples(f, file) {
			var b bytes.Buffer
			for _, r := range e.records {
				b.WriteByte(map[trace.Direction]byte{trace.Sent: '>', trace.Received: '<'}[r.Dir])
				b.Write(append(r.Frame, '\n'))
			}
			f.Add(b.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, lines []byte) {
		var records []trace.Record
		for line := range bytes.Lines(lines) {
			line = bytes.TrimSpace(line)
			if len(line) < 2 || !json.Valid(line[1:]) {
				continue
			}
			r := trace.Record{Seq: len(records) + 1, Door: "webex", Desk: "ana", Page: 1, Dir: trace.Received, Frame: line[1:]}
			if line[0] == '>' {
				r.Dir = trace.Sent
			}
			records = append(records, r)
		}
		v := webex.Judge(in("sdk-3.12.0"), records)
		assert.Equal(t, v, webex.Judge(in("sdk-3.12.0"), records))
		for _, c := range v.Unmet {
			assert.NotEmpty(t, c.Frames)
			assert.NotEmpty(t, c.Text)
			assert.NotEmpty(t, c.Expected)
			assert.NotEmpty(t, c.Seen)
		}
	})
}
