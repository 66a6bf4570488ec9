package sim_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
)

// gate is an outbox that holds the loop up from the moment it is shut, and writes
// down whose frame came when.
type gate struct {
	name string
	shut chan struct{} // nil: it is open
	said *[]string     // of the loop
}

func (g *gate) Send([]byte) {
	if g.shut != nil {
		<-g.shut
	}
	*g.said = append(*g.said, g.name)
}

func (g *gate) Close(string)   {}
func (g *gate) Restart(string) {}

func TestADeskWithManyPagesTakesNoMoreTurnsThanOneWithAPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		var said []string
		first := &gate{name: "1001", said: &said}
		_, err := w.Open(t.Context(), "1001", "", first)
		require.NoError(t, err)
		for range sim.MaxPages - 1 {
			_, err := w.Open(t.Context(), "1001", "", &gate{name: "1001", said: &said})
			require.NoError(t, err)
		}
		_, err = w.Open(t.Context(), "1002", "", &gate{name: "1002", said: &said})
		require.NoError(t, err)

		shut := make(chan struct{})
		first.shut = shut
		var wg sync.WaitGroup
		for page := range sim.MaxPages {
			wg.Go(func() { ask(t, w, "1001", uint32(page+1), "agent.get", "[]") })
			synctest.Wait()
		}
		wg.Go(func() { ask(t, w, "1002", 1, "agent.get", "[]") })
		synctest.Wait()
		said = nil
		close(shut)
		wg.Wait()
		assert.Len(t, said, sim.MaxPages+1)
		assert.Contains(t, said[:3], "1002", "one of Ana's was under way, and one may have been taken before Ben's")
	})
}

// What a barrier waits for is looked at again with each frame that any desk sends.
func TestLongBarriersDoNotHoldUpTheDesks(t *testing.T) {
	w := world(t, sim.Config{})
	sit(t, w, "1001")
	ben, page := sit(t, w, "1002")
	desks := make([]sim.Count, 20_000)
	for i := range desks {
		desks[i] = sim.Count{Agent: "1001", Page: 1}
	}
	desks[len(desks)-1].Page = 7 // never opened
	var wg sync.WaitGroup
	for range 100 {
		wg.Go(func() {
			_, err := w.Barrier(t.Context(), desks)
			assert.ErrorIs(t, err, sim.ErrClosed)
		})
	}
	start := time.Now()
	for range 200 {
		ask(t, w, "1002", page, "agent.get", "[]")
	}
	assert.Less(t, time.Since(start), 30*time.Second, "a minute and more, if all were looked at")
	assert.Len(t, ben.take(), 200)
	w.Close()
	wg.Wait()
}

func TestABarrierTellsThatAPageItHadCountedIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		sit(t, w, "1001")
		_, page := sit(t, w, "1002")
		reached := make(chan error)
		go func() {
			_, err := w.Barrier(t.Context(), []sim.Count{{Agent: "1001", Page: 1, Sent: 1}, {Agent: "1002", Page: page, Sent: 2}})
			reached <- err
		}()
		synctest.Wait()
		require.NoError(t, w.ClosePage(t.Context(), "1001", 1))
		ask(t, w, "1002", page, "agent.get", "[]")
		assert.EqualError(t, <-reached, "page 1 of agent 1001 is closed")
	})
}

