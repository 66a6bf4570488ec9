package stage_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim"
	"github.com/deskproof/deskproof/sim/stage"
)

// auth is the header by which somebody logs in.
func auth(user string) string {
	return "Authorization: Basic " + base64.StdEncoding.EncodeToString([]byte(user+":password")) + "\r\n"
}

// raw sends a request as it is written and returns the answer; nil: the server hung up.
func raw(t *testing.T, address, text string) (*http.Response, string) {
	t.Helper()
	conn, err := net.Dial("tcp", address)
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	_, _ = io.WriteString(conn, text) // the server may have heard enough
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, ""
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	require.NoError(t, err)
	return res, string(body)
}

// plain makes the text of a request. Headers end in \r\n.
func plain(method, path, headers, body string) string {
	return fmt.Sprintf("%s %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s", method, path, headers, len(body), body)
}

// serve is build with a server that keeps its limits.
func serve(t *testing.T) *house {
	t.Helper()
	cfg := config(t)
	_, own, err := cfg.Host.Open(sim.Config{Center: cfg.Center})
	require.NoError(t, err)
	cfg.Own = own
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	server := stage.Server(cfg)
	served := make(chan error)
	go func() { served <- server.Serve(l) }()
	stop := sync.OnceFunc(func() {
		_ = server.Close()
		<-served
	})
	t.Cleanup(stop)
	return &house{t: t, address: l.Addr().String(), stop: stop}
}

// target is what attacks are made on: a house where Ana handles an e-mail.
type target struct {
	*house
	id, cookie, client string // of the e-mail, of Ana's session, of her Bayeux session
}

func besiege(t *testing.T) *target {
	h := &target{house: serve(t)}
	stageDoor := dial(t, "ws://"+h.address+"/stage")
	call(t, stageDoor, "email.arrive", `{"agent":"1001","from":"rosa@example.com","subject":"An invoice"}`)
	res, body := raw(t, h.address, plain("GET", "/api/v2/interactions", auth("ana"), ""))
	h.id = body[strings.LastIndex(body, "/")+1 : strings.LastIndex(body, `"`)]
	h.cookie = res.Cookies()[0].Value
	_, body = raw(t, h.address, plain("POST", "/api/v2/me/interactions/"+h.id, auth("ana"), `{"operationName":"Accept"}`))
	require.Contains(t, body, `"statusCode":0`)
	_, body = raw(t, h.address, plain("POST", "/api/v2/notifications", auth("ana"), `[{"id":"1","channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`))
	var said []struct{ ClientID string }
	require.NoError(t, json.Unmarshal([]byte(body), &said))
	h.client = said[0].ClientID
	require.NotEmpty(t, h.client)
	return h
}

// look is all that Ana has.
func (h *target) look() string {
	_, one := raw(h.t, h.address, plain("GET", "/api/v2/interactions/"+h.id, auth("ana"), ""))
	_, mine := raw(h.t, h.address, plain("GET", "/api/v2/me/interactions", auth("ana"), ""))
	_, me := raw(h.t, h.address, plain("GET", "/api/v2/me/channels", auth("ana"), ""))
	return one + "\n" + mine + "\n" + me
}

