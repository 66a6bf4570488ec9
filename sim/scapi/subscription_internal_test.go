package scapi

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestASubscriptionIsSmallHoweverLongItsList(t *testing.T) {
	s := New(Config{Access: Access{origins: []grant{{origin: "*"}}}})
	p := &page{}
	for _, list := range []string{
		`["agent"` + strings.Repeat(`,"agent"`, 8000) + `]`,
		`["messenger:x"` + strings.Repeat(`,"messenger:x"`, 8000) + `]`,
	} {
		_, err := s.subscribe(p, []byte(list))
		require.NoError(t, err)
	}
	assert.Equal(t, []subscription{{"1", 1, nil}, {"2", 0, []string{"x"}}}, p.subscriptions)
	assert.True(t, p.hears("agent"))
	assert.False(t, p.hears("interaction"))
}

func TestEveryEventNameHasABit(t *testing.T) {
	all, err := eventSet(eventNames)
	require.NoError(t, err)
	assert.Equal(t, events(1<<len(eventNames)-1), all)
}
