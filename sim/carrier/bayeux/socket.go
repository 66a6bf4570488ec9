package bayeux

import (
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// socket is a user's WebSocket connection. The goroutine of its request reads and
// answers; what a connect has waited for is written by another, which runs only while
// something is due.
type socket struct {
	server *Server
	user   string
	ws     *websocket.Conn
	turn   sync.Mutex // held by who takes messages, until they are written: they stay in order

	// Guarded by the server's lock.
	due  []*poll  // connects that have waited
	bye  *goodbye // why the server hangs up; nil: it does not
	busy bool     // what is due is being written
}

// goodbye is why the server hangs up.
type goodbye struct {
	code int
	why  string
}

var (
	restarting = goodbye{websocket.CloseServiceRestart, "all sessions have ended: begin again"}
	loggedOut  = goodbye{websocket.CloseGoingAway, "the user is logged out"}
	tooMany    = goodbye{websocket.CloseTryAgainLater, "the user has too many connections"}
)

// linger is how long a peer that has been told goodbye may take to hang up, and to
// take what was due before.
const linger = time.Second

var upgrader = websocket.Upgrader{
	ReadBufferSize:  1024,
	WriteBufferSize: 1024,
	WriteBufferPool: &sync.Pool{},
	// Who asks has been found out by the caller, and from which page by its rules.
	CheckOrigin: func(*http.Request) bool { return true },
}

func (s *Server) serveSocket(w http.ResponseWriter, r *http.Request, name string) {
	ws, err := upgrader.Upgrade(w, r, http.Header{"Set-Cookie": w.Header()["Set-Cookie"]}) // the caller may have begun a session
	if err != nil {
		return // it has been answered
	}
	defer ws.Close()
	ws.SetReadLimit(s.cfg.Limits.Body)
	c := &socket{server: s, user: name, ws: ws}
	if bye := s.admit(c); bye != nil {
		bye.say(ws)
		return
	}
	defer s.dismiss(c)
	for {
		if err := c.next(); err != nil {
			return
		}
	}
}

// admit lets a connection be the user's, or says why it is hung up on.
func (s *Server) admit(c *socket) *goodbye {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return &restarting
	}
	u := s.of(c.user)
	if len(u.sockets) >= s.cfg.Limits.Sockets {
		s.warnFull("bayeux connection refused: the user has too many", c.user)
		return &tooMany
	}
	u.sockets = append(u.sockets, c)
	return nil
}

// dismiss forgets a connection. Its sessions live on: their clients may come back.
func (s *Server) dismiss(c *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.users[c.user]
	if u == nil {
		return
	}
	u.sockets = slices.DeleteFunc(u.sockets, func(other *socket) bool { return other == c })
	for _, sn := range u.sessions {
		if sn.poll != nil && sn.poll.socket == c {
			sn.poll = nil
			sn.wakeAfter(s.cfg.MaxInterval)
		}
	}
	s.forget(c.user)
}

// next reads one frame, acts on it and answers it. Whoever has a session says
// something at least as often as a connect is answered.
func (c *socket) next() error {
	c.allow(c.server.cfg.Hold + c.server.cfg.MaxInterval)
	kind, sent, err := c.ws.ReadMessage()
	if err != nil {
		return err
	}
	if kind != websocket.TextMessage {
		c.server.refuse(c, websocket.CloseUnsupportedData, "the frame is binary: expected text")
		return nil
	}
	batch, err := decode(sent, c.server.cfg.Limits.Messages)
	switch {
	case errors.Is(err, errEmpty): // some clients send it to show that they are there
		return nil
	case err != nil:
		c.server.refuse(c, websocket.CloseInvalidFramePayloadData, err.Error())
		return nil
	}
	return c.take(batch)
}

// take acts on the messages of a frame and answers them.
func (c *socket) take(batch []message) error {
	c.turn.Lock()
	defer c.turn.Unlock()
	a, waits, err := c.server.act(c.user, batch, &poll{socket: c})
	if err != nil || waits != nil {
		return nil // the goodbye is on its way, or the answer is not
	}
	return c.write(a)
}

func (c *socket) write(a answer) error {
	patience := c.server.cfg.Limits.Write
	if c.isEnding() {
		patience = linger
	}
	_ = c.ws.SetWriteDeadline(time.Now().Add(patience)) // it is only noted
	err := c.ws.WriteMessage(websocket.TextMessage, c.server.bodyOf(c.user, a))
	if err != nil {
		c.server.restore(a)
	}
	return err
}

func (c *socket) isEnding() bool {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	return c.bye != nil
}

// allow lets the peer be silent so long, unless it has been told goodbye.
func (c *socket) allow(d time.Duration) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if c.bye == nil {
		_ = c.ws.SetReadDeadline(time.Now().Add(d)) // fails only when closed: so does the read
	}
}

// refuse hangs up on a peer who has sent what is no batch.
func (s *Server) refuse(c *socket, code int, why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hangUp(c, goodbye{code, why})
}

// hangUp says goodbye once what is due has been written.
func (s *Server) hangUp(c *socket, bye goodbye) {
	if c.bye != nil {
		return
	}
	c.bye = &bye
	_ = c.ws.NetConn().SetDeadline(time.Now().Add(linger)) // fails only when closed
	s.answerDue(c)
}

// answerDue sees to it that what is due is written.
func (s *Server) answerDue(c *socket) {
	if !c.busy {
		c.busy = true
		s.writers.Go(c.answerAll)
	}
}

func (c *socket) answerAll() {
	for {
		switch p, bye := c.nextDue(); {
		case p != nil:
			c.answer(p)
		case bye != nil:
			bye.say(c.ws)
			return
		default:
			return
		}
	}
}

// nextDue is what is to be written next; nothing: the writer is done.
func (c *socket) nextDue() (*poll, *goodbye) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	if len(c.due) == 0 {
		c.busy = c.bye != nil // nobody says goodbye twice
		return nil, c.bye
	}
	p := c.due[0]
	c.due = c.due[1:]
	return p, nil
}

func (c *socket) answer(p *poll) {
	c.turn.Lock()
	defer c.turn.Unlock()
	if err := c.write(c.server.settled(p)); err != nil {
		_ = c.ws.Close() // the reader hears of it
	}
}

// say writes the close frame, with as much of the reason as it can hold.
func (g *goodbye) say(ws *websocket.Conn) {
	const most = 120
	text := websocket.FormatCloseMessage(g.code, string(cut([]byte(g.why), most)))
	_ = ws.WriteControl(websocket.CloseMessage, text, time.Now().Add(linger)) // who does not hear it is hung up on, too
}
