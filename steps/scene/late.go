package scene

import (
	"context"
	"errors"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// errNobody is for sentences about somebody's desk that come before there is any.
var errNobody = errors.New("nobody has signed in: say so first, as in \"Given Ana is signed in\"")

// ListenOn waits for a silence, unless nothing more can come: the target counts, or
// nothing has come since the last silence. It reports whether it did.
func (s *Scene) ListenOn(ctx context.Context) (bool, error) {
	if s.Opened == nil {
		return false, errNobody
	}
	if s.Opened.Target().Way() == targets.Count || s.Log.Len() == s.listened {
		return false, nil
	}
	if err := s.Opened.Listen(ctx); err != nil {
		return false, err
	}
	if s.Log.Full() {
		return false, target.ErrFlood
	}
	s.listened = s.wire.Notice()
	return true, nil
}

// Listen is ListenOn, whether it waits or not.
func (s *Scene) Listen(ctx context.Context) error {
	_, err := s.ListenOn(ctx)
	return err
}

// Await looks for something, and once more after a silence if none is there and some may
// yet come: no document says how soon it does, and what is late is not lost.
func Await[T any](ctx context.Context, s *Scene, find func() []T) ([]T, error) {
	if found := find(); len(found) > 0 {
		return found, nil
	}
	err := s.Listen(ctx)
	return find(), err
}

// TooEarly listens once more for what may yet change something that is not as it is to
// be, and reports whether it is to be looked at again.
func (s *Scene) TooEarly(ctx context.Context, asItIsToBe bool) (bool, error) {
	if asItIsToBe {
		return false, nil
	}
	return s.ListenOn(ctx)
}

// LookAgain looks at something, and once more if it is not as it is to be and something
// may yet change it.
func (s *Scene) LookAgain(ctx context.Context, look func() error, asItIsToBe func() bool) error {
	if err := look(); err != nil {
		return err
	}
	if early, err := s.TooEarly(ctx, asItIsToBe()); !early || err != nil {
		return err
	}
	return look()
}
