package carrier_test

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

func TestAPeerThatAnswersPingsStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connect, why := servePipes(t, carrier.Limits{}, echo)
		ws := connect("")
		got := make(chan string)
		go func() {
			defer close(got)
			for {
				_, body, err := ws.ReadMessage()
				if err != nil {
					return
				}
				got <- string(body)
			}
		}()
		time.Sleep(time.Hour)
		write(t, ws, "still here")
		assert.Equal(t, "still here", <-got)
		ws.Close()
		<-got
		<-why
	})
}

func TestAPeerThatIsSilentIsCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connect, why := servePipes(t, carrier.Limits{Ping: 20 * time.Second}, echo)
		ws := connect("")
		ws.SetPingHandler(func(string) error { return nil })
		start := time.Now()
		closed := goodbye(t, ws)
		assert.Equal(t, "peer has not answered the pings", closed.Text)
		assert.Equal(t, 40*time.Second, time.Since(start))
		assert.ErrorIs(t, <-why, carrier.ErrSilent)
	})
}

func TestAPeerThatPingsByItselfStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connect, why := servePipes(t, carrier.Limits{Ping: 20 * time.Second}, echo)
		ws := connect("")
		ws.SetPingHandler(func(string) error { return nil })
		go func() { _, _, _ = ws.ReadMessage() }() // until it is closed
		for range 100 {
			time.Sleep(30 * time.Second)
			require.NoError(t, ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)))
		}
		assert.Empty(t, why)
		ws.Close()
		<-why
	})
}

func TestAPeerThatDoesNotReadIsCutOffAtTheWriteDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connect, why := servePipes(t, carrier.Limits{Write: 7 * time.Second}, echo)
		start := time.Now()
		connect("hello")
		assert.ErrorIs(t, <-why, carrier.ErrStuck)
		assert.Equal(t, 7*time.Second, time.Since(start))
	})
}

func TestASlowReaderIsCutOffAloneAndToldSo(t *testing.T) {
	tests := map[string]struct {
		limits carrier.Limits
		greet  string
	}{
		"too many frames": {carrier.Limits{Queue: 8}, "x"},
		"too many bytes":  {carrier.Limits{Bytes: 1000}, strings.Repeat("x", 100)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				flood := func(c *carrier.Conn, body []byte) error {
					for range 50 * len(body) {
						c.Send([]byte(tt.greet))
					}
					return echo(c, body)
				}
				connect, why := servePipes(t, tt.limits, flood)
				other := connect("")
				slow := connect("")
				start := time.Now()
				write(t, slow, "1")
				write(t, other, "")
				assert.Empty(t, read(t, other), "another connection is served")
				assert.Zero(t, time.Since(start), "and at once")

				time.Sleep(time.Second)
				assert.Equal(t, carrier.ErrSlow.Error(), goodbye(t, slow).Text)
				assert.ErrorIs(t, <-why, carrier.ErrSlow)
				other.Close()
				<-why
			})
		})
	}
}

func TestAFloodOfPingsFillsTheQueueToo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		connect, why := servePipes(t, carrier.Limits{Queue: 8}, echo)
		ws := connect("")
		for range 100 {
			_ = ws.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) // it may be cut off already
		}
		assert.ErrorIs(t, <-why, carrier.ErrSlow)
	})
}

func TestAPeerThatDoesNotHangUpIsHungUpOn(t *testing.T) {
	tests := map[string]struct {
		takes time.Duration
		peer  func(*websocket.Conn)
	}{
		"silent": {time.Second, func(*websocket.Conn) {}},
		"talking": {time.Second, func(ws *websocket.Conn) {
			for ws.WriteMessage(websocket.TextMessage, []byte("x")) == nil {
				time.Sleep(10 * time.Millisecond)
			}
		}},
		"hanging up": {300 * time.Millisecond, func(ws *websocket.Conn) {
			time.Sleep(300 * time.Millisecond)
			_ = ws.WriteControl(websocket.CloseMessage, nil, time.Now().Add(time.Second))
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				connect, why := servePipes(t, carrier.Limits{}, func(c *carrier.Conn, _ []byte) error {
					c.Close("enough")
					return nil
				})
				ws := connect("")
				ws.SetCloseHandler(func(int, string) error { return nil })
				write(t, ws, "x")
				assert.Equal(t, "enough", goodbye(t, ws).Text)
				start := time.Now()
				left := make(chan struct{})
				go func() { defer close(left); tt.peer(ws) }()
				<-why
				assert.Equal(t, tt.takes, time.Since(start))
				<-left
			})
		})
	}
}
