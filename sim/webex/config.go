package webex

import (
	"cmp"
	"net/http"

	"github.com/deskproof/deskproof/sim/center"
)

// configEndpoints are what a client asks for when it registers, beside lists. Each has
// every field that the published SDK reads.
var configEndpoints = []endpoint{
	{http.MethodGet, "/organization/{}", ofOrganization((*Session).getOrganization)},
	{http.MethodGet, "/organization/{}/user/by-ci-user-id/{}", ofOrganization((*Session).getUser)},
	{http.MethodGet, "/organization/{}/v2/organization-setting", ofOrganization((*Session).getSetting)},
	{http.MethodGet, "/organization/{}/v2/tenant-configuration", ofOrganization((*Session).getTenant)},
	{http.MethodGet, "/organization/{}/v2/ai-feature", ofOrganization((*Session).getFeatures)},
	{http.MethodGet, "/organization/{}/agent-profile/{}", ofOrganization((*Session).getProfile)},
	{http.MethodGet, "/organization/{}/site/{}", ofOrganization((*Session).getSite)},
	{http.MethodGet, "/organization/{}/dial-plan", ofOrganization((*Session).getDialPlan)},
}

// ofOrganization is an endpoint about the session's own organization: others are not
// known here.
func ofOrganization(run func(*Session, *request) (any, error)) func(*Session, *request) (answer, error) {
	return func(s *Session, r *request) (answer, error) {
		if r.args[0] != s.cfg.Tenant.Organization {
			return answer{}, notFound("no such organization")
		}
		body, err := run(s, r)
		if err != nil {
			return answer{}, err
		}
		return ok(body), nil
	}
}

// The ids of what an organization has one of.
var (
	siteID       = uuid("site")
	profileID    = uuid("agent profile")
	multimediaID = uuid("multimedia profile")
	skillsID     = uuid("skill profile")
	dialPlanID   = uuid("dial plan")
	bookID       = uuid("address book")
	outdialANI   = uuid("outdial ani")
)

const siteName = "Main site"

// tenantID is the number of the tenant.
func (s *Session) tenantID() string { return hash("tenant", s.cfg.Tenant.Organization) }

func (s *Session) getOrganization(*request) (any, error) {
	return object{
		{"id", s.cfg.Tenant.Organization},
		{"tenantId", s.tenantID()},
		{"timezone", "UTC"},
		{"environment", "deskproof"},
	}, nil
}

// getUser is the record of an agent. Documents spell their number in two ways.
func (s *Session) getUser(r *request) (any, error) {
	a, found := s.agentOf(r.args[1])
	if !found {
		return nil, notFound("no such user")
	}
	teams := []string{}
	for _, t := range s.cfg.Tenant.teamsOf(a.ID) {
		teams = append(teams, t.ID)
	}
	return object{
		{"id", uuid("user", string(a.ID))},
		{"ciUserId", AgentID(a.ID)},
		{"firstName", a.First},
		{"lastName", a.Last},
		{"agentProfileId", profileID},
		{"email", cmp.Or(a.User, string(a.ID)) + "@example.com"},
		{"teamIds", teams},
		{"multimediaProfileId", multimediaID},
		{"skillProfileId", skillsID},
		{"siteId", siteID},
		{"dbId", string(a.ID)},
		{"defaultDialledNumber", a.Number},
		{"deafultDialledNumber", a.Number},
	}, nil
}

// agentOf is the agent that has an id on this wire.
func (s *Session) agentOf(id string) (center.AgentView, bool) {
	c := s.port.Center()
	for _, a := range c.Agents() {
		if AgentID(a) == id {
			return c.View(a)
		}
	}
	return center.AgentView{}, false
}

// only is a list of one, of which clients read the first.
func only(o object) object { return object{{"data", []object{o}}} }

func (s *Session) getSetting(*request) (any, error) {
	return only(object{
		{"webRtcEnabled", false},
		{"maskSensitiveData", false},
		{"campaignManagerEnabled", true},
	}), nil
}

// dialable are the numbers that can be dialed, and that an agent's phone can have.
const dialable = `^\+?[0-9]{3,15}$`

func (s *Session) getTenant(*request) (any, error) {
	return only(object{
		{"timeoutDesktopInactivityMins", 0},
		{"timeoutDesktopInactivityEnabled", false},
		{"forceDefaultDn", false},
		{"dnDefaultRegex", dialable},
		{"dnOtherRegex", dialable},
		{"privacyShieldVisible", false},
		{"outdialEnabled", true},
		{"endCallEnabled", true},
		{"endConsultEnabled", true},
		{"callVariablesSuppressed", false},
		{"lostConnectionRecoveryTimeout", 50_000},
	}), nil
}

func (s *Session) getFeatures(*request) (any, error) {
	return only(object{
		{"id", uuid("ai feature")},
		{"realtimeTranscripts", object{{"enable", false}}},
	}), nil
}

// getProfile is the desktop profile, the same for all agents.
func (s *Session) getProfile(r *request) (any, error) {
	if r.args[1] != profileID {
		return nil, notFound("no such agent profile")
	}
	return object{
		{"id", profileID},
		{"loginVoiceOptions", []string{agentDN, extension}},
		{"accessWrapUpCode", "ALL"},
		{"accessIdleCode", "ALL"},
		{"wrapUpCodes", []string{}},
		{"idleCodes", []string{}},
		{"dialPlanEnabled", true},
		{"dialPlans", []string{dialPlanID}},
		{"lastAgentRouting", false},
		{"autoWrapUp", false},
		{"autoAnswer", false},
		{"autoWrapAfterSeconds", 0},
		{"agentAvailableAfterOutdial", false},
		{"allowAutoWrapUpExtension", false},
		{"outdialEnabled", true},
		{"outdialEntryPointId", s.outdialEntryPoint()},
		{"outdialANIId", outdialANI},
		{"consultToQueue", true},
		{"addressBookId", bookID},
		{"viewableStatistics", object{
			{"id", uuid("statistics")},
			{"agentStats", false},
			{"accessQueueStats", "NONE"},
			{"contactServiceQueues", []string{}},
			{"loggedInTeamStats", false},
			{"accessTeamStats", "NONE"},
			{"teams", []string{}},
		}},
		{"agentDNValidation", "NONE"},
		{"timeoutDesktopInactivityCustomEnabled", false},
		{"timeoutDesktopInactivityMins", 0},
		{"showUserDetailsMS", false},
		{"stateSynchronizationMS", false},
		{"showUserDetailsWebex", false},
		{"stateSynchronizationWebex", false},
	}, nil
}

// outdialEntryPoint is the entry point of calls that agents make, which is none of
// those by which customers come.
func (s *Session) outdialEntryPoint() string { return uuid("outdial", s.cfg.Tenant.Organization) }

func (s *Session) getSite(r *request) (any, error) {
	if r.args[1] != siteID {
		return nil, notFound("no such site")
	}
	return object{
		{"id", siteID},
		{"name", siteName},
		{"active", true},
		{"multimediaProfileId", multimediaID},
		{"systemDefault", true},
	}, nil
}

func (s *Session) getDialPlan(*request) (any, error) {
	return []object{{
		{"id", dialPlanID},
		{"regularExpression", dialable},
		{"prefix", ""},
		{"strippedChars", "( )-"},
		{"name", "Any number"},
	}}, nil
}
