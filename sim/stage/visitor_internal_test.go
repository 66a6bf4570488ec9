package stage

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/centers"
	"github.com/deskproof/deskproof/fixtures/stage"
	"github.com/deskproof/deskproof/sim"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// visitor is a harness at a door, and checks all that is said by the schema.
type visitor struct {
	t     testing.TB
	d     *door
	world string // what calls name; empty: they name none
}

func visit(t testing.TB, change ...func(*Config)) *visitor {
	t.Helper()
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	host := sim.NewHost(t.Context())
	cfg := Config{Host: host, Center: doc, Version: "1.0"}
	for _, f := range change {
		f(&cfg)
	}
	v := &visitor{t: t, d: &door{cfg: cfg.orDefaults(), base: "ws://localhost"}}
	t.Cleanup(host.CloseAll)
	return v
}

// enter opens a world that calls name from now on.
func (v *visitor) enter() *sim.World {
	v.t.Helper()
	var opened struct{ World string }
	require.NoError(v.t, json.Unmarshal(v.do("world.open", `{}`), &opened))
	v.world = opened.World
	w, err := v.d.cfg.Host.World(v.world)
	require.NoError(v.t, err)
	return w
}

type reply struct {
	ID     json.RawMessage `json:"id"`
	Result json.RawMessage `json:"result"`
	Error  *rpcError       `json:"error"`
}

func (v *visitor) handle(raw string) reply {
	v.t.Helper()
	body := v.d.handle(v.t.Context(), []byte(raw))
	require.NoError(v.t, conforms("response", body), "%s", body)
	var r reply
	require.NoError(v.t, json.Unmarshal(body, &r), "%s", body)
	return r
}

// call makes a call of whatever parameters.
func (v *visitor) call(method, params string) reply {
	v.t.Helper()
	if v.world != "" && strings.HasPrefix(params, "{") {
		world := fmt.Sprintf(`{"world":%q`, v.world)
		if params != "{}" {
			world += ","
		}
		params = world + params[1:]
	}
	return v.handle(fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":%q,"params":%s}`, method, params))
}

// do makes a call that must conform, and be done.
func (v *visitor) do(method, params string) json.RawMessage {
	v.t.Helper()
	require.NoError(v.t, conforms(method+".params", []byte(params)))
	r := v.call(method, params)
	require.Nil(v.t, r.Error, "%s %s", method, params)
	require.NoError(v.t, conforms(method+".result", r.Result), "%s", r.Result)
	return r.Result
}

var schemas = map[string]*jsonschema.Schema{}

// conforms reports how a value breaks a definition of the schema.
func conforms(def string, raw []byte) error {
	s, ok := schemas[def]
	if !ok {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(stage.Schema()))
		if err != nil {
			return err
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource("stage.schema.json", doc); err != nil {
			return err
		}
		if s, err = c.Compile("stage.schema.json#/$defs/" + def); err != nil {
			return err
		}
		schemas[def] = s
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	return s.Validate(v)
}

// outbox counts frames. It is read when the world has come to rest.
type outbox struct{ n int }

func (o *outbox) Send([]byte)    { o.n++ }
func (o *outbox) Close(string)   {}
func (o *outbox) Restart(string) {}
