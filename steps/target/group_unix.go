//go:build unix

package target

import (
	"os/exec"
	"syscall"
)

// ownGroup gives a program a process group of its own, so that what it starts
// ends with it and a Ctrl-C at the terminal is ours to handle.
func ownGroup(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(cmd *exec.Cmd) {
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // it may have ended
}
