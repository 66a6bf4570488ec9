package target

import (
	"io"
	"strings"
	"sync"
)

// tail passes on what is written to it and keeps the last of it. Its methods may be
// called from any goroutine.
type tail struct {
	to   io.Writer // nil: nobody
	mu   sync.Mutex
	kept []byte
}

// most is how much of it is kept: what a stack trace ends with.
const most = 2 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	t.kept = append(t.kept, p...)
	t.kept = t.kept[max(0, len(t.kept)-most):]
	t.mu.Unlock()
	if t.to == nil {
		return len(p), nil
	}
	return t.to.Write(p)
}

// String is what was kept, from the beginning of a line: half a secret could not be
// redacted.
func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	text := string(t.kept)
	if len(text) == most {
		_, text, _ = strings.Cut(text, "\n")
	}
	return strings.TrimSpace(strings.ToValidUTF8(text, "�"))
}
