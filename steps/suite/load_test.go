package suite_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/steps/suite"
)

const hold = `@voice @spec:voice.hold
Feature: Putting a caller on hold
  Why anyone would.

  Background:
    Given Ana is signed in

  @quick
  Scenario: Plain
    When Ana waits
    Then she sees:
      | state | note    |
      | held  | a \| b  |

  @rule
  Rule: Only an established call
    It says so.

    Background:
      Given Ana has a call

    Scenario Outline: A <state> call is not held
      * Ana's call is <state>
        """json
        {"state": "<state>"}

        """

      @few @voice
      Examples:
        | state   | n |
        | ringing | 1 |
        | On Hold | 2 |

      Examples: more
        | n | state |
        | 3 | ended |

  Rule: Another
    Example: Last
      But not least
`

// file makes a file system of one feature.
func file(text string) fstest.MapFS {
	return fstest.MapFS{"voice/hold.feature": {Data: []byte(text)}}
}

func TestLoadReadsEverythingOfAScenario(t *testing.T) {
	got, err := suite.Load(file(hold), nil)
	require.NoError(t, err)
	require.Len(t, got, 5)

	signedIn := suite.Step{Keyword: "Given", Text: "Ana is signed in", Line: 6}
	plain := &suite.Scenario{
		ID: "voice/hold/plain", Feature: "Putting a caller on hold", Name: "Plain",
		File: "voice/hold.feature", Line: 9, Tags: []string{"@voice", "@spec:voice.hold", "@quick"},
		Steps: []suite.Step{
			signedIn,
			{Keyword: "When", Text: "Ana waits", Line: 10},
			{Keyword: "Then", Text: "she sees:", Line: 11, Table: [][]string{{"state", "note"}, {"held", "a | b"}}},
		},
	}
	doc := "{\"state\": \"On Hold\"}\n"
	row := &suite.Scenario{
		ID: "voice/hold/only-an-established-call/a-call-is-not-held/on-hold,2", Feature: "Putting a caller on hold",
		Rule: "Only an established call", Name: "A On Hold call is not held",
		File: "voice/hold.feature", Line: 33, Tags: []string{"@voice", "@spec:voice.hold", "@rule", "@few"},
		Steps: []suite.Step{
			signedIn,
			{Keyword: "Given", Text: "Ana has a call", Line: 20},
			{Keyword: "*", Text: "Ana's call is On Hold", Line: 23, DocString: &doc, MediaType: "json"},
		},
	}
	if diff := cmp.Diff([]*suite.Scenario{plain, row}, []*suite.Scenario{got[0], got[2]}); diff != "" {
		t.Errorf("Load (-want +got):\n%s", diff)
	}
	assert.Equal(t, []string{
		"voice/hold/plain",
		"voice/hold/only-an-established-call/a-call-is-not-held/ringing,1",
		"voice/hold/only-an-established-call/a-call-is-not-held/on-hold,2",
		"voice/hold/only-an-established-call/a-call-is-not-held/3,ended",
		"voice/hold/another/last",
	}, ids(got))
}

func ids(scenarios []*suite.Scenario) []string {
	out := []string{}
	for _, sc := range scenarios {
		out = append(out, sc.ID)
	}
	return out
}

func TestLoadByLine(t *testing.T) {
	const all = "plain ringing,1 on-hold,2 3,ended last"
	const outline = "ringing,1 on-hold,2 3,ended"
	tests := map[string]struct {
		lines []int
		want  string
	}{
		"the feature or its tags":                  {[]int{1, 2}, all},
		"the feature's background":                 {[]int{5, 6}, all},
		"a scenario, its tags, steps and table":    {[]int{8, 9, 10, 11, 12, 13}, "plain"},
		"a rule or its tags":                       {[]int{15, 16}, outline},
		"a rule's background":                      {[]int{19, 20}, outline},
		"an outline, between its tables too":       {[]int{22, 23, 24, 25, 26, 27, 28, 34}, outline},
		"a table's tags, Examples line and header": {[]int{29, 30, 31}, "ringing,1 on-hold,2"},
		"a row":            {[]int{33}, "on-hold,2"},
		"another table":    {[]int{35, 36}, "3,ended"},
		"its only row":     {[]int{37}, "3,ended"},
		"the next rule":    {[]int{39}, "last"},
		"a scenario in it": {[]int{40, 41}, "last"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for _, line := range tt.lines {
				got, err := suite.Load(file(hold), []string{fmt.Sprintf("voice/hold.feature:%d", line)})
				require.NoError(t, err)
				last := []string{}
				for _, id := range ids(got) {
					last = append(last, id[strings.LastIndexByte(id, '/')+1:])
				}
				assert.Equal(t, tt.want, strings.Join(last, " "), "line %d", line)
			}
		})
	}
	for _, line := range []int{3, 4, 7, 14, 17, 18, 38, 42, 99} {
		_, err := suite.Load(file(hold), []string{fmt.Sprintf("voice/hold.feature:%d", line)})
		assert.EqualError(t, err, fmt.Sprintf(`voice/hold.feature:%d: no scenario on this line; there are:
  8-13: Plain
  22-37: A <state> call is not held
  40-41: Last`, line))
	}
}

