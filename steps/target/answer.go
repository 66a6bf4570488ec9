package target

import (
	"encoding/json"
	"fmt"
	"strings"
)

// The codes of refusals that mean something to the judge (fixtures/stage).
const (
	codeNoMethod  = -32601 // the target does not have the method
	codeCannot    = -32000 // it cannot do it now
	codeUncounted = -32002 // it was not done in time, or a page that was counted on is gone
)

// answer is what a stage door says to a call.
type answer struct {
	ID     *float64        `json:"id"` // nil: the target could not read that of the call
	Result json.RawMessage `json:"result"`
	Error  *struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	} `json:"error"`
}

// letter is a line that a stage door said, and the answer that was read in it.
type letter struct {
	line   []byte
	answer answer
	err    error // why it is none
}

func open(line []byte) letter {
	l := letter{line: line}
	l.err = json.Unmarshal(line, &l.answer)
	return l
}

// to reports whether it is an answer to the call of that id.
func (a *answer) to(id int) bool {
	if a.ID == nil {
		return a.Error != nil
	}
	return *a.ID == float64(id) && (a.Result != nil || a.Error != nil)
}

// readAnswer takes the result out of the answer to a call.
func readAnswer(method string, id int, l letter) (json.RawMessage, error) {
	a := &l.answer
	if l.err != nil || !a.to(id) {
		return nil, fmt.Errorf(`stage door: %s: expected an answer such as {"jsonrpc":"2.0","id":%d,"result":{}} and nothing else, got %s`, method, id, clip(l.line))
	}
	switch {
	case a.Error == nil:
		return a.Result, nil
	case a.Error.Code == codeNoMethod && !alwaysThere[method]:
		return nil, &NotOfferedError{What: method + " at its stage door"}
	}
	return nil, &RefusedError{Method: method, Code: a.Error.Code, Message: brief(a.Error.Message)}
}

// alwaysThere are the methods that every target answers; the others are features.
var alwaysThere = map[string]bool{"hello": true, "world.open": true, "world.close": true, "barrier": true}

// brief is the beginning of what a target says.
func brief(text string) string {
	const most = 1000
	if len(text) <= most {
		return text
	}
	return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(text[:most], ""), len(text))
}

// clip quotes the beginning of what a target said.
func clip(raw []byte) string {
	const most = 200
	if len(raw) > most {
		return fmt.Sprintf("%q… (%d bytes)", raw[:most], len(raw))
	}
	return fmt.Sprintf("%q", raw)
}
