// Command deskproof judges implementations of contact-center desktops by what
// their vendors documented, and is a contact center that clients can be pointed at.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"github.com/deskproof/deskproof/reports/result"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	// A reader of our output that goes away ends no run. Ignoring the signal would
	// make the programs ignore it, too, that are started.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// exitError ends the command with a code; what is to be said has been said, unless
// err is set.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// exitCode is the code a command's error leads to: its own, or that of a usage
// error, or of output that nobody takes.
func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return result.ExitPassed
	}
	exit, ok := errors.AsType[*exitError](err)
	if !ok {
		exit = &exitError{code: result.ExitUsage, err: err}
		if failed, ok := errors.AsType[*fs.PathError](err); ok && failed.Op == "write" {
			exit.code = result.ExitHarness
		}
	}
	if exit.err != nil && !errors.Is(exit.err, syscall.EPIPE) { // whoever reads us has read enough
		fmt.Fprintln(stderr, "deskproof:", exit.err)
	}
	return exit.code
}

// some is a count of things: "1 world", "2 worlds".
func some(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
