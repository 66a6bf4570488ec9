package webex

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/deskproof/deskproof/sim/center"
)

// station is what a session knows of the agent's login.
type station struct {
	loggedIn   bool
	dn         string // of their phone
	device     string // agentDN or extension
	team       string
	standing   standing
	idleSince  time.Duration // when the idle code changed
	stateSince time.Duration
	reason     string // of the last change
	lost       bool   // the last socket has closed, and what follows has not been done
	missed     bool   // an offer has run out at the agent, who is not ready because of it
}

// The phones of agents.
const (
	agentDN   = "AGENT_DN"
	extension = "EXTENSION"
	browser   = "BROWSER" // needs a softphone, which no agent here has
)

// agentEndpoints are the operations of an agent.
var agentEndpoints = []endpoint{
	{http.MethodPost, "/v1/agents/login", (*Session).logIn},
	{http.MethodPost, "/v1/agents/logout", (*Session).logOut},
	{http.MethodPut, "/v1/agents/session/state", (*Session).setState},
	{http.MethodPost, "/v1/agents/reload", (*Session).reload},
	{http.MethodPost, "/v1/agents/buddyList", (*Session).buddies},
}

// The outer types of what is told about agents.
const (
	stationLogin   = "StationLogin"
	logout         = "Logout"
	stateChange    = "AgentStateChange"
	buddyAgents    = "BuddyAgents"
	reloginSuccess = "AgentReloginSuccess"
	reloginFailed  = "AgentReloginFailed"
	dnRegistered   = "AgentDNRegistered"
)

// reasonCodes are the codes of the reasons for which operations of agents fail. Only
// the first two are documented, and the numbers of most are inferred.
var reasonCodes = map[string]int{
	"DUPLICATE_LOCATION":   1001,
	"AGENT_NOT_FOUND":      1015,
	"INVALID_DIAL_NUMBER":  1002,
	"INVALID_DEVICE_TYPE":  1003,
	"INVALID_TEAM":         1004,
	"INVALID_AUX_CODE":     1005,
	"AGENT_HAS_CONTACTS":   1006,
	"STATE_NOT_POSSIBLE":   1007,
	"UNKNOWN_STATE_CHANGE": 1008,
}

// failed is the failure notification of an operation of the agent.
func (s *Session) failed(outer, event, reason string) notice {
	return s.agentNotice(outer, event, member{"reasonCode", reasonCodes[reason]}, member{"reason", reason})
}

// logIn logs the agent in at a phone. They are idle then.
func (s *Session) logIn(r *request) (answer, error) {
	b := r.body()
	device := b.oneOf("deviceType", agentDN, extension, browser)
	dn, team, aux := b.textIf("dialNumber"), b.text("teamId"), b.textIf("auxCodeId")
	if b.err != nil {
		return answer{}, b.err
	}
	reason := s.refusesLogin(device, dn, team, aux)
	code := s.idleCode(aux)
	if reason == "" {
		reason = s.signIn(dn, code.state)
	}
	if reason != "" {
		r.tell(s.failed(stationLogin, "AgentStationLoginFailed", reason))
		return taken(), nil
	}
	s.station = station{loggedIn: true, dn: dn, device: device, team: team, idleSince: s.now, stateSince: s.now}
	s.standing = standing{idle, code.id}
	s.unlearn()
	r.tell(s.agentNotice(stationLogin, "AgentStationLoginSuccess", s.loginData()...))
	r.tell(s.agentNotice(dnRegistered, "AgentDNRegistered", member{"dn", dn}, member{"teamId", team}))
	return taken(), nil
}

var phoneNumber = regexp.MustCompile(dialable)

// refusesLogin is why an agent cannot log in; empty: they can.
func (s *Session) refusesLogin(device, dn, team, aux string) string {
	inTeam := func(t Team) bool { return t.ID == team }
	switch {
	case device == browser:
		return "INVALID_DEVICE_TYPE"
	case !phoneNumber.MatchString(dn):
		return "INVALID_DIAL_NUMBER"
	case !slices.ContainsFunc(s.cfg.Tenant.teamsOf(s.cfg.User), inTeam):
		return "INVALID_TEAM"
	case aux != "" && s.idleCode(aux).id != aux:
		return "INVALID_AUX_CODE"
	}
	return ""
}

// signIn signs the agent in at a phone; it returns why that cannot be, or nothing.
func (s *Session) signIn(dn string, begin center.AgentState) string {
	err := s.port.Do(center.Command{
		Verb: center.SignIn, Agent: s.cfg.User, Number: dn, State: begin.Operation, Recorded: s.cfg.Record,
	})
	switch {
	case errors.Is(err, center.ErrPhoneTaken):
		return "DUPLICATE_LOCATION"
	case err != nil:
		return "STATE_NOT_POSSIBLE"
	}
	return ""
}

