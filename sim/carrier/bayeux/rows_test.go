package bayeux_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier/bayeux"
)

var (
	retry   = say{"reconnect": "retry", "interval": 0., "timeout": 30000.}
	unknown = say{"id": "3", "channel": "/meta/connect", "successful": false, "error": "402::session_unknown",
		"advice": say{"reconnect": "handshake", "interval": 0.}}
)

func TestPath(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		for _, path := range []string{"/api/v2/notifications", "/api/v2/notifications/", "/api/v2/notifications/handshake", "/w/7/api/v2/notifications/a/b"} {
			assert.Equal(t, true, one(t, read(t, post(t.Context(), s, "ana", path, text(handshake()))))["successful"], path)
		}
	})
}

func TestContent(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		for _, kind := range []string{"application/json", "application/json;charset=UTF-8", "text/json", "text/plain; charset=\"utf-8\"", ""} {
			for _, body := range []string{text(handshake()), text([]say{handshake()}), " \n" + text(handshake())} {
				r := post(t.Context(), s, "ana", "/", body, "Content-Type", kind)
				assert.Equal(t, "application/json", r.Header.Get("Content-Type"))
				assert.Equal(t, true, one(t, read(t, r))["successful"], kind)
			}
		}
		for _, kind := range []string{"application/xml", "application/json; charset=utf-16", "nonsense/"} {
			r := post(t.Context(), s, "ana", "/", text(handshake()), "Content-Type", kind)
			assert.Equal(t, http.StatusUnsupportedMediaType, r.StatusCode, kind)
		}
	})
}

func TestNeverEmpty(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		for name, m := range map[string]say{
			"connect": fetch(id), "unknown": connect("x"), "nothing": {}, "channel": {"channel": "/meta/what", "clientId": id},
			"publish": {"channel": "/a", "clientId": id}, "disconnect": disconnect(id), "again": disconnect(id),
		} {
			assert.Len(t, tell(t, s, "ana", m), 1, name)
		}
	})
}

func TestID(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana")
		for _, m := range []say{handshake(), fetch(id), fetch("x"), subscribe(id, "/a"), {"channel": "/a"}, {"clientId": id}, disconnect(id)} {
			for _, mark := range []any{"7", "<é&\u2028>", 7., ""} {
				m["id"] = mark
				assert.Equal(t, mark, one(t, tell(t, s, "ana", m))["id"])
			}
			delete(m, "id")
			assert.NotContains(t, one(t, tell(t, s, "ana", m)), "id")
		}
	})
}

func TestHandshake(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		reply := one(t, tell(t, s, "ana", handshake(), connect("x"), handshake()))
		id := reply["clientId"].(string)
		assert.Equal(t, say{"id": "1", "channel": "/meta/handshake", "successful": true, "version": "1.0", "clientId": id,
			"supportedConnectionTypes": []any{"long-polling", "callback-polling", "websocket"}, "advice": retry}, reply)
		assert.Regexp(t, "^[0-9a-f]{32}$", id, "128 bits")
		assert.NotEqual(t, id, open(t, s, "ana"))
	})
}

func TestHandshakeTypes(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		for want, types := range map[bool]any{true: []string{"flash", "long-polling"}, false: []string{"flash"}} {
			m := handshake()
			m["supportedConnectionTypes"] = types
			reply := one(t, tell(t, s, "ana", m))
			assert.Equal(t, want, reply["successful"])
			if !want {
				assert.Equal(t, "301::connection_types_unsupported", reply["error"])
				assert.Equal(t, say{"reconnect": "none"}, reply["advice"])
				assert.NotContains(t, reply, "clientId")
			}
		}
		m := handshake()
		delete(m, "supportedConnectionTypes")
		assert.Equal(t, true, one(t, tell(t, s, "ana", m))["successful"], "those who do not say are served, too")
	})
}

func TestUnknownClient(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		gone := open(t, s, "ana")
		tell(t, s, "ana", disconnect(gone))
		for _, id := range []string{"nonsense", "", gone, strings.ToUpper(open(t, s, "ana"))} {
			assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(id))))
			assert.Equal(t, say{"id": "2", "channel": "/meta/subscribe", "successful": false, "error": "402::session_unknown"},
				one(t, tell(t, s, "ana", subscribe(id, "/a"))))
			assert.Equal(t, "402::session_unknown", one(t, tell(t, s, "ana", disconnect(id)))["error"])
		}
	})
}

func TestDisconnect(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		held := wait(t, s, "ana", connect(id))
		assert.Equal(t, say{"id": "4", "channel": "/meta/disconnect", "clientId": id, "successful": true}, one(t, tell(t, s, "ana", disconnect(id))))
		assert.Equal(t, say{"reconnect": "none"}, one(t, arrived(t, held))["advice"])
		assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(id))))
	})
}

