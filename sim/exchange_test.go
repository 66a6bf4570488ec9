package sim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/journal"
	"github.com/deskproof/deskproof/sim/wire"
)

// enter lets a user of GWS in.
func enter(t testing.TB, w *sim.World, user string) *box {
	t.Helper()
	b := &box{}
	require.NoError(t, w.Enter(t.Context(), wire.GWS, user, b))
	return b
}

// get asks for something and returns the answer.
func get(t testing.TB, w *sim.World, user, path string) string {
	t.Helper()
	a, err := w.Exchange(t.Context(), wire.GWS, user, fmt.Appendf(nil, `{"method":"GET","path":%q,"base":"http://h/api/v2"}`, path))
	require.NoError(t, err)
	return string(a)
}

// post asks for an operation and returns the answer.
func post(t testing.TB, w *sim.World, user, path, body string) string {
	t.Helper()
	a, err := w.Exchange(t.Context(), wire.GWS, user, fmt.Appendf(nil, `{"method":"POST","path":%q,"base":"http://h/api/v2","body":%s}`, path, body))
	require.NoError(t, err)
	return string(a)
}

const (
	writes = `{"agent":"1001","from":"rosa@example.com","subject":"An invoice"}`
	noList = `{"status":200,"body":{"statusCode":0,"uris":[]}}`
)

// told is what a notification says of an interaction.
type told struct {
	Channel string
	Data    struct{ ID, State string }
}

func read(t testing.TB, frame string) told {
	t.Helper()
	var m told
	require.NoError(t, json.Unmarshal([]byte(frame), &m))
	return m
}

func TestAUserIsAnsweredAndTold(t *testing.T) {
	w := world(t, sim.Config{})
	ana, ben := enter(t, w, "1001"), enter(t, w, "1002")
	assert.Equal(t, noList, get(t, w, "1001", "/me/interactions"))
	stage(t, w, "email.arrive", writes)
	frames := ana.take()
	require.Len(t, frames, 1)
	invited := read(t, frames[0])
	assert.Equal(t, "Invited", invited.Data.State)
	assert.Contains(t, post(t, w, "1001", "/me/interactions/"+invited.Data.ID, `{"operationName":"Accept"}`), `"statusCode":0`)
	assert.Contains(t, get(t, w, "1001", "/me/interactions"), invited.Data.ID)
	assert.Empty(t, ben.take(), "it is not his")
}

func TestBothWiresTellOfOneInteraction(t *testing.T) {
	w := world(t, sim.Config{})
	desk, _ := sit(t, w, "1001")
	client := enter(t, w, "1001")
	stage(t, w, "email.arrive", writes)
	require.NotEmpty(t, desk.take())
	id := read(t, client.take()[0]).Data.ID
	post(t, w, "1001", "/me/interactions/"+id, `{"operationName":"Accept"}`)
	assert.NotEmpty(t, desk.take(), "the desktop sees what was done elsewhere")
}

func TestWhoCannotBeAsked(t *testing.T) {
	w := world(t, sim.Config{})
	ask := func(user string, body string) error {
		_, err := w.Exchange(t.Context(), wire.GWS, user, []byte(body))
		return err
	}
	assert.EqualError(t, ask("1001", "{}"), `user "1001": no such page`, "they have not entered")
	assert.EqualError(t, ask("9", "{}"), `user "9": no such page`)
	assert.ErrorIs(t, w.Enter(t.Context(), wire.GWS, "9", &box{}), sim.ErrUnknownAgent)
	enter(t, w, "1001")
	assert.ErrorIs(t, ask("1001", "\xff"), sim.ErrText)
	_, err := w.Open(t.Context(), "1007", "", &box{})
	assert.ErrorIs(t, err, sim.ErrUnknownAgent, "who is no agent has no desktop")
	admin := enter(t, w, "1007")
	assert.Contains(t, get(t, w, "1007", "/interactions"), `"statusCode":0`)
	assert.Contains(t, get(t, w, "1007", "/me/interactions"), `"status":403`)
	assert.Empty(t, admin.take())
	w.Close()
	assert.ErrorIs(t, ask("1001", "{}"), sim.ErrClosed)
}

