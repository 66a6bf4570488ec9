package bayeux_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

func TestSubscribe(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana")
		answer := tell(t, s, "ana", subscribe(id, topic), subscribe(id, []string{"/a", topic}), subscribe(id, topic))
		require.Len(t, answer, 3)
		for i, want := range []any{topic, []any{"/a", topic}, topic} {
			assert.Equal(t, say{"id": "2", "channel": "/meta/subscribe", "clientId": id, "successful": true, "subscription": want}, answer[i])
		}
		deliver(s, "ana", "one")
		assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(id))))
	})
}

func TestSubscribeWildcard(t *testing.T) {
	tests := map[string]struct {
		subscriptions []string
		under         string
	}{
		"the name":                    {[]string{topic}, topic},
		"an alias":                    {[]string{"/me/interactions"}, "/me/interactions"},
		"with a slash":                {[]string{topic + "/"}, topic + "/"},
		"several names":               {[]string{"/me/interactions", topic}, topic},
		"one segment":                 {[]string{"/v2/me/*"}, topic},
		"one segment, of the alias":   {[]string{"/me/*"}, "/me/interactions"},
		"everything":                  {[]string{"/**"}, topic},
		"everything, and the name":    {[]string{"/**", topic, "/v2/**"}, topic},
		"all below":                   {[]string{"/v2/**"}, topic},
		"too few segments":            {[]string{"/v2/*", "/*"}, ""},
		"itself is not below":         {[]string{topic + "/**"}, topic + "/"},
		"another beginning":           {[]string{"/v/**", "/v2/m/*", "/v2/me/inter"}, ""},
		"wildcards are not for parts": {[]string{"/v2/me/interaction"}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
				id := open(t, s, "ana", tt.subscriptions...)
				deliver(s, "ana", "one")
				answer := tell(t, s, "ana", fetch(id))
				if tt.under == "" {
					assert.Empty(t, heard(t, answer))
					return
				}
				assert.Equal(t, []string{"one"}, heard(t, answer), "once")
				assert.Equal(t, tt.under, answer[0]["channel"])
			})
		})
	}
}

func TestSubscribeErrors(t *testing.T) {
	allow := func(user, channel string) bool { return user == "ana" && channel != "/secret" }
	tests := map[string]struct {
		subscription any
		want         string
	}{
		"missing":              {nil, "403::subscription_missing"},
		"an empty list":        {[]string{}, "403::subscription_missing"},
		"meta":                 {"/meta/connect", "403::subscribe_denied"},
		"meta, with wildcard":  {"/meta/*", "403::subscribe_denied"},
		"all of meta":          {"/meta/**", "403::subscribe_denied"},
		"refused":              {"/secret", "403::subscribe_denied"},
		"one of several":       {[]string{"/a", "/secret"}, "403::subscribe_denied"},
		"without slash":        {"v2/me", "405::invalid_channel"},
		"empty":                {"", "405::invalid_channel"},
		"a slash":              {"/", "405::invalid_channel"},
		"an empty segment":     {"/a//b", "405::invalid_channel"},
		"a wildcard inside":    {"/a/*/b", "405::invalid_channel"},
		"a wildcard in a name": {"/a/b*", "405::invalid_channel"},
		"three stars":          {"/a/***", "405::invalid_channel"},
		"a control character":  {"/a\n", "405::invalid_channel"},
		"a space":              {"/a b", "405::invalid_channel"},
		"endless":              {"/" + strings.Repeat("a", 255), "405::invalid_channel"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{Allow: allow}, func(t *testing.T, s *bayeux.Server) {
				id := open(t, s, "ana")
				reply := one(t, tell(t, s, "ana", subscribe(id, tt.subscription)))
				assert.Equal(t, false, reply["successful"])
				assert.Equal(t, tt.want, reply["error"])
				s.Deliver("ana", []string{"/a"}, []byte(`{"what":"no"}`))
				assert.Empty(t, heard(t, tell(t, s, "ana", fetch(id))), "nothing of it was done")
			})
		})
	}
	t.Run("too many", func(t *testing.T) {
		bubble(t, bayeux.Config{Limits: bayeux.Limits{Subscriptions: 2}}, func(t *testing.T, s *bayeux.Server) {
			id := open(t, s, "ana", "/a", "/b", "/a")
			assert.Equal(t, "403::too_many_subscriptions", one(t, tell(t, s, "ana", subscribe(id, "/c")))["error"])
		})
	})
}

func TestUnsubscribe(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic, "/me/interactions")
		for _, channels := range []any{"/never", []any{topic, "/me/interactions"}} {
			assert.Equal(t, say{"id": "5", "channel": "/meta/unsubscribe", "clientId": id, "successful": true, "subscription": channels},
				one(t, tell(t, s, "ana", say{"id": "5", "channel": "/meta/unsubscribe", "clientId": id, "subscription": channels})))
		}
		deliver(s, "ana", "one")
		assert.Empty(t, heard(t, tell(t, s, "ana", fetch(id))))
	})
}
