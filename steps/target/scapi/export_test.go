package scapi

import (
	"encoding/json"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/reports/trace"
)

// NewPage is a page over a connection that a test made.
func NewPage(ws *websocket.Conn, cfg Config) *Page { return newPage(ws, cfg) }

// Understand says what the client library takes a message for.
func Understand(body []byte) (isAnswer, isFrameID bool, a Answer) {
	f := look(trace.ObjectOf(body))
	return f.isAnswer(), f.isFrameID(), f.answer(1)
}

// Reference is reference, to be fuzzed.
func Reference(raw json.RawMessage) string { return reference(raw) }
