package target

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// program is a stage door that is a program: one JSON object a line on its
// standard streams. What it says on stderr is never a verdict, and the last of it is
// told when it ends.
type program struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    io.ReadCloser
	said   *tail // on stderr
	mail   *mailbox
	exited chan struct{}
	state  *os.ProcessState // how it ended; set before exited is closed
}

// errDeaf is why a program is ended that a call cannot be given to.
var errDeaf = errors.New("does not read what it is asked")

// grace is how long a program may take to end once it has nothing more to do.
const grace = 2 * time.Second

func startProgram(cfg Config) (door, error) {
	argv := cfg.Target.Stage.Program
	if dir := cfg.Target.Stage.Dir; dir != "" {
		if _, err := os.Stat(dir); err != nil {
			return nil, fmt.Errorf("start %s in its folder (stage.dir): %w", argv[0], err)
		}
	}
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = cfg.Target.Stage.Dir
	said := &tail{to: cfg.Stderr}
	cmd.Stderr = said
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GODOG_") }) // the runner's own
	cmd.WaitDelay = time.Second                                                                              // for a stderr that outlives its group
	ownGroup(cmd)
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", argv[0], err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start %s: %w", argv[0], err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", argv[0], err)
	}
	p := &program{cmd: cmd, in: in, out: out, said: said, mail: newMailbox(), exited: make(chan struct{})}
	go p.watch()
	go p.read()
	return p, nil
}

// watch waits for the program and ends what it started and left behind.
func (p *program) watch() {
	p.state, _ = p.cmd.Process.Wait() // nobody else waits for it
	killGroup(p.cmd)
	close(p.exited)
}

// read delivers what the program writes. The last line counts without its end if
// it is whole.
func (p *program) read() {
	r := bufio.NewReaderSize(p.out, 64<<10)
	for {
		line, err := readLine(r)
		if err == nil && len(bytes.TrimSpace(line)) > 0 || err != nil && json.Valid(line) {
			p.mail.deliver(line)
		}
		if err != nil {
			p.mail.end(p.why(err))
			return
		}
	}
}

// readLine reads one line of at most MaxFrame bytes.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case len(line) > MaxFrame:
			return nil, fmt.Errorf("it wrote a line over %d bytes", MaxFrame)
		case !errors.Is(err, bufio.ErrBufferFull):
			return line, err
		}
	}
}

// why says how the program ended, or was ended: one that does not keep to the
// protocol, or can say nothing more, is of no use.
func (p *program) why(err error) error {
	mute := errors.Is(err, io.EOF) && !p.leave()
	p.kill()
	<-p.exited
	switch {
	case mute:
		err = errors.New("it closed its standard output")
	case errors.Is(err, io.EOF), errors.Is(err, os.ErrClosed): // the latter by us
		err = errors.New(p.state.String())
	}
	_ = p.cmd.Wait() // the program has been waited for; this is for the last of its stderr
	if said := p.said.String(); said != "" {
		return fmt.Errorf("%s ended: %w; the last that it said on stderr: %s", p.cmd.Path, err, said)
	}
	return fmt.Errorf("%s ended: %w", p.cmd.Path, err)
}

// leave waits for the program to end and reports whether it did so by itself.
func (p *program) leave() bool {
	select {
	case <-p.exited:
		return true
	case <-time.After(grace):
		return false
	}
}

// kill ends the program with all that it started, and what we do with its streams.
func (p *program) kill() {
	select {
	case <-p.exited: // its group has been ended, and its id may be another's by now
	default:
		killGroup(p.cmd)
	}
	_ = p.in.Close()  // a write under way ends
	_ = p.out.Close() // and a read, though somebody else holds the other end
}

func (p *program) call(ctx context.Context, id int, line []byte) (letter, error) {
	answer := p.mail.expect(id)
	written := make(chan error, 1)
	go func() { _, err := p.in.Write(append(line, '\n')); written <- err }()
	select {
	case err := <-written:
		if err != nil {
			return letter{}, p.unread()
		}
	case <-ctx.Done(): // it does not read, and half a call may be in the pipe
		p.kill()
		<-written
		return letter{}, fmt.Errorf("%s %w", p.cmd.Path, errDeaf)
	}
	return p.mail.await(ctx, id, answer)
}

// unread says why the program does not read a call: it has ended, or is to.
func (p *program) unread() error {
	byItself := p.leave()
	p.kill()
	<-p.mail.ended
	if byItself {
		return p.mail.err
	}
	return fmt.Errorf("%s closed its standard input", p.cmd.Path)
}

// close lets the program end by itself, and ends its whole group if it does not.
func (p *program) close() error {
	_ = p.in.Close() // the program may have gone
	p.leave()
	p.kill()
	<-p.mail.ended
	<-p.exited
	return nil
}
