package document_test

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/internal/document"
	"github.com/deskproof/deskproof/internal/golden"
)

//go:embed testdata/team.schema.json
var teamJSON []byte

var teamSchema = document.Compile("team.schema.json", teamJSON)

type team struct {
	Name    string         `json:"name"`
	Ring    time.Duration  `json:"ring"`
	Open    bool           `json:"open"`
	Share   float64        `json:"share"`
	Limits  map[string]int `json:"limits"`
	Settle  settle         `json:"settle"`
	Agents  []agent        `json:"agents"`
	Shape   map[string]int `json:"shape"`
	Version int            `json:"version"`
}

type settle struct {
	Quiet time.Duration `json:"quiet"`
	Mode  string        `json:"mode"`
}

type agent struct {
	ID     string   `json:"id"`
	Number string   `json:"number"`
	Media  []string `json:"media"`
}

func TestRead(t *testing.T) {
	full := team{
		Name:   "Night",
		Ring:   90 * time.Second,
		Open:   true,
		Share:  1.25,
		Limits: map[string]int{"chat": 3},
		Settle: settle{Quiet: 500 * time.Millisecond, Mode: "count"},
		Agents: []agent{{ID: "1001", Number: "0017", Media: []string{"voice"}}, {ID: "true", Media: []string{"chat", "voice"}}},
	}
	small := team{
		Name:   "Day",
		Ring:   15 * time.Second,
		Settle: settle{Quiet: 500 * time.Millisecond, Mode: "auto"},
		Agents: []agent{{ID: "1e5", Media: []string{"voice"}}},
	}
	tests := map[string]struct {
		text string
		want team
	}{
		"JSON with very many tabs": {
			"{\n\t\"name\":\t\"Day\",\n\t\"agents\": [\n\t\t{\n" + strings.Repeat("\t\t\t\n", 40) + "\t\t\t\"id\":\t\"1e5\"\n\t\t}\n\t]\n}\n", small,
		},
		"everything, with scalars where text is wanted": {`
name: Night
ring: 1m30s
open: true
share: 1.25
limits: {chat: 3}
settle: {mode: count}
agents:
  - id: 1001
    number: 0017
  - id: true
    media: [chat, voice]
`, full},
		"the same in JSON with tabs": {`{
	"name": "Night", "ring": "90s", "open": true, "share": 125e-2,
	"limits": {"chat": 3}, "settle": {"mode": "count"},
	"agents": [{"id": "1001", "number": "0017"}, {"id": "true", "media": ["chat", "voice"]}]
}`, full},
		"defaults":                     {"name: Day\nagents: [{id: 1e5}]\n", small},
		"Windows line ends and a mark": {"\xef\xbb\xbfname: Day\r\nagents:\r\n- id: 1e5\r\n", small},
		"between document marks":       {"# a team\n---\nname: Day\nagents: [{id: '1e5'}]\n...\n", small},
		"a folded text":                {"name: >-\n  Day\nagents: [{\"id\": \"1e5\"}]\n", small},
		"quoted names":                 {"'name': Day\n\"agents\": [{id: 1e5}]\n", small},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // one schema serves them all
			var got team
			require.NoError(t, document.Read("team.yaml", []byte(test.text), teamSchema, &got))
			assert.Empty(t, cmp.Diff(test.want, got))
		})
	}
}

