package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

// asBridge is the first argument that makes the test binary a program which carries the
// calls on its standard input to the stage door at an address, and the answers back.
const asBridge = "bridge"

func init() {
	if len(os.Args) != 3 || os.Args[1] != asBridge {
		return
	}
	if err := bridge(os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func bridge(address string) error {
	door, _, err := websocket.DefaultDialer.Dial(address, nil)
	if err != nil {
		return err
	}
	defer door.Close()
	for calls := bufio.NewScanner(os.Stdin); calls.Scan(); {
		if err := door.WriteMessage(websocket.TextMessage, calls.Bytes()); err != nil {
			return err
		}
		_, answer, err := door.ReadMessage()
		if err != nil {
			return err
		}
		fmt.Printf("%s\n", answer)
	}
	return nil
}

// A stage door that is a program brings the simulator to the same verdicts as its own.
func TestAStageDoorThatIsAProgram(t *testing.T) {
	t.Parallel()
	s := process(t, "serve", "--addr", "127.0.0.1:0")
	address := s.address()
	self, err := os.Executable()
	require.NoError(t, err)
	program, err := json.Marshal([]string{self, asBridge, "ws://" + address + "/stage"})
	require.NoError(t, err)
	file := fmt.Sprintf("name: Bridged\nkind: program\nstage: {program: %s}\n"+
		"cast: {Ana: {account: 1001, number: 5001}, Ben: {account: 1002, number: 5002}}\ncustomers: {Carla: {number: 5550191}, Chen: {number: 5550192}}\n", program)
	said, report := judged(t, "--target", put(t, filepath.Join(t.TempDir(), "bridged.yaml"), file), "--id", "scapi/voice/**", "--jobs", "2")
	assert.Equal(t, result.ExitPassed, said.code, said.out+said.errors)
	assert.Equal(t, "program", report.Run.Target.Kind)
	assert.Equal(t, 2, report.Run.Jobs, "each job starts a program of its own")
	for _, s := range report.Scenarios {
		if s.Outcome != result.NotApplicable {
			assert.Equal(t, result.Passed, s.Outcome, s.ID)
		}
	}
	assert.Greater(t, report.End.Counts[result.Passed], 50)
	s.end()
}
