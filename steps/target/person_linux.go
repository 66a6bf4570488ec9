//go:build amd64 || arm64

package target

import (
	"os"
	"syscall"
)

const tcflsh = 0x540b // which package syscall does not name

// flush drops what a terminal holds that was not read yet, and reports whether the file
// is a terminal.
func flush(f *os.File) bool {
	c, err := f.SyscallConn()
	if err != nil {
		return false
	}
	flushed := false
	err = c.Control(func(fd uintptr) {
		_, _, failed := syscall.Syscall(syscall.SYS_IOCTL, fd, tcflsh, syscall.TCIFLUSH)
		flushed = failed == 0
	})
	return err == nil && flushed
}
