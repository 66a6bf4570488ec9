package scapi_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
)

const option = "service-client-api."

// granted reports whether a page of that origin may send that request.
func granted(t *testing.T, origins, origin, request string) bool {
	t.Helper()
	f := newFloor(t, "union", map[string]string{option + "accepted-web-content-origins": origins})
	f.openFrom(ana, 1, origin)
	a, _ := f.ask(request, "")
	return a.text() != "Request "+request+" is not granted to "+origin
}

func TestWhoMaySendWhat(t *testing.T) {
	const shop = "https://shop.example:8443"
	tests := map[string]struct {
		origins, origin, request string
		want                     bool
	}{
		// The worked cases of the option's description (Workspace Web Edition options).
		"bare origin":                       {"http://my-web-server0", "http://my-web-server0", "voice.dial", true},
		"all requests":                      {"http://my-web-server1 (*)", "http://my-web-server1", "interaction.getInteractions", true},
		"namespace":                         {"http://my-web-server2 (agent.*, voice.dial)", "http://my-web-server2", "agent.setState", true},
		"not listed":                        {"http://my-web-server2 (agent.*, voice.dial)", "http://my-web-server2", "voice.startCallRecording", false},
		"another namespace":                 {"http://my-web-server3 (agent.*, interaction.*)", "http://my-web-server3", "voice.dial", false},
		"any origin, but the token":         {"*", "http://any", "auth.getJwtToken", false},
		"the token by its full name":        {"https://genesyspureengage.github.io (*, auth.getJwtToken)", "https://genesyspureengage.github.io", "auth.getJwtToken", true},
		"no origin":                         {"", "http://any", "agent.get", false},
		"any origin":                        {"*", "http://any", "agent.get", true},
		"any origin, one request":           {"* (agent.get)", "http://any", "agent.get", true},
		"any origin, another request":       {"* (agent.get)", "http://any", "agent.setState", false},
		"the token by its namespace":        {"http://any (auth.*)", "http://any", "auth.getJwtToken", false},
		"the token for a bare origin":       {"http://any", "http://any", "auth.getJwtToken", false},
		"another origin":                    {shop, "https://shop.example", "agent.get", false},
		"another scheme":                    {shop, "http://shop.example:8443", "agent.get", false},
		"a longer origin":                   {"http://shop.example", "http://shop.example.evil", "agent.get", false},
		"an origin in capitals":             {shop, "HTTPS://Shop.Example:8443", "agent.get", true},
		"second entry":                      {"http://a.example, " + shop, shop, "agent.get", true},
		"second entry after a filter":       {"http://a.example(agent.*,voice.dial)," + shop + "(media.*)", shop, "media.getMediaList", true},
		"filter of the other entry":         {"http://a.example(agent.*,voice.dial)," + shop + "(media.*)", shop, "agent.get", false},
		"two entries of one origin":         {shop + " (agent.*), " + shop + " (media.*)", shop, "media.getMediaList", true},
		"blanks everywhere":                 {"  " + shop + "  (  agent.*  ,  voice.dial  )  ,  http://b.example  ", shop, "voice.dial", true},
		"no blanks":                         {shop + "(agent.*,voice.dial),http://b.example", shop, "voice.dial", true},
		"empty entries":                     {" , " + shop + ",,", shop, "agent.get", true},
		"only a comma":                      {",", "http://any", "agent.get", false},
		"a namespace that only begins so":   {shop + " (agent.*)", shop, "agents.get", false},
		"an address as origin":              {"http://[::1]:8080, http://127.0.0.1", "http://[::1]:8080", "agent.get", true},
		"a request nobody has, of all":      {shop, shop, "nope.nope", true},
		"a request with no dot, of all":     {shop, shop, "nope", true},
		"a request with no dot, filtered":   {shop + " (agent.*)", shop, "agent", false},
		"an empty request, filtered":        {shop + " (agent.*)", shop, "", false},
		"a request that spells a wildcard":  {shop + " (agent.get)", shop, "agent.*", false},
		"the token's wildcard in a request": {shop + " (*)", shop, "auth.getJwtToken ", true}, // not the token: an unknown request
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, granted(t, tt.origins, tt.origin, tt.request))
		})
	}
}

