package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/coverage"
)

// Whatever of Webex binds is proved, itself or in its parts, or it is said why it cannot be.
func TestEveryItemOfWebexThatBindsIsProvedOrCannotBe(t *testing.T) {
	b := book.Webex()
	why, err := b.Unprovable()
	require.NoError(t, err)
	settled := map[string]bool{}
	for _, item := range provedBy(coverage.Proofs(b.System)) {
		settled[item] = true
	}
	for item := range why {
		settled[item] = true
	}
	for _, id := range b.IDs() {
		it, _ := b.Claim(id)
		bound := slices.ContainsFunc(b.Profiles, func(p book.Profile) bool { return b.Binding(p.Name, it.Claim) })
		whole := slices.Contains([]string{"message", "type", "enum", "answer", "sequence"}, it.Kind) // proved with a part
		part := func(item string) bool { return settled[item] && strings.HasPrefix(item, id+".") }
		if bound && !settled[id] {
			assert.True(t, whole && slices.ContainsFunc(b.IDs(), part), "%s: let selftest coverage --update find a proof, or say in fixtures/book/unprovable.yaml why there is none", id)
		}
	}
}
