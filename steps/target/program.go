package target

import (
	"bufio"
	"context"
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
// standard streams. What it says on stderr is never a verdict.
type program struct {
	cmd  *exec.Cmd
	in   io.WriteCloser
	mail *mailbox
}

func startProgram(cfg Config) (door, error) {
	argv := cfg.Target.Stage.Program
	cmd := exec.Command(argv[0], argv[1:]...)
	cmd.Dir = cfg.Target.Stage.Dir
	cmd.Stderr = cfg.Stderr
	cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "GODOG_") }) // the runner's own
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
	p := &program{cmd: cmd, in: in, mail: newMailbox()}
	go p.read(out)
	return p, nil
}

func (p *program) read(out io.Reader) {
	r := bufio.NewReaderSize(out, 64<<10)
	for {
		line, err := readLine(r)
		if err != nil {
			p.mail.end(p.why(err))
			return
		}
		p.mail.deliver(line)
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

// why waits for the program and says how it ended.
func (p *program) why(err error) error {
	if !errors.Is(err, io.EOF) {
		killGroup(p.cmd)
	}
	if werr := p.cmd.Wait(); werr != nil {
		return fmt.Errorf("%s ended: %w", p.cmd.Path, werr)
	}
	return fmt.Errorf("%s ended: %w", p.cmd.Path, err)
}

func (p *program) call(ctx context.Context, id int, line []byte) ([]byte, error) {
	answer := p.mail.expect(id)
	written := make(chan error, 1)
	go func() { _, err := p.in.Write(append(line, '\n')); written <- err }()
	select {
	case err := <-written:
		if err != nil {
			<-p.mail.ended
			return nil, p.mail.err
		}
	case <-ctx.Done(): // it does not read; killing it ends the write
		killGroup(p.cmd)
		<-written
		return nil, ctx.Err()
	}
	return p.mail.await(ctx, id, answer)
}

// close lets the program end by itself, and ends its whole group if it does not.
func (p *program) close() error {
	_ = p.in.Close() // the program may have gone
	select {
	case <-p.mail.ended:
	case <-time.After(2 * time.Second):
		killGroup(p.cmd)
		<-p.mail.ended
	}
	return nil
}