// mistakes is documents a person might write, by what is wrong with them.
var mistakes = []struct{ circumstance, text string }{
	{"empty", ""},
	{"only a comment", "# nothing yet\n"},
	{"a list at the top", "- name: Day\n"},
	{"only a text", "name\n"},
	{"no blank after the colon", "name:Day\n"},
	{"not UTF-8", "name: D\xe4y\n"},
	{"UTF-16", "\xff\xfen\x00a\x00"},
	{"a control character", "name: Day\nring: 1\x005s\n"},
	{"a tab indents", "name: Day\nagents:\n\t- id: 1\n"},
	{"a tab before a name", "\tname: Day\n"},
	{"indented too far", "name: Day\n  ring: 5s\n"},
	{"indented too little", "name: Day\nagents:\n  - id: 1\n - id: 2\n"},
	{"a second colon", "name: Day: Night\n"},
	{"a list item on the line of its name", "agents: - id: 1\n"},
	{"a list that is not closed", "agents: [{id: 1}\n"},
	{"a mapping that is not closed", "settle: {mode: auto\n"},
	{"a quote that is not closed", "name: \"Day\nring: 5s\n"},
	{"a single quote that is not closed", "name: 'Day\nring: 5s\n"},
	{"text after a quote", "name: \"Day\" shift\n"},
	{"an unknown escape", "name: \"\\q\"\n"},
	{"a variable in a list without quotes", "agents: [${X}]\n"},
	{"a reserved character", "name: @day\n"},
	{"a percent sign", "name: %day\n"},
	{"a comma too many", "settle: {mode: auto,, quiet: 1s}\n"},
	{"a bracket that closes nothing", "name: ]\n"},
	{"nested without end", strings.Repeat("[", 100000)},
	{"indented without end", strings.Repeat("- ", 100000)},
	{"members indented without end", deepMembers(1000)},
	{"two documents", "name: Day\n---\nname: Night\n"},
	{"a directive", "%YAML 1.2\n---\nname: Day\n"},
	{"a duplicate member", "name: Day\nagents:\n  - id: 1\n    id: 2\nname: Night\n"},
	{"an anchor and its alias", "name: &n Day\nring: *n\nagents: [{id: 1}]\n"},
	{"a merge key", "name: Day\nagents:\n  - <<: {id: 1}\n    number: 5\n"},
	{"a tag", "name: !!str 1\nagents: [{id: 1}]\n"},
	{"a name that is a list", "name: Day\n? [a]\n: b\n"},
	{"a question mark before a name", "? name\n: Day\nagents: [{id: 1}]\n"},
	{"an alias as a name", "name: Day\n*a : b\nagents: [{id: 1}]\n"},
	{"everything is missing", "open: true\n"},
	{"an unknown member far from any known", "name: Day\nagents: [{id: 1}]\nweather: fine\n"},
	{"a mistyped member", "name: Day\nagnets:\n  - id: 1\n"},
	{"a member in another case", "Name: Day\nagents: [{id: 1}]\n"},
	{"a mistyped member in a list", "name: Day\nagents:\n  - id: 1\n    numbr: 5001\n  - nummer: 5002\n"},
	{"a member without a value", "name:\nagents:\n  - id:\n"},
	{"a list instead of text", "name: [Day]\nagents: [{id: [1]}]\n"},
	{"text instead of a list", "name: Day\nagents: Ana\n"},
	{"text instead of a mapping", "name: Day\nagents: [Ana]\nsettle: auto\n"},
	{"text instead of true or false", "name: Day\nopen: yes\nagents: [{id: 1}]\n"},
	{"text instead of a number", "name: Day\nshare: half\nlimits: {chat: two}\nagents: [{id: 1}]\n"},
	{"a fraction instead of a whole number", "name: Day\nlimits: {chat: 1.5}\nagents: [{id: 1}]\n"},
	{"a number beyond all measure", "name: Day\nlimits: {chat: 99999999999999999999999}\nshare: .inf\nagents: [{id: 1}]\n"},
	{"numbers out of bounds", "name: Day\nlimits: {chat: 0, email: 10, \"e mail\": -1}\nshare: 0\nagents: [{id: 1}]\n"},
	{"a number too big", "name: Day\nshare: 1.75\nagents: [{id: 1}]\n"},
	{"a member named by a number", "name: Day\nlimits: {0: 0, true: 0}\nagents: [{id: 1}]\n"},
	{"too few members", "name: Day\nlimits: {}\nagents: [{id: 1}]\n"},
	{"an empty list", "name: Day\nagents: []\n"},
	{"a list too long", "name: Day\nagents: [{id: 1}, {id: 2}, {id: 3}, {id: 4}, {id: 5}]\n"},
	{"a text too long", "name: The whole night shift\nagents: [{id: 1}]\n"},
	{"an empty text", "name: ''\nagents: [{id: ''}]\n"},
	{"a mistyped word of a list of words", "name: Day\nagents:\n  - id: 1\n    media: [chat, vocie]\n"},
	{"a word far from any of the list", "name: Day\nsettle: {mode: immediately}\nagents: [{id: 1}]\n"},
	{"an item twice", "name: Day\nagents: [{id: 1, media: [voice, chat, voice]}]\n"},
	{"a pattern with a message", "name: Day\nagents: [{id: 1, number: 50 01}]\n"},
	{"a pattern without one", "name: Day\nagents: [{id: \"1 2\"}]\n"},
	{"a duration without a unit", "name: Day\nring: 15\nsettle: {quiet: soon}\nagents: [{id: 1}]\n"},
	{"a duration longer than is meant", "name: Day\nring: 2562047h\nagents: [{id: 1}]\n"},
	{"a duration below nothing", "name: Day\nring: -15s\nagents: [{id: 1}]\n"},
	{"another constant", "name: Day\nversion: 1\nagents: [{id: 1}]\n"},
	{"a member that is forbidden", "name: Day\nold: 1\nagents: [{id: 1}]\n"},
	{"none of the alternatives", "name: Day\nshape: {angle: 1}\nagents: [{id: 1}]\n"},
	{"a very long text", "name: Day\nagents: [{id: \"" + strings.Repeat("long ", 100) + "\"}]\n"},
	{"JSON", "{\n  \"name\": \"Day\",\n  \"agents\": [\n    {\"id\": \"1\", \"media\": \"voice\"}\n  ],\n  \"name\": \"Night\"\n}\n"},
}

