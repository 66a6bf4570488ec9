package suite

import (
	"slices"

	messages "github.com/cucumber/messages/go/v21"
)

// section is what stands directly in a feature (rule is nil) or in one of its rules.
type section struct {
	rule       *messages.Rule
	background *messages.Background
	scenarios  []*messages.Scenario
}

// sections returns the feature's own section, then one for each rule.
func sections(doc *messages.Feature) []section {
	out := make([]section, 1)
	for _, child := range doc.Children {
		switch {
		case child.Background != nil:
			out[0].background = child.Background
		case child.Scenario != nil:
			out[0].scenarios = append(out[0].scenarios, child.Scenario)
		case child.Rule != nil:
			out = append(out, ruleSection(child.Rule))
		}
	}
	return out
}

func ruleSection(rule *messages.Rule) section {
	s := section{rule: rule}
	for _, child := range rule.Children {
		if child.Background != nil {
			s.background = child.Background
		}
		if child.Scenario != nil {
			s.scenarios = append(s.scenarios, child.Scenario)
		}
	}
	return s
}

func (s section) ruleName() string {
	if s.rule == nil {
		return ""
	}
	return s.rule.Name
}

// stepsByID returns every step of a document by its id there.
func stepsByID(doc *messages.Feature) map[string]*messages.Step {
	out := map[string]*messages.Step{}
	for _, s := range sections(doc) {
		groups := [][]*messages.Step{}
		if s.background != nil {
			groups = append(groups, s.background.Steps)
		}
		for _, sc := range s.scenarios {
			groups = append(groups, sc.Steps)
		}
		for _, step := range slices.Concat(groups...) {
			out[step.Id] = step
		}
	}
	return out
}
