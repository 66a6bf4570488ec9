package stage

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/stage"
	"github.com/deskproof/deskproof/sim"
)

func TestTheSchemaDescribesTheDoor(t *testing.T) {
	var described, features []string
	for _, m := range stage.Methods() {
		described = append(described, m.Name)
		assert.NotEmpty(t, m.Description, m.Name)
		assert.Error(t, conforms(m.Name+".result", []byte(`7`)), "%s has a result", m.Name)
		if m.Feature {
			features = append(features, m.Name)
			assert.Contains(t, m.Description, "leaves it out", m.Name)
		}
	}
	assert.Equal(t, methods(), described)
	assert.Equal(t, sim.StageMethods(), features)

	var hello struct{ Features []string }
	require.NoError(t, json.Unmarshal(visit(t).do("hello", `{"harness":"h","version":"1","protocol":1}`), &hello))
	for _, f := range hello.Features {
		assert.NoError(t, conforms("feature", fmt.Appendf(nil, "%q", f)))
	}
	assert.ElementsMatch(t, append(sim.StageMethods(), "world.redirect", "routing.target", "chat.channel"), hello.Features)
}

func TestEveryCallIsDoneAsDescribed(t *testing.T) {
	v := visit(t)
	v.do("hello", `{}`)
	var opened struct {
		World  string
		Wires  map[string]struct{ Address string }
		Agents []string
		Ring   int `json:"ringTimeoutMs"`
	}
	require.NoError(t, json.Unmarshal(v.do("world.open", `{"seed":9007199254740991,"profile":"scapi-manual","options":{"service-client-api.rate-limit":"5"},"redirectTo":"1002"}`), &opened))
	assert.Equal(t, "w1", opened.World)
	assert.Equal(t, "ws://localhost/w/w1/scapi?agent={account}", opened.Wires["scapi"].Address)
	assert.Equal(t, []string{"1001", "1002", "1003", "1004", "1005", "1006"}, opened.Agents)
	assert.Equal(t, 15000, opened.Ring)

	w := v.enter()
	out := &outbox{}
	_, err := w.Open(t.Context(), "1001", "", out)
	require.NoError(t, err)
	for _, c := range []struct{ method, params string }{
		{"agent.set", `{"agent":"1001","state":"not-ready-reason","media":"voice","reason":"Break","code":"1511"}`},
		{"agent.set", `{"agent":"1001","state":"ready"}`},
		{"call.arrive", `{"agent":"1001","from":"1","dnis":"2","contact":{"first":"Carla","last":"Cole"},"data":{"a":"b"}}`},
		{"strategy.option", `{"agent":"1001","interaction":"1","options":{"voice.auto-answer":"true","MySection/one":"1"}}`},
		{"call.hangUp", `{"number":"1"}`},
		{"call.arrive", `{"target":{"type":"queue","name":"Support"},"from":"1"}`},
		{"call.arrive", `{"target":{"type":"agent","name":"1004"},"from":"2"}`},
		{"call.arrive", `{"target":{"type":"number","name":"5005"},"from":"3"}`},
		{"campaign.load", `{"campaign":"Spring","mode":"push","agents":["1001"]}`},
		{"campaign.start", `{"campaign":"Spring"}`},
		{"campaign.record", `{"campaign":"Spring","contact":{"first":"Chen"},"fields":{"OFFER":"Gold"},"chain":[{"handle":1,"number":"5550152"},{"handle":2,"number":"5550153"}]}`},
		{"campaign.stop", `{"campaign":"Spring"}`},
		{"campaign.unload", `{"campaign":"Spring"}`},
		{"campaign.load", `{"campaign":"Spring"}`},
		{"fault.set", `{"faults":[{"on":{"frame":"event","event":"interaction","type":"HELD","state":"HELD","callType":"INBOUND","nth":2},"do":"replace","path":"data.x","value":null},{"do":"stale","path":"a"},{"do":"lose"}]}`},
		{"fault.set", `{"faults":[]}`},
		{"barrier", `{}`},
		{"barrier", `{"desks":[]}`},
		{"barrier", `{"desks":[{"agent":"1001","page":1,"sent":0,"handed":0}]}`},
	} {
		v.do(c.method, c.params)
	}
	assert.JSONEq(t, `{"now":1500}`, string(v.do("clock.advance", `{"ms":1500}`)))
	assert.JSONEq(t, `{"desks":[]}`, string(v.do("barrier", `{}`)))

	dial := func(number string) {
		require.NoError(t, w.Receive(t.Context(), "1001", 1, fmt.Appendf(nil, `{"request":"voice.dial","parameters":[%q],"referenceId":"1","userAgent":"WWE"}`, number)))
	}
	dial("5550142")
	v.do("call.answer", `{"number":"5550142"}`)
	v.do("call.hangUp", `{"number":"5550142"}`)
	v.do("desktop.markDone", `{"agent":"1001","interaction":"3","stop":true}`)
	dial("5550142")
	v.do("call.busy", `{"number":"5550142"}`)
	dial("5550142")
	v.do("call.noAnswer", `{"number":"5550142"}`)
	assert.JSONEq(t, fmt.Sprintf(`{"desks":[{"agent":"1001","page":1,"sent":3,"handed":%d}]}`, out.n), string(v.do("barrier", `{"desks":[{"agent":"1001","page":1,"sent":3}]}`)))
	for _, request := range []string{`"system.popupToast","parameters":[{"title":"T","buttons":["A"]}]`, `"system.openDialog","parameters":["https://d.example",{}]`} {
		require.NoError(t, w.Receive(t.Context(), "1001", 1, []byte(`{"request":`+request+`,"userAgent":"WWE"}`)))
	}
	v.do("desktop.clickToast", `{"agent":"1001","toast":"wweCustomToast0","button":0}`)
	v.do("desktop.dismissToast", `{"agent":"1001","toast":"wweCustomToast0"}`)
	v.do("desktop.closeDialog", `{"agent":"1001","dialog":"wweCustomDialog0"}`)
	v.do("desktop.show", `{"agent":"1001","page":1,"visible":false}`)
	v.do("desktop.focus", `{"agent":"1001","page":1}`)
	v.do("desktop.activity", `{"agent":"1001"}`)
	v.do("desktop.reload", `{"agent":"1001"}`)
	v.do("world.close", fmt.Sprintf(`{"world":%q}`, v.world))
}

