package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
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
		"hello":      `"result":{"name":"Acme","protocol":1,"worlds":"one","wires":["gws"],"features":["email.arrive"]}`,
		"world.open": `"result":{}`, "email.arrive": `"result":{}`, "barrier": `"result":{}`, "world.close": `"result":{}`,
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

func TestDoctorEndsWhatItBrought(t *testing.T) {
	tests := map[string]struct {
		lacks string
		code  int
		says  string
	}{
		"an operation is refused":   {"[]", 1, "StopProcessing of the e-mail: POST /me/interactions/e1 is refused with HTTP 500"},
		"an operation is not there": {"[StopProcessing]", 0, "A run can begin"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := patientOf(t, gateway(t))
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			text = bytes.Replace(text, []byte("/api/v2\""), []byte("/api/v2\", lacks: "+tt.lacks), 1)
			text = append(text, "customers: {Carla: {number: '1', email: carla@example.com}}\n"...)
			require.NoError(t, os.WriteFile(file, text, 0o600))
			s := deskproof(t, "doctor", "--target", file)
			assert.Equal(t, tt.code, s.code, s.out+s.errors)
			assert.Contains(t, s.out, tt.says)
		})
	}
}

// gateway does all that the doctor asks of one but ending an e-mail.
func gateway(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		body, err := io.ReadAll(r.Body)
		assert.NoError(t, err)
		if strings.Contains(string(body), "StopProcessing") {
			w.WriteHeader(http.StatusInternalServerError)
		}
		var asked []map[string]any
		if json.Unmarshal(body, &asked) != nil || len(asked) == 0 {
			fmt.Fprint(w, `{"statusCode":0,"user":{}}`)
			return
		}
		replies := []map[string]any{}
		for _, m := range asked {
			if m["channel"] == "/meta/connect" {
				replies = append(replies, map[string]any{"channel": "/v2/me/interactions", "data": map[string]any{"id": "e1", "state": "Invited"}})
			}
			replies = append(replies, map[string]any{"id": m["id"], "channel": m["channel"], "clientId": "c", "successful": true,
				"version": "1.0", "supportedConnectionTypes": []string{"long-polling"}, "subscription": m["subscription"]})
		}
		assert.NoError(t, json.NewEncoder(w).Encode(replies))
	}
}
