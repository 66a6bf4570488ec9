package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// shards runs every shard of a run, and returns the folders of their reports.
func shards(t *testing.T, of int, args ...string) []string {
	t.Helper()
	dirs := make([]string, of)
	for i := range dirs {
		dirs[i] = filepath.Join(t.TempDir(), fmt.Sprint(i+1))
		s := deskproof(t, append([]string{"run", "--shard", fmt.Sprintf("%d/%d", i+1, of), "--out", dirs[i]}, args...)...)
		require.Contains(t, []int{0, 1}, s.code, s.errors)
	}
	return dirs
}

var (
	tookXML = regexp.MustCompile(`time="[0-9.]+"`)
	// What crosses two doors at once has no order between them, and so no number of its own, and
	// ports are numbered as they come.
	frames   = regexp.MustCompile(`(?s)\s*<details class="(frame|wire)[^"]*">.*?</details>`)
	numbers  = regexp.MustCompile(`#[0-9]+\b`)
	tookText = regexp.MustCompile(`(?m)^(\| time \|).*$|^.*\b[0-9.]+ (ms|s)\b.*$`)
)

// written are the reports in a folder by name, without what tells how long things took.
func written(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "results.ndjson" {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		text := string(data)
		for _, once := range []*regexp.Regexp{frames, numbers, tookXML, tookText} {
			text = once.ReplaceAllString(text, "")
		}
		out[name] = text
		return err
	}))
	return out
}

func TestOneShardAndEightGiveTheSameReports(t *testing.T) {
	slow(t)
	some := []string{"--id", "scapi/voice/**", "--fault", "held-as-talking"} // so that there are failures to report
	whole, one, eight := t.TempDir(), t.TempDir(), t.TempDir()
	deskproof(t, append([]string{"run", "--out", whole}, some...)...)
	for of, dir := range map[int]string{1: one, 8: eight} {
		s := deskproof(t, append([]string{"report", "merge", "--out", dir}, shards(t, of, some...)...)...)
		assert.Equal(t, 1, s.code, s.errors)
		assert.Contains(t, s.out, "FAILED")
		if diff := cmp.Diff(written(t, whole), written(t, dir)); diff != "" {
			t.Errorf("merged from %d (-unsharded +merged):\n%s", of, diff)
		}
	}
	assert.Greater(t, len(written(t, eight)), 3)
}

func TestAShardWithNothingInItIsNoError(t *testing.T) {
	dirs := shards(t, 3, "--id", quick)
	s := deskproof(t, append([]string{"report", "merge", "--out", t.TempDir()}, dirs...)...)
	assert.Equal(t, 0, s.code, s.errors)
	assert.Regexp(t, `1 +passed`, s.out)

	s = deskproof(t, "run", "--shard", "2/2", "--id", quick, "--out", t.TempDir())
	assert.Equal(t, 0, s.code)
	assert.Contains(t, s.out, "nothing was judged in this shard")
}

func TestShardsOfWhichNothingCanBeJudgedAreNothingJudged(t *testing.T) {
	feature := put(t, filepath.Join(t.TempDir(), "far.feature"), "@needs:flying\nFeature: Far\n  Scenario: Near\n    Given Ana is signed in and ready\n    When Ana puts the call on hold\n    Then the request is refused\n")
	dirs := []string{filepath.Join(t.TempDir(), "1"), filepath.Join(t.TempDir(), "2")}
	for i, dir := range dirs {
		s := deskproof(t, "run", "--shard", fmt.Sprintf("%d/2", i+1), "--out", dir, feature)
		assert.Equal(t, 0, s.code, s.errors)
	}
	merge := append([]string{"report", "merge", "--out", t.TempDir()}, dirs...)
	assert.Equal(t, 2, deskproof(t, merge...).code)
	assert.Equal(t, 0, deskproof(t, append(merge, "--allow-empty")...).code)
}

func TestReportMergeRefuses(t *testing.T) {
	dirs := shards(t, 3, "--id", "scapi/voice/internal/**")
	other := shards(t, 3, "--id", "scapi/voice/internal/**", "--seed", "2")
	tests := map[string]struct {
		args []string
		want string
	}{
		"a shard that is missing":     {dirs[:2], "not all shards are there: 3/3 is missing"},
		"a shard twice":               {[]string{dirs[0], dirs[1], dirs[1]}, "shard 2/3 is given twice: " + dirs[1]},
		"a shard of another run":      {[]string{dirs[0], dirs[1], other[2]}, "the seed is 1 in one and 2 in the other"},
		"a file that is not there":    {[]string{"nowhere.ndjson"}, "deskproof run writes one"},
		"reports over what is merged": {append([]string{"--out", dirs[1]}, dirs...), "would be written over " + dirs[1]},
		"nothing":                     {nil, "requires at least 1 arg"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s := deskproof(t, append([]string{"report", "merge"}, tt.args...)...)
			assert.Equal(t, 2, s.code)
			assert.Contains(t, s.errors, tt.want)
		})
	}
}

func TestAShardThatDiedIsMergedAsFarAsItCame(t *testing.T) {
	dirs := shards(t, 2, "--id", "scapi/voice/internal/**")
	stream := filepath.Join(dirs[1], "results.ndjson")
	data, err := os.ReadFile(stream)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(stream, data[:len(data)-20], 0o644))
	s := deskproof(t, append([]string{"report", "merge", "--out", t.TempDir()}, dirs...)...)
	assert.Equal(t, 3, s.code)
	assert.Contains(t, s.out, "the run stopped without an end")
}

func TestAShardIsNoPlaceToUpdateABaseline(t *testing.T) {
	s := deskproof(t, "run", "--shard", "1/2", "--update-baseline", "--baseline", "known.yaml")
	assert.Equal(t, 2, s.code)
	assert.Contains(t, s.errors, "shard")
}
