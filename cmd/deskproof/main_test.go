package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/deskproof/deskproof/fixtures/mutants"
	"github.com/deskproof/deskproof/internal/golden"
	"github.com/deskproof/deskproof/reports/result"
)

// asCommand makes the test binary the command itself, so that tests can start it
// as another process.
const asCommand = "DESKPROOF_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
		return
	}
	goleak.VerifyTestMain(m)
}

// said is what a command printed.
type said struct {
	code        int
	out, errors string
}

func deskproof(t *testing.T, args ...string) said {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(t.Context(), args, strings.NewReader(""), &out, &errs)
	return said{code, out.String(), errs.String()}
}

// judged runs deskproof run with its reports in a folder of the test's own.
func judged(t *testing.T, args ...string) (said, *result.Report) {
	t.Helper()
	dir := t.TempDir()
	s := deskproof(t, append([]string{"run", "--out", dir}, args...)...)
	file, err := os.Open(filepath.Join(dir, "results.ndjson"))
	if err != nil {
		return s, nil
	}
	defer file.Close()
	report, err := result.Read(file)
	require.NoError(t, err)
	return s, report
}

func TestRunJudgesTheBuiltinSimulator(t *testing.T) {
	dir := t.TempDir()
	s := deskproof(t, "run", "--out", dir, "--id", "*/e*/**") // of both wires; make conformance runs all
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "PASSED  no binding claim was broken (exit code 0)")
	for _, name := range []string{"results.ndjson", "junit.xml", "summary.md"} {
		assert.FileExists(t, filepath.Join(dir, name))
	}
}

// What catches each mutant is tested in steps/suite; here it is one of each folder of
// features, in a short run of five.
func TestAMutantFailsTheRunAndNamesTheRule(t *testing.T) {
	tried := map[string]bool{}
	for _, m := range mutants.All() {
		folder := strings.Join(strings.SplitN(m.KilledBy, "/", 3)[:2], "/")
		if m.Class != "failure" || tried[folder] || testing.Short() && len(tried) == 5 {
			continue
		}
		tried[folder] = true
		t.Run(m.Name, func(t *testing.T) {
			s, report := judged(t, "--fault", m.Name, "--id", m.KilledBy, "--wire", m.Wire, "--profile", m.Profile)
			assert.Equal(t, 1, s.code, s.out+s.errors)
			require.NotEmpty(t, report.Scenarios)
			assert.Contains(t, s.out, "rule ")
			assert.Contains(t, s.out, "again  deskproof run --id "+report.Scenarios[0].ID+" --seed 1 --fault "+m.Name)
			for _, f := range report.Scenarios[0].Failures() {
				assert.NotEmpty(t, f.Rule)
				assert.NotEmpty(t, f.Sources)
			}
		})
	}
}

func TestAFailureIsDrawn(t *testing.T) {
	dir := t.TempDir()
	deskproof(t, "run", "--out", dir, "--fault", "stale-capabilities", "--id", "scapi/preview/push-preview/**/the-agent-hangs-up-and-marks-the-call-done")
	pictures, err := filepath.Glob(filepath.Join(dir, "failures", "*.svg"))
	require.NoError(t, err)
	require.Len(t, pictures, 1)
	picture, err := os.ReadFile(pictures[0])
	require.NoError(t, err)
	golden.Equal(t, "verdict.svg", picture)
}