func TestAttacksOverHTTP(t *testing.T) {
	h := besiege(t)
	before := h.look()
	const one = "/api/v2/me/interactions/$ID"
	stop := `{"operationName":"StopProcessing"}`
	deep := func(n int) string { return strings.Repeat(`{"operationName":`, n) + "1" + strings.Repeat("}", n) }
	cookie := "Cookie: JSESSIONID=" + h.cookie + "\r\n"
	tests := map[string]struct {
		text   string
		status int
		code   int // -1: the answer is not one of the API
	}{
		"no JSON":                        {plain("POST", one, auth("ana"), "operationName=StopProcessing"), 400, 1},
		"no body":                        {plain("POST", one, auth("ana"), ""), 400, 1},
		"a list":                         {plain("POST", one, auth("ana"), "["+stop+"]"), 400, 1},
		"null":                           {plain("POST", one, auth("ana"), "null"), 400, 1},
		"a text":                         {plain("POST", one, auth("ana"), `"StopProcessing"`), 400, 1},
		"half an object":                 {plain("POST", one, auth("ana"), stop[:20]), 400, 1},
		"two objects":                    {plain("POST", one, auth("ana"), stop+stop), 400, 1},
		"single quotes":                  {plain("POST", one, auth("ana"), `{'operationName':'StopProcessing'}`), 400, 1},
		"a comma too many":               {plain("POST", one, auth("ana"), `{"operationName":"StopProcessing",}`), 400, 1},
		"text that is no UTF-8":          {plain("POST", one, auth("ana"), "{\"operationName\":\"Stop\xff\"}"), 400, 1},
		"a byte order mark":              {plain("POST", one, auth("ana"), "\ufeff"+stop), 400, 1},
		"UTF-16":                         {plain("POST", one, auth("ana"), "\xff\xfe{\x00}\x00"), 400, 1},
		"deep":                           {plain("POST", one, auth("ana"), deep(100)), 400, 1},
		"too deep":                       {plain("POST", one, auth("ana"), deep(101)), 400, 1},
		"far too deep":                   {plain("POST", one, auth("ana"), deep(50_000)), 400, 1},
		"deep lists":                     {plain("POST", one, auth("ana"), strings.Repeat("[", 500_000)+strings.Repeat("]", 500_000)), 400, 1},
		"a number as a name":             {plain("POST", one, auth("ana"), `{"operationName":7}`), 400, 1},
		"a null name":                    {plain("POST", one, auth("ana"), `{"operationName":null}`), 400, 1},
		"an object as a name":            {plain("POST", one, auth("ana"), `{"operationName":{"operationName":"StopProcessing"}}`), 400, 1},
		"a name in other letters":        {plain("POST", one, auth("ana"), `{"operationname":"StopProcessing"}`), 400, 1},
		"a name twice, and the last one": {plain("POST", one, auth("ana"), `{"operationName":"StopProcessing","operationName":"Nothing"}`), 400, 1},
		"a name that is none":            {plain("POST", one, auth("ana"), `{"operationName":"`+strings.Repeat("x", 100_000)+`"}`), 400, 1},
		"parameters of other types":      {plain("POST", one, auth("ana"), `{"operationName":"Transfer","targetId":["1002"]}`), 400, 1},
		"properties that are none":       {plain("POST", one, auth("ana"), `{"operationName":"UpdateProperties","properties":[1]}`), 400, 1},
		"a huge body":                    {plain("POST", one, auth("ana"), `{"operationName":"StopProcessing","x":"`+strings.Repeat("x", 1<<20)+`"}`), 413, 1},
		"more than it says":              {plain("POST", one, auth("ana"), "")[:0] + strings.Replace(plain("POST", one, auth("ana"), stop), "Content-Length: "+fmt.Sprint(len(stop)), "Content-Length: 10", 1), 400, 1},
		"a length that is none":          {strings.Replace(plain("POST", one, auth("ana"), stop), "Content-Length: "+fmt.Sprint(len(stop)), "Content-Length: -1", 1), 400, -1},
		"two lengths":                    {strings.Replace(plain("POST", one, auth("ana"), stop), "Content-Length", "Content-Length: 3\r\nContent-Length", 1), 400, -1},
		"a length and chunks":            {strings.Replace(plain("POST", one, auth("ana"), "0\r\n\r\n"), "Content-Length", "Transfer-Encoding: chunked\r\nContent-Length", 1), 400, 1},
		"chunks that are none":           {strings.Replace(plain("POST", one, auth("ana"), "zz\r\n"), "Content-Length", "Transfer-Encoding: chunked\r\nX", 1), 408, 1},

		"a method that there is not":   {plain("BREW", one, auth("ana"), stop), 405, 3},
		"another method":               {plain("DELETE", one, auth("ana"), stop), 405, 3},
		"a method in small letters":    {plain("post", one, auth("ana"), stop), 405, 3},
		"TRACE":                        {plain("TRACE", one, auth("ana"), ""), 405, 3},
		"a method in a header":         {plain("GET", one, auth("ana")+"X-HTTP-Method-Override: POST\r\n", stop), 405, 3},
		"a path with an encoded slash": {plain("POST", "/api/v2/me/interactions%2F$ID", auth("ana"), stop), 404, 6},
		"a path with dots":             {plain("POST", "/api/v2/me/./interactions/$ID", auth("ana"), stop), 404, 6},
		"a path that goes up":          {plain("POST", "/api/v2/interactions/../me/interactions/$ID", auth("ana"), stop), 404, 6},
		"encoded dots":                 {plain("POST", "/api/v2/interactions/%2e%2e/me/interactions/$ID", auth("ana"), stop), 404, 6},
		"two slashes":                  {plain("POST", "/api/v2//me/interactions/$ID", auth("ana"), stop), 404, 6},
		"a backslash":                  {plain("POST", `/api/v2/me\interactions\$ID`, auth("ana"), stop), 404, 6},
		"a path in other letters":      {plain("POST", "/api/v2/ME/interactions/$ID", auth("ana"), stop), 404, 6},
		"a path that goes on":          {plain("POST", one+"/more", auth("ana"), stop), 404, 6},
		"an id with a NUL":             {plain("POST", one+"%00", auth("ana"), stop), 404, 6},
		"an id that is no UTF-8":       {plain("POST", one+"%ff", auth("ana"), stop), 404, 6},
		"an id in other letters":       {plain("POST", "/api/v2/me/interactions/"+strings.ToUpper(h.id)+"x", auth("ana"), stop), 404, 6},
		"a long path":                  {plain("POST", one+strings.Repeat("x", 30_000), auth("ana"), stop), 404, 6},
		"a path that is too long":      {plain("POST", one+strings.Repeat("x", 1<<20), auth("ana"), stop), 431, -1},
		"a path that is not escaped":   {plain("POST", one+"%zz", auth("ana"), stop), 400, -1},
		"a path without the prefix":    {plain("POST", "/me/interactions/$ID", auth("ana"), stop), 404, -1},
		"a prefix that is longer":      {plain("POST", "/api/v22/me/interactions/$ID", auth("ana"), stop), 404, -1},
		"another world":                {plain("POST", "/w/w9"+one, auth("ana"), stop), 404, -1},
		"a world that is none":         {plain("POST", "/w//api/v2/me", auth("ana"), stop), 307, -1},

		"nobody":                       {plain("POST", one, "", stop), 401, 20},
		"a wrong password":             {plain("POST", one, "Authorization: Basic YW5hOm5vcGU=\r\n", stop), 401, 20},
		"a forged cookie":              {plain("POST", one, "Cookie: JSESSIONID=00000000000000000000000000000000\r\n", stop), 401, 20},
		"a cookie that is nearly hers": {plain("POST", one, strings.Replace(cookie, h.cookie, h.cookie[:31]+"x", 1), stop), 401, 20},
		"a wrong password, her cookie": {plain("POST", one, "Authorization: Basic YW5hOm5vcGU=\r\n"+cookie, stop), 401, 20},
		"another user":                 {plain("POST", one, auth("ben"), stop), 403, 3},
		"another user, her cookie":     {plain("POST", one, auth("ben")+cookie, stop), 403, 3},
		"an administrator":             {plain("POST", one, auth("gail"), stop), 403, 5},
		"another user changes data":    {plain("PUT", "/api/v2/interactions/$ID", auth("ben"), `{"operationName":"UpdateProperties","properties":{"a":1}}`), 403, 3},
		"headers without end":          {plain("POST", one, auth("ana")+strings.Repeat("X-A: "+strings.Repeat("x", 1000)+"\r\n", 1000), stop), 431, -1},
		"a header with a new line":     {plain("GET", "/api/v2/me", auth("ana")+"Origin: http://localhost\r\n\tX-Injected: 1\r\n", ""), 200, -1},
		"a host with a new line":       {"GET /api/v2/me HTTP/1.1\r\nHost: h\"x\r\n" + auth("ana") + "\r\n", 400, -1},
		"no host":                      {"GET /api/v2/me HTTP/1.1\r\n" + auth("ana") + "\r\n", 400, -1},
		"an old version":               {"GET /api/v2/me HTTP/0.9\r\n" + auth("ana") + "\r\n", 505, -1},
		"no HTTP":                      {"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", 400, -1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			res, body := raw(t, h.address, strings.ReplaceAll(tt.text, "$ID", h.id))
			require.NotNil(t, res, "it hung up")
			assert.Equal(t, tt.status, res.StatusCode, body)
			assert.Empty(t, res.Header.Get("X-Injected"))
			if tt.code < 0 {
				return
			}
			var said struct {
				StatusCode    int
				StatusMessage string
			}
			require.NoError(t, json.Unmarshal([]byte(body), &said), body)
			assert.Equal(t, tt.code, said.StatusCode, body)
			assert.NotEmpty(t, said.StatusMessage)
			assert.Equal(t, "application/json", res.Header.Get("Content-Type"))
		})
	}
	assert.Equal(t, before, h.look(), "nothing has changed")
}

