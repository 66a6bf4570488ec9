package webex

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/sim/center"
)

// ID is what an interaction of the center is called on this wire, by whoever speaks:
// a uuid, always the same.
func ID(id center.InteractionID) string { return uuid("interaction", string(id)) }

// AgentID is the id of an agent on this wire, a uuid.
func AgentID(id center.AgentID) string {
	if id == "" {
		return ""
	}
	return uuid("agent", string(id))
}

// uuid is a stable id of something by its kind and its name.
func uuid(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6], sum[8] = sum[6]&0x0f|0x40, sum[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// hash is a short id.
func hash(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:4])
}
