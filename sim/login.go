package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"time"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/wire"
)

// desk is somebody who works in the center, with a login for each wire that they use.
type desk struct {
	agent  center.AgentID
	logins []*login // in the order in which they tell what has happened
	lastIn int      // the last client-side id of the desktops before
}

// dialect is how a desk speaks one wire.
type dialect struct {
	wire string
	open func(*desk) wire.Session
}

// login is a desk's session on one wire, with the pages open on it.
type login struct {
	dialect
	desk    *desk
	session wire.Session // nil until the first page opens, and once it has ended
	pages   []uint32
	lastID  uint32        // of its pages
	asked   uint32        // the last exchange
	due     time.Duration // its timer
	planned bool          // it has one
	said    hash.Hash
}

func newDesk(agent center.AgentID, dialects ...dialect) *desk {
	d := &desk{agent: agent}
	for _, speaks := range dialects {
		d.logins = append(d.logins, &login{dialect: speaks, desk: d, said: sha256.New()})
	}
	return d
}

func (m *machine) seat(d *desk) {
	m.desks = append(m.desks, d)
	m.byAgent[d.agent] = d
}

// desk is somebody's; nil if there is nobody of that id.
func (m *machine) desk(id center.AgentID) *desk { return m.byAgent[id] }

// login is what somebody has on a wire; nil if there is nobody of that id, or they do
// not use it.
func (m *machine) login(agent, wire string) *login {
	d := m.desk(center.AgentID(agent))
	if d == nil {
		return nil
	}
	for _, l := range d.logins {
		if l.wire == wire {
			return l
		}
	}
	return nil
}

func (l *login) agent() string { return string(l.desk.agent) }

// name is what a journal calls the login.
func (l *login) name() string {
	if l.wire == wire.SCAPI {
		return l.agent()
	}
	return l.agent() + " " + l.wire
}

func (l *login) digest() string { return hex.EncodeToString(l.said.Sum(nil)[:8]) }