// loginData is what a successful login says.
func (s *Session) loginData() []member {
	return []member{
		{"auxCodeId", s.standing.aux},
		{"teamId", s.team},
		{"interactionIds", s.openIDs()},
		{"status", "LoggedIn"},
		{"subStatus", s.standing.sub},
		{"siteId", siteID},
		{"lastIdleCodeChangeTimestamp", s.epoch(s.idleSince)},
		{"lastStateChangeTimestamp", s.epoch(s.stateSince)},
		{"profileType", "BLENDED"},
		{"channelsMap", s.channels()},
		{"dialNumber", s.dn},
		{"roles", []string{"agent"}},
		{"deviceType", s.device},
		{"deviceId", s.dn},
		{"isExtension", s.device == extension},
	}
}

// channels are the ids of the channels by which the agent gets contacts, as many as
// they can have at once. Social contacts are chats of the center.
func (s *Session) channels() object {
	v, _ := s.port.Center().View(s.cfg.User)
	of := func(m center.Medium, name string) []string {
		ids := []string{}
		for _, ms := range v.Media {
			for i := range min(ms.Capacity, maxChannels) {
				if ms.Medium == m {
					ids = append(ids, channelID(s.cfg.User, name, i))
				}
			}
		}
		return ids
	}
	return object{
		{"telephony", of(center.Voice, "telephony")},
		{"chat", of(center.Chat, "chat")},
		{"email", of(center.Email, "email")},
		{"social", of(center.Chat, "social")},
	}
}

// maxChannels is how many channels of a kind are told.
const maxChannels = 100

func channelID(agent center.AgentID, name string, i int) string {
	return uuid("channel", string(agent), name, strconv.Itoa(i))
}

// logOut logs the agent out, who must have no contact left.
func (s *Session) logOut(r *request) (answer, error) {
	b := r.body()
	b.textIf("logoutReason")
	if b.err != nil {
		return answer{}, b.err
	}
	reason := ""
	switch {
	case !s.loggedIn:
		reason = "AGENT_NOT_FOUND"
	case len(s.openIDs()) > 0:
		reason = "AGENT_HAS_CONTACTS"
	case s.port.Do(center.Command{Verb: center.SignOut, Agent: s.cfg.User}) != nil:
		reason = "STATE_NOT_POSSIBLE"
	}
	if reason != "" {
		r.tell(s.failed(logout, "AgentLogoutFailed", reason))
		return taken(), nil
	}
	r.tell(s.loggedOut())
	return taken(), nil
}

// loggedOut ends the login.
func (s *Session) loggedOut() notice {
	s.station = station{}
	s.forget()
	return s.agentNotice(logout, "AgentLogoutSuccess",
		member{"status", "LoggedOut"}, member{"subStatus", ""}, member{"roles", []string{"agent"}})
}

// reload says how a login stands to a client that has come anew, and then tells it of
// every contact that the agent has.
func (s *Session) reload(r *request) (answer, error) {
	if b := r.body(); b.err != nil {
		return answer{}, b.err
	}
	if !s.loggedIn {
		r.tell(s.failed(reloginFailed, reloginFailed, "AGENT_NOT_FOUND"))
		return taken(), nil
	}
	r.tell(s.agentNotice(reloginSuccess, reloginSuccess, append(s.loginData(),
		member{"dn", s.dn}, member{"lastStateChangeReason", s.reason})...))
	s.hydrate(r)
	return taken(), nil
}

// buddies are the other agents who have logged in and handle a medium.
func (s *Session) buddies(r *request) (answer, error) {
	b := r.body()
	b.text("agentProfileId")
	medium := b.oneOf("mediaType", "telephony", "chat", "social", "email")
	state := b.textIf("state")
	if state != "" {
		state = b.oneOf("state", available, idle)
	}
	switch {
	case b.err != nil:
		return answer{}, b.err
	case !s.loggedIn:
		r.tell(s.failed(buddyAgents, "BuddyAgentsRetrieveFailed", "AGENT_NOT_FOUND"))
	default:
		r.tell(s.agentNotice(buddyAgents, buddyAgents, member{"agentList", s.buddiesOf(media[medium], state)}))
	}
	return taken(), nil
}

// media are the media of the center by what they are called here.
var media = map[string]center.Medium{
	"telephony": center.Voice, "chat": center.Chat, "social": center.Chat, "email": center.Email,
}

func (s *Session) buddiesOf(m center.Medium, state string) []object {
	out := []object{}
	c := s.port.Center()
	for _, id := range c.Agents() {
		v, _ := c.View(id)
		i := slices.IndexFunc(v.Media, func(ms center.MediumView) bool { return ms.Medium == m })
		if id == s.cfg.User || i < 0 || v.Media[i].State.Kind == center.LoggedOut {
			continue
		}
		sub := subStatus(v.Media[i].State.Kind)
		if state != "" && state != sub {
			continue
		}
		team := ""
		if all := s.cfg.Tenant.teamsOf(id); len(all) > 0 {
			team = all[0].ID
		}
		out = append(out, object{
			{"agentId", AgentID(id)},
			{"state", sub},
			{"teamId", team},
			{"dn", phoneOf(v)},
			{"agentName", agentName(v.Agent)},
			{"siteId", siteID},
		})
	}
	return out
}