func TestPublish(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id, other := open(t, s, "ana", topic, "/**"), open(t, s, "ben", topic, "/**")
		for _, channel := range []string{topic, "/service/a", "/a/*"} {
			assert.Equal(t, say{"channel": channel, "successful": false, "error": "403::publish_denied"},
				one(t, tell(t, s, "ana", say{"channel": channel, "clientId": id, "data": say{"what": "mine"}})))
		}
		assert.Empty(t, heard(t, tell(t, s, "ana", fetch(id))))
		assert.Empty(t, heard(t, tell(t, s, "ben", fetch(other))))
	})
}

func TestChannelMissing(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana")
		for _, m := range []say{{"id": "9", "clientId": id}, {"id": "9", "channel": ""}, {"id": "9", "channel": nil}} {
			assert.Equal(t, say{"id": "9", "successful": false, "error": "400::channel_missing"}, one(t, tell(t, s, "ana", m)))
		}
		assert.Equal(t, "404::unknown_meta_channel", one(t, tell(t, s, "ana", say{"channel": "/meta/what", "clientId": id}))["error"])
		assert.Equal(t, "405::invalid_channel", one(t, tell(t, s, "ana", say{"channel": "what", "clientId": id}))["error"])
	})
}

func TestBadRequest(t *testing.T) {
	tests := map[string]struct{ method, target, body, want string }{
		"no body":         {"POST", "/", "", "the body is not JSON: expected a list of Bayeux messages"},
		"no JSON":         {"POST", "/", "{", "the body is not JSON: expected a list of Bayeux messages"},
		"an empty list":   {"POST", "/", " [ ] ", "the list is empty: expected at least one Bayeux message"},
		"GET":             {"GET", "/", "", "jsonp must name the function to call: GET is for callback polling, POST for messages"},
		"callback, empty": {"GET", "/?jsonp=f", "", "the body is not JSON: expected a list of Bayeux messages"},
		"no function":     {"GET", "/?jsonp=alert(1)//&message=[]", "", "jsonp must name the function to call: GET is for callback polling, POST for messages"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
				w := httptest.NewRecorder()
				s.Serve(w, httptest.NewRequest(tt.method, tt.target, strings.NewReader(tt.body)), "ana")
				assert.Equal(t, http.StatusBadRequest, w.Code)
				assert.Equal(t, tt.want+"\n", w.Body.String())
			})
		})
	}
}

var errorFormat = regexp.MustCompile(`^[0-9]{3}:[^:]*:[a-z_0-9]+$`)

func TestErrorFormat(t *testing.T) {
	bubble(t, bayeux.Config{Limits: bayeux.Limits{UserSessions: 1}}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana")
		for _, m := range []say{{}, fetch("x"), subscribe(id, nil), subscribe(id, "/meta/a"), subscribe(id, "a"), handshake(),
			{"channel": "/a", "clientId": id}, {"channel": "/meta/a", "clientId": id}} {
			assert.Regexp(t, errorFormat, one(t, tell(t, s, "ana", m))["error"])
		}
	})
}

func TestExpiry(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		unused, id := open(t, s, "ana"), open(t, s, "ana", topic)
		for range 3 {
			assert.Empty(t, heard(t, tell(t, s, "ana", connect(id))), "a connect that waits keeps it alive")
		}
		assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(unused))))
		deliver(s, "ana", "one")
		time.Sleep(10*time.Second - 1)
		tell(t, s, "ana", subscribe(id, "/a"))
		assert.Equal(t, []string{"one"}, heard(t, tell(t, s, "ana", fetch(id))))
		time.Sleep(10 * time.Second)
		synctest.Wait()
		assert.Equal(t, unknown, one(t, tell(t, s, "ana", connect(id))))
	})
}

func TestQueue(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		held := wait(t, s, "ana", connect(id))
		var want, got []string
		for i := range 50 {
			what := string(rune('A' + i))
			want = append(want, what)
			deliver(s, "ana", what)
			if i%7 == 0 {
				got = append(got, heard(t, arrived(t, held))...)
				assert.Len(t, tell(t, s, "ana", subscribe(id, "/a")), 1, "only a connect brings them")
				if i%2 == 0 {
					held = wait(t, s, "ana", connect(id))
					continue
				}
				held = wait(t, s, "ana", fetch(id))
			}
		}
		got = append(got, heard(t, arrived(t, held))...)
		got = append(got, heard(t, tell(t, s, "ana", fetch(id)))...)
		assert.Equal(t, want, got)
	})
}