func TestAnswersThatFaultsTakeAway(t *testing.T) {
	request := []byte(`{"method":"GET","path":"/me/interactions","base":"http://h/api/v2"}`)
	faulty := func(t *testing.T, fault string) *sim.World {
		w := world(t, sim.Config{})
		enter(t, w, "1001")
		stage(t, w, "fault.set", `{"faults":[`+fault+`]}`)
		return w
	}
	for name, fault := range map[string]string{
		"the answer is lost":      `{"on":{"wire":"gws","frame":"answer"},"do":"lose"}`,
		"the request is lost":     `{"on":{"wire":"gws","frame":"request"},"do":"lose"}`,
		"held back, and lost too": `{"on":{"wire":"gws","frame":"answer"},"do":"delay","millis":10},{"on":{"wire":"gws","frame":"answer"},"do":"lose"}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := faulty(t, fault).Exchange(t.Context(), wire.GWS, "1001", request)
			assert.ErrorIs(t, err, sim.ErrNoAnswer)
		})
	}
	t.Run("twice is once", func(t *testing.T) {
		w := faulty(t, `{"on":{"wire":"gws"},"do":"repeat"}`)
		assert.Equal(t, noList, get(t, w, "1001", "/me/interactions"))
		assert.Equal(t, noList, get(t, w, "1001", "/me/interactions"))
	})
	t.Run("late comes with the next input", func(t *testing.T) {
		w := faulty(t, `{"on":{"wire":"gws"},"do":"late"}`)
		answer := make(chan string)
		go func() {
			a, err := w.Exchange(context.Background(), wire.GWS, "1001", request)
			answer <- fmt.Sprint(string(a), err)
		}()
		for waiting := true; waiting; {
			select {
			case a := <-answer:
				assert.Equal(t, noList+"<nil>", a)
				waiting = false
			default:
				stage(t, w, "agent.set", `{"agent":"1003","state":"not-ready"}`)
			}
		}
	})
	t.Run("late in a world that ends", func(t *testing.T) {
		w := faulty(t, `{"on":{"wire":"gws"},"do":"late"}`)
		ended := make(chan error)
		go func() {
			_, err := w.Exchange(context.Background(), wire.GWS, "1001", request)
			ended <- err
		}()
		for w.Agents() != nil {
			counts, err := w.Barrier(t.Context(), []sim.Count{{Wire: "gws", Agent: "1001", Page: 1, Sent: 1}})
			require.NoError(t, err)
			if counts[0].Sent == 1 {
				break
			}
		}
		w.Close()
		assert.ErrorIs(t, <-ended, sim.ErrClosed)
	})
	t.Run("nobody waits any more", func(t *testing.T) {
		w := faulty(t, `{"on":{"wire":"gws"},"do":"late"}`)
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		_, err := w.Exchange(ctx, wire.GWS, "1001", request)
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		stage(t, w, "fault.set", `{"faults":[]}`)
		assert.Equal(t, noList, get(t, w, "1001", "/me/interactions"))
	})
}

func TestAnAnswerIsHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		b := enter(t, w, "1001")
		stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"gws","frame":"answer"},"do":"delay","millis":400}]}`)
		start := time.Now()
		assert.Equal(t, noList, get(t, w, "1001", "/me/interactions"))
		assert.LessOrEqual(t, time.Since(start), 400*time.Millisecond)
		stage(t, w, "email.arrive", writes)
		synctest.Wait()
		assert.Len(t, b.take(), 1, "notifications are not")
		w.Close()
	})
}

func TestABarrierWaitsForNotificationsThatAreHeldBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := world(t, sim.Config{})
		b := enter(t, w, "1001")
		stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"gws","frame":"event"},"do":"delay","millis":400}]}`)
		stage(t, w, "email.arrive", writes)
		require.Empty(t, b.take(), "it is held back")
		_, err := w.Barrier(t.Context(), nil)
		require.NoError(t, err)
		assert.Len(t, b.take(), 1)
		w.Close()
	})
}

func TestTooManyRequestsOfOneUser(t *testing.T) {
	w := world(t, sim.Config{})
	enter(t, w, "1001")
	stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"gws"},"do":"late"}]}`)
	ctx, cancel := context.WithCancel(t.Context())
	errs := make(chan error)
	ask := func() {
		_, err := w.Exchange(ctx, wire.GWS, "1001", []byte(`{"method":"GET","path":"/me"}`))
		errs <- err
	}
	// Each answer but the last comes with the next request.
	go ask()
	go ask()
	require.NoError(t, <-errs)
	cancel()
	require.ErrorIs(t, <-errs, context.Canceled)
}

func TestABarrierCountsRequests(t *testing.T) {
	w := world(t, sim.Config{})
	enter(t, w, "1001")
	get(t, w, "1001", "/me")
	stage(t, w, "email.arrive", writes)
	counts, err := w.Barrier(t.Context(), []sim.Count{{Wire: "gws", Agent: "1001", Page: 1, Sent: 1}})
	require.NoError(t, err)
	assert.Equal(t, []sim.Count{{Wire: "gws", Agent: "1001", Page: 1, Sent: 1, Handed: 2}}, counts)
	_, err = w.Barrier(t.Context(), []sim.Count{{Wire: "fax", Agent: "1001", Page: 1}})
	assert.ErrorIs(t, err, sim.ErrUnknownAgent)
}

