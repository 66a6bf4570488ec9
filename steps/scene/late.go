package scene

import (
	"context"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// ListenOn waits for a silence, unless nothing more can come: the target counts, or
// nothing has come since the last silence. It reports whether it did.
func (s *Scene) ListenOn(ctx context.Context) (bool, error) {
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
