package sim_test

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// journalOf keeps the journal of several worlds, which live side by side.
func journalOf(t *testing.T, worlds int) string {
	t.Helper()
	var file bytes.Buffer
	h := sim.NewHost(t.Context())
	keep := journal.NewWriter(&file)
	doc := center(t)
	var wg sync.WaitGroup
	for i := range worlds {
		_, w, err := h.Open(sim.Config{Center: doc, Seed: uint64(i), Journal: keep})
		require.NoError(t, err)
		wg.Go(func() { day(t, w) })
	}
	wg.Wait()
	h.CloseAll()
	return file.String()
}

func TestWorldsOfOneJournalAreReplayedSideBySide(t *testing.T) {
	text := journalOf(t, 5)
	worlds := map[string]bool{}
	sum, err := sim.Replay(strings.NewReader(text), func(p sim.Played) error {
		worlds[p.Input.World] = true
		return nil
	})
	require.NoError(t, err)
	assert.Len(t, worlds, 5)
	assert.Equal(t, 5, sum.Worlds)
	assert.Equal(t, 5*8, sum.Inputs)
	assert.Equal(t, 5*12, sum.Frames)
	require.Len(t, sum.Digests, 5)
	assert.True(t, strings.HasPrefix(sum.Digests[0], "w1 1001 "), sum.Digests[0])
}

func TestAJournalThatWasCutIsReplayedUpToThere(t *testing.T) {
	text := journalOf(t, 2)
	for n := 0; n < len(text); n += 53 {
		_, err := sim.Replay(strings.NewReader(text[:n]), nil)
		if err != nil {
			require.ErrorIs(t, err, io.ErrUnexpectedEOF, "cut after byte %d", n)
		}
	}
	sum, err := sim.Replay(strings.NewReader(text[:len(text)-5]), nil)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Len(t, sum.Digests, 2, "what was played is summed up")
}

func TestJournalsThatCannotBePlayed(t *testing.T) {
	text := journalOf(t, 1)
	lines := strings.SplitAfter(text, "\n")
	without := func(n int) string { return strings.Join(lines[:n], "") + strings.Join(lines[n+1:], "") }
	tests := map[string]struct{ text, want string }{
		"without its beginning":      {without(0), "journal line 1: world w1 has no header"},
		"an input is missing":        {without(3), "journal line 4: hashes of input 2 after input 1"},
		"a silent input is missing":  {strings.Replace(text, `"seq":3`, `"seq":4`, 1), "journal line 6: world w1: input 4 follows input 2: lines are missing"},
		"hashes are missing":         {without(2), "journal line 3: world w1, input 1 (open of page 1 of agent 1001): the desk of agent 1001 says something else than it did: digest then none, now"},
		"hashes of a silent desk":    {strings.Replace(text, `"said":{"1001"`, `"said":{"1006":"00","1001"`, 1), "journal line 3: world w1, input 1 (open of page 1 of agent 1001): the desk of agent 1006 says something else than it did: digest then 00, now none"},
		"two runs in one":            {text + text, "world w1 begins twice: play the journals of several runs one by one"},
		"a center that does not fit": {strings.Replace(text, `"profile":"union","origin"`, `"profile":"nope","origin"`, 1), `journal line 1: center Default center: profile "nope"`},
		"no center":                  {`{"deskproof":"","world":"w1"}`, "journal line 1: center of world w1: unexpected end of JSON input"},
		"a null center":              {`{"deskproof":"","world":"w1","center":null}`, `journal line 1: center : profile ""`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := sim.Replay(strings.NewReader(tt.text), nil)
			require.Error(t, err)
			assert.Contains(t, err.Error(), tt.want)
		})
	}
}

func TestRefusalsArePartOfTheDay(t *testing.T) {
	var file bytes.Buffer
	w := world(t, sim.Config{Name: "w", Journal: journal.NewWriter(&file)})
	_, page := sit(t, w, "1001")
	for _, body := range []string{"", "not JSON", `{"request":"nope","referenceId":"\ud800","userAgent":"WWE"}`} {
		_ = w.Receive(t.Context(), "1001", page, []byte(body)) // refused
	}
	for _, params := range []string{"", "null", "[]", `{"a":1}`, `{"agent":"\u0000"}`, "not JSON", "{"} {
		_, err := w.Stage(t.Context(), "call.arrive", []byte(params))
		assert.ErrorIs(t, err, sim.ErrParams, params)
	}
	_, err := w.Stage(t.Context(), "nope\xff", nil)
	assert.ErrorIs(t, err, sim.ErrUnknownMethod)
	_, err = w.Open(t.Context(), "nobody\xff", "\xff", &box{})
	assert.ErrorIs(t, err, sim.ErrUnknownAgent)
	odd, err := w.Open(t.Context(), "1002", "http://\xff\u2028", &box{})
	require.NoError(t, err)
	ask(t, w, "1002", odd, "agent.get", "[]")
	w.Close()
	_, err = sim.Replay(&file, nil)
	assert.NoError(t, err)
}

func TestTheSameInputsGiveTheSameBytes(t *testing.T) {
	script := "ana opens 1001\nana > subscribe " + everything + `
		stage call.arrive {"agent":"1001","from":"5550151"}
		ana > interaction.getInteractions`
	first := play(t, nil).run(script)
	assert.Equal(t, first, play(t, nil).run(script))
	other := play(t, nil, func(c *sim.Config) { c.Seed = 8 }).run(script)
	assert.NotEqual(t, first, other, "another seed gives other ids")
}

func TestReplayGivesTheSameBytes(t *testing.T) {
	var file bytes.Buffer
	h := play(t, nil, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
	h.run("ana opens 1001\nana > subscribe " + everything + `
		stage fault.set {"faults":[{"on":{"type":"HELD"},"do":"repeat"}]}
		stage call.arrive {"agent":"1001","from":"5550151"}
		ana > voice.answer ["1"]
		ana > voice.hold ["1"]
		stage clock.advance {"ms":1000}
		ana leaves`)

	var frames []string
	sum, err := sim.Replay(bytes.NewReader(file.Bytes()), func(p sim.Played) error {
		for _, f := range p.Frames {
			frames = append(frames, string(f.Body))
		}
		return nil
	})
	require.NoError(t, err)
	var then []string
	for _, line := range strings.Split(h.log.String(), "\n") {
		if _, body, ok := strings.Cut(line, "ana <- "); ok {
			then = append(then, body)
		}
	}
	assert.Equal(t, then, frames)
	assert.Equal(t, 1, sum.Worlds)
	assert.Len(t, sum.Digests, 1)
	assert.Len(t, sum.Versions, 1)
}

func TestReplayNamesTheFirstInputThatDiffers(t *testing.T) {
	var file bytes.Buffer
	h := play(t, nil, func(c *sim.Config) { c.Journal = journal.NewWriter(&file); c.Name = "w1" })
	h.run("ana opens 1001\nana > subscribe " + everything + `
		stage call.arrive {"agent":"1001","from":"5550151"}
		ana > voice.answer ["1"]`)
	forged := strings.Replace(file.String(), "5550151", "5550159", 1)

	_, err := sim.Replay(strings.NewReader(forged), nil)
	var difference *sim.DifferenceError
	require.ErrorAs(t, err, &difference)
	assert.Equal(t, "call.arrive", difference.Input.Method)
	assert.Equal(t, uint64(3), difference.Input.Seq)
	assert.Equal(t, "1001", difference.Agent)
}
