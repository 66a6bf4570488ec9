package scapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// actions are one of each, in the order of the verbs.
var actions = []target.Action{
	{Verb: target.Answer, Interaction: "1"}, {Verb: target.Accept, Interaction: "1"}, {Verb: target.Reject, Interaction: "1"},
	{Verb: target.Hold, Interaction: "1"}, {Verb: target.Resume, Interaction: "1"}, {Verb: target.HangUp, Interaction: "1"},
	{Verb: target.Dial, Number: "5001"}, {Verb: target.Dial, Number: "5001", Data: json.RawMessage(`{"Topic": "Renewal"}`)},
	{Verb: target.MarkDone, Interaction: "1"}, {Verb: target.BlockMarkDone, Interaction: "1", Text: "Fill in the form"},
	{Verb: target.UnblockMarkDone, Interaction: "1"}, {Verb: target.SetData, Interaction: "1", Data: json.RawMessage(`{"Topic": "Renewal"}`)},
	{Verb: target.DeleteData, Interaction: "1", Key: "Topic"}, {Verb: target.StartRecording, Interaction: "1"},
	{Verb: target.StopRecording, Interaction: "1"}, {Verb: target.PauseRecording, Interaction: "1"},
	{Verb: target.ResumeRecording, Interaction: "1"}, {Verb: target.SelectCase, Case: "c1"}, {Verb: target.NextRecord, Campaign: "Spring"},
	{Verb: target.CallRecord, Interaction: "1", Handle: 2}, {Verb: target.RejectRecord, Interaction: "1"}, {Verb: target.CancelRecord, Interaction: "1"},
	{Verb: target.StartDirectPush}, {Verb: target.StopDirectPush}, {Verb: target.ListCampaigns}, {Verb: target.Look, Interaction: "1"},
	{Verb: target.List}, {Verb: target.Self}, {Verb: target.State}, {Verb: target.States}, {Verb: target.SetState, State: "Ready"},
	{Verb: target.WriteMail, Address: "carla@example.com"}, {Verb: target.WriteMail, Address: "carla@example.com", Data: json.RawMessage(`{"Topic": "Renewal"}`)},
	{Verb: target.MediaList}, {Verb: target.Media, Media: "voice"}, {Verb: target.SetMediaState, Media: "voice", State: "Ready"}, {Verb: target.Services},
	{Verb: target.ReadOptions, Names: []string{"voice.*"}}, {Verb: target.ReadOptions, Names: []string{"voice.*", "MySection/*"}},
	{Verb: target.ReadContextualOptions, Names: []string{"voice.*"}}, {Verb: target.ReadContextualOptions, Names: []string{"voice.*"}, Interaction: "1"},
	{Verb: target.GetToken}, {Verb: target.TriggerActivity}, {Verb: target.ShowToast, Data: json.RawMessage(`{"title": "T"}`)},
	{Verb: target.ChangeToast, ID: "wweCustomToast0", Data: json.RawMessage(`{"title": "T"}`)}, {Verb: target.CloseToast, ID: "wweCustomToast0"},
	{Verb: target.OpenDialog, Address: "https://page.example", Data: json.RawMessage(`{"label": "L"}`)}, {Verb: target.CloseDialog, ID: "wweCustomDialog0"},
	{Verb: target.ShowView, Data: json.RawMessage(`{"name": "view0"}`)}, {Verb: target.CloseView, ID: "view0"},
	{Verb: target.IsVisible}, {Verb: target.IsLeading}, {Verb: target.IsFollowing}, {Verb: target.IsNegotiating},
	{Verb: target.IsLeadingOrNegotiating}, {Verb: target.IsLastActive}, {Verb: target.Broadcast, Channel: "news", Data: json.RawMessage(`{"a": [1]}`)},
	{Verb: target.Consult, Interaction: "1", To: target.Destination{Kind: target.ToAgent, Name: "1002"}},
	{Verb: target.Consult, Interaction: "1", To: target.Destination{Kind: target.ToSkill, Name: "Billing"}, Media: "voice", Data: json.RawMessage(`{"Topic": "Renewal"}`), Extensions: json.RawMessage(`{"Priority": "1"}`)},
	{Verb: target.Consult, Interaction: "1", To: target.Destination{Name: "5550142"}},
	{Verb: target.Transfer, Interaction: "2"}, {Verb: target.Conference, Interaction: "2"},
	{Verb: target.TransferAtOnce, Interaction: "1", To: target.Destination{Kind: target.ToGroup, Name: "Service"}},
	{Verb: target.TransferAtOnce, Interaction: "1", To: target.Destination{Kind: target.ToQueue, Name: "Support"}},
	{Verb: target.JoinAtOnce, Interaction: "1", To: target.Destination{Kind: target.ToRoutingPoint, Name: "Main Line"}},
	{Verb: target.JoinAtOnce, Interaction: "1", To: target.Destination{Kind: target.ToNumber, Name: "5550142"}},
	{Verb: target.Reschedule, Interaction: "1", Handle: 2, Date: time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC), Callback: "CAMPAIGN"},
	{Verb: target.CancelReschedule, Interaction: "1"}, {Verb: target.ListCallResults}, {Verb: target.SetCallResult, Interaction: "1", Result: 6},
	{Verb: target.CallResult, Interaction: "1"}, {Verb: target.SetDoNotCall, Interaction: "1"}, {Verb: target.RemoveDoNotCall, Interaction: "1"},
	{Verb: target.ChainedRecords, Interaction: "1"}, {Verb: target.RecordFields, Interaction: "1"},
	{Verb: target.UpdateRecordFields, Interaction: "1", Data: json.RawMessage(`{"GSW_FROM": "10:10"}`)},
}