func TestAStageCallSaysOnlySoMuch(t *testing.T) {
	long, huge := strings.Repeat("9", 257), strings.Repeat("x", 64<<10)
	chain := strings.Repeat(`{"handle":1,"number":"1"},`, 100) + `{"handle":1,"number":"1"}`
	tests := map[string]struct{ method, params, want string }{
		"a reason":          {"agent.set", `{"agent":"1001","state":"ready","reason":"` + long + `"}`, "reason has 257 bytes, at most 256 are taken"},
		"a code":            {"agent.set", `{"agent":"1001","state":"ready","code":"` + long + `"}`, "code has 257 bytes, at most 256 are taken"},
		"who calls":         {"call.arrive", `{"agent":"1001","from":"` + long + `"}`, "from has 257 bytes, at most 256 are taken"},
		"what was called":   {"call.arrive", `{"agent":"1001","from":"1","dnis":"` + long + `"}`, "dnis has 257 bytes, at most 256 are taken"},
		"a name":            {"call.arrive", `{"agent":"1001","from":"1","contact":{"last":"` + long + `"}}`, "contact.last has 257 bytes, at most 256 are taken"},
		"data":              {"call.arrive", `{"agent":"1001","from":"1","data":{"a":"` + huge + `"}}`, "data has 65537 bytes of keys and values, at most 65536 are taken"},
		"a campaign":        {"campaign.load", `{"campaign":"` + long + `","mode":"pull"}`, "campaign has 257 bytes, at most 256 are taken"},
		"agents":            {"campaign.load", `{"campaign":"S","mode":"pull","agents":["1001","1002","1001"]}`, "agents: one of them is named twice"},
		"a record's name":   {"campaign.record", `{"campaign":"S","contact":{"first":"` + long + `"},"chain":[{"handle":1,"number":"1"}]}`, "contact.first has 257 bytes, at most 256 are taken"},
		"a record's fields": {"campaign.record", `{"campaign":"S","fields":{"a":"` + huge + `"},"chain":[{"handle":1,"number":"1"}]}`, "fields has 65537 bytes of keys and values, at most 65536 are taken"},
		"a record's number": {"campaign.record", `{"campaign":"S","chain":[{"handle":1,"number":"` + long + `"}]}`, "chain.number has 257 bytes, at most 256 are taken"},
		"a record's chain":  {"campaign.record", `{"campaign":"S","chain":[` + chain + `]}`, "chain has 101 numbers, at most 100 are taken"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := world(t, sim.Config{}).Stage(t.Context(), tt.method, []byte(tt.params))
			assert.ErrorIs(t, err, sim.ErrParams)
			assert.EqualError(t, err, "bad parameters: "+tt.want)
		})
	}
}

// Frames that a fault holds back wait outside the queue that a connection has.
func TestOnlySoManyFramesAreHeldBack(t *testing.T) {
	w := world(t, sim.Config{})
	ana, page := sit(t, w, "1001")
	stage(t, w, "fault.set", `{"faults":[{"do":"delay","millis":10000}]}`)
	for i := range 3000 {
		say(t, w, "1001", page, fmt.Sprintf(`{"request":"agent.get","referenceId":"%d","userAgent":"WWE Client"}`, i))
	}
	frames := ana.take()
	require.GreaterOrEqual(t, len(frames), 3000-1024)
	for i, frame := range frames {
		require.Contains(t, frame, fmt.Sprintf(`"referenceId":"%d"`, i), "they keep their order")
	}
}

// Large ones take more of the memory than many.
func TestOnlySoManyBytesAreHeldBack(t *testing.T) {
	w := world(t, sim.Config{})
	ana, page := sit(t, w, "1001")
	stage(t, w, "fault.set", `{"faults":[{"do":"add","path":"x","value":"`+strings.Repeat("x", 40_000)+`"},{"do":"delay","millis":10000}]}`)
	for i := range 300 {
		say(t, w, "1001", page, fmt.Sprintf(`{"request":"agent.get","referenceId":"%d","userAgent":"WWE Client"}`, i))
	}
	assert.GreaterOrEqual(t, len(ana.take()), 300-(4<<20)/40_000)
}

func TestWhatIsHeldBackComesBeforeItsPageIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		ana, page := sit(t, w, "1001")
		stage(t, w, "fault.set", `{"faults":[{"do":"delay","millis":10000}]}`)
		ask(t, w, "1001", page, "agent.get", "[]")
		require.Empty(t, ana.take())
		stage(t, w, "desktop.reload", `{"agent":"1001"}`)
		assert.Len(t, ana.take(), 1)
	})
}