func TestLoadPathsInAFileSystem(t *testing.T) {
	fsys := fstest.MapFS{}
	for _, name := range []string{"b/two", "b/a/one", "a", "z/features/deep/three"} {
		fsys[name+".feature"] = &fstest.MapFile{Data: []byte("Feature: f\nScenario: s\n* x\nScenario: t\n* x")}
	}
	fsys["b/README.md"] = &fstest.MapFile{Data: []byte("no feature")}
	tests := map[string]struct {
		paths []string
		want  []string
	}{
		"none is everything, sorted":     {nil, []string{"a/s", "a/t", "b/a/one/s", "b/a/one/t", "b/two/s", "b/two/t", "deep/three/s", "deep/three/t"}},
		"the root":                       {[]string{"."}, []string{"a/s", "a/t", "b/a/one/s", "b/a/one/t", "b/two/s", "b/two/t", "deep/three/s", "deep/three/t"}},
		"a folder":                       {[]string{"b/"}, []string{"b/a/one/s", "b/a/one/t", "b/two/s", "b/two/t"}},
		"several, in the order given":    {[]string{"b/two.feature", "a.feature"}, []string{"b/two/s", "b/two/t", "a/s", "a/t"}},
		"the same again":                 {[]string{"a.feature:4", "./a.feature", "a.feature"}, []string{"a/t", "a/s"}},
		"a file and its folder":          {[]string{"b/a", "b"}, []string{"b/a/one/s", "b/a/one/t", "b/two/s", "b/two/t"}},
		"what follows a features folder": {[]string{"z"}, []string{"deep/three/s", "deep/three/t"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := suite.Load(fsys, tt.paths)
			require.NoError(t, err)
			assert.Equal(t, tt.want, ids(got))
		})
	}
}

