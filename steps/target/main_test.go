package target_test

import (
	"os"
	"testing"

	"go.uber.org/goleak"
)

// TestMain plays a program that is a stage door when a test starts us as one.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "play" {
		plays[os.Args[2]](os.Args[3:])
		return
	}
	_ = os.Setenv("GORACE", "atexit_sleep_ms=0") // so that the programs we start end at once
	goleak.VerifyTestMain(m)
}
