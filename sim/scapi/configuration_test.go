package scapi_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/center"
	"github.com/deskproof/deskproof/sim/scapi"
)

// desktopOptions are open, with options for pages to read.
func desktopOptions() map[string]string {
	options := map[string]string{
		"voice.auto-answer": "false", "voice.auto-dial": "true", "voice.hint": "x", "sipendpoint.policy": "1",
		"privilege.email.can-mark-done": "true", "CustomAPI/test.a": "1", "CustomAPI/test.b": "2", "CustomAPI/other": "3",
		"MySection/one": "\"1\"", "MySection/two": "", "interaction-workspace/voice.late": "z",
	}
	maps.Copy(options, open)
	return options
}

func TestTheOptionsThatAreAskedFor(t *testing.T) {
	const auto = `{"name":"voice.auto-answer","value":"false"}`
	tests := map[string]struct{ asked, want string }{
		"one":                          {`"voice.auto-answer"`, auto},
		"one in a list":                {`["voice.auto-answer"]`, auto},
		"nothing":                      {`[]`, ``},
		"one that is not there":        {`"voice.nope"`, ``},
		"another in capitals":          {`"Voice.auto-answer"`, ``},
		"the default section by name":  {`"interaction-workspace/voice.auto-answer"`, `{"name":"interaction-workspace/voice.auto-answer","value":"false"}`},
		"another section":              {`"CustomAPI/test.a"`, `{"name":"CustomAPI/test.a","value":"1"}`},
		"no other section's":           {`"test.a"`, ``},
		"several, as asked":            {`["voice.hint","MySection/two","voice.auto-answer"]`, `{"name":"voice.hint","value":"x"},{"name":"MySection/two","value":""},` + auto},
		"a namespace":                  {`"voice.*"`, auto + `,{"name":"voice.auto-dial","value":"true"},{"name":"voice.hint","value":"x"},{"name":"voice.late","value":"z"}`},
		"the beginning of a word":      {`"voice.auto*"`, auto + `,{"name":"voice.auto-dial","value":"true"}`},
		"a word in the middle":         {`"voice*.auto*-answer"`, auto},
		"options of a section":         {`"CustomAPI/test.*"`, `{"name":"CustomAPI/test.a","value":"1"},{"name":"CustomAPI/test.b","value":"2"}`},
		"a whole section":              {`"MySection/*"`, `{"name":"MySection/one","value":"\"1\""},{"name":"MySection/two","value":""}`},
		"the end of a section's name":  {`"Custom*/other"`, `{"name":"CustomAPI/other","value":"3"}`},
		"one that two names ask for":   {`["voice.auto*","voice.auto-answer"]`, auto + `,{"name":"voice.auto-dial","value":"true"}`},
		"a name and then its pattern":  {`["voice.auto-dial","voice.auto*"]`, `{"name":"voice.auto-dial","value":"true"},` + auto},
		"a pattern that fits nothing":  {`"chat.*"`, ``},
		"a pattern longer than a name": {`"voice.auto-answer*"`, auto},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			f := newFloor(t, "union", desktopOptions())
			f.open(ana, 1)
			a, frames := f.ask("configuration.getOption", "["+tt.asked+"]")
			assert.Equal(t, "["+tt.want+"]", a.text())
			assert.Empty(t, frames)
		})
	}
}

func TestOptionsThatCannotBeAskedFor(t *testing.T) {
	f := newFloor(t, "union", desktopOptions())
	f.open(ana, 1)
	for _, name := range []string{
		"", "*", "*.mark-done", "*.auto", "MySection/*.auto", "*/voice.auto", "*/*", "/", "/x", "x/", "vo*ce.auto", "voice.**",
		"voice.*x", "MySection/*x", strings.Repeat("x", 257),
	} {
		a, _ := f.ask("configuration.getOption", fmt.Sprintf("[[\"voice.hint\",%q]]", name))
		require.NotNil(t, a.ErrorMessage, name)
		if name != "" {
			assert.Equal(t, "Option "+name+" is neither a name nor a pattern: * may only end a word", a.text())
		}
	}
	for _, wrong := range []string{`[1]`, `["voice.hint",null]`, `["voice.hint",["voice.hint"]]`, `[{}]`} {
		a, _ := f.ask("configuration.getOption", "["+wrong+"]")
		assert.Equal(t, "Parameter options of configuration.getOption must be a string or an array of strings", a.text(), wrong)
	}
	many := strings.Join(slices.Repeat([]string{`"x"`}, 257), ",")
	a, _ := f.ask("configuration.getOption", "[["+many+"]]")
	assert.Equal(t, "Too many options: ask for at most 256 names at once", a.text())
}