func TestAttacksOnNotifications(t *testing.T) {
	h := besiege(t)
	before := h.look()
	const bayeux = "/api/v2/notifications"
	message := func(channel, more string) string {
		return fmt.Sprintf(`[{"id":"7","channel":%q,"clientId":%q%s}]`, channel, h.client, more)
	}
	connect := message("/meta/connect", `,"connectionType":"long-polling","advice":{"timeout":0}`)
	tests := map[string]struct {
		user, path, body string
		status           int
		want             string
	}{
		"nobody":                   {"", bayeux, connect, 401, `"statusCode":20`},
		"another connects":         {"ben", bayeux, connect, 200, "402::session_unknown"},
		"another disconnects":      {"ben", bayeux, message("/meta/disconnect", ""), 200, "402::session_unknown"},
		"another subscribes":       {"ben", bayeux, message("/meta/subscribe", `,"subscription":"/**"`), 200, "402::session_unknown"},
		"another publishes":        {"ben", bayeux, message("/v2/me/interactions", `,"data":{"state":"Revoked"}`), 200, "402::session_unknown"},
		"she publishes":            {"ana", bayeux, message("/v2/me/interactions", `,"data":{"state":"Revoked"}`), 200, "403:"},
		"a forged client":          {"ana", bayeux, strings.ReplaceAll(connect, h.client, "x"), 200, "402::session_unknown"},
		"a path that goes up":      {"ana", bayeux + "/../me", connect, 404, `"statusCode":6`},
		"an encoded slash":         {"ana", bayeux + "%2fconnect", connect, 404, `"statusCode":6`},
		"no JSON":                  {"ana", bayeux, "x", 400, ""},
		"no message":               {"ana", bayeux, "[]", 400, ""},
		"a huge one":               {"ana", bayeux, `[{"channel":"/meta/connect","x":"` + strings.Repeat("x", 1<<20) + `"}]`, 413, ""},
		"a deep one":               {"ana", bayeux, strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), 400, ""},
		"a meta channel to listen": {"ana", bayeux, message("/meta/subscribe", `,"subscription":"/meta/**"`), 200, "403:"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			headers := "Content-Type: application/json\r\n"
			if tt.user != "" {
				headers += auth(tt.user)
			}
			res, body := raw(t, h.address, plain("POST", tt.path, headers, tt.body))
			require.NotNil(t, res, "it hung up")
			assert.Equal(t, tt.status, res.StatusCode, body)
			assert.Contains(t, body, tt.want)
		})
	}
	_, body := raw(t, h.address, plain("POST", bayeux, auth("ana"), connect))
	assert.Contains(t, body, `"successful":true`, "her session is as it was")
	assert.NotContains(t, body, "Revoked")
	assert.Equal(t, before, h.look())
}

