package suite

import (
	"os"
	"runtime/debug"
)

// A run is over in seconds, and most of what it makes is garbage at once: it lets nine
// times as much pile up as is in use.
const (
	garbagePercent = 800
	memoryLimit    = 1 << 30 // bytes, from which the collector runs as often as it must
)

// Relax lets the garbage collector of this process work more rarely, for as long as
// runs are under way, until restore is called. What GOGC and GOMEMLIMIT say stays.
func Relax() (restore func()) {
	percent, limit := debug.SetGCPercent(garbagePercent), debug.SetMemoryLimit(-1)
	if os.Getenv("GOGC") != "" {
		debug.SetGCPercent(percent)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
	return func() {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}
}
