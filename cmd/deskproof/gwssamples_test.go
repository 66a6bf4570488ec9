package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/samples"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/gws"
)

// The book accepts each payload that the documents of GWS print, but for what they leave
// out of it.
func TestTheBookOfGWSAcceptsWhatIsPrinted(t *testing.T) {
	for _, profile := range []string{"8.5.0", "8.5.1", "client-compat"} {
		rules := &oracle.Rules{Book: book.GWS(), Profile: profile}
		for _, s := range samples.GWS() {
			t.Run(profile+"/"+s.File, func(t *testing.T) {
				v := gws.Judge(rules, crossed(s))
				for _, c := range v.Unmet {
					member := c.Item[strings.LastIndexByte(c.Item, '.')+1:]
					assert.True(t, !c.Binding || slices.Contains(s.Omits, member), "%s: %s; expected %s, seen %s", c.Item, c.Text, c.Expected, c.Seen)
				}
			})
		}
	}
}

// crossed is a trace in which a sample crosses the wire.
func crossed(s samples.Sample) []trace.Record {
	method, path, _ := strings.Cut(s.Request, " ")
	path, query, _ := strings.Cut(path, "?")
	asks, body := fmt.Sprintf(`{"exchange":1,"method":%q,"path":%q,"query":%q}`, method, path, query), string(s.Body)
	switch s.Kind {
	case "request":
		return exchanged(fmt.Sprintf(`{"exchange":1,"method":%q,"path":%q,"body":%s}`, method, path, body), `{"exchange":1,"status":200,"headers":{"Content-Type":"application/json"},"body":{"status":"ok"}}`)
	case "answer":
		return exchanged(asks, fmt.Sprintf(`{"exchange":1,"status":200,"headers":{"Content-Type":"application/json"},"body":%s}`, body))
	case "bayeux request":
		return exchanged(fmt.Sprintf(`{"exchange":1,"method":"POST","path":"/notifications","body":[%s]}`, body))
	case "bayeux reply":
		var reply struct {
			ID, Channel string
			Successful  bool
		}
		_ = json.Unmarshal(s.Body, &reply)
		session := map[bool]string{true: "c", false: "of-nobody"}[reply.Successful]
		said := fmt.Sprintf(`{"exchange":2,"method":"POST","path":"/notifications","body":[{"id":%q,"channel":%q,"clientId":%q}]}`, reply.ID, reply.Channel, session)
		return exchanged(handshake, handshaken, said, fmt.Sprintf(`{"exchange":2,"status":200,"body":[%s]}`, body))
	case "value":
		list := map[string]string{"gws.type.ChannelState": "/me/channels"}[s.Item]
		return exchanged(fmt.Sprintf(`{"exchange":1,"method":"GET","path":%q}`, list), fmt.Sprintf(`{"exchange":1,"status":200,"headers":{"Content-Type":"application/json"},"body":{"channels":[%s]}}`, body))
	}
	channel := "/v2/me/interactions"
	if s.Item == "gws.msg.channel-state" {
		channel = "/v2/me/channels"
	}
	return exchanged(handshake, handshaken, `{"exchange":2,"method":"POST","path":"/notifications","body":[{"channel":"/meta/subscribe","clientId":"c","subscription":"/**"}]}`,
		fmt.Sprintf(`{"exchange":2,"status":200,"body":[{"channel":%q,"data":%s},{"channel":"/meta/subscribe","successful":true,"subscription":"/**"}]}`, channel, body))
}

// A session is begun.
const (
	handshake  = `{"exchange":1,"method":"POST","path":"/notifications","body":[{"channel":"/meta/handshake","version":"1.0"}]}`
	handshaken = `{"exchange":1,"status":200,"body":[{"channel":"/meta/handshake","successful":true,"version":"1.0","clientId":"c","supportedConnectionTypes":["long-polling"],"advice":{}}]}`
)

func exchanged(texts ...string) []trace.Record {
	var out []trace.Record
	for i, text := range texts {
		dir := trace.Sent
		if i%2 == 1 {
			dir = trace.Received
		}
		out = append(out, trace.Record{Seq: i + 1, Door: "gws", Desk: "ana", Page: 1, Dir: dir, Frame: json.RawMessage(text)})
	}
	return out
}
