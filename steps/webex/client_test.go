package webex_test

import (
	"fmt"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/dummy"
)

const registered = "Given Ana's client has registered\n"

// onBoth is how a scenario comes out by the profile of the SDK, and by that of the
// documents, where nothing but the documented Interaction binds.
func onBoth(t *testing.T, want, documented result.Outcome, make func() *fake, tags, scenario string) {
	t.Helper()
	got := judged(t, make(), tags, scenario)
	assert.Equal(t, want, got.Outcome, got.Reason)
	f := make()
	f.profile = "documented"
	got = judged(t, f, tags, scenario)
	assert.Equal(t, documented, got.Outcome, got.Reason)
}

func TestRegistrations(t *testing.T) {
	steps := ""
	for n := range 11 {
		steps += fmt.Sprintf("@spec:webex.seq.register.%d ", n+1)
	}
	tests := map[string]struct {
		change           func(*fake)
		want, documented result.Outcome
	}{
		"as usual":            {func(*fake) {}, result.Passed, result.Passed},
		"without a catalogue": {func(f *fake) { f.answers["GET /u2c/api/v1/catalog"] = `404 {}` }, result.Failed, result.Note},
		"without a socket":    {func(f *fake) { f.answers["POST /v1/notification/subscribe"] = `{}` }, result.Failed, result.Note},
		"without keepalives":  {func(f *fake) { f.deaf = true }, result.Failed, result.Note},
		"with HTTP 202":       {func(f *fake) { f.answers["GET ORG"] = `202 {}` }, result.Failed, result.Note},
		"without a relogin":   {func(f *fake) { f.tells["POST /v1/agents/reload"] = nil }, result.Failed, result.Note},
		"by an agent logged in": {func(f *fake) {
			f.tells["POST /v1/agents/reload"] = []string{`{"type":"AgentReloginSuccess","data":{"type":"AgentReloginSuccess"}}`}
		}, result.Passed, result.Passed},
		"with a redirection":     {func(f *fake) { f.answers["GET ORG/site/s"] = `302 {}` }, result.Failed, result.Note},
		"with operations as 200": {func(f *fake) { f.answers["POST /v1/agents/reload"] = `200 {}` }, result.Passed, result.Passed},
		"with operations as 204": {func(f *fake) { f.answers["POST /v1/agents/reload"] = `204 ` }, result.Passed, result.Passed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			onBoth(t, tt.want, tt.documented, func() *fake { f := usual(); tt.change(f); return f },
				steps, "When Ana's client registers\nThen Ana's client is registered")
		})
	}
}

// A target that has not all that the SDK reads may be judged by the rest.
func TestATargetThatLacksAPartOfTheConfiguration(t *testing.T) {
	lacking := func() *fake {
		f := usual()
		f.answers["GET ORG/site/s"] = `404 {}`
		f.file = func(file *targets.Target) {
			file.Wires = map[string]targets.Wire{"webex": {Lacks: []string{"GET /organization/{org}/site/{id}"}}}
		}
		return f
	}
	got := judged(t, lacking(), "@spec:webex.seq.register", "When Ana's client registers\nThen Ana's client is registered")
	assert.Equal(t, result.NotApplicable, got.Outcome, got.Reason)
	got = judged(t, lacking(), "@spec:webex.op.agent.login.success", registered+"When Ana logs in\nThen the request succeeds")
	assert.Equal(t, result.Passed, got.Outcome, got.Reason)
}

// A relogin that fails for another reason ends a registration of the SDK.
func TestReasonsOfFailedRelogins(t *testing.T) {
	f := usual()
	f.tells["POST /v1/agents/reload"] = []string{`{"type":"AgentReloginFailed","data":{"type":"AgentReloginFailed","reason":"OTHER"}}`}
	got := judged(t, f, "@spec:webex.op.agent.reload.failure", "When Ana's client registers\nThen Ana's client is told whether there is a login to take up")
	assert.Equal(t, result.Failed, got.Outcome, got.Reason)
}

// What is refused or not settled on the way to a starting point.
func TestLogins(t *testing.T) {
	failed := []string{`{"type":"StationLogin","data":{"type":"AgentStationLoginFailed","reason":"DUPLICATE_LOCATION"}}`}
	tests := map[string]struct {
		change                  func(*fake)
		granted, refused, given result.Outcome
	}{
		"granted":            {func(*fake) {}, result.Passed, result.Note, result.Passed},
		"refused afterwards": {func(f *fake) { f.tells["POST /v1/agents/login"] = failed }, result.Failed, result.Passed, result.NotApplicable},
		"refused at once": {func(f *fake) {
			f.answers["POST /v1/agents/login"] = `409 {"errorMessage":"no"}`
			f.tells["POST /v1/agents/login"] = nil
		}, result.Failed, result.Passed, result.NotApplicable},
		"never settled":       {func(f *fake) { f.tells["POST /v1/agents/login"] = nil }, result.Failed, result.Failed, result.Failed},
		"accepted with 201":   {func(f *fake) { f.answers["POST /v1/agents/login"] = `201 {}` }, result.Passed, result.Note, result.Passed},
		"settled for another": {func(f *fake) { f.tells["POST /v1/agents/login"] = []string{state("Idle")} }, result.Failed, result.Failed, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fresh := func() *fake { f := usual(); tt.change(f); return f }
			tags := "@spec:webex.op.agent.login.success @spec:webex.op.agent.login.failure"
			got := judged(t, fresh(), tags, registered+"When Ana logs in\nThen the request succeeds")
			assert.Equal(t, tt.granted, got.Outcome, got.Reason)
			got = judged(t, fresh(), tags, registered+"When Ana logs in\nThen the request is refused")
			assert.Equal(t, tt.refused, got.Outcome, got.Reason)
			got = judged(t, fresh(), tags, "Given Ana is signed in\nWhen Ana's client reads the organization\nThen the client can read the answer")
			assert.Equal(t, tt.given, got.Outcome, got.Reason)
		})
	}
}

