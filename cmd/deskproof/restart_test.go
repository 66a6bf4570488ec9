package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// visitor is a client of GWS that keeps its cookie.
type visitor struct {
	t              *testing.T
	address        string
	cookie, client string
}

// sends posts a body and returns the status and what was said; 0: the connection ended.
func (v *visitor) sends(path, user, body string) (int, string) {
	r, err := http.NewRequest("POST", "http://"+v.address+"/api/v2"+path, strings.NewReader(body))
	assert.NoError(v.t, err)
	if user != "" {
		r.SetBasicAuth(user, "password")
	}
	if v.cookie != "" {
		r.Header.Set("Cookie", v.cookie)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	for _, c := range res.Cookies() {
		if c.Name == "JSESSIONID" {
			v.cookie = c.Name + "=" + c.Value
		}
	}
	said, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, ""
	}
	return res.StatusCode, string(said)
}

// listens shakes hands and connects for the first time.
func (v *visitor) listens(user string) {
	v.t.Helper()
	_, said := v.sends("/notifications", user, `[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`)
	var replies []struct{ ClientID string }
	require.NoError(v.t, json.Unmarshal([]byte(said), &replies))
	v.client = replies[0].ClientID
	_, said = v.sends("/notifications", user, v.connect(`,"advice":{"timeout":0}`))
	require.Contains(v.t, said, `"successful":true`)
}

func (v *visitor) connect(more string) string {
	return fmt.Sprintf(`[{"id":"1","channel":"/meta/connect","connectionType":"long-polling","clientId":%q%s}]`, v.client, more)
}

func TestAServerIsRestartedInTheMiddleOfAPoll(t *testing.T) {
	journal := filepath.Join(t.TempDir(), "day.ndjson")
	p := process(t, "serve", "--addr", "127.0.0.1:0", "--journal", journal)
	ana := &visitor{t: t, address: p.address()}
	ana.listens("ana")
	waits := *ana
	polled := make(chan string)
	go func() {
		status, said := waits.sends("/notifications/connect", "", waits.connect(""))
		polled <- fmt.Sprint(status, said)
	}()
	ana.sends("/me", "", `{"operationName":"NotReady"}`)
	p.end()
	if said := <-polled; said != "0" && said != "503" { // it may have been told
		assert.Contains(t, said, `"channel":"/meta/connect"`)
	}

	again := process(t, "serve", "--addr", "127.0.0.1:0")
	ana.address = again.address()
	status, _ := ana.sends("/notifications/connect", "", ana.connect(""))
	assert.Equal(t, http.StatusUnauthorized, status, "the cookie was the other server's")
	_, said := ana.sends("/notifications/connect", "ana", ana.connect(""))
	assert.Contains(t, said, "402::session_unknown")
	assert.Contains(t, said, `"reconnect":"handshake"`)
	ana.listens("ana")
	again.end()

	replayed, err := command(t, "replay", journal).Output()
	require.NoError(t, err, string(replayed))
	assert.Contains(t, string(replayed), "the same: 2 inputs in 1 world")
	assert.Contains(t, string(replayed), "w1 1001 gws ")
}