func TestLoadRefuses(t *testing.T) {
	const start = "Feature: f\n"
	tests := map[string]struct {
		text  string
		paths []string
		want  string
	}{
		"a missing file": {text: start, paths: []string{"nope.feature"},
			want: "open nope.feature: file does not exist: give a .feature file, a folder, or file:line"},
		"an empty path": {text: start, paths: []string{""}, want: "open : file does not exist: give a .feature file, a folder, or file:line"},
		"another kind of file": {text: start, paths: []string{"notes.txt"},
			want: "notes.txt: not a .feature file"},
		"an empty folder": {text: start, paths: []string{"empty"},
			want: "empty: no .feature file in this folder"},
		"a line of a folder": {text: start, paths: []string{"empty:3"},
			want: "empty:3: empty is a folder, a line needs a file"},
		"an empty file":    {text: "# nothing\n", want: "x.feature: the file has no Feature"},
		"an empty feature": {text: "\nFeature: f\n", want: "x.feature:2: the feature has no scenario"},
		"no steps": {text: start + "Background:\n* x\nScenario: s\n",
			want: `x.feature:4: Scenario "s" has no steps`},
		"no name": {text: start + "Scenario:\n* x", want: `x.feature:2: Scenario "" needs a name with a letter or digit, its id is made of it`},
		"an outline without examples": {text: start + "Scenario Outline: s\n* <x>",
			want: `x.feature:2: Scenario Outline "s" has no Examples, it would never run`},
		"examples without rows": {text: start + "Scenario: s\n* <x>\nExamples:\n| x |\nExamples:\n| x |\n| 1 |",
			want: "x.feature:4: Examples without a row below the header, nothing would run"},
		"a row that is not closed": {text: start + "Scenario: s\n* x\n| a | b\n| a | \\|",
			want: "x.feature:4: the row does not end with \"|\", its last cell would be lost\n" +
				"x.feature:5: the row does not end with \"|\", its last cell would be lost"},
		"two of a name": {text: start + "Scenario: s!\n* x\n\nRule: r\nScenario: s\n* x\nScenario: S\n* x\n",
			want: `x.feature:8: same id as x.feature:6, "x/r/s": change the name, or a letter or digit of the row's values`},
		"two rows alike": {text: start + "Scenario: s\n* <a>\nExamples:\n| a |\n| 1 |\n| -1 |\n",
			want: `x.feature:7: same id as x.feature:6, "x/s/1": change the name, or a letter or digit of the row's values`},
		"all syntax errors of a file": {text: start + "Scenario: s\n* x\n\nGivn a\n* y\n#Empty\n" + "  @a b\nScenario: t\n",
			want: "x.feature:5:1: expected: the end of the file, a table row, \"\"\", a step, tags, Examples:, Scenario:, Rule:, a comment, an empty line, got \"Givn a\"\n" +
				"x.feature:8:3: a tag may not contain whitespace"},
		"a file that ends too soon": {text: start + "@tag",
			want: "x.feature:3:0: unexpected end of file, expected: tags, Rule:, a comment, an empty line"},
		"rows of several lengths": {text: start + "Scenario: s\n* x\n| a | b |\n  | c |\n",
			want: "x.feature:5:3: inconsistent cell count within the table"},
		"an unknown language": {text: "# language: xx\n" + start, want: "x.feature:1:1: language not supported: xx"},
		"not UTF-8":           {text: start + "Scenario: \xff", want: "x.feature:2: not UTF-8, save the file in that encoding"},
		"old line ends":       {text: "Feature: f\rScenario: s\r* x", want: "x.feature:1: a carriage return inside the line, end lines with a line feed"},
		"a very long line": {text: start + strings.Repeat("x", 1<<16),
			want: "x.feature:2: the line has 65536 bytes, at most 65534 can be read"},
		"a value that breaks a step": {text: start + "Scenario: s\n* x <a>\nExamples:\n| a |\n| 1\\n2 |",
			want: "x.feature:6: step on line 3: a step's text must be one line"},
		"a value that grows a step": {text: start + "Scenario: s\n* " + strings.Repeat("<a>", 9000) + "\nExamples:\n| a |\n| 123456789 |",
			want: "x.feature:6: step on line 3: a line of the step has 81003 bytes, at most 65534 can be read"},
		"several files, all of them": {text: start, paths: []string{"x.feature", "nope.feature", "x.feature", "notes.txt"},
			want: "x.feature:1: the feature has no scenario\n" +
				"open nope.feature: file does not exist: give a .feature file, a folder, or file:line\n" +
				"notes.txt: not a .feature file"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if tt.paths == nil {
				tt.paths = []string{"x.feature"}
			}
			got, err := suite.Load(fstest.MapFS{
				"x.feature": {Data: []byte(tt.text)}, "notes.txt": {}, "empty": {Mode: fs.ModeDir},
			}, tt.paths)
			assert.EqualError(t, err, tt.want)
			assert.Empty(t, got)
		})
	}
}