func TestACommandThatIsNotThereIsWrongUsage(t *testing.T) {
	tests := map[string]struct {
		args []string
		want string
	}{
		"none of that name":     {[]string{"list"}, `unknown command "list" for "deskproof"; deskproof --help says what there is`},
		"no report":             {[]string{"report", "pdf"}, "deskproof report --help says what there is"},
		"no self-test":          {[]string{"selftest", "nope"}, "deskproof selftest --help says what there is"},
		"a self-test not named": {[]string{"selftest"}, "say what to try: deskproof selftest mutants"},
		"a file too few":        {[]string{"report", "compare", "a"}, "received 1; deskproof report compare --help says what there is"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, tt.args...)
			assert.Equal(t, 2, s.code, s.out)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}

func TestWrongUsageIsExitCode2AndSaysWhatToDo(t *testing.T) {
	write := func(name, text string) string {
		path := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		return path
	}
	feature := write("typo.feature", "Feature: F\n  Scenario: S\n    Given Ana is signed in\n    When Ana put the call on hold\n")
	row := write("row.feature", "Feature: F\n  @spec:scapi.seq.voice-inbound.7\n  Scenario: S\n    Given Ana is signed in\n    Then Ana's desk sees, in order:\n      | event | state |\n      | HELD | TALKING |\n")
	target := write("target.yaml", "name: Acme\nkind: wss\n")
	future := write("future.yaml", "name: Acme\nkind: ws\nstage: {address: ws://127.0.0.1:1}\nprofile: scapi-future\n")
	unheard := write("unheard.yaml", "name: Acme\nkind: ws\nstage: {address: ws://127.0.0.1:1}\nwires: {scapi: {lacks: [voice.whistle]}}\n")
	unsettled := write("unsettled.yaml", "name: Acme\nkind: ws\nstage: {address: ws://127.0.0.1:1}\nwires: {scapi: {lacks: [agent.get]}}\n")
	tests := map[string]struct {
		args []string
		want []string
	}{
		"a malformed tag expression":          {[]string{"--tags", "@a or"}, []string{`"@a or"`, "column 6"}},
		"a selection that leaves nothing":     {[]string{"--tags", "@nope"}, []string{"nothing selected"}},
		"an id that no scenario has":          {[]string{"--id", "nope/**"}, []string{"nothing selected"}},
		"an unknown profile":                  {[]string{"--profile", "scapi-future"}, []string{"--profile: ", "scapi-future", "scapi-manual", "union"}},
		"an unknown profile of a target":      {[]string{"--target", future}, []string{future + ": ", "scapi-future", "scapi-manual", "union"}},
		"a lack that is no request":           {[]string{"--target", unheard}, []string{unheard + ":4: ", "wires.scapi.lacks", "voice.whistle"}},
		"a lack that leaves no way to settle": {[]string{"--target", unsettled}, []string{unsettled + ": ", "agent.get", "settle: {mode: quiet}"}},
		"an unknown fault":                    {[]string{"--fault", "lost-establishd"}, []string{"did you mean lost-established?", "--fault list"}},
		"no jobs":                             {[]string{"--jobs", "0"}, []string{"expected 1 or more"}},
		"no time":                             {[]string{"--timeout", "0s"}, []string{"--timeout 0s: expected more than 0"}},
		"time that runs backwards":            {[]string{"--timeout", "-1s"}, []string{"--timeout -1s: expected more than 0"}},
		"a path that is not there":            {[]string{"no-such.feature"}, []string{"no-such.feature"}},
		"a sentence that is not there":        {[]string{feature}, []string{"typo.feature:4", "Ana puts the call on hold", "r.Step(`"}},
		"a row that contradicts its tag":      {[]string{row}, []string{"row.feature:5", "contradicts", "scapi.seq.voice-inbound.7 has state HELD"}},
		"a target file with a wrong value":    {[]string{"--target", target}, []string{"target.yaml:2:7", `"wss" is not one of`, "builtin"}},
		"an unknown flag":                     {[]string{"--nope"}, []string{"unknown flag: --nope; deskproof run --help says what there is"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, _ := judged(t, tt.args...)
			assert.Equal(t, 2, s.code, s.out)
			for _, w := range tt.want {
				assert.Contains(t, s.errors, w)
			}
		})
	}
}

func TestATargetThatIsNotThereIsExitCode4(t *testing.T) {
	target := filepath.Join(t.TempDir(), "acme.yaml")
	require.NoError(t, os.WriteFile(target, []byte("name: Acme\nkind: ws\nstage: {address: ws://127.0.0.1:1/stage}\ncast: {Ana: {account: 1}}\n"), 0o644))
	s, report := judged(t, "--target", target)
	assert.Equal(t, 4, s.code, s.out+s.errors)
	assert.Contains(t, report.End.Lost, "target lost: Acme")
	assert.Contains(t, s.out, "connection refused")
	assert.Contains(t, s.out, "\n  why       deskproof doctor --target "+target+"\n  reports   ")
}

func TestARunThatJudgesNothingAsksTheDoctor(t *testing.T) {
	target := filepath.Join(t.TempDir(), "acme.yaml")
	require.NoError(t, os.WriteFile(target, []byte("name: Acme\nkind: builtin\ncast: {Anna: {account: 1001}}\n"), 0o644))
	s, _ := judged(t, "--target", target, "--id", "scapi/voice/inbound/**")
	assert.Equal(t, 2, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "the target does not offer an agent to play Ana (the target file's cast: Anna; Anna")
	assert.Contains(t, s.out, "\n  why       deskproof doctor --target "+target+"\n  reports   ")
}

func TestTagsThatNothingChecksAreTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "chat.feature")
	const chat = "\n Scenario: %s\n  Given Ana is signed in and ready\n  When Carla asks Ana for a chat\n  Then the chat is offered to Ana\n"
	text := "@wire:gws\nFeature: F\n @spec:gws.seq.accept.3" + fmt.Sprintf(chat, "One") + " @spec:gws.transition.offer" + fmt.Sprintf(chat, "Two")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	s, _ := judged(t, file)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "\n  tags      @spec:gws.seq.accept.3 at "+file+":4 is checked by nothing in the scenario\n")
	assert.NotContains(t, s.out, "gws.transition.offer")
}

