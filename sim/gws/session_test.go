package gws_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/gws"
)

func TestTheNamesOfProfilesAndResults(t *testing.T) {
	for name, want := range map[string]gws.Profile{"": gws.Release850, "8.5.0": gws.Release850, "8.5.1": gws.Release851} {
		p, err := gws.ParseProfile(name)
		assert.NoError(t, err)
		assert.Equal(t, want, p)
	}
	_, err := gws.ParseProfile("8.5.2")
	assert.EqualError(t, err, `profile "8.5.2": expected 8.5.0 or 8.5.1`)
	for _, name := range []gws.Results{"", gws.ResultBoth, gws.ResultSeed, gws.ResultCode, gws.ResultEmpty} {
		r, err := gws.ParseResults(string(name))
		assert.NoError(t, err)
		assert.Equal(t, name, r)
	}
	_, err = gws.ParseResults("all")
	assert.EqualError(t, err, `results "all": expected both, seed, code or empty`)
}

func TestIDs(t *testing.T) {
	f := newFloor(t)
	id := f.email("1001")
	assert.Regexp(t, `^[0-9A-Za-z]{16}$`, id)
	assert.Regexp(t, `^[0-9a-f]{32}$`, gws.UserID(ana))
	assert.NotEqual(t, gws.UserID(ana), gws.UserID(ben))

	found, ok := f.calls[ben].Find(id) // the same for all
	assert.True(t, ok)
	assert.Equal(t, id, gws.ID(found))
	_, ok = f.calls[ben].Find(strings.ToLower(id))
	assert.False(t, ok)
	_, ok = gws.New(gws.Config{}).Find(id)
	assert.False(t, ok, "before it is open")
}

func TestInvitationsCanBeListed(t *testing.T) {
	for listed, want := range map[bool]int{false: 0, true: 1} {
		f := newFloor(t, func(_ *center.Config, cfg *gws.Config) { cfg.ListInvitations = listed })
		f.email("1001")
		assert.Len(t, f.get(ana, "/me/interactions").member("uris"), want)
	}
}

func TestAUserInFullHasTheirChats(t *testing.T) {
	f := newFloor(t)
	chats := func(user center.AgentID) any {
		return f.get(user, "/me?subresources=*").member("user").(map[string]any)["chats"]
	}
	f.in("handled")
	id := f.chat("1001")
	assert.Empty(t, chats(ana), "it is only offered")
	f.do(ana, id, "Accept")
	assert.Equal(t, id, chats(ana).([]any)[0].(map[string]any)["id"])
	assert.Len(t, chats(ana), 1, "the e-mail is none")
	assert.NotNil(t, chats(ben), "a list of nothing is one")
	assert.Empty(t, chats(ben))
}

func TestNobodyIsToldOfWhatIsNotTheirs(t *testing.T) {
	f := newFloor(t)
	id := f.acceptedChat()
	f.do(ana, id, "SendMessage", `"text":"between us"`)
	f.do(ana, id, "UpdateProperties", `"properties":{"Secret":"s"}`)
	f.do(ana, id, "RequestChatHistory")
	f.do(ana, id, "PlaceInWorkbin", `"workbin":"Personal"`)
	log := f.log.String()
	for _, other := range []center.AgentID{ben, cleo, gail} {
		f.log.WriteString(log)
		assert.Empty(t, f.heard(other))
	}
	assert.Empty(t, f.get(ben, "/me/workbins/Personal").member("interactions"), "they have one of their own")
}

func TestCallsAndPreviewsNeverAppear(t *testing.T) {
	f := newFloor(t)
	f.stage(center.Command{Verb: center.Arrive, Agent: ana, Number: "5550100"})
	assert.Empty(t, f.heard(ana))
	assert.Empty(t, f.get(ana, "/interactions").member("uris"))
	assert.Empty(t, f.get(ana, "/me/interactions?fields=*").member("interactions"))
}

// TestARaceHasOneWinner lets Ana accept at the moment at which her invitation times out.
func TestARaceHasOneWinner(t *testing.T) {
	tests := map[string]struct {
		accept func(*floor, string) reply
		status int
		heard  string
	}{
		"just before": {func(f *floor, id string) reply {
			f.pass(15*time.Second - 1)
			got := f.do(ana, id, "Accept")
			f.pass(1)
			return got
		}, 200, "Accepted"},
		"just after": {func(f *floor, id string) reply {
			f.pass(15 * time.Second)
			return f.do(ana, id, "Accept")
		}, 400, "Revoked"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t)
			f.ask(ana, "POST", "/me", `{"operationName":"StartContactCenterSession","channels":["email"]}`)
			id := f.email("Support")
			f.log.Reset()
			assert.Equal(t, tt.status, tt.accept(f, id).Status)
			heard := f.heard(ana)
			assert.Len(t, heard, 1)
			assert.Equal(t, tt.heard, heard[0]["state"])
		})
	}
}

func TestADeepValueFromElsewhereIsToldAsText(t *testing.T) {
	f := newFloor(t)
	f.in("handled")
	deep := strings.Repeat("[", 9990) + strings.Repeat("]", 9990)
	all := f.c.Interactions()
	f.stage(center.Command{Verb: center.SetData, Agent: ana, Interaction: all[0].ID, Data: []center.Datum{{Key: "deep", Value: deep}}})
	assert.Equal(t, deep, f.last(ana)["userData"].(map[string]any)["deep"])
}