func TestAPageThatNamesNoOriginHasTheCentersOwn(t *testing.T) {
	f := newFloor(t, "union", open)
	f.openFrom(ana, 1, "")
	a, _ := f.ask("agent.get", "")
	assert.Nil(t, a.ErrorMessage)
}

func TestOnlyAcceptedOriginsSubscribe(t *testing.T) {
	const subscribe = `{"event":"subscribe","data":"agent","referenceId":"1","userAgent":"WWE Client"}`
	f := newFloor(t, "union", map[string]string{option + "accepted-web-content-origins": "http://shop.example (voice.dial)"})
	f.openFrom(ana, 1, "http://evil.example")
	f.openFrom(ana, 2, "http://shop.example")
	assert.Contains(t, string(f.send(ana, 1, subscribe)[0].body), `"errorMessage":"Subscriptions are not granted to http://evil.example"`)
	assert.Contains(t, string(f.send(ana, 2, subscribe)[0].body), `"subscriptionId":"1"`)
	frames := f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.NotReady})
	require.Len(t, frames, 1)
	assert.Equal(t, uint32(2), frames[0].page)
}

func TestOptionsThatMeanNothingAreRefused(t *testing.T) {
	const origins = "option service-client-api.accepted-web-content-origins: "
	tests := map[string]struct{ name, value, want string }{
		"no scheme":             {"accepted-web-content-origins", "shop.example", origins + `"shop.example" is neither * nor an origin such as https://example.com:8443`},
		"no host":               {"accepted-web-content-origins", "http://", origins + `"http://" is neither * nor an origin such as https://example.com:8443`},
		"only a port":           {"accepted-web-content-origins", "http://:80", origins + `"http://:80" is neither * nor an origin such as https://example.com:8443`},
		"no port":               {"accepted-web-content-origins", "http://a:", origins + `"http://a:" is neither * nor an origin such as https://example.com:8443`},
		"a path":                {"accepted-web-content-origins", "http://a/b", origins + `"http://a/b" is neither * nor an origin such as https://example.com:8443`},
		"a slash at the end":    {"accepted-web-content-origins", "http://a/", origins + `"http://a/" is neither * nor an origin such as https://example.com:8443`},
		"a user":                {"accepted-web-content-origins", "http://me@a", origins + `"http://me@a" is neither * nor an origin such as https://example.com:8443`},
		"a wildcard in a host":  {"accepted-web-content-origins", "http://*.a", origins + `"http://*.a" is neither * nor an origin such as https://example.com:8443`},
		"two without a comma":   {"accepted-web-content-origins", "http://a http://b", origins + `"http://a http://b" is neither * nor an origin such as https://example.com:8443`},
		"never closed":          {"accepted-web-content-origins", "http://a (agent.*, http://b", origins + `"http://a (agent.*, http://b": expected one list of requests in parentheses`},
		"never opened":          {"accepted-web-content-origins", "http://a)", origins + `"http://a)" is neither * nor an origin such as https://example.com:8443`},
		"twice closed":          {"accepted-web-content-origins", "http://a (agent.*))", origins + `"http://a (agent.*))": expected one list of requests in parentheses`},
		"two lists":             {"accepted-web-content-origins", "http://a (agent.*) (voice.*)", origins + `"http://a (agent.*) (voice.*)": expected one list of requests in parentheses`},
		"nested lists":          {"accepted-web-content-origins", "http://a ((agent.*))", origins + `"http://a ((agent.*))": expected one list of requests in parentheses`},
		"an empty list":         {"accepted-web-content-origins", "http://a ()", origins + `"" is neither * nor namespace.* nor namespace.method`},
		"an empty filter":       {"accepted-web-content-origins", "http://a (agent.*,)", origins + `"" is neither * nor namespace.* nor namespace.method`},
		"only a namespace":      {"accepted-web-content-origins", "http://a (agent)", origins + `"agent" is neither * nor namespace.* nor namespace.method`},
		"a part of a name":      {"accepted-web-content-origins", "http://a (agent.get*)", origins + `"agent.get*" is neither * nor namespace.* nor namespace.method`},
		"any namespace":         {"accepted-web-content-origins", "http://a (*.get)", origins + `"*.get" is neither * nor namespace.* nor namespace.method`},
		"a list and no origin":  {"accepted-web-content-origins", "(agent.*)", origins + `"" is neither * nor an origin such as https://example.com:8443`},
		"readers of options":    {"option.read-allowed-web-content-origin", "nowhere", `option service-client-api.option.read-allowed-web-content-origin: "nowhere" is neither * nor an origin such as https://example.com:8443`},
		"a rate in words":       {"rate-limit", "many", `option service-client-api.rate-limit: "many" is not a whole number of 0 or more`},
		"a negative rate":       {"rate-limit", "-1", `option service-client-api.rate-limit: "-1" is not a whole number of 0 or more`},
		"an empty rate":         {"rate-limit", "", `option service-client-api.rate-limit: "" is not a whole number of 0 or more`},
		"a broken rate":         {"rate-limit.voice.dial", "1.5", `option service-client-api.rate-limit.voice.dial: "1.5" is not a whole number of 0 or more`},
		"a rate of nothing":     {"rate-limit.", "1", `option service-client-api.rate-limit.: no such option`},
		"a rate of a namespace": {"rate-limit.voice.*", "1", `option service-client-api.rate-limit.voice.*: no such option`},
		"an endless quarantine": {"rate-limit-quarantine-delay", "99999999999", `option service-client-api.rate-limit-quarantine-delay: "99999999999" is not a whole number of 0 or more`},
		"a block in seconds":    {"block-markdone-timeout", "5s", `option service-client-api.block-markdone-timeout: "5s" is not a whole number of 0 or more`},
		"a slip":                {"rate-limits", "1", `option service-client-api.rate-limits: no such option`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := scapi.ParseAccess(map[string]string{option + tt.name: tt.value, "voice.auto-answer": "true"})
			assert.EqualError(t, err, tt.want)
		})
	}
}

