package bayeux

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		`[{"id":"1","channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"],"ext":{"ack":{"enabled":true}}}]`,
		`{"id":7,"channel":"/meta/connect","clientId":"x","advice":{"timeout":-1.5e3},"ext":{"ack":3}}`,
		`[{"channel":"/meta/subscribe","subscription":["/a/*","/**"]},{"subscription":"/v2/me/"}]`,
		`[]`, `null`, `[{"id":null}]`, `[{"a":1,"a":2}]`, "[{\"id\":\"\xff\"}]", `[[[[[[`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		batch, err := decode(sent, 10)
		if err != nil {
			assert.NotEmpty(t, err.Error())
			return
		}
		require.NotEmpty(t, batch)
		assertRead(t, sent, batch)
		s := New(Config{})
		defer s.Close()
		a, p, err := s.act("ana", batch, &poll{})
		require.NoError(t, err)
		require.Nil(t, p, "nobody has a session")
		var out []map[string]any
		require.NoError(t, json.Unmarshal(body(a.batch()), &out))
		require.NotEmpty(t, out)
		if len(out) != 1 {
			require.Len(t, out, len(batch))
		}
	})
}

// assertRead compares what was read with what another reader makes of it.
func assertRead(t *testing.T, sent []byte, batch []message) {
	t.Helper()
	var other []map[string]any
	if json.Unmarshal(sent, &other) != nil {
		other = make([]map[string]any, 1)
		require.NoError(t, json.Unmarshal(sent, &other[0]))
	}
	require.Len(t, batch, len(other))
	for i, m := range other {
		assert.Equal(t, textOf(m["channel"]), batch[i].channel)
		assert.Equal(t, textOf(m["clientId"]), batch[i].clientID)
		if m["subscription"] == nil {
			assert.Empty(t, batch[i].subscriptions)
			continue
		}
		var again any
		require.NoError(t, json.Unmarshal(batch[i].subscription, &again))
		assert.Equal(t, m["subscription"], again)
	}
}

func textOf(v any) string {
	s, _ := v.(string)
	return s
}

func FuzzChannels(f *testing.F) {
	f.Add("/v2/me/*", "/v2/me/interactions")
	f.Add("/**", "/a")
	f.Add("/a//", "/a/")
	f.Fuzz(func(t *testing.T, pattern, channel string) {
		if isChannel(channel) {
			assert.True(t, matches(channel, channel))
			assert.True(t, matches("/**", channel))
		}
		if isChannel(pattern) && matches(pattern, channel) {
			assert.Equal(t, byte('/'), channel[0])
		}
	})
}