func TestConnectionsThatSayNothingAreInNobodysWay(t *testing.T) {
	h := serve(t)
	for range 300 {
		conn, err := net.Dial("tcp", h.address)
		require.NoError(t, err)
		defer conn.Close()
		_, err = io.WriteString(conn, "POST /api/v2/me HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n"+auth("ana")+"\r\n{")
		require.NoError(t, err)
	}
	for range 20 {
		_, body := raw(t, h.address, plain("GET", "/api/v2/me", auth("ana"), ""))
		require.Contains(t, body, `"userName":"ana"`, "also for the same user")
	}
}

// poll begins a connect that waits, and returns its connection.
func (h *target) poll(t *testing.T) net.Conn {
	t.Helper()
	_, body := raw(t, h.address, plain("POST", "/api/v2/notifications", auth("ana"),
		fmt.Sprintf(`[{"channel":"/meta/subscribe","clientId":%q,"subscription":"/v2/me/interactions"},{"channel":"/meta/connect","clientId":%[1]q,"connectionType":"long-polling","advice":{"timeout":0}}]`, h.client)))
	require.Contains(t, body, `"successful":true`)
	conn, err := net.Dial("tcp", h.address)
	require.NoError(t, err)
	t.Cleanup(func() { conn.Close() })
	require.NoError(t, conn.SetDeadline(time.Now().Add(time.Minute)))
	_, err = io.WriteString(conn, plain("POST", "/api/v2/notifications/connect", auth("ana"),
		fmt.Sprintf(`[{"id":"8","channel":"/meta/connect","clientId":%q,"connectionType":"long-polling"}]`, h.client)))
	require.NoError(t, err)
	return conn
}

func TestAPollThatIsHalfClosedLosesNothing(t *testing.T) {
	h := besiege(t)
	conn := h.poll(t)
	require.NoError(t, conn.(*net.TCPConn).CloseWrite())
	_, _ = io.ReadAll(conn) // the server hangs up: nobody is there
	raw(t, h.address, plain("POST", "/api/v2/me/interactions/"+h.id, auth("ana"), `{"operationName":"UpdateProperties","properties":{"a":1}}`))
	_, body := raw(t, h.address, plain("POST", "/api/v2/notifications", auth("ana"),
		fmt.Sprintf(`[{"channel":"/meta/connect","clientId":%q,"connectionType":"long-polling","advice":{"timeout":0}}]`, h.client)))
	assert.Contains(t, body, "PropertiesUpdated", "it waits for the next poll")
}

