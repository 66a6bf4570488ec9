package target_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// plays are the programs that a test can start: this one, with other behaviour.
var plays = map[string]func(args []string){
	"a good program": func([]string) { answerAll(wellAnswered) },
	"one that chats on stderr": func([]string) {
		fmt.Fprintln(os.Stderr, "listening")
		answerAll(wellAnswered)
	},
	"one with the line ends of Windows": func([]string) {
		answerAll(func(c call) string { return "\r\n" + wellAnswered(c) + "\r" })
	},
	"one that says where it runs": func([]string) {
		dir, _ := os.Getwd()
		answerAll(func(c call) string {
			return answer(c.ID, fmt.Sprintf(`{"protocol":1,"worlds":"one","name":%q,"version":%q}`, dir, os.Getenv("GODOG_SEED")))
		})
	},
	"one that greets on stdout": func([]string) {
		fmt.Println("Acme adapter 1.0")
		answerAll(func(c call) string { return answer(c.ID, hello) })
	},
	"one that exits": func([]string) { helloThen(func(int) { os.Exit(3) }) },
	"one that says why": func([]string) {
		helloThen(func(int) {
			fmt.Fprintf(os.Stderr, "%s\nError: no room\n    at adapter.js:7\n", strings.Repeat("y", 3000))
			os.Exit(1)
		})
	},
	"one that ends":         func([]string) { helloThen(func(int) {}) },
	"one that ends in time": func([]string) { helloThen(func(id int) { fmt.Print(answer(id, `{"a":1}`)) }) },
	"one that is cut off":   func([]string) { helloThen(func(id int) { fmt.Print(answer(id, `{"a":1}`)[:20]) }) },
	"one that writes too much": func([]string) {
		helloThen(func(int) { _, _ = io.Copy(os.Stdout, io.LimitReader(forever{}, 6<<20)); forEver() })
	},
	"one that floods stderr":    func([]string) { helloThen(func(int) { forEverSay(os.Stderr, "oh no\n") }) },
	"one that floods stdout":    func([]string) { helloThen(func(int) { forEverSay(os.Stdout, answer(99, "{}")+"\n") }) },
	"one that closes stdin":     func([]string) { helloThen(func(int) { os.Stdin.Close(); forEver() }) },
	"one that closes stdout":    func([]string) { helloThen(func(int) { os.Stdout.Close(); forEver() }) },
	"one that reads no more":    func([]string) { helloThen(func(int) { forEver() }) },
	"one that will not end":     func([]string) { answerAll(wellAnswered); forEver() },
	"one that leaves a child":   func(args []string) { child(args[0]); answerAll(wellAnswered) },
	"one with its child at it":  func(args []string) { child(args[0]); answerAll(wellAnswered); forEver() },
	"one that dies of its call": func(args []string) { child(args[0]); helloThen(func(int) { os.Exit(3) }) },
	"a child": func(args []string) {
		c, err := net.Dial("tcp", args[0])
		if err == nil {
			_, _ = c.Read([]byte{0}) // until we die
		}
	},
}

func wellAnswered(c call) string { return answer(c.ID, results(nil)(c)) }

func answerAll(say func(call) string) {
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		var c call
		if json.Unmarshal(lines.Bytes(), &c) == nil {
			fmt.Println(say(c))
		}
	}
}

// helloThen answers hello and does something else at the next call.
func helloThen(then func(id int)) {
	lines := bufio.NewReader(os.Stdin)
	_, _ = lines.ReadString('\n')
	fmt.Println(answer(1, hello))
	_, _ = lines.Peek(1)
	then(2)
}

func forEver() { <-time.After(time.Hour) }

type forever struct{}

func (forever) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("x"), len(p))), nil }