func TestATapIsToldOfRequests(t *testing.T) {
	var heard []string
	w := world(t, sim.Config{Name: "w", Tap: func(c sim.Crossing) {
		heard = append(heard, fmt.Sprintf("%s %s %s %d %s%s", c.Wire, c.Agent, crossings[c.Kind], c.Exchange, c.Body, c.Reason))
	}})
	enter(t, w, "1007")
	get(t, w, "1007", "/nothing")
	w.Close()
	assert.Equal(t, []string{
		"gws 1007 opened 0 ",
		`gws 1007 read 1 {"method":"GET","path":"/nothing","base":"http://h/api/v2"}`,
		`gws 1007 handed 1 {"status":404,"body":{"statusCode":6,"statusMessage":"Resource not found"}}`,
		"gws 1007 closed 0 the world has ended",
	}, heard)
}

// gwsDay is a day on both wires.
func gwsDay(t *testing.T, w *sim.World) {
	t.Helper()
	desk, page := sit(t, w, "1002")
	ana, ben := enter(t, w, "1001"), enter(t, w, "1002")
	get(t, w, "1001", "/me")
	stage(t, w, "email.arrive", writes)
	id := read(t, ana.take()[0]).Data.ID
	post(t, w, "1001", "/me/interactions/"+id, `{"operationName":"Accept"}`)
	post(t, w, "1001", "/me/interactions/"+id, `{"operationName":"UpdateProperties","properties":{"a":1}}`)
	post(t, w, "1001", "/me/interactions/"+id, `{"operationName":"Transfer","targetId":"ben"}`)
	stage(t, w, "fault.set", `{"faults":[{"on":{"wire":"gws","frame":"event"},"do":"repeat"},{"on":{"wire":"gws","frame":"answer","nth":2},"do":"lose"}]}`)
	stage(t, w, "clock.advance", `{"ms":20000}`)
	get(t, w, "1002", "/me/interactions")
	_, err := w.Exchange(t.Context(), wire.GWS, "1002", []byte(`{"method":"DELETE","path":"/","text":"no JSON"}`))
	require.ErrorIs(t, err, sim.ErrNoAnswer)
	ask(t, w, "1002", page, "interaction.getInteractions", "[]")
	require.NotEmpty(t, ben.take())
	require.NotEmpty(t, desk.take())
}

func TestADayOnBothWiresIsReplayed(t *testing.T) {
	var file bytes.Buffer
	doc := center(t)
	doc.SetOptions(map[string]string{"gws/results": "seed"})
	w := world(t, sim.Config{Center: doc, Name: "w", Journal: journal.NewWriter(&file)})
	gwsDay(t, w)
	w.Close()
	kept := file.String()
	assert.NotContains(t, kept, `"password":"`, "no journal needs them")

	seen := map[string]int{}
	sum, err := sim.Replay(bytes.NewReader(file.Bytes()), func(p sim.Played) error {
		for _, f := range p.Frames {
			seen[f.Wire+" "+f.Agent]++
		}
		return nil
	})
	require.NoError(t, err)
	assert.Len(t, sum.Digests, 3, "a login each")
	assert.NotZero(t, seen["gws 1001"])
	assert.NotZero(t, seen["gws 1002"])
	assert.NotZero(t, seen["scapi 1002"])

	other := bytes.Replace(file.Bytes(), []byte(`\"targetId\":\"ben\"`), []byte(`\"targetId\":\"cleo\"`), 1)
	_, err = sim.Replay(bytes.NewReader(other), nil)
	assert.ErrorContains(t, err, "says something else than it did")
}

func TestEachRequestGetsItsOwnAnswer(t *testing.T) {
	w := world(t, sim.Config{})
	names := map[string]string{"1001": "ana", "1002": "ben", "1003": "cleo", "1007": "gail"}
	var wg sync.WaitGroup
	for id, name := range names {
		enter(t, w, id)
		for path, want := range map[string]string{"/me": `"userName":"` + name + `"`, "/interactions": `"uris":[]`, "/nothing": `"status":404`} {
			wg.Go(func() {
				for range 50 {
					a, err := w.Exchange(t.Context(), wire.GWS, id, fmt.Appendf(nil, `{"method":"GET","path":%q}`, path))
					assert.NoError(t, err)
					assert.Contains(t, string(a), want)
				}
			})
		}
	}
	wg.Wait()
	w.Close()
}
