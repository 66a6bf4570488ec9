package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/joshdk/go-junit"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports/result"
)

// A scenario that fails by one item when held calls are told as talking.
const (
	held     = "scapi/voice/wrong-state/only-an-established-call-can-be-held/a-call-in-another-state-is-not-held/ringing@scapi/union"
	heldItem = "scapi.pair.HELD.HELD"
)

// knownAs writes a baseline with an entry.
func knownAs(t *testing.T, id, rest string, items ...string) string {
	t.Helper()
	text := "# Acme's\nknown:\n  - id: " + id + "\n    items:\n"
	for _, item := range items {
		text += "      - " + item + "\n"
	}
	return put(t, filepath.Join(t.TempDir(), "known.yaml"), text+"    reason: held calls are told as talking\n"+rest)
}

func TestABaselineDecidesTheVerdict(t *testing.T) {
	slow(t)
	broken := []string{"--fault", "held-as-talking", "--id", held}
	mended := []string{"--id", held}
	entry := "  - id: " + held + "\n"
	tests := map[string]struct {
		file  func(*testing.T) string
		args  []string
		code  int
		says  []string // FILE is the baseline
		lacks string
	}{
		"what it lists fails": {
			func(t *testing.T) string {
				return knownAs(t, held, "    link: https://bugs.acme.example/417\n    expires: 9999-12-31\n", heldItem)
			}, broken, 0,
			[]string{"k     1  known failure", "held calls are told as talking (until 9999-12-31) https://bugs.acme.example/417", "FILE, 1 entry: 1 known to fail",
				"PASSED  no binding claim was broken but by 1 known failure (exit code 0)"}, "FAILED",
		},
		"it does not fail": {
			func(t *testing.T) string { return knownAs(t, held, "", heldItem) }, mended, 5,
			[]string{"FILE:3:", "delete these lines:", "    " + entry + "        items:\n          - " + heldItem + "\n        reason: held calls are told as talking\n",
				"STALE BASELINE  the baseline lists what fails no more: delete it, in 1 place (exit code 5)"}, "FAILED",
		},
		"one of two items is met": {
			func(t *testing.T) string { return knownAs(t, held, "", "scapi.rule.one-answer", heldItem) }, broken, 5,
			[]string{"FILE:5:", "scapi.rule.one-answer is broken no more; delete this line:\n        - scapi.rule.one-answer\n"}, "FAILED",
		},
		"its items are others": {
			func(t *testing.T) string { return knownAs(t, held, "", "scapi.rule.one-answer") }, broken, 1,
			[]string{"known  ", "FILE:3 does not list " + heldItem, "again  deskproof run --id " + held + " --seed 1 --baseline FILE --fault held-as-talking", "(exit code 1)"}, "KNOWN",
		},
		"it has expired": {
			func(t *testing.T) string { return knownAs(t, held, "    expires: 2001-01-01\n", heldItem) }, broken, 1,
			[]string{"FILE:3 has expired on 2001-01-01, fix what is broken or give it a later day: held calls are told as talking", "(exit code 1)"}, "KNOWN",
		},
		"it has expired, and does not fail": {
			func(t *testing.T) string { return knownAs(t, held, "    expires: 2001-01-01\n", heldItem) }, mended, 5,
			[]string{"    expires: 2001-01-01\n", "STALE BASELINE"}, "FAILED",
		},
		"it is of another scenario": {
			func(t *testing.T) string {
				return knownAs(t, strings.Replace(held, "ringing", "released", 1), "", heldItem)
			}, mended, 0,
			[]string{"FILE, 1 entry: 1 not in this run"}, "STALE",
		},
		"it is of no scenario": {
			func(t *testing.T) string {
				return knownAs(t, strings.Replace(held, "ringing", "rining", 1), "", heldItem)
			}, mended, 5,
			[]string{"no scenario has this id any more, near is " + strings.TrimSuffix(held, "@scapi/union"), "FILE, 1 entry: 1 gone"}, "FAILED",
		},
		"it is of a scenario that is not loaded": {
			func(t *testing.T) string { return knownAs(t, "acme/own/scenario@scapi/union", "", heldItem) },
			append(mended, filepath.Join("..", "..", "features", "scapi", "voice", "wrong-state.feature")), 0,
			[]string{"FILE, 1 entry: 1 not in this run"}, "STALE",
		},
		"nothing is known": {
			func(t *testing.T) string { return put(t, filepath.Join(t.TempDir(), "known.yaml"), "known: []\n") }, broken, 1,
			[]string{"FILE, 0 entries\n", "again  deskproof run --id " + held + " --seed 1 --baseline FILE"}, "known ",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := tt.file(t)
			s, _ := judged(t, append(tt.args, "--baseline", file)...)
			assert.Equal(t, tt.code, s.code, s.out+s.errors)
			said := unwrapped(s.out)
			for _, want := range tt.says {
				assert.Contains(t, said, unwrapped(strings.ReplaceAll(want, "FILE", file)))
			}
			assert.NotContains(t, said, tt.lacks)
		})
	}
}

