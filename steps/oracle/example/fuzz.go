package example

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/trace"
)

// Fuzz checks that the judge reads whatever crosses the wire to the end, and says the same
// of it again. The first byte of a line says who says it.
func (j Judge) Fuzz(f *testing.F) {
	j.each(f, func(_ string, e *Trace) {
		var b bytes.Buffer
		for _, r := range e.Records {
			b.WriteByte(map[trace.Direction]byte{trace.Sent: '>', trace.Received: '<'}[r.Dir])
			b.Write(append(r.Frame, '\n'))
		}
		f.Add(b.Bytes())
	})
	f.Fuzz(func(t *testing.T, lines []byte) {
		records := j.records(lines)
		v := j.Judge(j.Rules, records)
		assert.Equal(t, v, j.Judge(j.Rules, records))
		for _, c := range v.Unmet {
			assert.NotEmpty(t, c.Frames)
			assert.NotEmpty(t, c.Text)
			assert.NotEmpty(t, c.Expected)
			assert.NotEmpty(t, c.Seen)
		}
	})
}

// records are those that lines say, as far as they are JSON.
func (j Judge) records(lines []byte) []trace.Record {
	var out []trace.Record
	for line := range bytes.Lines(lines) {
		line = bytes.TrimSpace(line)
		if len(line) < 2 || !json.Valid(line[1:]) {
			continue
		}
		r := trace.Record{Seq: len(out) + 1, Door: j.Door, Desk: "ana", Page: 1, Dir: trace.Received, Frame: line[1:]}
		if line[0] == '>' {
			r.Dir = trace.Sent
		}
		out = append(out, r)
	}
	return out
}
