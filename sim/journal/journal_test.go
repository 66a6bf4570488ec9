package journal_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/journal"
)

// lines are one of each kind, as they are written.
var lines = []any{
	journal.Header{World: "w1", Version: "1.0", Seed: 1<<64 - 1, Profile: "union", Center: json.RawMessage(`{"name":"<&>"}`)},
	journal.Input{World: "w1", Seq: 1, Kind: journal.Open, Agent: "1001", Page: 1, Origin: "http://localhost"},
	journal.Input{World: "w1", Seq: 2, At: time.Second, Kind: journal.Frame, Agent: "1001", Page: 1, Body: "{\"a\":\"\u2028é\\u0000\"}\n"},
	journal.Hashes{World: "w1", Seq: 2, Desks: map[string]string{"1001": "00ff"}},
	journal.Input{World: "w1", Seq: 3, Kind: journal.Stage, Method: "call.arrive", Params: json.RawMessage(`{"agent":"1001"}`)},
	journal.Input{World: "w1", Seq: 4, At: time.Minute, Kind: journal.Clock},
	journal.Input{World: "w1", Seq: 5, At: time.Minute, Kind: journal.Close, Agent: "1001", Page: 1},
	journal.Input{World: "w1", Seq: 6, At: time.Minute, Kind: journal.Frame, Wire: "gws", Agent: "1001", Page: 1, Exchange: 3, Body: "{}"},
	journal.Input{World: "w1", Seq: 7, At: time.Minute, Kind: journal.Open, Wire: "webex", Agent: "1001", Page: 2, Subscription: "AgentDesktop-1"},
}

func TestTheWireOfAnInput(t *testing.T) {
	text := written(t)
	assert.Equal(t, 2, strings.Count(text, `"wire":`), "SCAPI is left out, as it was when there was no other")
	assert.Contains(t, text, `"wire":"gws"`)
	assert.Equal(t, "scapi", (&journal.Input{}).OnWire())
	assert.Equal(t, "gws", (&journal.Input{Wire: "gws"}).OnWire())
}

func written(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	w := journal.NewWriter(&b)
	for _, l := range lines {
		require.NoError(t, w.Write(l))
	}
	return b.String()
}

func readAll(r io.Reader) (got []any, err error) {
	err = journal.Read(r, func(l journal.Line) error {
		switch {
		case l.Header != nil:
			got = append(got, *l.Header)
		case l.Input != nil:
			got = append(got, *l.Input)
		case l.Hashes != nil:
			got = append(got, *l.Hashes)
		}
		return nil
	})
	return got, err
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	text := written(t)
	assert.Equal(t, len(lines), strings.Count(text, "\n"), "a line each")
	for name, r := range map[string]io.Reader{
		"at once":                      strings.NewReader(text),
		"byte by byte":                 iotest.OneByteReader(strings.NewReader(text)),
		"with blank lines":             strings.NewReader(strings.ReplaceAll(text, "\n", "\n\r\n  \n")),
		"without the last end of line": strings.NewReader(strings.TrimSpace(text)),
	} {
		t.Run(name, func(t *testing.T) {
			got, err := readAll(r)
			require.NoError(t, err)
			if diff := cmp.Diff(lines, got); diff != "" {
				t.Errorf("lines (-written +read):\n%s", diff)
			}
		})
	}
}

func TestAJournalThatWasCut(t *testing.T) {
	text := written(t)
	ends := 0
	for n := range len(text) {
		got, err := readAll(strings.NewReader(text[:n]))
		whole := n == 0 || text[n-1] == '\n' || json.Valid([]byte(text[strings.LastIndexByte(text[:n], '\n')+1:n]))
		if whole {
			ends++
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, io.ErrUnexpectedEOF, "cut after %q", text[:n])
		require.Len(t, got, strings.Count(text[:n], "\n"), "what is whole is read")
	}
	assert.Equal(t, 2*len(lines), ends)
}