func TestTheExampleOfABaselineHolds(t *testing.T) {
	example := filepath.Join("..", "..", "fixtures", "targets", "examples", "known.yaml")
	s, report := judged(t, "--fault", "held-as-talking", "--id", held, "--baseline", example)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Equal(t, 1, report.End.Counts[result.KnownFailure])
	assert.Equal(t, 1, report.Run.Baseline.Entries)
	assert.Len(t, report.Run.Baseline.Digest, 64)
}

// unwrapped is what a terminal shows without line ends and indentation.
func unwrapped(text string) string { return regexp.MustCompile(`\s+`).ReplaceAllString(text, "") }

func TestAStaleEntryIsAJUnitFailureAndAKnownFailureIsNone(t *testing.T) {
	tests := map[string]struct {
		fault string
		want  junit.Totals
	}{
		"known": {"held-as-talking", junit.Totals{Tests: 1, Skipped: 1}},
		"stale": {"", junit.Totals{Tests: 2, Passed: 1, Failed: 1}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			deskproof(t, "run", "--out", dir, "--id", held, "--fault", tt.fault, "--baseline", knownAs(t, held, "", heldItem))
			suites, err := junit.IngestFile(filepath.Join(dir, "junit.xml"))
			require.NoError(t, err)
			var got junit.Totals
			for _, s := range suites {
				got.Tests += s.Totals.Tests
				got.Passed += s.Totals.Passed
				got.Skipped += s.Totals.Skipped
				got.Failed += s.Totals.Failed
				got.Error += s.Totals.Error
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestATargetFileNamesItsBaseline(t *testing.T) {
	dir := t.TempDir()
	target := put(t, filepath.Join(dir, "acme.yaml"), "name: Acme\nkind: builtin\nbaseline: known.yaml\n"+
		"cast: {Ana: {account: 1001, number: 5001}, Ben: {account: 1002, number: 5002}}\ncustomers: {Carla: {number: 5550191}, Chen: {number: 5550192}}\n")
	require.NoError(t, os.Rename(knownAs(t, held, "", heldItem), filepath.Join(dir, "known.yaml")))
	args := []string{"--target", target, "--id", held, "--fault", "held-as-talking"}
	s, _ := judged(t, args...)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	s, report := judged(t, append(args, "--baseline", "")...)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, report.Scenarios[0].Again, "--target "+target)
	assert.Contains(t, report.Scenarios[0].Again, "--baseline ''", "the target file has one")
	s, report = judged(t, append(args, "--baseline", knownAs(t, held, "", "scapi.rule.one-answer"))...)
	assert.Equal(t, 1, s.code, s.out+s.errors)
	assert.Contains(t, report.Scenarios[0].Again, "--baseline ")
}

func TestABaselineOfASecretNameIsInNoReport(t *testing.T) {
	t.Setenv("TENANT", "tenant-4711")
	dir, out := t.TempDir(), t.TempDir()
	target := put(t, filepath.Join(dir, "acme.yaml"), "name: Acme\nkind: builtin\nbaseline: ${TENANT}.yaml\n"+
		"cast: {Ana: {account: 1001, number: 5001}}\ncustomers: {Carla: {number: 5550191}, Chen: {number: 5550192}}\n")
	require.NoError(t, os.Rename(knownAs(t, held, "", heldItem), filepath.Join(dir, "tenant-4711.yaml")))
	s := deskproof(t, "run", "--target", target, "--id", held, "--out", out)
	assert.Equal(t, 5, s.code, s.out+s.errors)
	assert.NotContains(t, s.out+s.errors, "tenant-4711")
	for _, name := range []string{"results.ndjson", "junit.xml", "summary.md"} {
		text, err := os.ReadFile(filepath.Join(out, name))
		require.NoError(t, err)
		assert.Contains(t, string(text), "redacted", name)
		assert.NotContains(t, string(text), "tenant-4711", name)
	}
}

func TestAnUpdatedBaselinePassesTheSameRun(t *testing.T) {
	slow(t)
	const wrong = "scapi/voice/wrong-state/**"
	file := filepath.Join(t.TempDir(), "known.yaml")
	broken := []string{"--id", wrong, "--fault", "held-as-talking", "--baseline", file}

	s, report := judged(t, append(broken, "--update-baseline")...)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Contains(t, s.out, "BASELINE UPDATED  what fails is known from now on (exit code 0)")
	failed := report.End.Counts[result.Failed]
	require.Positive(t, failed, "as it was judged")
	assert.Equal(t, &result.Updated{Added: failed}, report.End.Updated)

	s, report = judged(t, broken...)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Equal(t, failed, report.End.Counts[result.KnownFailure])
	assert.Contains(t, unwrapped(s.out), unwrapped("without an explanation: write the reason at "+file+":4"))

	s, report = judged(t, "--id", held, "--baseline", file, "--update-baseline")
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.Equal(t, &result.Updated{Dropped: 1}, report.End.Updated, "what was not in the run stays")
	assert.Empty(t, report.End.Stale)

	s, report = judged(t, "--id", wrong, "--baseline", file)
	assert.Equal(t, 5, s.code, s.out+s.errors)
	assert.Len(t, report.End.Stale, failed-1)

	s, _ = judged(t, "--id", wrong, "--baseline", file, "--update-baseline")
	assert.Equal(t, 0, s.code, s.out+s.errors)
	s, _ = judged(t, "--id", wrong, "--baseline", file)
	assert.Equal(t, 0, s.code, s.out+s.errors)
}

func TestAnUpdateExplainsWhatItAdds(t *testing.T) {
	slow(t)
	const reason, link = "held calls: told as talking", "https://bugs.acme.example/417"
	file := filepath.Join(t.TempDir(), "known.yaml")
	broken := []string{"--id", "scapi/voice/wrong-state/**", "--fault", "held-as-talking", "--baseline", file}
	s, report := judged(t, append(broken, "--update-baseline", "--reason", reason, "--link", link)...)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	require.Positive(t, report.End.Updated.Added)
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, report.End.Updated.Added, strings.Count(string(text), "reason: \""+reason+"\"\n    link: "+link+"\n"))
	s, _ = judged(t, broken...)
	assert.Equal(t, 0, s.code, s.out+s.errors)
	assert.NotContains(t, s.out, "without an explanation")
}

func TestAFailureOfWhatAScenarioIsAboutComesFirst(t *testing.T) {
	slow(t)
	s, _ := judged(t, "--fault", "held-as-talking", "--id", "scapi/voice/**")
	_, first, _ := strings.Cut(s.out, "FAILED  ")
	assert.True(t, strings.HasPrefix(first, "The agent holds the call\n"), s.out)
}

func TestAnUpdateChangesWhatChanged(t *testing.T) {
	slow(t)
	broken := []string{"--id", held, "--fault", "held-as-talking", "--update-baseline", "--baseline"}
	gone := "\n  # gone\n  - {id: scapi/gone@scapi/union, items: [a.b], reason: r}\n"
	tests := map[string]struct {
		items  []string
		rest   string
		code   int
		update result.Updated
		has    string
		hasNot string
	}{
		"nothing":               {[]string{heldItem}, "    link: https://bugs.acme.example/417 # see there\n", 0, result.Updated{}, "417 # see there", "unexplained"},
		"an item that is met":   {[]string{"scapi.rule.one-answer", heldItem}, "", 0, result.Updated{Changed: 1}, "reason: held calls are told as talking\n", "one-answer"},
		"other items":           {[]string{"scapi.rule.one-answer"}, "    expires: 2001-01-01\n", 0, result.Updated{Changed: 1}, "reason: unexplained\n", "expires"},
		"a scenario that left":  {[]string{heldItem}, gone, 0, result.Updated{Dropped: 1}, heldItem, "gone"},
		"not what has expired":  {[]string{heldItem}, "    expires: 2001-01-01\n", 1, result.Updated{Expired: 1}, "expires: 2001-01-01", "unexplained"},
		"but for one of others": {[]string{heldItem}, strings.ReplaceAll(gone, "union", "scapi-manual") + strings.ReplaceAll(gone, "scapi/gone@scapi/union", held[:len(held)-5]+"scapi-manual"), 0, result.Updated{Dropped: 1}, "scapi-manual", "scapi/gone"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := knownAs(t, held, tt.rest, tt.items...)
			require.NoError(t, os.Chmod(file, 0o640))
			s, report := judged(t, append(broken, file)...)
			assert.Equal(t, tt.code, s.code, s.out+s.errors)
			assert.Equal(t, &tt.update, report.End.Updated)
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Contains(t, string(text), "# Acme's\nknown:\n")
			assert.Contains(t, string(text), tt.has)
			assert.NotContains(t, string(text), tt.hasNot)
			info, err := os.Stat(file)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o640), info.Mode().Perm())
			left, err := os.ReadDir(filepath.Dir(file))
			require.NoError(t, err)
			assert.Len(t, left, 1)
		})
	}
}

