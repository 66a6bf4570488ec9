package suite

// Scenario is one runnable scenario: a scenario of a feature file, or one
// example row of an outline. It does not change once loaded, so goroutines may
// share it.
type Scenario struct {
	ID      string   // stable across seeds, shards and machines; OnWires makes it that of a run
	Wire    string   // that it runs on; empty until OnWires
	Feature string   // the feature's name
	Rule    string   // the rule's name; empty outside rules
	Name    string   // with the example row's values in place
	File    string   // as opened, with slashes
	Line    int      // of the scenario, or of its example row
	Tags    []string // of feature, rule, scenario and examples, with their @, each once
	Steps   []Step   // the background's first
}

// Step is one step of a Scenario, with the example row's values in place. It
// has a table or a doc string, or neither.
type Step struct {
	Keyword   string     // as written: Given, When, Then, And, But, * or another language's
	Text      string     // without the keyword
	Line      int        // in the feature file
	Table     [][]string // nil without a table
	DocString *string    // nil without a doc string
	MediaType string     // what stands behind the doc string's opening quotes
}
