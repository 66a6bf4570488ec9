package target_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
)

// page is a page of a desk that writes down what settling asks of it.
type page struct {
	account string
	number  int
	sent    int
	read    int
	fails   error
	quiet   func() // what happens while it is listened to
	asked   *[]string
}

func (p *page) Account() string { return p.account }
func (p *page) Number() int     { return p.number }
func (p *page) Sent() int       { return p.sent }
func (p *page) Read() int       { return p.read }

func (p *page) note(what string, args ...any) error {
	*p.asked = append(*p.asked, fmt.Sprintf("%s/%d ", p.account, p.number)+fmt.Sprintf(what, args...))
	return p.fails
}

func (p *page) Await(_ context.Context, read int) error { return p.note("awaits %d", read) }
func (p *page) Fence(context.Context) error             { return p.note("fence") }
func (p *page) Quiet(_ context.Context, d time.Duration) error {
	if p.quiet != nil {
		p.quiet()
	}
	return p.note("quiet for %s", d)
}

// settling is a world with three pages, and what is asked of them and of the door.
func settling(t *testing.T, hello, barrier string, settle targets.Settle) (*target.World, []*page, func() []string) {
	t.Helper()
	var asked []string
	said := make(chan call, 10)
	say := results(map[string]string{"hello": hello, "world.open": `{"world":"w1"}`, "barrier": barrier})
	file := doorAt(t, func(c call) []string { said <- c; return []string{answer(c.ID, say(c))} })
	file.Settle = settle
	w, err := connect(t, file).OpenWorld(t.Context(), target.Spec{}, trace.NewLog())
	require.NoError(t, err)
	<-said
	<-said
	pages := []*page{
		{account: "1001", number: 1, sent: 3, asked: &asked}, {account: "1002", number: 1, sent: 0, asked: &asked},
		{account: "1001", number: 2, sent: 1, asked: &asked},
	}
	for _, p := range pages {
		w.Join(p)
	}
	return w, pages, func() []string {
		for len(said) > 0 {
			asked = append(asked, fmt.Sprint((<-said).Params))
		}
		return asked
	}
}

const (
	countless = `{"protocol":1,"worlds":"many"}`
	counts    = `{"protocol":1,"worlds":"many","can":{"count":true}}`
	tally     = `{"desks":[{"agent":"1001","page":1,"sent":3,"handed":4},{"agent":"1001","page":2,"sent":1,"handed":6},{"agent":"1002","page":1,"sent":0,"handed":5},{"agent":"9","page":1,"sent":0,"handed":9}]}`
)

func TestSettle(t *testing.T) {
	const nothing, counted = "map[world:w1]", "map[desks:[map[agent:1001 handed:0 page:1 sent:3] map[agent:1002 handed:0 page:1 sent:0] map[agent:1001 handed:0 page:2 sent:1]] world:w1]"
	awaits := []string{"1001/1 awaits 4", "1002/1 awaits 5", "1001/2 awaits 6", counted}
	fences := []string{"1001/1 fence", "1002/1 fence", "1001/2 fence", "1001/1 fence", "1002/1 fence", "1001/2 fence", nothing}
	quiet := func(d string) []string {
		return []string{"1001/1 quiet for " + d, "1002/1 quiet for " + d, "1001/2 quiet for " + d, nothing}
	}
	tests := map[string]struct {
		hello  string
		settle targets.Settle
		mayAsk bool
		want   []string
	}{
		"it counts":                       {counts, targets.Settle{}, true, awaits},
		"it counts, and we may not ask":   {counts, targets.Settle{Mode: targets.Auto}, false, awaits},
		"it counts, and is to be fenced":  {counts, targets.Settle{Mode: targets.Fence}, true, fences},
		"it counts, and is to be quiet":   {counts, targets.Settle{Mode: targets.Quiet, Quiet: time.Second}, true, quiet("1s")},
		"it does not count":               {countless, targets.Settle{Mode: targets.Auto}, true, fences},
		"it does not, and we may not ask": {countless, targets.Settle{}, false, quiet("500ms")},
		"it is to count all the same":     {countless, targets.Settle{Mode: targets.Count}, true, awaits},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w, _, asked := settling(t, tt.hello, tally, tt.settle)
			require.NoError(t, w.Settle(t.Context(), tt.mayAsk))
			assert.Equal(t, tt.want, asked())
		})
	}
}