// What goes out is what the client library would send: no parameters where there
// are none, references that are decimal texts, the frameId once there is one.
func TestWhatGoesOut(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		var sent []string
		did := func(_ any, err error) {
			t.Helper()
			require.NoError(t, err)
			sent = append(sent, s.hear())
		}
		for _, a := range actions {
			did(p.Do(a))
		}
		did(p.Request("x.nothing", nil))
		did(p.Request("x.empty", []any{}))
		did(p.Request("x.several", []any{"<b>&", 1, true, nil, map[string]string{"a": "b"}}))
		did(p.Custom("x.own", nil, json.RawMessage(`{"mine": [1]}`)))
		did(p.Custom("x.none", nil, nil))
		did(p.Custom("x.object", map[string]int{"a": 1}, json.RawMessage(`"object"`)))
		did(p.Subscribe("agent"))
		did(p.Subscribe("agent", "interaction"))
		did(nil, p.Unsubscribe(json.RawMessage(`"s-1"`)))
		did(nil, p.Raw("wwe-something"))
		s.say(`{"frameId":"frame-1"}`)
		synctest.Wait()
		did(p.Request("x.framed", nil))
		s.say(`{"frameId":7}`)
		synctest.Wait()
		did(p.Subscribe("agent"))
		assert.Equal(t, len(sent), p.Sent())
		var out bytes.Buffer
		for _, line := range sent {
			fmt.Fprintln(&out, line)
		}
		golden.Equal(t, "requests.ndjson", out.Bytes())
	})
}

func TestWhatThePageSaysIsWrittenDown(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		require.NoError(t, p.Raw("text"))
		s.say(`{"referenceId":"x"}`)
		s.write(websocket.TextMessage, "text")
		s.write(websocket.BinaryMessage, "binary")
		synctest.Wait()
		assert.Equal(t, 3, p.Read())
		var lines []string
		for _, r := range s.log.Records() {
			assert.Equal(t, []any{"scapi", "Ana", 1}, []any{r.Door, r.Desk, r.Page})
			lines = append(lines, string(r.Dir)+" "+string(r.Frame)+r.Text)
		}
		assert.Equal(t, []string{
			"event connected", "sent text", `received {"referenceId":"x","userAgent":"WWE Server","protocolVersion":2}`,
			"received text", "event a binary frame of 6 bytes came, which no client reads",
		}, lines)
	})
}