func TestLoadReadsAsEditorsWrite(t *testing.T) {
	want, err := suite.Load(file(hold), nil)
	require.NoError(t, err)
	tests := map[string]string{
		"with a byte order mark": "\ufeff" + hold,
		"with DOS line ends":     strings.ReplaceAll(hold, "\n", "\r\n"),
		"without a last newline": strings.TrimSpace(hold),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := suite.Load(file(text), nil)
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("Load (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLoadIDs(t *testing.T) {
	const outline = "Feature: f\nScenario: %s\n* x\nExamples:\n| a | b |\n| %s | %s |"
	tests := map[string]struct{ file, text, want string }{
		"letters of other scripts": {"x.feature", "Feature: f\nScenario: Ärger mit Größe: да, नमस्ते!\n* x", "x/ärger-mit-größe-да-नमस्ते"},
		"folders and files":        {"A B/c_d.feature", "Feature: f\nScenario: s\n* x", "a-b/c-d/s"},
		"placeholders":             {"x.feature", fmt.Sprintf(outline, "From <a> to <b> <c>", "One Two", "3"), "x/from-to-c/one-two,3"},
		"only placeholders":        {"x.feature", fmt.Sprintf(outline, "<a>", "1", "2"), "x/1,2"},
		"values without letters":   {"x.feature", fmt.Sprintf(outline, "s", "", "+"), "x/s/,"},
		"values with slashes":      {"x.feature", fmt.Sprintf(outline, "s", "a/b@c", "d,e"), "x/s/a-b-c,d-e"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := suite.Load(fstest.MapFS{tt.file: {Data: []byte(tt.text)}}, nil)
			require.NoError(t, err)
			assert.Equal(t, []string{tt.want}, ids(got))
		})
	}
	assert.Equal(t, "x/s@scapi/current", suite.WithWire("x/s", "scapi", "current"))
}

func TestLoadPathsOnDisk(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("Feature: f\nScenario: s\n* x\n"), 0o644))
		return path
	}
	inFeatures, outside := write("features/voice/hold.feature"), write("mine/new.feature")
	t.Chdir(dir)

	got, err := suite.LoadPaths([]string{"mine", inFeatures + ":2", "features", "./mine/new.feature", outside})
	require.NoError(t, err)
	assert.Equal(t, []string{"mine/new/s", "voice/hold/s"}, ids(got))
	assert.Equal(t, "mine/new.feature", got[0].File)
	assert.Equal(t, filepath.ToSlash(inFeatures), got[1].File)

	got, err = suite.LoadPaths([]string{outside})
	require.NoError(t, err)
	assert.Equal(t, []string{"mine/new/s"}, ids(got))

	got, err = suite.LoadPaths(nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"voice/hold/s", "mine/new/s"}, ids(got))

	t.Chdir("features")
	got, err = suite.LoadPaths([]string{"voice", "../mine"})
	require.NoError(t, err)
	assert.Equal(t, []string{"voice/hold/s", "mine/new/s"}, ids(got))

	_, err = suite.LoadPaths([]string{"nope.feature:3"})
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.ErrorContains(t, err, "open nope.feature:")
}

// FuzzLoad holds that a loaded scenario can be run as it was written.
func FuzzLoad(f *testing.F) {
	f.Add(hold)
	f.Add("Feature: f\nScenario: s\n* x\n  ```\n \\\"\\\"\\\" \"\"\"\n\n  ```\n* y\n| \\\\ | \\n | \\x | |\n|||\\||  |")
	f.Add("# language: it\nFunzionalità: f\nSchema dello scenario: <a>\nDato <a> x\n| <a> |\nQuando \"\n\"\"\"<a>\n<a>\n\"\"\"\nEsempi:\n| a |\n| \\n |\n| b |")
	f.Add("Feature:\nRule:\nBackground:\n*\nExample: e\n* \t\n|\n|\n")
	f.Fuzz(func(t *testing.T, text string) {
		scenarios, err := suite.Load(file(text), nil)
		if err != nil {
			return
		}
		for _, sc := range scenarios {
			assert.NotEmpty(t, suite.NewRegistry(new(suite.Definitions)).Check(sc))
			if diff := cmp.Diff(stripped(sc.Steps), executed(sc)); diff != "" {
				t.Errorf("%s: loaded and executed steps differ (-loaded +executed):\n%s", sc.ID, diff)
			}
		}
		again, err := suite.Load(file(text), []string{"voice/hold.feature:" + fmt.Sprint(scenarios[0].Line), "."})
		require.NoError(t, err)
		if len(again) != len(scenarios) || !slices.Contains(ids(again), scenarios[0].ID) {
			t.Errorf("by line and whole: got %v, want those of %v", ids(again), ids(scenarios))
		}
	})
}

// stripped leaves what a step's function can see.
func stripped(steps []suite.Step) []suite.Step {
	out := slices.Clone(steps)
	for i := range out {
		out[i].Keyword, out[i].Line = "", 0
	}
	return out
}
