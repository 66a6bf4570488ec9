// Command deskproof judges implementations of contact-center desktops by what
// their vendors documented, and is a contact center that clients can be pointed at.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
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

// exitCode is the code a command's error leads to: its own, or that of a usage error.
func exitCode(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	exit, ok := errors.AsType[*exitError](err)
	if !ok {
		exit = &exitError{code: 2, err: err}
	}
	if exit.err != nil {
		fmt.Fprintln(stderr, "deskproof:", exit.err)
	}
	return exit.code
}