func TestEveryVerbIsARequest(t *testing.T) {
	seen := map[target.Verb]bool{}
	for _, a := range actions {
		seen[a.Verb] = true
		assert.NotEmpty(t, scapi.RequestOf(a.Verb))
	}
	assert.Len(t, seen, 68)
	alone(t, func(t *testing.T, p *scapi.Page, _ *server) {
		_, err := p.Do(target.Action{Verb: "dance"})
		assert.EqualError(t, err, "the target does not offer a request to dance: the Service Client API has none")
		_, err = p.Request("x", []any{json.RawMessage("{")})
		assert.ErrorContains(t, err, "x: json:")
		assert.Zero(t, p.Sent())
	})
}

func TestAnswers(t *testing.T) {
	tests := map[string]struct {
		ref  string // of the request; empty: the page's own, "0"
		says []string
		want scapi.Answer // without what was asked; the zero value: none
	}{
		"success with data":             {"", []string{`{"referenceId":"0","data":{"a":1}}`}, scapi.Answer{Given: true, Data: []byte(`{"a":1}`)}},
		"success without":               {"", []string{`{"referenceId":"0"}`}, scapi.Answer{Given: true}},
		"success with null":             {"", []string{`{"referenceId":"0","data":null}`}, scapi.Answer{Given: true, Data: []byte("null")}},
		"a subscription":                {"", []string{`{"referenceId":"0","subscriptionId":7}`}, scapi.Answer{Given: true, Subscription: []byte("7")}},
		"a failure":                     {"", []string{`{"referenceId":"0","errorMessage":"no"}`}, scapi.Answer{Given: true, Refused: true, Message: "no"}},
		"a failure that is no text":     {"", []string{`{"referenceId":"0","errorMessage":{"code":1}}`}, scapi.Answer{Given: true, Refused: true, Message: `{"code":1}`}},
		"a failure that is null":        {"", []string{`{"referenceId":"0","errorMessage":null}`}, scapi.Answer{Given: true, Refused: true}},
		"another reference":             {"", []string{`{"referenceId":"1"}`, `{"referenceId":["0"]}`, `{}`, `{"referenceId":null}`}, scapi.Answer{}},
		"the text with an escape":       {"", []string{`{"referenceId":"\u0030"}`}, scapi.Answer{Given: true}},
		"with an event":                 {"", []string{`{"event":"agent","referenceId":"0"}`}, scapi.Answer{}},
		"with an event that is no text": {"", []string{`{"event":{"a":1},"referenceId":"0"}`}, scapi.Answer{}},
		"with an event that is nothing": {"", []string{`{"event":"","referenceId":"0"}`}, scapi.Answer{Given: true}},
		"with a frameId":                {"", []string{`{"frameId":"f","referenceId":"0"}`}, scapi.Answer{Given: true}},
		"a second answer":               {"", []string{`{"referenceId":"0","data":1}`, `{"referenceId":"0","data":2}`}, scapi.Answer{Given: true, Data: []byte("1")}},
		"a number":                      {"42", []string{`{"referenceId":"42"}`, `{"referenceId":42,"data":1}`}, scapi.Answer{Given: true, Data: []byte("1")}},
		"a number written otherwise":    {"42", []string{`{"referenceId":4.2e1,"data":1}`}, scapi.Answer{Given: true, Data: []byte("1")}},
		"an object in another order":    {`{"a":1,"b":[true]}`, []string{`{"referenceId":{ "b":[true], "a":1.0 }}`}, scapi.Answer{Given: true}},
		"true":                          {"true", []string{`{"referenceId":"true"}`, `{"referenceId":1}`, `{"referenceId":true,"data":1}`}, scapi.Answer{Given: true, Data: []byte("1")}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			alone(t, func(t *testing.T, p *scapi.Page, s *server) {
				ask := func() (*scapi.Sent, error) { return p.Request("agent.get", nil) }
				if tt.ref != "" {
					ask = func() (*scapi.Sent, error) { return p.Custom("agent.get", nil, json.RawMessage(tt.ref)) }
				}
				sent, err := ask()
				require.NoError(t, err)
				assert.False(t, sent.Now().Given)
				s.say(tt.says...)
				synctest.Wait()
				begin := time.Now()
				got, err := sent.Wait(t.Context())
				assert.Equal(t, "agent.get", got.Request)
				assert.Equal(t, 2, got.Asked)
				if !tt.want.Given {
					require.ErrorIs(t, err, scapi.ErrNoAnswer)
					assert.EqualError(t, err, "agent.get: no answer in time (10s)")
					assert.Equal(t, 10*time.Second, time.Since(begin))
					assert.False(t, got.Given)
					return
				}
				require.NoError(t, err)
				assert.Equal(t, trace.Received, s.log.Records()[got.Seq-1].Dir)
				synctest.Wait()
				assert.Equal(t, got, sent.Now(), "later answers change nothing")
				got.Request, got.Reference, got.Asked, got.Seq = "", "", 0, 0
				assert.Equal(t, tt.want, got)
			})
		})
	}
}