// hostile is documents that would keep the parser busy for minutes, or take all memory.
var hostile = []struct{ circumstance, text string }{
	{"members without end", numbered("a%d: 1\n", 40000)},
	{"members in brackets without end", "{" + numbered("a%d: 1, ", 40000) + "}"},
	{"names in brackets without end", "{" + numbered("a%d, ", 40000) + "}"},
	{"members without a bracket of their own", "a: [" + numbered("a%d: 1,", 40000) + "1]"},
	{"members without values", "agents:\n" + strings.Repeat("- id:\n", 1000)},
	{"items without values", "agents:\n" + strings.Repeat("-\n", 1000)},
	{"commas with nothing between", "limits: {" + strings.Repeat("a: ,", 1000) + "}"},
	{"question marks", strings.Repeat("? a\n", 1000)},
	{"dashes in brackets", "a: [" + strings.Repeat("- ", 1000) + "]"},
	{"dashes on one line", strings.Repeat("- ", 1000)},
	{"items without end", "agents: [" + strings.Repeat("1,", 200000) + "]"},
	{"lines without end", "agents:\n" + strings.Repeat("- 1\n", 200000)},
	{"anchors", "agents:\n" + numbered("- &a%d 1\n", 1000)},
	{"aliases of aliases", "a: &a [x]\n" + strings.Repeat("b: [*a,*a,*a,*a,*a,*a,*a,*a,*a]\n", 100)},
	{"documents", strings.Repeat("---\n", 1000)},
	{"a long name above many values", strings.Repeat("a", 100000) + ":\n" + strings.Repeat("  - 1\n", 50000)},
	{"blank lines at the end of a text", "name: |\n  a\n" + strings.Repeat("  \n", 100000)},
	{"tabs", "name: \"" + strings.Repeat("\t", 100000) + "\""},
	{"merge keys", "name: " + strings.Repeat("<<", 100000)},
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func TestHostileDocumentsAreRefusedBeforeTheyAreParsed(t *testing.T) {
	var b strings.Builder
	for _, h := range hostile {
		err := document.Read("team.yaml", []byte(h.text), teamSchema, new(team))
		require.Error(t, err, h.circumstance)
		fmt.Fprintf(&b, "# %s\n%v\n\n", h.circumstance, err)
	}
	golden.Equal(t, "hostile.txt", []byte(b.String()))
}

func TestOfVeryManyProblemsTheFirstAreTold(t *testing.T) {
	err := document.Read("team.yaml", []byte("name: Day\nagents:\n"+strings.Repeat("- ix: 1\n", 5000)), teamSchema, new(team))
	lines := strings.Split(err.Error(), "\n")
	require.Len(t, lines, 101)
	assert.Contains(t, lines[0], "team.yaml:3:1: agents: has 5000 items")
	assert.Contains(t, lines[99], "team.yaml:101:")
	assert.Equal(t, "team.yaml: has more problems; these are the first 100", lines[100])
}

func TestAFileIsReadNoFurtherThanADocumentGoes(t *testing.T) {
	name := filepath.Join(t.TempDir(), "team.yaml")
	require.NoError(t, os.WriteFile(name, bytes.Repeat([]byte("#"), 1<<20), 0o600))
	data, err := document.ReadFile(name)
	require.NoError(t, err)
	assert.Len(t, data, 1<<20)

	require.NoError(t, os.WriteFile(name, bytes.Repeat([]byte("#"), 1<<20+1), 0o600))
	_, err = document.ReadFile(name)
	assert.EqualError(t, err, name+": is larger than 1 MiB; split it or leave something out")

	_, err = document.ReadFile(name + ".gone")
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func deepMembers(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

func TestMistakes(t *testing.T) {
	var b strings.Builder
	for _, m := range mistakes {
		var got team
		err := document.Read("team.yaml", []byte(m.text), teamSchema, &got)
		require.Error(t, err, m.circumstance)
		assert.Zero(t, got, "%s: nothing may be decoded", m.circumstance)
		fmt.Fprintf(&b, "# %s\n%v\n\n", m.circumstance, err)
	}
	golden.Equal(t, "mistakes.txt", []byte(b.String()))
}

func TestProblemHasItsParts(t *testing.T) {
	err := document.Read("team.yaml", []byte("name: Day\nagents:\n  - id: 1\n    media: [vocie]\n"), teamSchema, new(team))
	p, ok := errors.AsType[*document.Problem](err)
	require.True(t, ok)
	assert.Equal(t, document.Problem{
		Name: "team.yaml", Line: 4, Column: 13, Path: "agents[0].media[0]",
		Text: `"vocie" is not one of voice, chat, email (did you mean "voice"?)`,
	}, *p)
}

func TestTooLarge(t *testing.T) {
	err := document.Read("team.yaml", []byte(strings.Repeat("# more\n", 1<<20)), teamSchema, new(team))
	assert.EqualError(t, err, "team.yaml: is larger than 1 MiB; split it or leave something out")
}

func TestExpand(t *testing.T) {
	doc := document.Open("team.yaml", []byte("name: $name\nring: $ring\nagents:\n  - id: $id\n    number: 5001\n"))
	doc.Expand(func(text string) (string, error) { return strings.Replace(text, "$", "x", 1), nil })
	var got team
	err := doc.Decode(teamSchema, &got)
	assert.EqualError(t, err, `team.yaml:2:7: ring: "$ring" is not a duration; write a number and a unit, such as "500ms", "15s" or "1m30s"`,
		"a problem shows what was written, not what it stands for")
}

func TestExpandRefuses(t *testing.T) {
	doc := document.Open("team.yaml", []byte("name: $name\nagents:\n  - id: $id\n    number: a\n"))
	doc.Expand(func(text string) (string, error) {
		if text == "a" {
			return "5001", nil
		}
		return "", fmt.Errorf("%s is unknown", text)
	})
	err := doc.Decode(teamSchema, new(team))
	assert.EqualError(t, err, "team.yaml:1:7: name: $name is unknown\nteam.yaml:3:9: agents[0].id: $id is unknown")
}

func TestRefuse(t *testing.T) {
	doc := document.Open("team.yaml", []byte("name: Day\nagents:\n  - id: 1\n  - id: 1\n"))
	require.NoError(t, doc.Decode(teamSchema, new(team)))
	doc.Refuse(document.Path{"agents", 1, "id"}, "%q is agents[0] already", "1")
	doc.Refuse(document.Path{"agents", 1, "number"}, "is needed")
	doc.Refuse(document.Path{"agents", 7}, "is needed")
	doc.Refuse(document.Path{"limits", "e mail"}, "is needed")
	doc.Refuse(nil, "is odd")
	assert.EqualError(t, doc.Err(), `team.yaml:1:1: is odd
team.yaml:1:1: limits["e mail"]: is needed
team.yaml:3:3: agents[7]: is needed
team.yaml:4:5: agents[1].number: is needed
team.yaml:4:9: agents[1].id: "1" is agents[0] already`)
}

func TestLine(t *testing.T) {
	doc := document.Open("team.yaml", []byte("agents:\n  - id: 1\n    media: [voice,\n      chat]\n"))
	tests := map[string]struct {
		path document.Path
		want int
	}{
		"the document":       {nil, 1},
		"a list":             {document.Path{"agents"}, 2},
		"an item":            {document.Path{"agents", 0}, 2},
		"an item in a line":  {document.Path{"agents", 0, "media", 1}, 4},
		"what is not there":  {document.Path{"agents", 0, "skills"}, 2},
		"an item too many":   {document.Path{"agents", 7}, 2},
		"a member of a text": {document.Path{"agents", 0, "id", "x"}, 2},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { assert.Equal(t, tt.want, doc.Line(tt.path)) })
	}
	assert.Zero(t, document.Open("team.yaml", nil).Line(nil))
}

func TestSchemaThatFitsNoStruct(t *testing.T) {
	var got struct {
		Name int `json:"name"`
	}
	err := document.Read("team.yaml", []byte("name: Day\nagents: [{id: 1}]\n"), teamSchema, &got)
	assert.ErrorContains(t, err, "team.yaml:1:1: cannot be used: ")
}

func TestCompilePanics(t *testing.T) {
	tests := map[string]string{
		"not JSON":           `{`,
		"not a schema":       `{"type": "txt"}`,
		"a dangling $ref":    `{"$ref": "#/$defs/x"}`,
		"with propertyNames": `{"propertyNames": {"maxLength": 3}}`,
	}
	for name, schema := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Panics(t, func() { document.Compile("broken.json", []byte(schema)) })
		})
	}
}

