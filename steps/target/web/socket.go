package web

import (
	"fmt"
	"time"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/steps/target"
)

// Write writes a text frame out, one at a time. A socket that does not take it is closed.
func (c *Client) Write(ws *websocket.Conn, body []byte) error {
	_ = ws.SetWriteDeadline(time.Now().Add(c.cfg.Answer)) // fails only when closed: so does the write
	err := ws.WriteMessage(websocket.TextMessage, body)
	if err != nil {
		_ = ws.Close() // nothing more goes out on it
	}
	return err
}

// Next reads the next text frame. A binary one, which no client reads, is noted and passed
// over. An error is why nothing more comes, target.ErrFlood if more has come than is kept.
func (c *Client) Next(ws *websocket.Conn) ([]byte, error) {
	for {
		if err := c.Full(); err != nil {
			return nil, err
		}
		kind, body, err := target.Read(ws)
		if err != nil || kind == websocket.TextMessage {
			return body, err
		}
		c.Note(fmt.Sprintf("a binary frame of %d bytes came, which no client reads", len(body)))
		c.Lock()
		c.read++
		c.Wake()
		c.Unlock()
	}
}
