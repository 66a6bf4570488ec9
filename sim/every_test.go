package sim_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
)

// calls are the stage calls of a journal, each with its virtual seconds.
func calls(t *testing.T, file []byte) []string {
	t.Helper()
	var out []string
	require.NoError(t, journal.Read(bytes.NewReader(file), func(l journal.Line) error {
		if l.Input != nil && l.Input.Kind == journal.Stage {
			out = append(out, l.Input.At.String()+" "+l.Input.Method+" "+string(l.Input.Params))
		}
		return nil
	}))
	return out
}

// demo lets a world go on by itself for a time and returns its journal.
func demo(t *testing.T, seed uint64, lasts time.Duration, every ...sim.Every) []byte {
	t.Helper()
	var file bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{Clock: sim.Paced, Seed: seed, Name: "w1", Every: every, Journal: journal.NewWriter(&file)})
		sit(t, w, "1001")
		sit(t, w, "1002")
		time.Sleep(lasts)
		synctest.Wait()
		w.Close()
	})
	return file.Bytes()
}

func TestADemoGoesOnByItself(t *testing.T) {
	file := demo(t, 1, 2*time.Minute, sim.Every{Period: 30 * time.Second, What: "call"}, sim.Every{Period: time.Minute, What: "push-preview"})
	var said []string
	for _, c := range calls(t, file) {
		at, call, _ := strings.Cut(c, " ")
		method, raw, _ := strings.Cut(call, " ")
		var p struct {
			Agent, From string
			Chain       []struct{ Number string }
		}
		require.NoError(t, json.Unmarshal([]byte(raw), &p))
		who := p.Agent + " " + p.From
		if p.Chain != nil {
			who += p.Chain[0].Number
		}
		said = append(said, strings.TrimSpace(at+" "+method+" "+who))
	}
	assert.Equal(t, []string{
		"30s call.arrive 1001 557000000",
		"1m0s call.arrive 1002 557000001",
		"1m0s campaign.load", "1m0s campaign.start", "1m0s campaign.record  557010000",
		"1m30s call.arrive 1001 557000002",
		"2m0s call.arrive 1002 557000003",
		"2m0s campaign.record  557010001",
	}, said)

	sum, err := sim.Replay(bytes.NewReader(file), nil)
	require.NoError(t, err)
	assert.Len(t, sum.Digests, 2)
	assert.Equal(t, file, demo(t, 1, 2*time.Minute, sim.Every{Period: 30 * time.Second, What: "call"}, sim.Every{Period: time.Minute, What: "push-preview"}))
	assert.NotEqual(t, calls(t, file), calls(t, demo(t, 2, 2*time.Minute, sim.Every{Period: 30 * time.Second, What: "call"}, sim.Every{Period: time.Minute, What: "push-preview"})))
}

func TestEverythingThatCanRecurIsDone(t *testing.T) {
	for _, what := range sim.Recurring() {
		t.Run(what, func(t *testing.T) {
			var frames []string
			synctest.Test(t, func(t *testing.T) {
				w := world(t, sim.Config{Clock: sim.Paced, Every: []sim.Every{{Period: time.Second, What: what}}})
				ana, page := sit(t, w, "1001")
				ask(t, w, "1001", page, "outbound.startDirectPushPreview", "[]")
				time.Sleep(time.Second)
				synctest.Wait()
				ask(t, w, "1001", page, "outbound.getPreviewRecord", `["Live demo 1"]`)
				frames = ana.take()
			})
			assert.Contains(t, strings.Join(frames, "\n"), `"eventType":"ADDED"`)
		})
	}
}

func TestNobodyIsOverwhelmed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		doc := center(t)
		doc.RingTimeout = 0
		w := world(t, sim.Config{Center: doc, Clock: sim.Paced, Every: []sim.Every{{Period: time.Second, What: "call"}, {Period: time.Second, What: "email"}}})
		time.Sleep(time.Minute) // nobody has a page
		ana, page := sit(t, w, "1001")
		time.Sleep(time.Minute)
		synctest.Wait()
		ana.take()
		ask(t, w, "1001", page, "interaction.getInteractions", "[]")
		listed := ana.take()[0]
		assert.Equal(t, 5, strings.Count(listed, `"interactionId"`))
		assert.Equal(t, 1, strings.Count(listed, `"callType"`), "who has a call gets no other")
		stage(t, w, "agent.set", `{"agent":"1001","state":"logged-out"}`)
		ben, _ := sit(t, w, "1002")
		time.Sleep(2 * time.Second)
		synctest.Wait()
		assert.NotEmpty(t, ben.take(), "somebody else has them")
	})
}

func TestWhatCannotRecur(t *testing.T) {
	for _, cfg := range []sim.Config{
		{Clock: sim.Paced, Every: []sim.Every{{Period: time.Second, What: "fax"}}},
		{Clock: sim.Paced, Every: []sim.Every{{What: "call"}}},
		{Every: []sim.Every{{Period: time.Second, What: "call"}}},
	} {
		cfg.Center = center(t)
		_, err := sim.NewWorld(t.Context(), cfg)
		assert.Error(t, err)
	}
}
