//go:build amd64 || arm64

package target_test

import (
	"encoding/json"
	"fmt"
	"os"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/target"
)

// terminal opens a terminal and the keyboard in front of it.
func terminal(t *testing.T) (screen, keys *os.File) {
	t.Helper()
	keys, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { keys.Close() })
	var n, unlocked int32
	require.True(t, ioctl(t, keys, syscall.TIOCSPTLCK, &unlocked))
	require.True(t, ioctl(t, keys, syscall.TIOCGPTN, &n))
	screen, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("no terminals here: %v", err)
	}
	t.Cleanup(func() { screen.Close() })
	return screen, keys
}

func ioctl(t *testing.T, f *os.File, request uintptr, value *int32) bool {
	t.Helper()
	c, err := f.SyscallConn()
	require.NoError(t, err)
	done := false
	require.NoError(t, c.Control(func(fd uintptr) {
		_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, fd, request, uintptr(unsafe.Pointer(value)))
		done = failed == 0
	}))
	return done
}

// What was typed at a terminal before it was asked for is no answer.
func TestWhatIsTypedAheadIsNoAnswer(t *testing.T) {
	k := sitDown(t)
	screen, keys := terminal(t)
	k.config.Person = screen
	typeAhead := func() {
		_, err := keys.WriteString("typed ahead\n")
		require.NoError(t, err)
		require.Eventually(t, func() bool {
			var held int32
			return ioctl(t, screen, syscall.TIOCINQ, &held) && held > 0
		}, time.Minute, time.Millisecond)
	}
	press := func() { k.told(t); _, _ = keys.WriteString("\n") }

	typeAhead()
	go press()
	to, err := target.Connect(t.Context(), k.config)
	require.NoError(t, err)
	typeAhead()
	go press()
	answer, err := to.Call(t.Context(), "call.answer", map[string]any{"number": "1"})
	require.NoError(t, err)
	assert.Equal(t, json.RawMessage("{}"), answer)
}