func TestABaselineThatCannotBeUsedIsExitCode2(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "known.yaml")
	tests := map[string]struct {
		args []string
		want string
	}{
		"one that is not there":      {[]string{"--baseline", missing}, missing + ": no such file or directory; --update-baseline writes a new one"},
		"a folder that is not there": {[]string{"--update-baseline", "--baseline", filepath.Join(missing, "known.yaml")}, "no such file or directory"},
		"a folder":                   {[]string{"--baseline", t.TempDir()}, "baseline: "},
		"none to update":             {[]string{"--update-baseline"}, "name it by --baseline FILE"},
		"a reason without update":    {[]string{"--baseline", missing, "--reason", "lost"}, "--reason and --link explain what --update-baseline adds"},
		"a link without update":      {[]string{"--link", "https://bugs.acme.example/417"}, "--reason and --link explain what --update-baseline adds"},
		"a blank reason":             {[]string{"--baseline", missing, "--update-baseline", "--reason", " "}, `--reason " ": is no reason; say why this is broken`},
		"a link that is none":        {[]string{"--baseline", missing, "--update-baseline", "--link", "ACME-417"}, `--link "ACME-417": is not an address; write one that begins with https:// or http://`},
		"one with a mistake":         {[]string{"--baseline", knownAs(t, held, "    expired: 2027-01-01\n", heldItem)}, `known.yaml:7:5: known[0]: unknown member "expired"; did you mean "expires"?`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, report := judged(t, append([]string{"--id", held}, tt.args...)...)
			assert.Equal(t, 2, s.code, s.out)
			assert.Contains(t, s.errors, tt.want)
			assert.Nil(t, report)
		})
	}
}