func TestAnInterruptedRunKeepsWhatHasEnded(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	code := run(ctx, []string{"run", "--out", dir}, strings.NewReader(""), &out, &errs)
	assert.Equal(t, 130, code, out.String()+errs.String())
	assert.FileExists(t, filepath.Join(dir, "junit.xml"))
	assert.Contains(t, out.String(), "INTERRUPTED")
}

func TestListNamesTheChosenScenariosAndRunsNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	s := deskproof(t, "run", "--list", "--tags", "@recording", "--out", dir)
	assert.Equal(t, 0, s.code)
	assert.Contains(t, s.out, "scapi/voice/recording/")
	assert.NotContains(t, s.out, "scapi/preview/")
	assert.NoDirExists(t, dir)
}

func TestListIsInTheOrderOfTheFiles(t *testing.T) {
	file := filepath.Join("..", "..", "features", "scapi", "voice", "inbound.feature")
	var lines []int
	for _, m := range regexp.MustCompile(`inbound\.feature:(\d+)`).FindAllStringSubmatch(deskproof(t, "run", "--list", file).out, -1) {
		n, err := strconv.Atoi(m[1])
		require.NoError(t, err)
		lines = append(lines, n)
	}
	require.Greater(t, len(lines), 5)
	assert.IsNonDecreasing(t, lines)
}

func TestStepsListsEverySentence(t *testing.T) {
	s := deskproof(t, "steps")
	assert.Equal(t, 0, s.code)
	golden.Equal(t, "steps.txt", regexp.MustCompile(`(\.go):\d+\)`).ReplaceAll([]byte(s.out), []byte("$1)")))

	var entries []map[string]any
	require.NoError(t, json.Unmarshal([]byte(deskproof(t, "steps", "--json").out), &entries))
	assert.Greater(t, len(entries), 50)
	for _, e := range entries {
		assert.FileExists(t, filepath.Join("..", "..", e["file"].(string)))
		assert.NotEmpty(t, e["example"])
	}
}

func TestStepsTellsWhatASentenceDoesOnAWire(t *testing.T) {
	assert.Contains(t, deskproof(t, "steps", "--wire", "webex", "sees, in order").out, "The one column: event.")
	assert.Contains(t, deskproof(t, "steps", "--wire", "scapi", "sees, in order").out, "Columns: event, and any of interaction")

	s := deskproof(t, "steps", "request succeeds")
	assert.Contains(t, s.out, "    Checks that the last request was answered without an error.")
	assert.Contains(t, s.out, "\n    on webex: Checks that the last request was taken, and that the notification came")
	s = deskproof(t, "steps", "--wire", "webex", "request succeeds")
	assert.NotContains(t, s.out, "on webex: ")
	s = deskproof(t, "steps", "--json", "request succeeds")
	assert.Contains(t, s.out, `"otherwise": [`)
}

