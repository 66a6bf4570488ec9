package trace_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/trace"
)

const (
	headLine  = `{"kind":"recording","version":"1.0","center":"C","profile":"union"}`
	openLine  = `{"seq":1,"ms":0,"door":"scapi","desk":"1001","page":1,"dir":"event","text":"connected","step":0}`
	frameLine = `{"seq":2,"ms":5,"door":"scapi","desk":"1001","page":1,"dir":"sent","frame":{"request":"agent.get"},"step":0}`
)

func lines(l ...string) string { return strings.Join(l, "\n") + "\n" }

func TestARecordingReadsAsItWasWritten(t *testing.T) {
	var file bytes.Buffer
	r, err := trace.NewRecorder(&file, trace.Head{Version: "1.0", Center: "C", Profile: "union", Options: map[string]string{"o": "1"}})
	require.NoError(t, err)
	deep := strings.Repeat("[", 2000) + strings.Repeat("]", 2000)
	records := []trace.Record{
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Event, Text: "connected", Origin: "http://localhost"},
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Sent, Text: `{"a":"<b>"}`, Millis: 7},
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Sent, Text: deep},
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Sent, Text: "no \"JSON\"\n"},
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Sent, Text: "a\xff", Refused: "frame is not UTF-8 text"},
		{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Sent, Text: "123", Refused: "frame is binary"},
		{Door: "scapi", Desk: "1002", Page: 3, Dir: trace.Received, Text: `{}`},
	}
	for _, rec := range records {
		require.NoError(t, r.Add(rec))
	}
	got, err := trace.ReadRecording(&file)
	require.NoError(t, err)
	assert.Equal(t, trace.Head{Kind: "recording", Version: "1.0", Center: "C", Profile: "union", Options: map[string]string{"o": "1"}}, got.Head)
	for i := range records {
		records[i].Seq = i + 1
	}
	records[1].Frame, records[1].Text = json.RawMessage(`{"a":"<b>"}`), ""
	records[4].Text = "a\uFFFD"
	records[6].Frame, records[6].Text = json.RawMessage(`{}`), ""
	assert.Empty(t, cmp.Diff(records, got.Records))
	assert.False(t, got.Cut)
}

func TestReadRecording(t *testing.T) {
	tests := map[string]struct {
		file    string
		records int
		cut     bool
	}{
		"a whole recording":              {lines(headLine, openLine, frameLine), 2, false},
		"nothing but a head":             {lines(headLine), 0, false},
		"the last newline is missing":    {lines(headLine, openLine) + frameLine, 2, false},
		"the last line was cut":          {lines(headLine, openLine) + frameLine[:50], 1, true},
		"lines that end as Windows does": {strings.ReplaceAll(lines(headLine, openLine), "\n", "\r\n"), 1, false},
		"a member of a newer version":    {lines(headLine, strings.Replace(openLine, "{", `{"new":1,`, 1)), 1, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := trace.ReadRecording(strings.NewReader(tt.file))
			require.NoError(t, err)
			assert.Len(t, got.Records, tt.records)
			assert.Equal(t, tt.cut, got.Cut)
			assert.Equal(t, "union", got.Profile)
		})
	}
}

func TestReadRecordingRefuses(t *testing.T) {
	tests := map[string]struct{ file, want string }{
		"an empty file":               {"", `recording holds no head: expected a whole line of kind "recording" first; was it written by deskproof serve --record?`},
		"a head that was cut":         {headLine[:20], "recording holds no head"},
		"a result stream":             {lines(`{"kind":"run"}`), `line 1: kind "run": expected "recording" first`},
		"a journal":                   {lines(`{"world":"w1"}`), `line 1: kind "": expected "recording" first`},
		"an empty line":               {lines(headLine, ""), "line 2: is empty"},
		"no JSON":                     {lines(headLine, openLine, "nonsense"), "line 3: column 2: not JSON"},
		"a list":                      {lines(headLine, "[]"), "line 2: the line is a JSON array: expected an object"},
		"a text for a number":         {lines(headLine, strings.Replace(openLine, `"seq":1`, `"seq":"1"`, 1)), "line 2: member seq is a JSON string: expected a whole number in range"},
		"a record that comes again":   {lines(headLine, openLine, openLine), "line 3: seq 1: expected more than 1"},
		"a record of no door":         {lines(headLine, strings.Replace(openLine, "scapi", "", 1)), "line 2: door is empty"},
		"a record of no desk":         {lines(headLine, strings.Replace(openLine, "1001", "", 1)), "line 2: desk is empty"},
		"a record of no page":         {lines(headLine, strings.Replace(openLine, `"page":1`, `"page":0`, 1)), "line 2: page 0: expected 1 or more"},
		"a record of no direction":    {lines(headLine, strings.Replace(openLine, "event", "up", 1)), `line 2: dir "up": expected "sent", "received" or "event"`},
		"a record after the stop":     {lines(headLine, `{"stopped":"why"}`, openLine), "line 3: comes after the line that says that the recording stopped"},
		"a last line that is no JSON": {lines(headLine) + "}", "line 2: column 1: not JSON"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := trace.ReadRecording(strings.NewReader(tt.file))
			assert.ErrorContains(t, err, tt.want)
		})
	}
}

func TestARecordingSaysThatItStopped(t *testing.T) {
	var file bytes.Buffer
	r, err := trace.NewRecorder(&file, trace.Head{})
	require.NoError(t, err)
	require.NoError(t, r.Add(trace.Record{Door: "scapi", Desk: "1001", Page: 1, Dir: trace.Event}))
	require.NoError(t, r.Stop("the disk is slow"))
	got, err := trace.ReadRecording(&file)
	require.NoError(t, err)
	assert.Len(t, got.Records, 1)
	assert.Equal(t, "the disk is slow", got.Stopped)
}

func TestARecorderThatFailedWritesNothingMore(t *testing.T) {
	disk := &fullDisk{room: 1}
	r, err := trace.NewRecorder(disk, trace.Head{})
	require.NoError(t, err)
	assert.ErrorContains(t, r.Add(trace.Record{}), "recording: disk full")
	disk.room = 9
	assert.ErrorContains(t, r.Add(trace.Record{}), "recording: disk full")
	assert.Equal(t, 9, disk.room)
}

// fullDisk takes some writes and no more.
type fullDisk struct{ room int }

func (d *fullDisk) Write(p []byte) (int, error) {
	if d.room--; d.room < 0 {
		return 0, errors.New("disk full")
	}
	return len(p), nil
}

func FuzzReadRecording(f *testing.F) {
	for _, seed := range []string{
		lines(headLine, openLine, frameLine), lines(headLine), headLine, lines(headLine, openLine) + frameLine[:50],
		lines(`{"kind":"run"}`), lines(headLine, "[]"), "", "\n", lines(headLine, `{"seq":1e99}`),
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		first, err := trace.ReadRecording(bytes.NewReader(file))
		if err != nil {
			return
		}
		var again bytes.Buffer
		r, err := trace.NewRecorder(&again, first.Head)
		require.NoError(t, err)
		for _, rec := range first.Records {
			require.NoError(t, r.Add(rec))
		}
		second, err := trace.ReadRecording(&again)
		require.NoError(t, err, "what was read can be written and read again")
		require.Len(t, second.Records, len(first.Records))
	})
}