func TestARunThatIsInterruptedUpdatesNothing(t *testing.T) {
	file := knownAs(t, held, "", heldItem)
	before, err := os.ReadFile(file)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var errs strings.Builder
	code := run(ctx, []string{"run", "--out", t.TempDir(), "--id", held, "--baseline", file, "--update-baseline"}, strings.NewReader(""), io.Discard, &errs)
	assert.Equal(t, 130, code)
	assert.Contains(t, errs.String(), file+" is not updated: the run did not come to its end")
	after, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(before), string(after))
}

func TestABaselineThatOthersWriteToIsLeftAlone(t *testing.T) {
	tests := map[string]struct {
		before, now string // empty: there is no file
	}{
		"it was written": {"known: []\n", "known:\n"},
		"it was made":    {"", "known:\n"},
		"it was removed": {"known: []\n", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "known.yaml")
			if tt.before != "" {
				put(t, file, tt.before)
			}
			b, err := openBaseline(runFlags{baseline: file, updateBaseline: true}, "2026-11-21", nil, nil)
			require.NoError(t, err)
			if err := os.Remove(file); tt.before != "" {
				require.NoError(t, err)
			}
			if tt.now != "" {
				put(t, file, tt.now)
			}
			b.broken[held] = []string{heldItem}
			var end result.End
			assert.EqualError(t, b.rewrite(&end), file+" is not updated: it was changed during the run")
			assert.Nil(t, end.Updated)
			text, _ := os.ReadFile(file)
			assert.Equal(t, tt.now, string(text))
		})
	}
}

func TestABaselineBehindALinkIsWrittenWhereItIs(t *testing.T) {
	file := knownAs(t, held, "", heldItem)
	link := filepath.Join(t.TempDir(), "link.yaml")
	if err := os.Symlink(file, link); err != nil {
		t.Skip("this system has no symbolic links")
	}
	b, err := openBaseline(runFlags{baseline: link, updateBaseline: true}, "2026-11-21", nil, nil)
	require.NoError(t, err)
	b.broken["a/b@scapi/union"] = []string{heldItem}
	var end result.End
	require.NoError(t, b.rewrite(&end))
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Contains(t, string(text), "a/b@scapi/union")
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
}