func TestAuth(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		id := open(t, s, "ana", topic)
		held := wait(t, s, "ana", connect(id))
		assert.Equal(t, unknown, one(t, tell(t, s, "ben", connect(id))))
		for _, m := range []say{fetch(id), subscribe(id, "/a"), disconnect(id), {"channel": "/a", "clientId": id}} {
			assert.Equal(t, "402::session_unknown", one(t, tell(t, s, "ben", m))["error"])
		}
		synctest.Wait()
		assert.Empty(t, held, "nothing that somebody else says disturbs it")
		deliver(s, "ben", "for ben")
		deliver(s, "ana", "for ana")
		assert.Equal(t, []string{"for ana"}, heard(t, arrived(t, held)))
	})
}

func TestCookie(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		r := post(t.Context(), s, "ana", "/", text(handshake()))
		require.Len(t, r.Cookies(), 1)
		c := r.Cookies()[0]
		assert.Equal(t, "BAYEUX_BROWSER", c.Name)
		assert.True(t, c.HttpOnly)
		r = post(t.Context(), s, "ana", "/", text(handshake()), "Cookie", "BAYEUX_BROWSER=mine")
		assert.Empty(t, r.Cookies())
		id := open(t, s, "ana")
		assert.Empty(t, heard(t, tell(t, s, "ana", fetch(id))), "it need not come back")
	})
}

func TestMultipleClients(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		var held []<-chan []say
		for range 10 {
			held = append(held, wait(t, s, "ana", connect(open(t, s, "ana", topic))))
		}
		deliver(s, "ana", "one")
		for _, h := range held {
			answer := arrived(t, h)
			assert.Equal(t, []string{"one"}, heard(t, answer))
			assert.Equal(t, retry, answer[1]["advice"])
		}
	})
}

func TestAck(t *testing.T) {
	connectWith := func(id string, ack any) say {
		m := fetch(id)
		m["ext"] = say{"ack": ack}
		return m
	}
	for name, wants := range map[string]any{"a flag": true, "an object": say{"enabled": true, "size": 1}} {
		t.Run(name, func(t *testing.T) {
			bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
				m := handshake()
				m["ext"] = say{"ack": wants}
				reply := one(t, tell(t, s, "ana", m))
				require.Equal(t, say{"ack": true}, reply["ext"])
				id := reply["clientId"].(string)
				tell(t, s, "ana", subscribe(id, topic))
				ask := func(ack any, number float64, want ...string) {
					t.Helper()
					answer := tell(t, s, "ana", connectWith(id, ack))
					assert.Equal(t, append([]string{}, want...), heard(t, answer))
					assert.Equal(t, say{"ack": number}, answer[len(answer)-1]["ext"])
				}
				ask(0, 1)
				deliver(s, "ana", "one")
				ask(1, 2, "one")
				deliver(s, "ana", "two")
				ask(1, 3, "one", "two")
				ask(2, 4, "two")
				ask(nil, 5, "two")
				ask(4, 6)
				ask(99, 7)
				deliver(s, "ana", "three")
				ask(7, 8, "three")
				ask(-1, 9, "three")
				held := connect(id)
				held["ext"] = say{"ack": 9}
				h := wait(t, s, "ana", held)
				deliver(s, "ana", "four")
				assert.Equal(t, []string{"four"}, heard(t, arrived(t, h)))
			})
		})
	}
	t.Run("without", func(t *testing.T) {
		bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
			id := open(t, s, "ana", topic)
			deliver(s, "ana", "one")
			answer := tell(t, s, "ana", connectWith(id, 0))
			assert.Equal(t, []string{"one"}, heard(t, answer))
			assert.NotContains(t, answer[1], "ext")
			assert.Empty(t, heard(t, tell(t, s, "ana", connectWith(id, 0))))
		})
	})
}

func TestCallbackPolling(t *testing.T) {
	bubble(t, bayeux.Config{}, func(t *testing.T, s *bayeux.Server) {
		call := func(m ...say) string {
			w := httptest.NewRecorder()
			query := url.Values{"jsonp": {"lib.cb_1"}, "message": {text(m)}}
			s.Serve(w, httptest.NewRequestWithContext(t.Context(), "GET", "/?"+query.Encode(), nil), "ana")
			assert.Equal(t, http.StatusOK, w.Code)
			assert.Equal(t, "text/javascript; charset=utf-8", w.Header().Get("Content-Type"))
			body, err := io.ReadAll(w.Body)
			require.NoError(t, err)
			return string(body)
		}
		assert.Regexp(t, `^lib\.cb_1\(\[\{.*"successful":true.*\}\]\)$`, call(handshake()))
		id := open(t, s, "ana", topic)
		answer := make(chan string, 1)
		go func() { answer <- call(connect(id)) }()
		synctest.Wait()
		deliver(s, "ana", "a\u2028b")
		assert.Contains(t, <-answer, `lib.cb_1([{"channel":"/v2/me/interactions","data":{"what":"a\u2028b"}},{"id":"3"`)
	})
}