func TestAnOptionIsInForceByEitherOfItsNames(t *testing.T) {
	plain, err := scapi.ParseAccess(map[string]string{option + "block-markdone-timeout": "300"})
	require.NoError(t, err)
	named, err := scapi.ParseAccess(map[string]string{"interaction-workspace/" + option + "block-markdone-timeout": "300"})
	require.NoError(t, err)
	assert.Equal(t, plain, named)
	_, err = scapi.ParseAccess(map[string]string{"interaction-workspace/" + option + "rate-limits": "1"})
	assert.EqualError(t, err, `option interaction-workspace/service-client-api.rate-limits: no such option`)
}

func TestTheFirstOptionThatIsWrongIsTold(t *testing.T) {
	_, err := scapi.ParseAccess(map[string]string{option + "rate-limit": "x", option + "block-markdone-timeout": "x", option + "zzz": "x"})
	assert.EqualError(t, err, `option service-client-api.block-markdone-timeout: "x" is not a whole number of 0 or more`)
}

func TestUserDataThatMayBeRead(t *testing.T) {
	tests := map[string]struct{ allowed, want string }{
		"all":                {"*", `{"Account":1,"Note":{"a":null},"Secret":"s"}`},
		"all, among others":  {"Note, *", `{"Account":1,"Note":{"a":null},"Secret":"s"}`},
		"some":               {" Note ,Account", `{"Account":1,"Note":{"a":null}}`},
		"another case":       {"note", `{}`},
		"a part of the name": {"Sec*", `{}`},
		"none":               {"", `{}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", map[string]string{
				option + "accepted-web-content-origins": "*", option + "user-data.read-allowed": tt.allowed,
			})
			f.open(ana, 1)
			frames := f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550111", Data: []center.Datum{
				{Key: "Account", Value: "1"}, {Key: "Note", Value: `{"a":null}`}, {Key: "Secret", Value: `"s"`},
			}})
			require.NotEmpty(t, frames)
			for _, frame := range frames {
				assert.Contains(t, string(frame.body), `"userData":`+tt.want+`,`, "in events")
			}
			a, _ := f.ask("interaction.getByInteractionId", `["1"]`)
			assert.Contains(t, a.text(), `"userData":`+tt.want+`,`, "in answers")
		})
	}
}

func TestUserDataThatMayBeWritten(t *testing.T) {
	refused := func(key string) string { return "User data key " + key + " may not be written" }
	tests := map[string]struct{ allowed, request, parameters, want string }{
		"all":                     {"*", "interaction.setUserData", `["1",{"Any":1}]`, ""},
		"listed":                  {"Note,Topic", "interaction.setUserData", `["1",{"Note":1,"Topic":2}]`, ""},
		"one of them not listed":  {"Note", "interaction.setUserData", `["1",{"Note":1,"Secret":2}]`, refused("Secret")},
		"none listed":             {"", "interaction.setUserData", `["1",{"Note":1}]`, refused("Note")},
		"nothing to write":        {"", "interaction.setUserData", `["1",{}]`, ""},
		"listed, to delete":       {"Old", "interaction.deleteUserData", `["1","Old"]`, ""},
		"not listed, to delete":   {"Note", "interaction.deleteUserData", `["1","Old"]`, refused("Old")},
		"not there, to delete":    {"*", "interaction.deleteUserData", `["1","New"]`, "interaction.deleteUserData: no such key"},
		"not listed, when dialed": {"Note", "voice.dial", `["5550112",{"Secret":1}]`, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", map[string]string{
				option + "accepted-web-content-origins": "*", option + "user-data.write-allowed": tt.allowed,
			})
			f.open(ana, 1)
			f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550111", Data: []center.Datum{{Key: "Old", Value: "1"}}})
			a, frames := f.ask(tt.request, tt.parameters)
			assert.Equal(t, tt.want, a.text())
			if tt.want != "" {
				assert.Empty(t, frames, "nothing has changed")
				b, _ := f.ask("interaction.getByInteractionId", `["1"]`)
				assert.Contains(t, b.text(), `"userData":{"Old":1},`)
			}
		})
	}
}

func TestUserDataIsKeptAsItIsGiven(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.call("5550111")
	tests := []struct{ set, want string }{
		{`{"b":1,"a":2}`, `{"b":1,"a":2}`},
		{`{"a":"new"}`, `{"b":1,"a":"new"}`},
		{`{"big":123456789012345678901234567890,"small":1e-400}`, `{"b":1,"a":"new","big":123456789012345678901234567890,"small":1e-400}`},
		{`{"b":null , "big" : 0, "small":[ 1, {"x":"é\u00e9"} ]}`, `{"b":null,"a":"new","big":0,"small":[1,{"x":"é\u00e9"}]}`},
		{`{"a":1,"a":2}`, `{"b":null,"a":2,"big":0,"small":[1,{"x":"é\u00e9"}]}`},
		{`{"":"no name","\u0000":"\u0000"}`, `{"b":null,"a":2,"big":0,"small":[1,{"x":"é\u00e9"}],"":"no name","\u0000":"\u0000"}`},
	}
	for _, tt := range tests {
		frames := f.do("interaction.setUserData", `["1",`+tt.set+`]`)
		require.Len(t, frames, 1)
		assert.Contains(t, string(frames[0].body), `"userData":`+tt.want+`,`)
	}
}

func TestUserDataHasAnEnd(t *testing.T) {
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	f.call("5550111")
	large := strings.Repeat("x", center.MaxData/2)
	f.do("interaction.setUserData", fmt.Sprintf(`["1",{"a":%q}]`, large))
	a, frames := f.ask("interaction.setUserData", fmt.Sprintf(`["1",{"b":%q}]`, large))
	assert.Equal(t, "interaction.setUserData: more data than an interaction holds", a.text())
	assert.Empty(t, frames)
}

// silent reports whether a request is ignored.
func (f *floor) silent(request string) bool {
	f.t.Helper()
	return len(f.send(ana, 1, fmt.Sprintf(`{"request":%q,"referenceId":"1","userAgent":"WWE Client"}`, request))) == 0
}

func TestRequestsOverALimitAreIgnored(t *testing.T) {
	limits := func(pairs ...string) map[string]string {
		m := map[string]string{option + "accepted-web-content-origins": "*"}
		for i := 0; i < len(pairs); i += 2 {
			m[option+pairs[i]] = pairs[i+1]
		}
		return m
	}
	type sent struct {
		at      time.Duration
		request string
		ignored bool
	}
	tests := map[string]struct {
		options map[string]string
		sent    []sent
	}{
		"no limit": {limits("rate-limit", "0"), []sent{{0, "agent.get", false}, {0, "agent.get", false}, {0, "agent.get", false}}},
		"over all requests": {limits("rate-limit", "2"), []sent{
			{0, "agent.get", false}, {0, "agent.getState", false}, {0, "agent.get", true},
			{30*time.Second - 1, "agent.getState", true}, {30 * time.Second, "agent.getState", false},
		}},
		"within a minute": {limits("rate-limit", "2", "rate-limit-quarantine-delay", "5"), []sent{
			{0, "agent.get", false}, {59 * time.Second, "agent.get", false}, {60 * time.Second, "agent.get", false},
			{61 * time.Second, "agent.get", true},
		}},
		"of one request": {limits("rate-limit.agent.get", "1"), []sent{
			{0, "agent.get", false}, {0, "agent.getState", false}, {0, "agent.get", true}, {0, "agent.getState", false},
			{30 * time.Second, "agent.get", false},
		}},
		"a short quarantine": {limits("rate-limit", "1", "rate-limit-quarantine-delay", "1"), []sent{
			{0, "agent.get", false}, {0, "agent.get", true}, {time.Second - 1, "agent.get", true}, {time.Second, "agent.get", false},
		}},
		"a quarantine of 0 is for ever": {limits("rate-limit", "1", "rate-limit-quarantine-delay", "0"), []sent{
			{0, "agent.get", false}, {0, "agent.get", true}, {time.Hour, "agent.get", true}, {100 * 365 * 24 * time.Hour, "agent.get", true},
		}},
		"of one request, for ever": {limits("rate-limit.agent.get", "1", "rate-limit-quarantine-delay", "0"), []sent{
			{0, "agent.get", false}, {0, "agent.get", true}, {time.Hour, "agent.get", true}, {time.Hour, "agent.getState", false},
		}},
		"unknown requests count": {limits("rate-limit", "1"), []sent{{0, "nope", false}, {0, "agent.get", true}}},
		"nameless requests count once": {limits("rate-limit", "2"), []sent{
			{0, "", false}, {0, "", false}, {0, "", true},
		}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", tt.options)
			f.open(ana, 1)
			for i, s := range tt.sent {
				f.now = s.at
				assert.Equal(t, s.ignored, f.silent(s.request), "request %d, %s at %s", i+1, s.request, s.at)
			}
		})
	}
}

func TestAPageThatIsIgnoredStillHearsEvents(t *testing.T) {
	f := newFloor(t, "union", map[string]string{
		option + "accepted-web-content-origins": "*", option + "rate-limit": "1", option + "rate-limit-quarantine-delay": "0",
	})
	f.open(ana, 1)
	require.False(t, f.silent("agent.get"))
	require.True(t, f.silent("agent.setState"))
	assert.Len(t, f.stage(center.Command{Verb: center.ForceState, Agent: ana, Kind: center.NotReady}), 3)
}
