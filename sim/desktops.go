package sim

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
	"github.com/deskproof/deskproof/sim/wire"
)

// desktop is the session of a wire that shows an agent windows, and what their own hands
// do there.
type desktop interface {
	wire.Session
	LastID() int
	Find(interaction string) (center.InteractionID, bool)
	MoveToCase(interaction, to string, dst []wire.Frame) []wire.Frame
	Activity(now time.Duration)
	ClickToast(toast string, button int, dst []wire.Frame) ([]wire.Frame, error)
	DismissToast(toast string) error
	CloseDialog(dialog string) error
	Focus(page uint32) error
	Show(page uint32, visible bool) error
}

// desktop is the desk's; nil while none is open.
func (d *desk) desktop() desktop {
	for _, l := range d.logins {
		if shown, ok := l.session.(desktop); ok {
			return shown
		}
	}
	return nil
}

// desktops are the rules of the agents' desktops.
type desktops struct {
	as      scapi.Config // as the center has them
	opening scapi.Config // of those that open from now on
}

// newDesktops reads a center document. The key of the tokens grows from chance.
func newDesktops(doc *centers.Center, chance *rand.Rand) (*desktops, error) {
	profile, err := scapi.ParseProfile(doc.Profile)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	options := ofDesktops(doc.Options)
	access, err := scapi.ParseAccess(options)
	if err != nil {
		return nil, fmt.Errorf("center %s: %w", doc.Name, err)
	}
	cfg := scapi.Config{
		Profile: profile, Access: access, Origin: doc.Origin, Begins: doc.Start(),
		Options: scapi.Options{}.With(options), Overrides: &scapi.Overrides{},
		TokenLife: doc.TokenLife, TabsDial: doc.TabsOnlyDial, DataStates: doc.DataStates, Signer: signer(chance),
	}
	return &desktops{as: cfg, opening: cfg}, nil
}

// open begins a desk's desktop.
func (s *desktops) open(d *desk) wire.Session {
	cfg := s.opening
	cfg.Agent, cfg.LastID = d.agent, d.lastIn
	return scapi.New(cfg)
}

// change lets the desktops that open from now on go by these options over the center's.
func (s *desktops) change(options map[string]string) error {
	options = ofDesktops(options)
	access, err := s.as.Access.With(options)
	if err != nil {
		return err
	}
	s.opening = s.as
	s.opening.Access, s.opening.Options = access, s.as.Options.With(options)
	return nil
}

// override sets the options that a routing strategy overrides for an interaction.
func (s *desktops) override(id center.InteractionID, options map[string]string) error {
	return s.as.Overrides.Set(id, options)
}

// origin is what a page counts as that names none.
func (s *desktops) origin() string { return s.as.Origin }

// blockTimeout is how long a page may block mark done.
func (s *desktops) blockTimeout() time.Duration { return s.as.Access.BlockTimeout }
