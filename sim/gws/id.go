package gws

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// ID is what an interaction of the center is called on this wire, by whoever speaks:
// 16 letters and digits, always the same.
func ID(id center.InteractionID) string {
	sum := digest("interaction", string(id))
	b := make([]byte, 16)
	for i := range b {
		b[i] = alphabet[int(sum[i])%len(alphabet)]
	}
	return string(b)
}

// UserID is the id of a user on this wire, 32 hexadecimal digits.
func UserID(id center.AgentID) string {
	sum := digest("user", string(id))
	return hex.EncodeToString(sum[:16])
}

// participantID is the id of somebody in an interaction; the customer's agent is empty.
func participantID(id center.InteractionID, agent center.AgentID) string {
	sum := digest("participant", string(id), string(agent))
	return strings.ToUpper(hex.EncodeToString(sum[:8]))
}

func digest(parts ...string) [sha256.Size]byte {
	return sha256.Sum256([]byte(strings.Join(parts, "\x00")))
}

// The ids of the two states that every center has (Set Agent State for a Channel).
const (
	readyID    = "9430250E-0A1B-421F-B372-F29E69366DED"
	notReadyID = "900D55CC-2BB0-431F-8BF9-D3525B383BE6"
)

// stateID is the id of an agent state.
func stateID(st center.AgentState) string {
	switch {
	case st.Kind == center.Ready:
		return readyID
	case st.Kind == center.NotReady:
		return notReadyID
	}
	sum := digest("state", st.Kind.String(), st.Operation, st.Reason)
	return strings.ToUpper(fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16]))
}
