package scapi

import (
	"encoding/json"
	"fmt"
	"slices"
)

// How much a page asks for at once.
const (
	maxAsked     = 256 // names
	maxAskedName = 256 // bytes of one
)

// option is configuration.getOption.
func (s *Session) option(r *request) ([]byte, error) { return s.optionsOf(r, s.cfg.Options) }

// contextualOption is configuration.getContextualOption: the options as a routing
// strategy has overridden them for an interaction, also those that the desktop itself
// lets no strategy override (Configuration namespace).
func (s *Session) contextualOption(r *request) ([]byte, error) {
	it := s.byClientID(r.text(1))
	if it == nil {
		return nil, refusal("Interaction " + r.text(1) + " not found")
	}
	return s.optionsOf(r, s.cfg.Options.With(s.cfg.Overrides.get(it.part.ID)))
}

// optionsOf answers with the options that the first argument asks for.
func (s *Session) optionsOf(r *request, o Options) ([]byte, error) {
	if !s.cfg.Access.reads(r.page.origin) {
		return nil, refusal("Options may not be read by " + r.page.origin)
	}
	names, err := askedFor(r)
	if err != nil {
		return nil, err
	}
	var items [][]byte
	for _, found := range o.find(names) {
		var item object
		item.text("name", found.name)
		item.text("value", found.value)
		items = append(items, item.end())
	}
	return array(items...), nil
}

// askedFor reads a name or a list of names.
func askedFor(r *request) ([]asked, error) {
	var texts []string
	if one, ok := text(r.args[0]); ok {
		texts = []string{one}
	} else if json.Unmarshal(r.args[0], &texts) != nil || slices.Contains(texts, "") {
		return nil, refusal("Parameter options of " + r.name + " must be " + string(isTexts))
	}
	if len(texts) > maxAsked {
		return nil, refusal(fmt.Sprintf("Too many options: ask for at most %d names at once", maxAsked))
	}
	names := make([]asked, len(texts))
	for i, one := range texts {
		var err error
		if names[i], err = parseAsked(one); err != nil {
			return nil, err
		}
	}
	return names, nil
}