// How an agent is after a login is nobody's word; what they asked for is.
func TestStates(t *testing.T) {
	tests := map[string]struct {
		told string
		want result.Outcome
	}{
		"as asked":        {state("Available"), result.Passed},
		"another":         {state("Idle"), result.Failed},
		"none":            {`{"type":"AgentStateChange","data":{"type":"AgentStateChangeSuccess"}}`, result.Failed},
		"by another name": {`{"type":"AgentStateChange","data":{"type":"AgentStateChanged","subStatus":"Available"}}`, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := usual()
			f.tells["PUT /v1/agents/session/state"] = []string{tt.told}
			got := judged(t, f, "@spec:webex.event.AgentStateChangeSuccess.subStatus @spec:webex.event.AgentStateChangeSuccess",
				"Given Ana is signed in\nWhen Ana becomes available\nThen Ana's desk shows her as available")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
	f := usual()
	f.tells["POST /v1/agents/login"] = []string{`{"type":"StationLogin","data":{"type":"AgentStationLoginSuccess","subStatus":"Available"}}`}
	got := judged(t, f, "@spec:webex.event.AgentStationLoginSuccess", registered+"When Ana logs in\nThen Ana's desk shows her as idle")
	assert.Equal(t, result.Note, got.Outcome, got.Reason)
}

func TestPagesOfOtherOrigins(t *testing.T) {
	all := map[string]string{
		"Access-Control-Allow-Origin": "http://localhost", "Access-Control-Allow-Methods": "PUT",
		"Access-Control-Allow-Headers": "Authorization, content-type, TrackingID, spark-user-agent, cisco-no-http-redirect, x-trans-id",
	}
	tests := map[string]struct {
		header, value string
		want          result.Outcome
	}{
		"as they need it":             {"Vary", "Origin", result.Passed},
		"any origin":                  {"Access-Control-Allow-Origin", "*", result.Passed},
		"another origin":              {"Access-Control-Allow-Origin", "http://other.example", result.Failed},
		"any method":                  {"Access-Control-Allow-Methods", "*", result.Passed},
		"without the method":          {"Access-Control-Allow-Methods", "GET, POST", result.Failed},
		"any header but the token":    {"Access-Control-Allow-Headers", "*", result.Failed},
		"any header and the token":    {"Access-Control-Allow-Headers", "*, authorization", result.Passed},
		"without a header of the SDK": {"Access-Control-Allow-Headers", "authorization, content-type", result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := usual()
			f.headers = map[string]string{}
			for name, value := range all {
				f.headers[name] = value
			}
			f.headers[tt.header] = tt.value
			got := judged(t, f, "@spec:webex.rule.cors", "When a page of another origin asks whether it may set an agent's state\nThen the page may")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
	// What needs no permission is given none.
	f := usual()
	f.headers = map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": all["Access-Control-Allow-Headers"]}
	got := judged(t, f, "@spec:webex.rule.cors", "When a page of another origin asks whether it may subscribe\nThen the page may")
	assert.Equal(t, result.Passed, got.Outcome, got.Reason)
}

func TestLists(t *testing.T) {
	const queues, codes = "contact-service-queue", "auxiliary-code"
	tests := map[string]struct {
		list, whole, page string
		want              result.Outcome
	}{
		"one entry":              {queues, `{"meta":{"totalPages":1,"totalRecords":1},"data":[{"id":"q1"}]}`, `{"meta":{"totalPages":1},"data":[]}`, result.Passed},
		"no entries":             {queues, `{"meta":{"totalPages":0},"data":[]}`, `{"data":[]}`, result.Passed},
		"not counted":            {queues, `{"meta":{},"data":[{"id":"q1"}]}`, `{"meta":{},"data":[]}`, result.Note},
		"counted wrongly":        {queues, `{"meta":{"totalPages":2},"data":[{"id":"q1"}]}`, `{"meta":{"totalPages":1},"data":[]}`, result.Note},
		"codes, counted wrongly": {codes, `{"meta":{"totalPages":2},"data":[{"id":"q1"}]}`, `{"meta":{"totalPages":1},"data":[]}`, result.Failed},
		"pages that are big":     {queues, `{"meta":{"totalPages":1},"data":[{"id":"q1"},{"id":"q2"}]}`, `{"meta":{"totalPages":1},"data":[]}`, result.Note},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := usual()
			at, what := "GET ORG/v2/"+tt.list, map[string]string{queues: "the queues", codes: "the codes"}[tt.list]
			f.answers[at], f.answers[at+"?"] = tt.whole, tt.page
			got := judged(t, f, "@spec:webex.rule.paging", registered+"When Ana's client reads "+what+" page by page\nThen the pages have each entry once")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}

// Where nobody can register is told of a target that is always at the same place.
func TestWhereNobodyCanRegister(t *testing.T) {
	f := usual()
	f.answers["GET /u2c/api/v1/limited/catalog"] = `404 {}`
	got := judged(t, f, "", "Given Ana's client has registered\nWhen Ana logs in\nThen the request succeeds")
	assert.Regexp(t, "^not reached: Ana cannot register by the target file's cast: GET /u2c/api/v1/limited/catalog was refused: HTTP 404", got.Reason)
	f.stage["hello"] = `{"name":"fake","protocol":1,"worlds":"one","wires":["webex"],"features":[],"can":{}}`
	got = judged(t, f, "", "Given Ana's client has registered\nWhen Ana logs in\nThen the request succeeds")
	assert.Regexp(t, "^not reached: Ana cannot register below http://127.0.0.1:[0-9]+/webex by the target file's cast: GET ", got.Reason)
}

// The SDK does without telemetry.
func TestATargetWithoutTelemetry(t *testing.T) {
	f := usual()
	for _, when := range []string{"limited/catalog", "catalog"} {
		f.answers["GET /u2c/api/v1/"+when] = `{"serviceLinks":{"wcc-api-gateway":"http://HOST/webex"},"hostCatalog":{}}`
	}
	got := judged(t, f, "@spec:webex.http.metrics", registered+"When Ana's client sends telemetry\nThen it is taken")
	assert.Equal(t, result.NotApplicable, got.Outcome, got.Reason)
}

// A server may close a socket when it likes: clients come again.
func TestASocketThatIsClosed(t *testing.T) {
	closing := func(when string) *fake {
		f := usual()
		f.also = map[string]func(){when: func() {
			for _, ws := range f.sockets["ana"] {
				_ = ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(1001, ""))
				ws.Close()
			}
		}}
		return f
	}
	const login = registered + "When Ana logs in\nThen the request succeeds"
	got := judged(t, closing("POST /v1/agents/login"), "@spec:webex.op.agent.login", login)
	assert.Equal(t, result.Note, got.Outcome, got.Reason)
	got = judged(t, closing("POST /v1/agents/reload"), "@spec:webex.op.agent.login", login)
	assert.Equal(t, result.NotApplicable, got.Outcome, "nothing is said of a login without a registration")
	assert.Contains(t, got.Reason, "not reached: a client's socket stays open while it is used: expected a socket that stays open, seen registration of Ana: ")
}

// So may one that closes it while its client waits for what becomes of an operation.
func TestASocketThatIsClosedWhileItsClientWaits(t *testing.T) {
	f, asked := usual(), false
	f.stage["hello"] = `{"name":"fake","protocol":1,"worlds":"many","wires":["webex"],"features":` + dummy.Features() + `}`
	f.tells["POST /v1/agents/login"] = nil
	f.also = map[string]func(){
		"POST /v1/agents/login": func() { asked = true },
		"keepalive": func() {
			if asked {
				f.sockets["ana"][0].Close()
			}
		},
	}
	got := judged(t, f, "@spec:webex.op.agent.login", registered+"When Ana logs in\nThen the request succeeds")
	assert.Equal(t, result.Note, got.Outcome, "%s %+v", got.Reason, got.Failures())
	assert.NotEmpty(t, dummy.Claims(got, "a client's socket stays open while it is used"))
}

func TestClientsThatComeBack(t *testing.T) {
	relogin := func(data string) string {
		return `{"type":"AgentReloginSuccess","data":{"type":"AgentReloginSuccess",` + data + `}}`
	}
	tests := map[string]struct {
		told string
		want result.Outcome
	}{
		"with what the SDK needs": {relogin(`"channelsMap":{},"deviceType":"AGENT_DN","dn":"5001"`), result.Passed},
		"without the channels":    {relogin(`"deviceType":"AGENT_DN","dn":"5001"`), result.Failed},
		"at a phone of no kind":   {relogin(`"channelsMap":{},"deviceType":"PIGEON","dn":"5001"`), result.Failed},
		"as if they were new":     {reloginNot, result.Failed},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := usual()
			f.also = map[string]func(){"POST /v1/agents/login": func() { f.tells["POST /v1/agents/reload"] = []string{tt.told} }}
			got := judged(t, f, "@spec:webex.seq.reconnect.6", "Given Ana is signed in\nWhen Ana's connection is lost and made again\nThen Ana's desk is told that the login goes on")
			assert.Equal(t, tt.want, got.Outcome, got.Reason)
		})
	}
}
