package sim

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
)

// MaxWorlds is how many worlds a Host keeps at once.
const MaxWorlds = 4096

// ErrTooManyWorlds is why a Host opens no further world.
var ErrTooManyWorlds = errors.New("too many worlds are open; close some")

// Host keeps worlds by id. Its methods may be called from any goroutine.
type Host struct {
	ctx    context.Context
	mu     sync.Mutex
	last   int
	worlds map[string]*World
}

// NewHost returns a host whose worlds end when ctx does.
func NewHost(ctx context.Context) *Host { return &Host{ctx: ctx, worlds: map[string]*World{}} }

// Open starts a world and returns its id: w1, w2, … in the order of opening.
func (h *Host) Open(cfg Config) (string, *World, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.worlds) >= MaxWorlds {
		return "", nil, ErrTooManyWorlds
	}
	id := "w" + strconv.Itoa(h.last+1)
	cfg.Name = id
	w, err := NewWorld(h.ctx, cfg)
	if err != nil {
		return "", nil, err
	}
	h.last++
	h.worlds[id] = w
	return id, w, nil
}

// World returns the world of that id.
func (h *Host) World(id string) (*World, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	w, ok := h.worlds[id]
	if !ok {
		return nil, fmt.Errorf("world %q is not open", id)
	}
	return w, nil
}

// Close ends a world and waits for it; an unknown id is an error.
func (h *Host) Close(id string) error {
	w, err := h.World(id)
	if err != nil {
		return err
	}
	h.mu.Lock()
	delete(h.worlds, id)
	h.mu.Unlock()
	w.Close()
	return nil
}

// CloseAll ends every world and waits for them.
func (h *Host) CloseAll() {
	h.mu.Lock()
	worlds := h.worlds
	h.worlds = map[string]*World{}
	h.mu.Unlock()
	for _, w := range worlds {
		w.Close()
	}
}