// child starts a program that shares our streams and tells the test that it lives
// by a connection.
func child(address string) {
	c := exec.Command(os.Args[0], "play", "a child", address)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := c.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// program is a target that is us, playing.
func program(t *testing.T, play string, args ...string) *targets.Target {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	return &targets.Target{
		Name: "fake", Kind: targets.Program,
		Stage: targets.Stage{Program: append([]string{self, "play", play}, args...)},
	}
}

func TestAProgramAnswers(t *testing.T) {
	t.Parallel()
	for _, play := range []string{"a good program", "one that chats on stderr", "one with the line ends of Windows"} {
		t.Run(play, func(t *testing.T) {
			to := connect(t, program(t, play))
			for range 3 {
				got, err := to.Call(t.Context(), "call.arrive", map[string]any{"from": "1"})
				require.NoError(t, err)
				assert.JSONEq(t, "{}", string(got))
			}
			require.NoError(t, to.Close())
			require.NoError(t, to.Close(), "again")
			_, err := to.Call(t.Context(), "call.arrive", nil)
			assert.ErrorIs(t, err, target.ErrLost)
		})
	}
}

func TestWhatAProgramInherits(t *testing.T) {
	t.Setenv("GODOG_SEED", "7")
	file := program(t, "one that says where it runs")
	file.Stage.Dir = t.TempDir()
	to := connect(t, file)
	assert.Equal(t, file.Stage.Dir, to.Hello.Name)
	assert.Empty(t, to.Hello.Version, "what our own runner sets is not passed on")
}

func TestAProgramsStderrIsPassedOn(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	var said bytes.Buffer
	to, err := target.Connect(t.Context(), target.Config{Target: program(t, "one that chats on stderr"), Stderr: writer(func(p []byte) {
		mu.Lock()
		defer mu.Unlock()
		said.Write(p)
	})})
	require.NoError(t, err)
	require.NoError(t, to.Close())
	mu.Lock()
	defer mu.Unlock()
	assert.Equal(t, "listening\n", said.String())
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

func TestAProgramThatCannotBeStarted(t *testing.T) {
	t.Parallel()
	file := program(t, "")
	file.Stage.Program = []string{"./no-such-program"}
	_, err := target.Connect(t.Context(), target.Config{Target: file})
	assert.ErrorIs(t, err, target.ErrLost)
	assert.ErrorContains(t, err, "target lost: fake: start ./no-such-program: ")
	file.Stage.Dir = filepath.Join(t.TempDir(), "gone")
	_, err = target.Connect(t.Context(), target.Config{Target: file})
	assert.ErrorIs(t, err, target.ErrLost)
	assert.ErrorContains(t, err, "start ./no-such-program in its folder (stage.dir): stat "+file.Stage.Dir)
}

// A greeting comes before hello or after it; either way it is not to be there.
func TestAProgramThatGreets(t *testing.T) {
	t.Parallel()
	_, err := target.Connect(t.Context(), target.Config{Target: program(t, "one that greets on stdout")})
	assert.ErrorContains(t, err, `got "Acme adapter 1.0\n"`)
	assert.NotErrorIs(t, err, target.ErrLost)
}

func TestAProgramThatFailsInACall(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	require.NoError(t, err)
	tests := map[string]string{
		"one that exits":           "target lost: stage door: call.arrive: " + self + " ended: exit status 3",
		"one that says why":        "target lost: stage door: call.arrive: " + self + " ended: exit status 1; the last that it said on stderr: Error: no room\n    at adapter.js:7",
		"one that ends":            "target lost: stage door: call.arrive: " + self + " ended: exit status 0",
		"one that is cut off":      "target lost: stage door: call.arrive: " + self + " ended: exit status 0",
		"one that writes too much": "target lost: stage door: call.arrive: " + self + " ended: it wrote a line over 4194304 bytes",
		"one that closes stdout":   "target lost: stage door: call.arrive: " + self + " ended: it closed its standard output",
		"one that closes stdin":    "target lost: stage door: call.arrive: " + self + " closed its standard input",
		"one that reads no more":   "target lost: stage door: call.arrive: " + self + " does not read what it is asked",
	}
	for play, want := range tests {
		t.Run(play, func(t *testing.T) {
			t.Parallel()
			file := program(t, play)
			to := connect(t, file)
			if play == "one that reads no more" {
				file.Timeouts.Stage = 500 * time.Millisecond
			}
			_, err := to.Call(t.Context(), "call.arrive", map[string]any{"data": strings.Repeat("x", 1<<20)}) // more than a pipe holds
			require.EqualError(t, err, want)
			_, err = to.Call(t.Context(), "call.arrive", nil)
			assert.ErrorIs(t, err, target.ErrLost, "and then it is lost")
		})
	}
}

func TestAProgramThatAnswersWithItsLastBreath(t *testing.T) {
	t.Parallel()
	got, err := connect(t, program(t, "one that ends in time")).Call(t.Context(), "call.arrive", nil)
	require.NoError(t, err)
	assert.JSONEq(t, `{"a":1}`, string(got))
}

func TestAProgramThatDoesNotEndIsEnded(t *testing.T) {
	t.Parallel()
	to := connect(t, program(t, "one that will not end"))
	begin := time.Now()
	require.NoError(t, to.Close())
	assert.Less(t, time.Since(begin), time.Minute)
}

// Whatever a program starts ends with it: by itself, by us, or when it dies.
func TestAProgramsChildrenEndWithIt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no process groups")
	}
	t.Parallel()
	for _, play := range []string{"one that leaves a child", "one with its child at it", "one that dies of its call"} {
		t.Run(play, func(t *testing.T) {
			t.Parallel()
			listener, err := net.Listen("tcp", "127.0.0.1:0")
			require.NoError(t, err)
			defer listener.Close()
			to := connect(t, program(t, play, listener.Addr().String()))
			life, err := listener.Accept()
			require.NoError(t, err)
			defer life.Close()
			if play == "one that dies of its call" {
				_, err := to.Call(t.Context(), "call.arrive", nil)
				assert.ErrorIs(t, err, target.ErrLost)
			} else {
				require.NoError(t, to.Close())
			}
			require.NoError(t, life.SetReadDeadline(time.Now().Add(time.Minute)))
			_, err = life.Read([]byte{0})
			assert.NotErrorIs(t, err, os.ErrDeadlineExceeded, "the child lives")
			assert.Error(t, err)
		})
	}
}
