package sim

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/centers"
)

func TestADayAfterTheLastIsRefused(t *testing.T) {
	doc, err := centers.Parse("default.yaml", centers.Default())
	require.NoError(t, err)
	m, err := newMachine(doc, 1)
	require.NoError(t, err)
	m.now = endOfTime - time.Hour
	_, err = m.clockAdvance([]byte(`{"ms":3600000}`))
	assert.NoError(t, err)
	_, err = m.clockAdvance([]byte(`{"ms":1}`))
	assert.ErrorIs(t, err, ErrParams)
	assert.ErrorContains(t, err, "a world lasts 100 years")
	assert.Equal(t, endOfTime, m.now)
}
