// Package center is the pure machine of a contact center: commands go in,
// events come out. It does no I/O, reads no clock, keeps no timer and makes no
// chance; time is an argument, timers are asked for as events, and streams of
// numbers come in through New.
//
// It speaks the field's language, never a vendor's. A wire turns its events into
// a vendor's words and invents no fact that is not in them.
package center

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"
)

// Config describes a center. Its slices are read by New and not kept.
type Config struct {
	Agents        []Agent
	Choices       []AgentState // the states an agent can choose, by operation
	Numbers       []Number     // outside numbers that act by themselves
	Campaigns     []Campaign
	Results       []CallResult // that a record's call can have
	Groups        []Group
	Skills        []Skill
	Queues        []Route // interaction queues
	RoutingPoints []Route
	Capacity      map[Medium]int // how many of each routing gives an agent at once; left out: 1
	Workbins      []string       // those that agents share; each has one of their own besides
	RingTimeout   time.Duration  // how long a call rings at an agent; 0: for ever
	OfferTimeout  time.Duration  // how long a chat or an e-mail is offered to an agent; 0: for ever
	JoinDelay     time.Duration  // until an agent who joins a chat is connected
	LoadDelay     time.Duration  // from then until what was written before is loaded
	DialTimeout   time.Duration  // how long an outside number rings before the center gives up; 0: for ever
	BlockTimeout  time.Duration  // how long BlockDone holds; 0: until it is lifted
	RedirectTo    string         // agent or number that gets a call no agent answered; empty: such a call ends
}

// Number is an outside number that acts without being told to.
type Number struct {
	Number    string
	Contact   Contact
	Does      FarEnd
	After     time.Duration // from the first ring
	HangsUp   bool          // whether it ends an answered call by itself
	HangsUpIn time.Duration // from the answer
}

// FarEnd is what an outside number does when it is called.
type FarEnd uint8

// What an outside number can do.
const (
	FarIgnores FarEnd = iota
	FarAnswers
	FarIsBusy
)

// Center is the machine. One goroutine owns it.
type Center struct {
	cfg       Config
	stream    func(name string) *rand.Rand
	agents    []*agent // in the order of Config
	byID      map[AgentID]*agent
	byNumber  map[string]*agent
	records   map[InteractionID]*record
	stories   map[InteractionID]*story
	past      []*story  // those that were over last
	live      []*call   // calls that some agent lists or somebody is in, oldest first
	threads   []*thread // chats and e-mails that are not over, oldest first
	stores    map[store][]*thread
	stored    int // bytes of what waits in stores
	logged    int // bytes of all transcripts
	down      map[Server]bool
	targets   map[Target][]candidate
	routes    []*route // what looks for an agent, oldest first
	campaigns []*campaign
	waiting   []waiting       // records that are to come again, at their time
	uncalled  map[string]bool // numbers that no campaign may call
	ordinals  map[string]int  // how many interactions each origin has had
	listed    int             // bytes of the records that wait in calling lists
	given     int             // bytes of those of Config
	now       time.Duration
	out       []Event
}

// New returns the center that cfg describes. Stream returns the random stream
// of that name; the same name gives the same numbers. An error names what in cfg
// does not fit together.
func New(cfg Config, stream func(name string) *rand.Rand) (*Center, error) {
	c := &Center{
		cfg:      cfg,
		stream:   stream,
		byID:     make(map[AgentID]*agent),
		byNumber: make(map[string]*agent),
		records:  make(map[InteractionID]*record),
		stories:  make(map[InteractionID]*story),
		stores:   make(map[store][]*thread),
		down:     make(map[Server]bool),
		ordinals: make(map[string]int),
		uncalled: make(map[string]bool),
	}
	for _, a := range cfg.Agents {
		if err := c.addAgent(a); err != nil {
			return nil, err
		}
	}
	for _, k := range cfg.Campaigns {
		if _, err := c.addCampaign(k); err != nil {
			return nil, err
		}
	}
	c.given = c.listed
	if err := c.addTargets(); err != nil {
		return nil, err
	}
	c.offerRecords()
	c.out = nil // a desk lists what is there when it opens
	return c, nil
}

// Step applies one command at the given time, appends what happened to dst and
// returns it. Time must not run backwards. A refused command changes nothing and
// returns dst as it was.
func (c *Center) Step(now time.Duration, cmd Command, dst []Event) ([]Event, error) {
	c.now, c.out = now, dst
	err := c.apply(&cmd)
	if err == nil {
		c.offerRouted()
		c.offerRecords()
	}
	out := c.out
	c.out = nil
	if err != nil {
		return dst, err
	}
	return out, nil
}

