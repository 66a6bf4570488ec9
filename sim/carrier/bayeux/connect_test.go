package bayeux_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

func TestConnectFirst(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id, start := open(t, s, "ana"), time.Now()
		assert.Equal(t, say{"id": "3", "channel": "/meta/connect", "successful": true, "clientId": id, "advice": retry},
			one(t, tell(t, s, "ana", fetch(id))))
		assert.Zero(t, time.Since(start))
	})
}

func TestConnectHold(t *testing.T) {
	tests := map[string]struct {
		advice any
		want   time.Duration
	}{
		"no advice":        {nil, 20 * time.Second},
		"shorter":          {say{"timeout": 1500}, 1500 * time.Millisecond},
		"longer":           {say{"timeout": 60000}, 20 * time.Second},
		"far longer":       {say{"timeout": 1e300}, 20 * time.Second},
		"the server's own": {say{"timeout": -1}, 20 * time.Second},
		"another advice":   {say{"interval": 5}, 20 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{Hold: 20 * time.Second}, func(t *testing.T, s *bayeux.Server) {
				id, start := open(t, s, "ana", topic), time.Now()
				m := connect(id)
				m["advice"] = tt.advice
				assert.Empty(t, heard(t, tell(t, s, "ana", m)))
				assert.Equal(t, tt.want, time.Since(start))
			})
		})
	}
	t.Run("an event ends it", func(t *testing.T) {
		bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
			id, start := open(t, s, "ana", topic), time.Now()
			held := wait(t, s, "ana", connect(id))
			time.Sleep(7 * time.Second)
			deliver(s, "ana", "invited")
			assert.Equal(t, []string{"invited"}, heard(t, arrived(t, held)))
			assert.Equal(t, 7*time.Second, time.Since(start))
		})
	})
	t.Run("who does not listen is left in peace", func(t *testing.T) {
		bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
			id := open(t, s, "ana", "/v2/me/channels")
			held := wait(t, s, "ana", connect(id))
			deliver(s, "ana", "invited")
			synctest.Wait()
			assert.Empty(t, held)
			assert.Empty(t, heard(t, <-held))
		})
	})
	t.Run("not with others", func(t *testing.T) {
		bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
			id, start := open(t, s, "ana"), time.Now()
			answer := tell(t, s, "ana", connect(id), subscribe(id, "/a"))
			assert.Zero(t, time.Since(start), "what else was asked is answered at once")
			assert.Equal(t, "/meta/subscribe", answer[0]["channel"])
			assert.Equal(t, "/meta/connect", answer[1]["channel"])
		})
	})
}

func TestConnectOrder(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		deliver(s, "ana", "one")
		deliver(s, "ana", "two")
		assert.Equal(t, []string{"one", "two"}, heard(t, tell(t, s, "ana", connect(id))))
		held := wait(t, s, "ana", connect(id))
		deliver(s, "ana", "three")
		deliver(s, "ana", "four")
		got := heard(t, arrived(t, held))
		got = append(got, heard(t, tell(t, s, "ana", fetch(id)))...) // the first may have left at once
		assert.Equal(t, []string{"three", "four"}, got)
	})
}

func TestAdvice(t *testing.T) {
	bubble(t, bayeux.Config{Hold: 1500 * time.Millisecond}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		want := say{"reconnect": "retry", "interval": 0., "timeout": 1500.}
		for range 3 {
			deliver(s, "ana", "one")
			for range 2 { // at once, and held
				answer := tell(t, s, "ana", connect(id))
				assert.Equal(t, want, answer[len(answer)-1]["advice"])
			}
		}
	})
}

func TestConnectDuplicate(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		first := wait(t, s, "ana", connect(id))
		time.Sleep(20 * time.Second)
		second := wait(t, s, "ana", connect(id))
		assert.Empty(t, heard(t, arrived(t, first)))
		time.Sleep(20 * time.Second)
		assert.Empty(t, second, "it has its own time")
		deliver(s, "ana", "one")
		assert.Equal(t, []string{"one"}, heard(t, arrived(t, second)))
	})
}