func TestWhatIsNoCall(t *testing.T) {
	tests := map[string]struct {
		raw  string
		id   string
		code int
	}{
		"not JSON":                  {`hello`, "null", codeParse},
		"cut":                       {`{"jsonrpc":"2.0","id":1,"method":"hello"`, "null", codeParse},
		"two":                       {`{"jsonrpc":"2.0","id":1,"method":"hello"} {}`, "null", codeParse},
		"beyond all depth":          {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), "null", codeParse},
		"a batch":                   {` [{"jsonrpc":"2.0","id":1,"method":"hello"}]`, "null", codeRequest},
		"null":                      {`null`, "null", codeRequest},
		"a number":                  {`7`, "null", codeRequest},
		"nothing":                   {`{}`, "null", codeRequest},
		"no version":                {`{"id":7,"method":"hello"}`, "7", codeRequest},
		"another version":           {`{"jsonrpc":"1.0","id":"x","method":"hello"}`, `"x"`, codeRequest},
		"no method":                 {`{"jsonrpc":"2.0","id":7}`, "7", codeRequest},
		"a method that is no text":  {`{"jsonrpc":"2.0","method":7,"id":7}`, "7", codeRequest},
		"an id that is none":        {`{"jsonrpc":"2.0","id":{"a":1},"method":"hello"}`, "null", codeRequest},
		"a list as an id":           {`{"jsonrpc":"2.0","id":[1],"method":"hello"}`, "null", codeRequest},
		"a truth as an id":          {`{"jsonrpc":"2.0","id":true,"method":"hello"}`, "null", codeRequest},
		"an unknown method":         {`{"jsonrpc":"2.0","id":7,"method":"dance"}`, "7", codeMethod},
		"a method of no world":      {`{"jsonrpc":"2.0","id":7,"method":"rpc.dance","params":{"world":"w9"}}`, "7", codeMethod},
		"params as a list":          {`{"jsonrpc":"2.0","id":7,"method":"barrier","params":[1]}`, "7", codeParams},
		"hello as a list":           {`{"jsonrpc":"2.0","id":7,"method":"hello","params":[1]}`, "7", codeParams},
		"world as a number":         {`{"jsonrpc":"2.0","id":7,"method":"barrier","params":{"world":1}}`, "7", codeParams},
		"no world":                  {`{"jsonrpc":"2.0","id":7,"method":"barrier"}`, "7", codeNoWorld},
		"null params":               {`{"jsonrpc":"2.0","id":7,"method":"barrier","params":null}`, "7", codeNoWorld},
		"an unknown world":          {`{"jsonrpc":"2.0","id":7,"method":"call.arrive","params":{"world":"w9"}}`, "7", codeNoWorld},
		"an unknown world to close": {`{"jsonrpc":"2.0","id":7,"method":"world.close","params":{"world":"w9"}}`, "7", codeNoWorld},
		"no world to close":         {`{"jsonrpc":"2.0","id":null,"method":"world.close"}`, "null", codeNoWorld},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			r := visit(t).handle(tt.raw)
			require.NotNil(t, r.Error)
			assert.Equal(t, tt.code, r.Error.Code, r.Error.Message)
			assert.Equal(t, tt.id, string(r.ID))
		})
	}
}

