package webex

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// listEndpoints are the lists of an organization.
var listEndpoints = []endpoint{
	{http.MethodGet, "/organization/{}/v2/org-url-mapping", listOf((*Session).links)},
	{http.MethodGet, "/organization/{}/v2/auxiliary-code", listOf((*Session).codes)},
	{http.MethodGet, "/organization/{}/v2/team", listOf((*Session).teams)},
	{http.MethodGet, "/organization/{}/v2/contact-service-queue", listOf((*Session).queueList)},
	{http.MethodGet, "/organization/{}/v2/entry-point", listOf((*Session).entryPointList)},
	{http.MethodGet, "/organization/{}/v2/address-book/{}/entry", listOf((*Session).addressBook)},
	{http.MethodGet, "/organization/{}/v2/outdial-ani/{}/entry", listOf((*Session).outdialNumbers)},
}

// listOf is an endpoint that gives out a list as its query asks for it. Lists say no
// more of a query than their names for its parameters; the rest is inferred.
func listOf(all func(*Session, *request) ([]object, error)) func(*Session, *request) (answer, error) {
	return ofOrganization(func(s *Session, r *request) (any, error) {
		items, err := all(s, r)
		if err != nil {
			return nil, err
		}
		return r.list(items, s.cfg.Tenant.Organization)
	})
}

// The size of a page: unless another is asked for, and at most.
const (
	pageSize    = 100
	maxPageSize = 1000
)

// views are parameters that choose another view of a list. Here all are the same: there is
// one desktop profile, and it has everything.
var views = []string{"desktopProfileFilter", "provisioningView", "singleObjectResponse"}

// list is a page of a list, filtered and sorted.
func (r *request) list(items []object, organization string) (object, error) {
	q, err := url.ParseQuery(r.Query)
	if err != nil {
		return nil, bad("The query cannot be read")
	}
	page, err := number(q, "page", 0, 0)
	if err != nil {
		return nil, err
	}
	size, err := number(q, "pageSize", pageSize, 1)
	if err != nil {
		return nil, err
	}
	size = min(size, maxPageSize)
	for _, name := range views {
		if v := q.Get(name); v != "" && v != "true" && v != "false" {
			return nil, bad(name + " is neither true nor false")
		}
	}
	keep, err := parseFilter(q.Get("filter"))
	if err != nil {
		return nil, err
	}
	items = slices.DeleteFunc(items, func(o object) bool { return !keep(o) || !o.has(q.Get("search")) })
	sortBy(items, q)
	pages := (len(items) + size - 1) / size
	total := len(items)
	items = items[min(page*size, total):]
	items = items[:min(size, len(items))]
	if names := q.Get("attributes"); names != "" {
		for i, o := range items {
			items[i] = o.pick(strings.Split(names, ","))
		}
	}
	return object{
		{"meta", object{
			{"orgid", organization},
			{"page", page},
			{"pageSize", size},
			{"totalPages", pages},
			{"totalRecords", total},
		}},
		{"data", items},
	}, nil
}

// number is a parameter that counts.
func number(q url.Values, name string, otherwise, least int) (int, error) {
	if !q.Has(name) {
		return otherwise, nil
	}
	n, err := strconv.Atoi(q.Get(name))
	if err != nil || n < least || n > 1_000_000 {
		return 0, bad(name + " is not a number from " + strconv.Itoa(least) + " on")
	}
	return n, nil
}

// has reports whether a text is in one of the object's, in whatever case.
func (o object) has(what string) bool {
	what = strings.ToLower(what)
	return what == "" || slices.ContainsFunc(o, func(m member) bool {
		v, isText := m.value.(string)
		return isText && strings.Contains(strings.ToLower(v), what)
	})
}

// pick is an object with the members of these names alone.
func (o object) pick(names []string) object {
	return slices.DeleteFunc(slices.Clone(o), func(m member) bool { return !slices.Contains(names, m.name) })
}

// text is a member as a text; empty if there is none.
func (o object) text(name string) string {
	for _, m := range o {
		if m.name != name {
			continue
		}
		if v, isText := m.value.(string); isText {
			return v
		}
		return string(encode(m.value))
	}
	return ""
}

// sortBy sorts a list by sortBy and sortOrder, or by sort=name,ASC; else it stays as it
// is.
func sortBy(items []object, q url.Values) {
	name, order := q.Get("sortBy"), q.Get("sortOrder")
	if by, way, found := strings.Cut(q.Get("sort"), ","); found && name == "" {
		name, order = by, way
	}
	if name == "" {
		if order == "" {
			return
		}
		name = "name"
	}
	slices.SortStableFunc(items, func(a, b object) int {
		d := cmp.Compare(strings.ToLower(a.text(name)), strings.ToLower(b.text(name)))
		if strings.EqualFold(order, "desc") {
			return -d
		}
		return d
	})
}

