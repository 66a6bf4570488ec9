package oracle_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
)

// FuzzJudge: whatever crosses the wire, the judge reads it to the end and says
// the same of it again. The first byte of a line says who sends it where.
func FuzzJudge(f *testing.F) {
	for _, file := range files(f) {
		for _, e := range examples(f, file) {
			var b bytes.Buffer
			for _, r := range e.records {
				b.WriteByte(map[trace.Direction]byte{trace.Sent: '>', trace.Received: '<', trace.Event: '*'}[r.Dir])
				b.Write(r.Frame)
				b.WriteString(r.Text + "\n")
			}
			f.Add(b.Bytes())
		}
	}
	f.Fuzz(func(t *testing.T, lines []byte) {
		records := fuzzed(lines)
		v := union().Judge(records)
		assert.Equal(t, v, union().Judge(records))
		for _, c := range v.Unmet {
			assert.NotEmpty(t, c.Frames)
			assert.NotEmpty(t, c.Text)
			assert.NotEmpty(t, c.Expected)
			assert.NotEmpty(t, c.Seen)
		}
	})
}

func fuzzed(lines []byte) []trace.Record {
	var out []trace.Record
	for line := range bytes.Lines(lines) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		if len(line) == 0 {
			continue
		}
		r := trace.Record{Seq: len(out) + 1, Door: "scapi", Desk: "ana", Page: 1 + int(line[0]>>7)}
		switch line[0] & 0x7f {
		case '>':
			r.Dir = trace.Sent
		case '*':
			r.Dir = trace.Event
		default:
			r.Dir = trace.Received
		}
		if r.Dir != trace.Event && json.Valid(line[1:]) {
			r.Frame = line[1:]
		} else {
			r.Text = string(line[1:])
		}
		out = append(out, r)
	}
	return out
}

// FuzzParse: our parser and that of the library take the same texts for JSON,
// and see the same in them.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0.5e+3,true,false,null,"\u00e9\n"],"a":{}}`, ` [ ] `, `{}`, `"`, `"\`, `"\u12"`, `01`, `1.`, `-`, `1e`, `tru`, `{"a"}`, `{"a":1,}`,
		`[1,]`, `[1 2]`, `{,}`, `nullnull`, "\"\x00\"", "\x00", ``, `[[[[`, `"` + "\xff" + `"`, `1e999`, `"\ud800"`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		key, ok := oracle.Parses(raw)
		if ok != json.Valid(raw) {
			t.Fatalf("%q: taken for JSON: got %v, want %v", raw, ok, !ok)
		}
		if ok != (key != "") {
			t.Fatalf("%q: key %q", raw, key)
		}
	})
}