// An answer to nothing that was asked is shown beside the request that has none; one
// that is meant for it is not waited for any longer.
func TestAnswersToNothing(t *testing.T) {
	tests := map[string]struct {
		ref    string
		says   []string
		strays []string
		err    string
		after  time.Duration
	}{
		"a number for a text": {`"0"`, []string{`{"referenceId":0}`}, []string{"0"}, "agent.get: no answer in time: its referenceId came back in another JSON type", 0},
		"a text for a number": {"42", []string{`{"referenceId":"42"}`}, []string{`"42"`}, "agent.get: no answer in time: its referenceId came back in another JSON type", 0},
		"a text for true":     {"true", []string{`{"referenceId":"true"}`}, []string{`"true"`}, "agent.get: no answer in time: its referenceId came back in another JSON type", 0},
		"others":              {`"0"`, []string{`{"referenceId":"1"}`, `{"referenceId":["0"]}`}, []string{`"1"`, `["0"]`}, "agent.get: no answer in time (10s)", 10 * time.Second},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			alone(t, func(t *testing.T, p *scapi.Page, s *server) {
				s.say(`{"referenceId":0}`) // before anything was asked: no stray of the request
				synctest.Wait()
				sent, err := p.Custom("agent.get", nil, json.RawMessage(tt.ref))
				require.NoError(t, err)
				s.say(tt.says...)
				begin := time.Now()
				got, err := sent.Wait(t.Context())
				require.ErrorIs(t, err, scapi.ErrNoAnswer)
				assert.EqualError(t, err, tt.err)
				assert.Equal(t, tt.after, time.Since(begin))
				assert.Equal(t, tt.ref, got.Reference)
				var strays []string
				for _, x := range got.Strays {
					strays = append(strays, x.Reference)
					assert.Equal(t, tt.after == 0, x.Alike)
					assert.Equal(t, trace.Received, s.log.Records()[x.Seq-1].Dir)
				}
				assert.Equal(t, tt.strays, strays)
			})
		})
	}
}