// apply checks before it changes: whatever returns an error has done nothing.
func (c *Center) apply(cmd *Command) error {
	switch {
	case cmd.Verb == Expire:
		return c.expire(cmd.Timer)
	case cmd.Verb.isOutside():
		return c.outside(cmd)
	}
	a, err := c.agent(cmd.Agent)
	if err != nil {
		return err
	}
	switch cmd.Verb {
	case ChooseState:
		return c.chooseState(a, cmd)
	case Dial:
		return c.dial(a, cmd)
	case NextRecord:
		return c.nextRecord(a, cmd.Campaign)
	case StartRecords, StopRecords:
		a.wants = cmd.Verb == StartRecords
		return nil
	case LogIn:
		return c.logIn(a, cmd.Media)
	case LogOut:
		c.logOut(a)
		return nil
	case SignIn:
		return c.signIn(a, cmd)
	case SignOut:
		c.signOut(a)
		return nil
	case CreateEmail:
		return c.createEmail(a, cmd)
	case PullFromWorkbin, PullFromQueue:
		return c.pull(a, cmd)
	}
	return c.act(a, cmd)
}

// act applies a verb to an interaction in the agent's list.
func (c *Center) act(a *agent, cmd *Command) error {
	if cmd.Verb.isOutcome() {
		return c.outcome(a, cmd)
	}
	if l, ok := a.leg(cmd.Interaction); ok {
		return c.actOnCall(l, cmd)
	}
	if s, ok := a.seat(cmd.Interaction); ok {
		return c.actInWriting(s, cmd)
	}
	if r, ok := c.records[cmd.Interaction]; ok && r.agent == a {
		return c.actOnRecord(r, cmd)
	}
	return fmt.Errorf("%s %s for agent %s: %w", cmd.Verb, cmd.Interaction, a.ID, ErrUnknownInteraction)
}

// outside applies what happens beside the agents' hands.
func (c *Center) outside(cmd *Command) error {
	switch cmd.Verb {
	case Arrive:
		return c.arrive(cmd)
	case FarAnswer, FarBusy, FarSilent, FarHangUp:
		return c.farEnd(cmd)
	case FarSay, FarLeave, FarType, FarStopTyping:
		return c.farInWriting(cmd)
	case SetServer:
		return c.setServer(cmd)
	case ForceState:
		return c.forceState(cmd)
	case LoadCampaign:
		return c.loadCampaign(cmd)
	case StartCampaign, StopCampaign, UnloadCampaign:
		return c.moveCampaign(cmd)
	case AddRecord:
		return c.addRecord(cmd)
	}
	return fmt.Errorf("%s: %w", cmd.Verb, ErrUnknownVerb)
}

func (c *Center) expire(t Timer) error {
	switch t.Kind {
	case RingTimer:
		return c.ringExpired(t)
	case BlockTimer:
		return c.blockExpired(t)
	case FarTimer, DialTimer, TalkTimer:
		return c.farExpired(t)
	case CallbackTimer:
		return c.callbackExpired(t)
	case OfferTimer, JoinTimer:
		return c.seatExpired(t)
	}
	return fmt.Errorf("%s: %w", t.Kind, ErrUnknownVerb)
}

func (c *Center) emit(e Event) { c.out = append(c.out, e) }

// setTimer asks for a timer. One that is due after the end of time is due then.
func (c *Center) setTimer(t Timer, after time.Duration) {
	if after > 0 {
		c.emit(Event{Kind: TimerSet, Timer: t, At: c.now + min(after, math.MaxInt64-c.now)})
	}
}

func (c *Center) cancelTimer(t Timer) { c.emit(Event{Kind: TimerCanceled, Timer: t}) }

// maxOrigins is how many origins are told apart; those that come later count as one.
const maxOrigins = 100_000

// newID names an interaction by where it came from and how many came before it
// from there, so that other traffic never changes its name.
func (c *Center) newID(kind, origin string) InteractionID {
	key := kind + ":" + origin
	if c.ordinals[key] == 0 && len(c.ordinals) >= maxOrigins {
		key = kind + ":" // no origin is empty
	}
	c.ordinals[key]++
	return InteractionID(fmt.Sprintf("%s#%d", key, c.ordinals[key]))
}