func TestWhoMayReadOptions(t *testing.T) {
	readers := option + "option.read-allowed-web-content-origin"
	tests := map[string]struct {
		readers *string
		want    bool
	}{
		"not said":      {nil, true},
		"anybody":       {new("*"), true},
		"the page":      {new("http://a.example, " + origin), true},
		"somebody else": {new("http://a.example"), false},
		"nobody":        {new(""), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			options := desktopOptions()
			if tt.readers != nil {
				options[readers] = *tt.readers
			}
			f := newFloor(t, "union", options)
			f.open(ana, 1)
			f.call(customer)
			for request, params := range map[string]string{
				"configuration.getOption": `["voice.hint"]`, "configuration.getContextualOption": `["voice.hint","1"]`,
			} {
				want := "Options may not be read by " + origin
				if tt.want {
					want = `[{"name":"voice.hint","value":"x"}]`
				}
				a, _ := f.ask(request, params)
				assert.Equal(t, want, a.text(), request)
			}
		})
	}
}

func TestOptionsInTheContextOfAnInteraction(t *testing.T) {
	f := newFloor(t, "union", desktopOptions())
	f.open(ana, 1)
	f.call(customer)
	f.call("5550112")
	ask := func(asked, interaction string) string {
		a, _ := f.ask("configuration.getContextualOption", `[`+asked+`,`+interaction+`]`)
		return a.text()
	}
	const plain = `[{"name":"voice.auto-answer","value":"false"},{"name":"voice.auto-dial","value":"true"}]`
	assert.Equal(t, plain, ask(`"voice.auto*"`, `"1"`))

	first, _ := f.desks[ana].Find("1")
	require.NoError(t, f.overrides.Set(first, map[string]string{
		"voice.auto-answer": "true", "voice.auto-new": "n", "MySection/one": "I", option + "rate-limit": "1",
	}))
	assert.Equal(t, `[{"name":"voice.auto-answer","value":"true"},{"name":"voice.auto-dial","value":"true"},{"name":"voice.auto-new","value":"n"}]`, ask(`"voice.auto*"`, `"1"`))
	assert.Equal(t, `[{"name":"MySection/one","value":"I"},{"name":"MySection/two","value":""}]`, ask(`"MySection/*"`, `"1"`))
	assert.Equal(t, `[{"name":"service-client-api.rate-limit","value":"1"}]`, ask(`"service-client-api.rate-limit"`, `"1"`))
	assert.Equal(t, plain, ask(`"voice.auto*"`, `"2"`), "another interaction has its own")
	a, _ := f.ask("configuration.getOption", `["voice.auto*"]`)
	assert.Equal(t, plain, a.text(), "nor is the desktop's changed")

	require.NoError(t, f.overrides.Set(first, map[string]string{"voice.hint": "y"}))
	assert.Equal(t, plain, ask(`"voice.auto*"`, `"1"`), "what was overridden before is not any more")
	for _, missing := range []string{`null`, `"3"`, `""`} {
		a, _ := f.ask("configuration.getContextualOption", `["voice.hint",`+missing+`]`)
		assert.NotNil(t, a.ErrorMessage, missing)
	}
	a, _ = f.ask("configuration.getContextualOption", `["voice.hint"]`)
	assert.Equal(t, "Parameter interactionId of configuration.getContextualOption is missing", a.text())
}

func TestSoManyOptionsAreOverridden(t *testing.T) {
	var o scapi.Overrides
	large := map[string]string{"a": strings.Repeat("x", 10_000)}
	n := 0
	for o.Set(center.InteractionID(fmt.Sprint(n)), large) == nil {
		n++
	}
	assert.InDelta(t, 100, n, 10)
	assert.ErrorIs(t, o.Set("more", large), scapi.ErrOverrides)
	assert.NoError(t, o.Set("0", large), "in place of its own")
	assert.NoError(t, o.Set("1", nil))
	assert.NoError(t, o.Set("more", large), "in place of another's")
}