func TestACallWithoutAnIDIsDoneAndNotAnswered(t *testing.T) {
	v := visit(t)
	w := v.enter()
	for _, call := range []string{
		`{"jsonrpc":"2.0","method":"call.arrive","params":{"world":"w1","agent":"1001","from":"1"}}`,
		`{"jsonrpc":"2.0","method":"call.arrive","params":{"world":"w9"}}`,
		`{"jsonrpc":"2.0","method":"dance"}`,
	} {
		assert.Nil(t, v.d.handle(t.Context(), []byte(call)))
	}
	_, err := w.Stage(t.Context(), "call.hangUp", []byte(`{"number":"1"}`))
	assert.NoError(t, err, "the customer had called")
}

func TestWorldsBelongToTheConnectionThatOpenedThem(t *testing.T) {
	v := visit(t)
	w := v.enter()
	other := &visitor{t: t, d: &door{cfg: v.d.cfg, base: "ws://localhost"}, world: v.world}
	other.do("clock.advance", `{"ms":1}`) // it can act in it
	r := other.handle(`{"jsonrpc":"2.0","id":1,"method":"world.close","params":{"world":"w1"}}`)
	require.NotNil(t, r.Error)
	assert.Equal(t, `world "w1" was not opened by this connection`, r.Error.Message)
	other.d.leave()

	v.do("clock.advance", `{"ms":1}`)
	v.d.leave()
	<-w.Done()
	r = v.call("clock.advance", `{"ms":1}`)
	assert.Equal(t, codeNoWorld, r.Error.Code)
	assert.Equal(t, codeNoWorld, v.handle(`{"jsonrpc":"2.0","id":1,"method":"world.close","params":{"world":"w1"}}`).Error.Code)
}

func TestADoorWithAWorldOfItsOwn(t *testing.T) {
	v := visit(t, func(c *Config) {
		_, w, err := c.Host.Open(sim.Config{Center: c.Center})
		require.NoError(t, err)
		c.Own = w
	})
	v.do("call.arrive", `{"agent":"1001","from":"1"}`)
	v.do("call.hangUp", `{"number":"1"}`)
	v.do("barrier", `{}`)
	assert.Equal(t, codeNoWorld, v.call("world.close", `{}`).Error.Code, "it is not the caller's to close")
}

func TestOpeningTooManyWorldsIsRefused(t *testing.T) {
	v := visit(t)
	for range sim.MaxWorlds {
		_, _, err := v.d.cfg.Host.Open(sim.Config{Center: v.d.cfg.Center})
		require.NoError(t, err)
	}
	r := v.call("world.open", `{}`)
	require.NotNil(t, r.Error)
	assert.Equal(t, codeRefused, r.Error.Code)
}

func TestAWorldIsNotOpenedWithOptionsWithoutEnd(t *testing.T) {
	v := visit(t)
	open := func(bytes int) *rpcError {
		return v.call("world.open", `{"options":{"service-client-api.user-data.read-allowed":"`+strings.Repeat("a", bytes)+`"},"redirectTo":"1002"}`).Error
	}
	assert.Nil(t, open(60<<10))
	assert.Equal(t, &rpcError{codeParams, "the options of a world have 65580 bytes, at most 65536 are taken"}, open(64<<10-1))
}