func TestAWorldIsClosedInTheMiddleOfAPoll(t *testing.T) {
	h := serve(t)
	door := dial(t, "ws://"+h.address+"/stage")
	world, _ := enter(t, door)
	path := "/w/" + world + "/api/v2/notifications"
	_, body := raw(t, h.address, plain("POST", path, auth("ana"), `[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`))
	var said []struct{ ClientID string }
	require.NoError(t, json.Unmarshal([]byte(body), &said))
	connect := func(advice string) string {
		return plain("POST", path, auth("ana"), fmt.Sprintf(`[{"id":"8","channel":"/meta/connect","clientId":%q,"connectionType":"long-polling"%s}]`, said[0].ClientID, advice))
	}
	raw(t, h.address, connect(`,"advice":{"timeout":0}`))
	var wg sync.WaitGroup
	wg.Go(func() {
		res, body := raw(t, h.address, connect(""))
		if assert.NotNil(t, res) && res.StatusCode == http.StatusOK { // it may have come too late
			assert.Contains(t, body, `"reconnect":"handshake"`)
		}
	})
	call(t, door, "world.close", `{"world":"`+world+`"}`)
	wg.Wait()
	res, _ := raw(t, h.address, connect(""))
	assert.Equal(t, http.StatusNotFound, res.StatusCode)
}

func TestThePollOfAServerThatStops(t *testing.T) {
	h := &target{house: serve(t)}
	_, body := raw(t, h.address, plain("POST", "/api/v2/notifications", auth("ana"), `[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`))
	var said []struct{ ClientID string }
	require.NoError(t, json.Unmarshal([]byte(body), &said))
	h.client = said[0].ClientID
	conn := h.poll(t)
	h.stop()
	_, _ = io.ReadAll(conn) // it ends
}

// A poll may wait longer than a request may take to come, or an answer to leave.
func TestAPollIsHeldByTheServersOwnLimits(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble) {
		client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(context.Context, string, string) (net.Conn, error) {
			near, far := net.Pipe()
			b.line <- far
			return near, nil
		}}}
		send := func(body string) string {
			r, err := http.NewRequest("POST", "http://center/api/v2/notifications", strings.NewReader(body))
			require.NoError(t, err)
			r.SetBasicAuth("ana", "password")
			res, err := client.Do(r)
			require.NoError(t, err)
			defer res.Body.Close()
			said, err := io.ReadAll(res.Body)
			require.NoError(t, err)
			return string(said)
		}
		var said []struct{ ClientID string }
		require.NoError(t, json.Unmarshal([]byte(send(`[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]`)), &said))
		connect := `[{"id":"8","channel":"/meta/connect","connectionType":"long-polling","clientId":"` + said[0].ClientID + `"%s}]`
		send(fmt.Sprintf(connect, `,"advice":{"timeout":0}`))
		start := time.Now()
		assert.Contains(t, send(fmt.Sprintf(connect, "")), `"successful":true`)
		assert.Equal(t, 30*time.Second, time.Since(start))
		synctest.Wait()
	})
}

func TestARequestWhoseBodyNeverComes(t *testing.T) {
	inBubble(t, func(t *testing.T, b *bubble) {
		near, far := net.Pipe()
		b.line <- far
		_, err := io.WriteString(near, "POST /api/v2/me HTTP/1.1\r\nHost: h\r\nContent-Length: 99\r\n"+auth("ana")+"\r\n{")
		require.NoError(t, err)
		start := time.Now()
		_, _ = io.ReadAll(near) // until it is closed
		assert.Less(t, time.Since(start), 31*time.Second)
		synctest.Wait()
	})
}

func TestAWorldIsThereAtEachOfItsPaths(t *testing.T) {
	h := serve(t)
	for _, path := range []string{"/w/%771", "", "/w/w1", "/w/%77%31", ""} {
		res, body := raw(t, h.address, plain("GET", path+"/api/v2/me", auth("ana"), ""))
		require.Equal(t, http.StatusOK, res.StatusCode, body)
		assert.Contains(t, body, `"uri":"http://h`+path+`/api/v2/users/`)
		assert.Equal(t, path+"/api/v2", res.Cookies()[0].Path)
	}
}
