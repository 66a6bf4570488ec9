package scapi_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/scapi"
)

func TestTheMembersOfAToastAreChecked(t *testing.T) {
	members := map[string]string{
		"title": "string", "iconUrl": "string", "iconURL": "string", "subject": "string", "message": "string",
		"keyValues": "object", "buttons": "array", "buttonShowDismiss": "truth",
		"autoCloseTimeout": "number", "sendToMyMessage": "truth", "width": "number",
	}
	onlyNew := map[string]bool{"autoCloseTimeout": true, "sendToMyMessage": true, "width": true}
	words := map[string]string{
		"string": "a string", "number": "a number", "object": "an object", "array": "an array of strings", "truth": "true or false",
	}
	good := map[string]string{"string": `"x"`, "number": `1.5`, "object": `{"a":{"b":[1]}}`, "array": `["A","B"]`, "truth": `true`}
	for _, request := range []string{"system.popupToast", "system.updateToast"} {
		ask := func(t *testing.T, member, value string) string {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			f.do("system.popupToast", `[{"title":"T"}]`)
			toast := `{"title":"T"}`
			if member == "title" {
				toast = fmt.Sprintf(`{"title":%s}`, value)
			} else if member != "" {
				toast = fmt.Sprintf(`{"title":"T",%q:%s}`, member, value)
			}
			if request == "system.updateToast" {
				toast = `"wweCustomToast0",` + toast
			}
			a, frames := f.ask(request, "["+toast+"]")
			assert.Empty(t, frames)
			return a.text()
		}
		done := map[string]string{"system.popupToast": `"wweCustomToast1"`, "system.updateToast": `true`}[request]
		t.Run(request, func(t *testing.T) {
			assert.Equal(t, done, ask(t, "", ""))
			assert.Equal(t, done, ask(t, "unknown", `[]`))
			assert.Equal(t, "Member title of "+request+" is missing", ask(t, "title", "null"))
			for member, kind := range members {
				if member != "title" {
					assert.Equal(t, done, ask(t, member, "null"), member)
				}
				for other, value := range good {
					want := done
					if other != kind && (request == "system.popupToast" || !onlyNew[member]) {
						want = "Member " + member + " of " + request + " must be " + words[kind]
					}
					assert.Equal(t, want, ask(t, member, value), "%s: %s", member, value)
				}
			}
			for _, list := range []string{`[1]`, `["A",null]`, `[["A"]]`} {
				assert.Equal(t, "Member buttons of "+request+" must be an array of strings", ask(t, "buttons", list))
			}
		})
	}
}

func TestTheWidthOfAToastIsNewerThanMostProfiles(t *testing.T) {
	f := newFloor(t, "scapi-manual", open)
	f.open(ana, 1)
	f.do("system.popupToast", `[{"title":"T","width":"what a profile lacks is left alone"}]`)
}

func TestToastsCloseByThemselves(t *testing.T) {
	tests := map[string]struct {
		timeout string
		after   time.Duration // 0: never
		refused bool
	}{
		"in time":           {`1500`, 1500 * time.Millisecond, false},
		"in part of one":    {`0.5`, 500 * time.Microsecond, false},
		"at no time":        {`0`, 0, false},
		"before":            {`-5`, 0, false},
		"in a year":         {`31536000000`, 365 * 24 * time.Hour, false},
		"in a year and one": {`31536000001`, 0, true},
		"beyond all time":   {`1e400`, 0, true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			a, _ := f.ask("system.popupToast", `[{"title":"T","autoCloseTimeout":`+tt.timeout+`}]`)
			if tt.refused {
				assert.Equal(t, "Member autoCloseTimeout of system.popupToast is too long", a.text())
				return
			}
			next, ok := f.desks[ana].Next()
			assert.Equal(t, tt.after, next)
			assert.Equal(t, tt.after > 0, ok)
			if !ok {
				return
			}
			for _, at := range []time.Duration{next - 1, next} {
				frames, err := f.desks[ana].Tick(at, f, nil)
				require.NoError(t, err)
				assert.Empty(t, frames)
				_, err = f.desks[ana].ClickToast("wweCustomToast0", 0, nil)
				assert.Equal(t, at == next, strings.Contains(err.Error(), scapi.ErrUnknownToast.Error()), err)
			}
		})
	}
}

func TestTheEarliestToastIsNext(t *testing.T) {
	f := newFloor(t, "union", map[string]string{option + "accepted-web-content-origins": origin, "security.inactivity-timeout": "1"})
	f.open(ana, 1)
	next := func() time.Duration {
		at, _ := f.desks[ana].Next()
		return at
	}
	assert.Equal(t, time.Minute, next())
	for _, timeout := range []string{"3000", "1000", "2000", "90000"} {
		f.do("system.popupToast", `[{"title":"T","autoCloseTimeout":`+timeout+`}]`)
	}
	assert.Equal(t, time.Second, next())
	f.do("system.closeToast", `["wweCustomToast1"]`)
	assert.Equal(t, 2*time.Second, next())
}