// links are the addresses of other programs: there are none.
func (s *Session) links(*request) ([]object, error) { return []object{}, nil }

// codes are the idle codes and the wrap-up codes.
func (s *Session) codes(*request) ([]object, error) {
	out := []object{}
	for i, c := range s.idleCodes() {
		out = append(out, code(c.id, c.name, "IDLE_CODE", i == 0, c.system))
	}
	for _, d := range s.cfg.Tenant.Dispositions {
		out = append(out, code(d.ID, d.Name, "WRAP_UP_CODE", d.Default, false))
	}
	return out, nil
}

func code(id, name, work string, isDefault, isSystem bool) object {
	return object{
		{"id", id},
		{"active", true},
		{"defaultCode", isDefault},
		{"isSystemCode", isSystem},
		{"name", name},
		{"description", ""},
		{"workTypeCode", work},
	}
}

func (s *Session) teams(*request) ([]object, error) {
	out := []object{}
	for _, t := range s.cfg.Tenant.Teams {
		users := []string{}
		for _, a := range t.Agents {
			users = append(users, uuid("user", string(a)))
		}
		out = append(out, object{
			{"id", t.ID},
			{"name", t.Name},
			{"teamType", "AGENT"},
			{"teamStatus", "IN_SERVICE"},
			{"active", true},
			{"siteId", siteID},
			{"siteName", siteName},
			{"multiMediaProfileId", multimediaID},
			{"userIds", users},
			{"rankQueuesForTeam", false},
			{"queueRankings", []string{}},
		})
	}
	return out, nil
}

// queueList are the queues: each takes contacts of every channel, and is listed as one
// of calls (inferred).
func (s *Session) queueList(*request) ([]object, error) {
	out := []object{}
	for _, q := range s.queues() {
		out = append(out, object{
			{"organizationId", s.cfg.Tenant.Organization},
			{"id", q.id},
			{"name", q.name},
			{"description", ""},
			{"queueType", "INBOUND"},
			{"checkAgentAvailability", false},
			{"channelType", "TELEPHONY"},
			{"serviceLevelThreshold", 0},
			{"maxActiveContacts", 0},
			{"maxTimeInQueue", 0},
			{"defaultMusicInQueueMediaFileId", ""},
			{"active", true},
			{"outdialCampaignEnabled", false},
			{"monitoringPermitted", false},
			{"parkingPermitted", false},
			{"recordingPermitted", true},
			{"recordingAllCallsPermitted", true},
			{"pauseRecordingPermitted", true},
			{"controlFlowScriptUrl", ""},
			{"ivrRequeueUrl", ""},
			{"routingType", "LONGEST_AVAILABLE_AGENT"},
			{"queueRoutingType", "TEAM_BASED"},
			{"callDistributionGroups", []object{}},
		})
	}
	return out, nil
}

func (s *Session) entryPointList(*request) ([]object, error) {
	out := []object{}
	for _, p := range s.entryPoints() {
		out = append(out, object{
			{"id", p.id},
			{"name", p.name},
			{"description", ""},
			{"type", "INBOUND"},
			{"isActive", true},
			{"orgId", s.cfg.Tenant.Organization},
		})
	}
	return out, nil
}

func (s *Session) addressBook(r *request) ([]object, error) {
	if r.args[1] != bookID {
		return nil, notFound("no such address book")
	}
	out := []object{}
	for _, e := range s.cfg.Tenant.AddressBook {
		out = append(out, object{
			{"id", e.ID},
			{"organizationId", s.cfg.Tenant.Organization},
			{"name", e.Name},
			{"number", e.Number},
		})
	}
	return out, nil
}

// outdialNumbers are what a customer who is called may see: the agent's own number.
func (s *Session) outdialNumbers(r *request) ([]object, error) {
	if r.args[1] != outdialANI {
		return nil, notFound("no such outdial ANI")
	}
	out := []object{}
	if v, found := s.port.Center().View(s.cfg.User); found && v.Number != "" {
		out = append(out, object{
			{"id", uuid("outdial ani", v.Number)},
			{"name", agentName(v.Agent)},
			{"number", v.Number},
			{"links", []string{}},
			{"createdTime", s.epoch(0)},
			{"lastUpdatedTime", s.epoch(0)},
		})
	}
	return out, nil
}

// agentName is the agent's name, or else their id.
func agentName(a center.Agent) string {
	return cmp.Or(strings.TrimSpace(a.First+" "+a.Last), string(a.ID))
}
