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

// patientOf is a patient whose agents have logins, and no desk.
func patientOf(t *testing.T, api http.HandlerFunc) (file string) {
	t.Helper()
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	file = patient(t, map[string]string{
		"hello":      `"result":{"name":"Acme","protocol":1,"worlds":"one","wires":["gws"],"features":[]}`,
		"world.open": `"result":{}`, "barrier": `"result":{}`, "world.close": `"result":{}`,
	}, nil)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	own := fmt.Sprintf("wires: {gws: {address: %q}}", server.URL+"/api/v2")
	text = regexp.MustCompile(`(?m)^wires: .*$`).ReplaceAll(text, []byte(own))
	text = bytes.Replace(text, []byte("account: '1'"), []byte("account: '1', user: ana, password: secret"), 1)
	require.NoError(t, os.WriteFile(file, text, 0o600))
	return file
}

func TestDoctorSaysWhatIsInTheWayOfALogin(t *testing.T) {
	answer := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	tests := map[string]struct {
		api         http.HandlerFunc
		fails, says string
	}{
		"another address": {answer(http.StatusNotFound, `{}`), "login", "/api/v2: GET /me is refused with HTTP 404: {}"},
		"no such user": {answer(http.StatusUnauthorized, `{"statusCode":20,"statusMessage":"Access denied"}`),
			"login", `GET /me is refused with HTTP 401: {"statusCode":20,"statusMessage":"Access denied"}`},
		"no notifications": {func(w http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, "/notifications") {
				answer(http.StatusNotFound, `{"statusCode":6}`)(w, r)
				return
			}
			answer(http.StatusOK, `{"statusCode":0,"user":{}}`)(w, r)
		}, "listen", "404"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, "doctor", "--target", patientOf(t, tt.api))
			assert.Equal(t, 1, s.code, s.out+s.errors)
			assert.Contains(t, s.out, "FAILS "+tt.fails)
			assert.Contains(t, s.out, tt.says)
			assert.NotContains(t, s.out, "desk ", "it has no desks")
		})
	}
}

func TestDoctorMissesAPassword(t *testing.T) {
	file := patientOf(t, http.NotFound)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, bytes.Replace(text, []byte(", password: secret"), nil, 1), 0o600))
	s := deskproof(t, "doctor", "--target", file)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "FAILS login      the target file's cast gives no password for Ana")
}