func TestStepsListsTheSentencesThatHaveAllWords(t *testing.T) {
	tests := map[string]struct {
		words     []string
		want, not string
	}{
		"of the example, any case": {[]string{"PUTS", "hold"}, "When Ana puts the call on hold\n", "off hold"},
		"of what it does":          {[]string{"no", "preview record has come"}, "no further record comes to Ana", "signed in"},
		"of a blank":               {[]string{"quarantine"}, "requests a minute", "signed in"},
		"of its heading":           {[]string{"preview"}, "preview\n\n", "puts the call"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"steps"}, tt.words...)...)
			assert.Equal(t, 0, s.code, s.errors)
			assert.Contains(t, s.out, tt.want)
			assert.NotContains(t, s.out, tt.not)
			var entries []map[string]any
			require.NoError(t, json.Unmarshal([]byte(deskproof(t, append([]string{"steps", "--json"}, tt.words...)...).out), &entries))
			assert.Len(t, entries, strings.Count(s.out, "(steps/"))
		})
	}
}

func TestStepsListsWhatCanBeSaidOnSeveralWires(t *testing.T) {
	s := deskproof(t, "steps", "--wire", "gws,webex", "chat")
	assert.Contains(t, s.out, "When Ana accepts the e-mail\n    Lets an agent accept what is offered.\n")
	assert.NotContains(t, s.out, "wires: gws\n")
	assert.NotContains(t, s.out, "wires: webex\n")

	s = deskproof(t, "steps", "--wire", "gws,fax")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `--wire: there is no wire "fax"`)
}

func TestStepsSaysWhenNoSentenceHasTheWords(t *testing.T) {
	s := deskproof(t, "steps", "teleport", "call")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `no sentence has "teleport call"`)
	assert.Empty(t, s.out)

	s = deskproof(t, "steps", "--wire", "gws", "puts", "hold")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, `no sentence that can be said on gws has "puts hold"; without --wire some have`)
}

func TestWhatCameFromTheEnvironmentIsInNoReport(t *testing.T) {
	t.Setenv("TENANT", "tenant-4711")
	target := filepath.Join(t.TempDir(), "acme.yaml")
	put(t, target, "name: Acme ${TENANT}\nkind: ws\nstage: {address: 'ws://127.0.0.1:1/stage?${TENANT}'}\ncast: {Ana: {account: 1}}\n")
	dir := t.TempDir()
	s := deskproof(t, "run", "--target", target, "--out", dir)
	assert.Equal(t, 4, s.code, s.out)
	for _, name := range []string{"results.ndjson", "junit.xml", "summary.md"} {
		text, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		assert.NotContains(t, string(text), "tenant-4711", name)
	}
	assert.NotContains(t, s.out+s.errors, "tenant-4711")
}

func TestShellsAreToldTheValuesOfFlags(t *testing.T) {
	tests := map[string][]string{
		"serve --clock": {"paced", "virtual"},
		"serve --log":   {"debug", "info", "warn", "error"},
		"run --profile": {"union", "client-2020"},
		"run --fault":   {"held-as-talking"},
		"run --target":  {"builtin", "manual"},
		"book":          {"scapi.rule.one-answer"},
		"steps":         {"preview", "calls"},
	}
	for line, want := range tests {
		s := deskproof(t, append(append([]string{"__complete"}, strings.Fields(line)...), "")...)
		for _, w := range want {
			assert.Contains(t, s.out, w, line)
		}
	}
}

// slow leaves a test to runs without -short: what it does at length, shorter ones do under the
// race detector.
func slow(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("it takes long with the race detector: without -short")
	}
}