// What is not for the client, or no message at all, does no harm.
func TestFramesThatAreNoAnswers(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, s *server) {
		sent, err := p.Request("agent.get", nil)
		require.NoError(t, err)
		for _, text := range []string{
			"", "text", "{", "null", "[]", "7", `"WWE"`, `{"referenceId":"0"}`, `{"referenceId":"0","userAgent":"somebody"}`,
			`{"referenceId":"0","userAgent":["WWE"]}`, `{"frameId":"f"}`, `{"frameId":null,"userAgent":"WWE"}`, `{"frameId":"f","event":"x","userAgent":"WWE"}`,
		} {
			s.write(websocket.TextMessage, text)
		}
		s.write(websocket.BinaryMessage, `{"referenceId":"0","userAgent":"WWE Server"}`)
		_, err = sent.Wait(t.Context())
		require.ErrorIs(t, err, scapi.ErrNoAnswer)
		_, err = p.Request("agent.get", nil)
		require.NoError(t, err)
		s.hear()
		assert.NotContains(t, s.hear(), "frameId")
		assert.Equal(t, 14, p.Read())
	})
}

func TestWaitEndsWithItsContext(t *testing.T) {
	alone(t, func(t *testing.T, p *scapi.Page, _ *server) {
		stopped := errors.New("stopped by the user")
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, stopped)
		defer cancel()
		sent, err := p.Request("agent.get", nil)
		require.NoError(t, err)
		_, err = sent.Wait(ctx)
		assert.Equal(t, stopped, err)
		assert.Equal(t, stopped, p.Await(ctx, 1))
		assert.Equal(t, stopped, p.Fence(ctx))
		assert.Equal(t, stopped, p.Quiet(ctx, time.Minute))
	})
}

// FuzzAnswer: any bytes are an answer, a frameId or neither, and an answer can be
// shown.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		`{"referenceId":"0","data":{"a":1},"userAgent":"WWE Server"}`, `{"referenceId":0,"errorMessage":"x","userAgent":"WWE"}`,
		`{"frameId":"f","userAgent":"WWE"}`, `{"event":true,"referenceId":[],"userAgent":"WWE"}`, `{"referenceId":1e400,"userAgent":"WWE"}`, `[]`, ``, "\xff", `{"event":"agent"}`,
		// As the documents print them.
		`{"event":"agent","data":{"eventType":"STATE_CHANGED","mediaState":"NOT_READY_ACTION_CODE","reason":"Break","reasonCode":"1511"},"userAgent":"WWE Server","protocolVersion":2}`,
		`{"event":"interaction","data":{"eventType":"ATTACHED_DATA_CHANGED","media":"voice","interaction":{"interactionId":"1","caseId":"4dda1ab6-aeab-4a33-f5d0-0153c9fdb43b","userData":{"IW_CaseUid":"4dda1ab6-aeab-4a33-f5d0-0153c9fdb43b"},"parties":[{"name":"5001"}],"callUuid":"4L6JGNEE9H7DT671FRPTKE6CQ000000G","state":"DIALING","previousState":"UNKNOWN","isConsultation":false,"direction":"OUT","callType":"Internal","dnis":"5001","isMainCaseInteraction":true}},"userAgent":"WWE Server","protocolVersion":2}`,
		`{"referenceId":"5","data":{"expiration":"2020-04-14T13:26:51.846Z","jwtToken":"<your_jwt_token>"},"userAgent":"WWE Server","protocolVersion":2}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		isAnswer, isFrameID, a := scapi.Understand(body)
		if isAnswer && isFrameID {
			t.Errorf("%q is both", body)
		}
		if (isAnswer || isFrameID) && !json.Valid(body) {
			t.Errorf("%q is no JSON", body)
		}
		if isAnswer && a.Data != nil && !json.Valid(a.Data) {
			t.Errorf("%q: the data %q is no JSON", body, a.Data)
		}
	})
}

// FuzzReference: a reference is the same however it is written.
func FuzzReference(f *testing.F) {
	for _, seed := range []string{`"0"`, `0`, `0.0`, `{"b":1,"a":[null]}`, `"<\u0030>"`, `1e400`, `{`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		once := scapi.Reference(raw)
		if twice := scapi.Reference(json.RawMessage(once)); twice != once {
			t.Errorf("%q: %q, and again %q", raw, once, twice)
		}
	})
}
