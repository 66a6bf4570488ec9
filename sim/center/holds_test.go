package center_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

func TestWhatAgentsHaveGoesOnOnceTheyAreLoggedOut(t *testing.T) {
	consult := func(m center.Medium) func(*desk) center.Command {
		return func(d *desk) center.Command {
			return d.asks(m, center.Consult, center.Chat, center.ToAgent, string(ben))
		}
	}
	tests := map[string]struct {
		reach   func(*desk)
		do      func(*desk) center.Command
		allowed bool
	}{
		"an e-mail is answered":               {(*desk).emailAccepted, func(d *desk) center.Command { return d.on(ana, center.Email, center.Reply) }, true},
		"somebody is consulted about a chat":  {(*desk).chatJoined, consult(center.Chat), true},
		"somebody is asked by chat of a call": {(*desk).connected, consult(center.Voice), false},
		"an e-mail is begun that answers none": {func(*desk) {}, func(*desk) center.Command {
			return center.Command{Verb: center.CreateEmail, Agent: ana, Number: carla}
		}, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := open(t, inWriting)
			tt.reach(d)
			for _, m := range []center.Medium{center.Chat, center.Email} {
				d.do(chooseFor(ana, m, "LogOut"))
			}
			err := d.try(tt.do(d))
			if tt.allowed {
				assert.NoError(t, err)
				return
			}
			var unavailable *center.UnavailableError
			assert.ErrorAs(t, err, &unavailable)
		})
	}
}
