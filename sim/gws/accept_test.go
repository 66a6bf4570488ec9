package gws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAnAgentAcceptsAnEmail(t *testing.T) {
	f := newFloor(t)
	id := f.email("Support")
	heard := f.heard(ana)
	assert.Len(t, heard, 1)
	assert.Equal(t, id, heard[0]["id"])
	assert.Equal(t, "Invited", heard[0]["state"])
	assert.Equal(t, 200, f.do(ana, id, "Accept").Status)
	assert.Equal(t, "Accepted", f.heard(ana)[0]["state"])
	assert.Equal(t, []any{base + "/interactions/" + id}, f.get(ana, "/me/interactions").member("uris"))
}