func TestLinesThatMeanNothing(t *testing.T) {
	tests := map[string]struct{ line, want string }{
		"not JSON":         {"hello", "journal line 2: invalid character 'h' looking for beginning of value"},
		"not an object":    {"[1]", "journal line 2: json: cannot unmarshal array"},
		"null":             {"null", "journal line 2: expected a header, an input or hashes"},
		"nothing known":    {`{"world":"w1"}`, "journal line 2: expected a header, an input or hashes"},
		"an unknown input": {`{"world":"w1","in":"dance"}`, `journal line 2: input "dance" is not one of open, frame, close, stage, clock`},
		"a negative page":  {`{"world":"w1","in":"open","page":-1}`, "journal line 2: json: cannot unmarshal number -1"},
		"a large seed":     {`{"deskproof":"","seed":18446744073709551616}`, "journal line 2: json: cannot unmarshal number 18446744073709551616"},
		"hashes as a list": {`{"said":[]}`, "journal line 2: json: cannot unmarshal array"},
		"two on a line":    {`{"said":{}}{"said":{}}`, "journal line 2: invalid character '{' after top-level value"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := readAll(strings.NewReader(`{"said":{}}` + "\n" + tt.line + "\n" + `{"said":{}}`))
			require.Error(t, err)
			assert.True(t, strings.HasPrefix(err.Error(), tt.want), err.Error())
		})
	}
}

func TestWhatStopsTheReading(t *testing.T) {
	enough := errors.New("enough")
	err := journal.Read(strings.NewReader(written(t)), func(l journal.Line) error {
		if l.Hashes != nil {
			return enough
		}
		return nil
	})
	assert.ErrorIs(t, err, enough)
	assert.EqualError(t, err, "journal line 4: enough")

	broken := errors.New("disk on fire")
	_, err = readAll(io.MultiReader(strings.NewReader(`{"said":{}}`+"\n"+`{"sai`), iotest.ErrReader(broken)))
	assert.ErrorIs(t, err, broken, "and not what is wrong with half a line")
}

// brittle fails after some bytes.
type brittle struct{ left int }

func (b *brittle) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func TestAWriterThatHasFailedWritesNothingMore(t *testing.T) {
	disk := &brittle{left: 200}
	w := journal.NewWriter(disk)
	var errs []error
	for range 20 {
		errs = append(errs, w.Write(journal.Input{World: "w1", Kind: journal.Clock}))
		disk.left += 30 // room again: too late
	}
	assert.NoError(t, errs[0])
	assert.EqualError(t, errs[19], "journal: disk full")
}

func TestManyWorldsWriteOneJournal(t *testing.T) {
	var b bytes.Buffer
	w := journal.NewWriter(&b)
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for n := range 100 {
				assert.NoError(t, w.Write(journal.Input{World: fmt.Sprint("w", i), Seq: uint64(n), Kind: journal.Clock}))
			}
		})
	}
	wg.Wait()
	got, err := readAll(&b)
	require.NoError(t, err)
	next := map[string]uint64{}
	for _, l := range got {
		in := l.(journal.Input)
		assert.Equal(t, next[in.World], in.Seq, "each world's lines are in order")
		next[in.World]++
	}
	assert.Len(t, next, 20)
}

// FuzzRead: any bytes are read without panic, and what is read can be written and read again.
func FuzzRead(f *testing.F) {
	var b bytes.Buffer
	w := journal.NewWriter(&b)
	for _, l := range lines {
		_ = w.Write(l) // to memory
		f.Add(b.Bytes())
	}
	f.Add([]byte("{}\n[]\nnull\n{\"in\":null,\"said\":null,\"deskproof\":null}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		first, _ := readAll(bytes.NewReader(raw))
		var b bytes.Buffer
		w := journal.NewWriter(&b)
		for _, l := range first {
			if err := w.Write(l); err != nil {
				t.Fatalf("write %v: %v", l, err)
			}
		}
		second, err := readAll(&b)
		if err != nil || !sameJSON(t, first, second) {
			t.Errorf("%q changed when written (%v, -before +after):\n%s", raw, err, cmp.Diff(first, second))
		}
	})
}

// sameJSON compares by what is written: a raw value may be spaced otherwise.
func sameJSON(t *testing.T, a, b []any) bool {
	t.Helper()
	x, err := json.Marshal(a)
	require.NoError(t, err)
	y, err := json.Marshal(b)
	require.NoError(t, err)
	return bytes.Equal(x, y)
}