func TestNearest(t *testing.T) {
	known := []string{"voice", "chat", "email", "outboundpreview"}
	tests := map[string]struct {
		word, want string
	}{
		"swapped letters":        {"vocie", "voice"},
		"another case":           {"EMAIL", "email"},
		"a letter left out":      {"emil", "email"},
		"a letter too many":      {"chatt", "chat"},
		"words run together":     {"outbound-preview", "outboundpreview"},
		"nothing like it":        {"fax", ""},
		"nothing":                {"", ""},
		"as long as but another": {"texts", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, ok := document.Nearest(test.word, known)
			assert.Equal(t, test.want, got)
			assert.Equal(t, test.want != "", ok)
		})
	}
}

func FuzzRead(f *testing.F) {
	for _, m := range mistakes {
		if len(m.text) < 1000 {
			f.Add([]byte(m.text))
		}
	}
	f.Add([]byte("name: Day\nring: 1m\nagents: [{id: 1, media: [chat]}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var got team
		err := document.Read("team.yaml", data, teamSchema, &got)
		if err == nil {
			assert.NotEmpty(t, got.Agents)
			return
		}
		for line := range strings.SplitSeq(err.Error(), "\n") {
			assert.True(t, strings.HasPrefix(line, "team.yaml:"), "a line without its place: %q", line)
		}
		assert.NotContains(t, err.Error(), "cannot be used")
	})
}
