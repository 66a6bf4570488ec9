package main

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patientOfWebex is a patient whose agents have the notification socket alone.
func patientOfWebex(t *testing.T, api http.HandlerFunc) (file string) {
	t.Helper()
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	file = patient(t, map[string]string{
		"hello":      `"result":{"name":"Acme","protocol":1,"worlds":"one","wires":["webex"],"features":[]}`,
		"world.open": `"result":{}`, "barrier": `"result":{}`, "world.close": `"result":{}`,
	}, nil)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	own := fmt.Sprintf("wires: {webex: {address: %q}}", server.URL+"/webex")
	text = regexp.MustCompile(`(?m)^wires: .*$`).ReplaceAll(text, []byte(own))
	text = bytes.Replace(text, []byte("account: '1'"), []byte("account: '1', user: ana, password: secret"), 1)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func TestDoctorSaysWhatIsInTheWayOfTheSDK(t *testing.T) {
	catalogue := func(next http.HandlerFunc) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/u2c/") {
				fmt.Fprintf(w, `{"serviceLinks":{"wcc-api-gateway":"http://%s/webex"},"hostCatalog":{}}`, r.Host)
				return
			}
			next(w, r)
		}
	}
	says := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	tests := map[string]struct {
		api  http.HandlerFunc
		says string
	}{
		"no catalogue":  {says(404, ``), "GET /u2c/api/v1/limited/catalog was refused: HTTP 404"},
		"no such user":  {catalogue(says(401, `{"errorMessage":"who?"}`)), "subscribe was refused: HTTP 401: who?"},
		"no socket URL": {catalogue(says(200, `{}`)), "subscribe was refused: the answer has no webSocketUrl that is one"},
		"no socket": {catalogue(func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `{"webSocketUrl":"ws://%s/webex/socket"}`, r.Host)
		}), "socket was refused: 200 OK"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "doctor", "--target", patientOfWebex(t, tt.api))
			assert.Equal(t, 1, s.code, s.out+s.errors)
			assert.Regexp(t, `FAILS register +below http://127\.0\.0\.1:\d+/webex: `, s.out)
			assert.Contains(t, s.out, tt.says)
			assert.NotContains(t, s.out, "desk ", "it has no desks")
		})
	}
}

func TestDoctorMissesAPasswordOfTheSDK(t *testing.T) {
	file := patientOfWebex(t, http.NotFound)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bytes.Replace(text, []byte(", password: secret"), nil, 1), 0o600))
	s := deskproof(t, "doctor", "--target", file)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "FAILS register   the target file's cast gives no password and no token for Ana")
}