func TestADesktopShowsSoMuchAtOnce(t *testing.T) {
	tests := map[string]struct {
		request, params, want string
		most                  int
		close                 string
	}{
		"toasts":  {"system.popupToast", `[{"title":"T"}]`, "Too many toasts: 100 are shown", 100, `system.closeToast ["wweCustomToast7"]`},
		"dialogs": {"system.openDialog", `["https://d.example",{}]`, "Too many dialogs: 16 are open", 16, `system.closeDialog ["wweCustomDialog7"]`},
		"views":   {"system.updateViewInApplicationMenuBar", `[{"name":"%d"}]`, "Too many views: 64 are in the menu bar", 64, `system.closeViewInApplicationMenuBar ["7"]`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			ask := func(i int) string {
				a, _ := f.ask(tt.request, strings.ReplaceAll(tt.params, "%d", fmt.Sprint(i)))
				return a.text()
			}
			for i := range tt.most {
				assert.NotEqual(t, tt.want, ask(i))
			}
			assert.Equal(t, tt.want, ask(tt.most))
			request, params, _ := strings.Cut(tt.close, " ")
			f.do(request, params)
			assert.NotEqual(t, tt.want, ask(tt.most))
		})
	}
}

func TestTheMembersOfDialogsAndViewsAreChecked(t *testing.T) {
	tests := map[string]struct{ request, parameters, want string }{
		"width of a dialog":         {"system.openDialog", `["https://d.example",{"width":430}]`, "Member width of system.openDialog must be a string"},
		"label of a dialog":         {"system.openDialog", `["https://d.example",{"label":[]}]`, "Member label of system.openDialog must be a string"},
		"no name of a view":         {"system.updateViewInApplicationMenuBar", `[{"label":"x"}]`, "Member name of system.updateViewInApplicationMenuBar is missing"},
		"color of a view":           {"system.updateViewInApplicationMenuBar", `[{"name":"x","labelColor":0}]`, "Member labelColor of system.updateViewInApplicationMenuBar must be a string"},
		"too long a name of a view": {"system.updateViewInApplicationMenuBar", `[{"name":"` + strings.Repeat("x", 257) + `"}]`, "Member name of system.updateViewInApplicationMenuBar is longer than 256 bytes"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			a, _ := f.ask(tt.request, tt.parameters)
			assert.Equal(t, tt.want, a.text())
		})
	}
}

// listen subscribes page 1 of Ana's desk to so many channels and returns why not.
func listen(t *testing.T, f *floor, from, n int) string {
	t.Helper()
	var names []string
	for i := range n {
		names = append(names, fmt.Sprintf(`"messenger:%d"`, from+i))
	}
	frames := f.send(ana, 1, `{"event":"subscribe","data":[`+strings.Join(names, ",")+`],"referenceId":"s","userAgent":"WWE Client"}`)
	_, why, _ := strings.Cut(string(frames[0].body), `"errorMessage":"`)
	why, _, _ = strings.Cut(why, `"`)
	return why
}

func TestAPageListensToSoManyChannels(t *testing.T) {
	const tooMany = "Too many channels: a page listens to 64 at most"
	f := newFloor(t, "union", open)
	f.open(ana, 1)
	assert.Equal(t, tooMany, listen(t, f, 0, 65))
	assert.Empty(t, listen(t, f, 0, 60))
	assert.Equal(t, tooMany, listen(t, f, 60, 5))
	assert.Empty(t, listen(t, f, 60, 4))
	f.send(ana, 1, `{"event":"unsubscribe","data":"3","userAgent":"WWE Client"}`)
	assert.Empty(t, listen(t, f, 100, 4))
	frames := f.send(ana, 1, `{"event":"subscribe","data":"messenger:`+strings.Repeat("x", 257)+`","referenceId":"s","userAgent":"WWE Client"}`)
	assert.Contains(t, string(frames[0].body), "Channel is longer than 256 bytes")
}

func TestALeaderIsElectedAmongThoseWhoStay(t *testing.T) {
	f := newFloor(t, "union", open)
	places := func(page uint32) string {
		out := ""
		for _, request := range []string{"Leading", "Following", "Negotiating", "LeadingOrNegotiating"} {
			answer := f.send(ana, page, `{"request":"system.isFrame`+request+`","referenceId":"x","userAgent":"WWE Client"}`)
			if strings.Contains(string(answer[0].body), `"data":true`) {
				out += request + " "
			}
		}
		return strings.TrimSpace(out)
	}
	const leads, follows, negotiates = "Leading LeadingOrNegotiating", "Following", "Negotiating LeadingOrNegotiating"
	f.openFrom(ana, 1, "")
	f.openFrom(ana, 2, "")
	f.desks[ana].Close(f.now, 2)
	assert.Equal(t, leads, places(1), "one who follows leaves")
	f.openFrom(ana, 3, "")
	f.desks[ana].Close(f.now, 1)
	f.openFrom(ana, 4, "")
	assert.Equal(t, negotiates, places(4), "one who comes takes part")
	f.now += 500 * time.Millisecond
	f.desks[ana].Close(f.now, 3)
	assert.Equal(t, negotiates, places(4))
	f.now += 500 * time.Millisecond
	assert.Equal(t, leads, places(4))
	f.openFrom(ana, 5, "")
	f.desks[ana].Close(f.now, 4)
	f.now += 2 * time.Second
	f.desks[ana].Close(f.now, 5)
	f.openFrom(ana, 6, "")
	assert.Equal(t, leads, places(6), "who is alone leads at once")
	f.openFrom(ana, 7, "")
	f.desks[ana].Close(f.now, 6)
	f.desks[ana].Close(f.now, 7)
	f.openFrom(ana, 8, "")
	f.openFrom(ana, 9, "")
	assert.Equal(t, leads, places(8), "also while an election was going on")
	assert.Equal(t, follows, places(9))
}