func TestAPersonsDeskIsListenedTo(t *testing.T) {
	k := sitDown(t)
	_, to := during(t, k, func() (*target.Target, error) { return target.Connect(t.Context(), k.config) })
	_, w := during(t, k, func() (*target.World, error) { return to.OpenWorld(t.Context(), target.Spec{}, trace.NewLog()) })
	var asked []string
	w.Join(&page{account: "1001", number: 1, asked: &asked})
	require.NoError(t, w.Settle(t.Context(), true))
	assert.Equal(t, []string{"1001/1 quiet for 500ms"}, asked)
}

func TestADeskThatSpeaksUpIsListenedToAgain(t *testing.T) {
	w, pages, asked := settling(t, countless, "{}", targets.Settle{Mode: targets.Quiet})
	pages[2].quiet = func() { pages[2].quiet = nil; pages[0].read++ }
	require.NoError(t, w.Settle(t.Context(), true))
	assert.Len(t, asked(), 7, "two rounds and the barrier")
}

func TestSettleFails(t *testing.T) {
	broken := errors.New("broken")
	gone := func(pages []*page) { pages[1].fails = broken }
	tests := map[string]struct {
		mode    targets.SettleMode
		barrier string
		spoil   func([]*page)
		want    string
	}{
		"a page is not counted":      {targets.Count, `{"desks":[{"agent":"1001","page":1,"sent":3},{"agent":"1001","page":2,"sent":1}]}`, nil, "stage door: barrier: the answer has no count for page 1 of agent 1002, which settling by count needs"},
		"nothing is counted":         {targets.Count, `{}`, nil, "no count for page 1 of agent 1001"},
		"not all has been read":      {targets.Count, `{"desks":[{"agent":"1001","page":1,"sent":2}]}`, nil, "stage door: barrier: 2 of the 3 frames of page 1 of agent 1001 have been read; a barrier waits for all"},
		"it counts in words":         {targets.Count, `{"desks":"all"}`, nil, "stage door: barrier: json: cannot unmarshal string"},
		"it gives up while counting": {targets.Count, `"error":{"code":-32002,"message":"not in time"}`, nil, "not in time"},
		"it gives up":                {targets.Fence, `"error":{"code":-32002,"message":"not in time"}`, nil, "stage door: barrier: not in time (code -32002)"},
		"it has no barrier":          {targets.Quiet, `"error":{"code":-32601,"message":"what?"}`, nil, "stage door: barrier: what? (code -32601)"},
		"a page fails the count":     {targets.Count, tally, gone, "broken"},
		"a page fails a fence":       {targets.Fence, `{}`, gone, "broken"},
		"a page fails to be quiet":   {targets.Quiet, `{}`, gone, "broken"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w, pages, _ := settling(t, counts, tt.barrier, targets.Settle{Mode: tt.mode})
			if tt.spoil != nil {
				tt.spoil(pages)
			}
			assert.ErrorContains(t, w.Settle(t.Context(), true), tt.want)
		})
	}
}

// A desk that never is at rest is not waited for until the scenario's time is over.
func TestADeskThatIsNeverAtRest(t *testing.T) {
	w, pages, asked := settling(t, countless, `{}`, targets.Settle{Mode: targets.Quiet, Quiet: 5 * time.Millisecond})
	pages[1].quiet = func() { pages[0].read++ }
	require.NoError(t, w.Settle(t.Context(), true))
	assert.NotEmpty(t, asked())
}

// uncounted is a page of a wire on which nobody counts.
type uncounted struct{ *page }

func (uncounted) Uncounted() {}

func TestAPageThatNobodyCountsIsFencedOnceTheTargetIsDone(t *testing.T) {
	for name, settle := range map[string]targets.Settle{"by count": {Mode: targets.Count}, "by fences": {Mode: targets.Fence}} {
		t.Run(name, func(t *testing.T) {
			w, pages, asked := settling(t, counts, tally, settle)
			for _, p := range pages {
				w.Leave(p)
			}
			w.Join(uncounted{pages[0]})
			require.NoError(t, w.Settle(t.Context(), true))
			assert.Equal(t, "1001/1 fence", asked()[0])
			assert.Len(t, asked(), 2, "one fence, and the barrier")
			assert.NotContains(t, asked()[1], "1001")
		})
	}
}
