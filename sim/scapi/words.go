package scapi

import (
	"encoding/base32"
	"encoding/hex"
	"fmt"

	"github.com/deskproof/deskproof/sim/center"
)

// Service Client API Reference, Interaction namespace: Interaction.state.
var stateWords = map[center.Medium]map[center.State]string{
	center.Voice: {
		center.Offered:   "RINGING",
		center.Dialing:   "DIALING",
		center.Connected: "TALKING",
		center.Held:      "HELD",
		center.Released:  "IDLE",
	},
	center.Preview: {
		center.Offered:    "INVITED",
		center.Previewing: "PREVIEWING",
		center.Calling:    "PREVIEWING",
		center.Finished:   "IDLE",
		center.Rejected:   "REJECTED",
		center.Canceled:   "CANCELED",
	},
	center.Chat:  openMediaWords,
	center.Email: openMediaWords,
}

func stateWord(p *center.Part) string {
	if isWorkedOff(p) {
		return openMediaWords[center.Accepted]
	}
	if w := stateWords[p.Medium][p.State]; w != "" {
		return w
	}
	return "UNKNOWN"
}

var mediaNames = map[center.Medium]string{
	center.Voice:    "voice",
	center.Chat:     "chat",
	center.Email:    "email",
	center.Workitem: "workitem",
	center.Preview:  "outboundpreview",
}

func mediumNamed(name string) (center.Medium, bool) {
	for m, n := range mediaNames {
		if n == name {
			return m, true
		}
	}
	return 0, false
}

// Service Client API Reference, Interaction namespace: Interaction.callType; the
// two preview words come from its table of events for outbound preview.
func callType(p *center.Part) string {
	if p.Medium == center.Preview {
		if p.Mode == center.Push {
			return "OUTBOUND_PUSH_PREVIEW"
		}
		return "OUTBOUND_PREVIEW"
	}
	switch p.Kind {
	case center.Inbound:
		return "INBOUND"
	case center.Outbound:
		return "OUTBOUND"
	case center.Internal:
		return "INTERNAL"
	case center.Consultation:
		return "CONSULT"
	}
	return "UNKNOWN"
}

func direction(p *center.Part) string {
	if p.Outgoing {
		return "OUT"
	}
	return "IN"
}

func recordingWord(r center.Recording) string {
	switch r {
	case center.Recorded:
		return "RECORDING"
	case center.RecordingPaused:
		return "PAUSED"
	}
	return "STOPPED"
}

// Service Client API Reference, Media namespace: State.type.
var stateTypes = map[center.StateKind]string{
	center.Ready:                "READY",
	center.NotReady:             "NOT_READY",
	center.NotReadyReason:       "NOT_READY_ACTION_CODE",
	center.AfterCallWork:        "NOT_READY_AFTER_CALLWORK",
	center.AfterCallWorkReason:  "NOT_READY_AFTER_CALLWORK_ACTION_CODE",
	center.DoNotDisturb:         "DND_ON",
	center.LoggedOut:            "LOGOUT",
	center.PartlyReady:          "PARTIAL_READY",
	center.OutOfService:         "OUT_OF_SERVICE",
	center.LoggedOutUndisturbed: "LOGOUT_DND_ON",
	center.UnknownState:         "UNKNOWN",
}

// display is what a state is called on the desktop when it has no name of its own.
var display = map[center.StateKind]string{
	center.Ready:                "Ready",
	center.NotReady:             "Not Ready",
	center.NotReadyReason:       "Not Ready",
	center.AfterCallWork:        "After Call Work",
	center.AfterCallWorkReason:  "After Call Work",
	center.DoNotDisturb:         "Do Not Disturb",
	center.LoggedOut:            "Logged Out",
	center.PartlyReady:          "Partially Ready",
	center.OutOfService:         "Out of Service",
	center.LoggedOutUndisturbed: "Logged Out, Do Not Disturb",
	center.UnknownState:         "Unknown",
}

var modeWords = map[center.Mode]string{
	center.Pull:       "Preview",
	center.Push:       "PushPreview",
	center.DirectPush: "DirectPushPreview",
}

var campaignWords = map[center.CampaignState]string{
	center.Loaded:  "Loaded",
	center.Running: "Started",
}

// The capabilities that a part has at a time.
var (
	canHangUpOrHold = []string{"HANGUP", "HOLD"}
	canHangUp       = []string{"HANGUP"}
	canMarkDone     = []string{"MARK_DONE"}
	canAccept       = []string{"ACCEPT", "REJECT"}
	canCall         = []string{"CALL", "REJECT_RECORD", "CANCEL_RECORD"}
)

// capabilities are the words of the table of events for outbound preview. It
// has them for records and for calls made from one; ordinary calls have none.
func capabilities(p *center.Part, closed bool) []string {
	if p.Medium == center.Preview {
		return recordCapabilities(p, closed)
	}
	switch {
	case closed:
		return nil
	case p.State == center.Connected && p.Mode == center.Push:
		return canHangUpOrHold
	case p.State == center.Released:
		return canMarkDone
	}
	return canHangUp
}

func recordCapabilities(p *center.Part, closed bool) []string {
	switch {
	case closed && p.State == center.Finished && p.Mode == center.Push:
		return canMarkDone
	case closed:
		return nil
	case p.State == center.Offered:
		return canAccept
	case p.State == center.Previewing:
		return canCall
	case p.State == center.Rejected || p.State == center.Canceled:
		return canMarkDone
	}
	return nil
}

var base32Hex = base32.HexEncoding.WithPadding(base32.NoPadding)

// callUUID has the length and the alphabet of the one the manual prints.
func callUUID(p *center.Part) string { return base32Hex.EncodeToString(p.UUID[:]) + "000000" }

func connID(p *center.Part) string {
	return fmt.Sprintf("%016x", p.Conn)
}

// uuid is the canonical text form of an interaction's UUID.
func uuid(p *center.Part) string {
	h := hex.EncodeToString(p.UUID[:])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
