package stage

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"

	"github.com/deskproof/deskproof/sim"
)

// The error codes of an answer: JSON-RPC 2.0's own, then ours.
const (
	codeParse    = -32700
	codeRequest  = -32600
	codeMethod   = -32601
	codeParams   = -32602
	codeRefused  = -32000 // the center refused it
	codeNoWorld  = -32001
	codeNoEffort = -32002 // it could not be done in time, or the page is gone
)

// call is a JSON-RPC 2.0 request.
type call struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Method  string          `json:"method"`
	Params  json.RawMessage `json:"params"`
}

type answer struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  any             `json:"result,omitempty"`
	Error   *rpcError       `json:"error,omitempty"`
}

type rpcError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *rpcError) Error() string { return e.Message }

// parse reads one call; an error is already in the words of an answer, and the
// call then has the id to answer to, if it could be read.
func parse(raw []byte) (call, *rpcError) {
	var c call
	if !utf8.Valid(raw) {
		return c, &rpcError{codeParse, "not UTF-8 text"}
	}
	err := json.Unmarshal(raw, &c)
	if _, bad := errors.AsType[*json.SyntaxError](err); bad {
		return call{}, &rpcError{codeParse, "not JSON"}
	}
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		return c, &rpcError{codeRequest, "batches are not taken: send one call at a time"}
	}
	if c.ID != nil && !isID(c.ID) {
		return call{}, &rpcError{codeRequest, "id must be a number or a string"}
	}
	if err != nil || c.Version != "2.0" || c.Method == "" {
		return c, &rpcError{codeRequest, `expected a JSON-RPC 2.0 call: {"jsonrpc":"2.0","id":1,"method":"…","params":{…}}`}
	}
	return c, nil
}

// isID reports whether raw is a string, a number or null.
func isID(raw json.RawMessage) bool { return !bytes.ContainsAny(raw[:1], "{[tf") }

// respond makes the answer to the call of that id; nil if it could not be read.
func respond(id json.RawMessage, result any, err error) []byte {
	a := answer{Version: "2.0", ID: id}
	if id == nil {
		a.ID = json.RawMessage("null")
	}
	switch {
	case err != nil:
		a.Error = asRPC(err)
	case result == nil:
		a.Result = struct{}{}
	default:
		a.Result = result
	}
	body, merr := json.Marshal(a)
	if merr != nil {
		a.Result, a.Error = nil, &rpcError{codeRefused, merr.Error()}
		body, _ = json.Marshal(a) // plain text now
	}
	return body
}

func asRPC(err error) *rpcError {
	if r, ok := errors.AsType[*rpcError](err); ok {
		return r
	}
	code := codeRefused
	_, gone := errors.AsType[*sim.PageClosedError](err)
	switch {
	case errors.Is(err, sim.ErrUnknownMethod):
		code = codeMethod
	case errors.Is(err, sim.ErrParams):
		code = codeParams
	case errors.Is(err, sim.ErrClosed):
		code = codeNoWorld
	case gone:
		code = codeNoEffort
	}
	return &rpcError{code, err.Error()}
}
