package result

import (
	"slices"
	"strings"
)

// Wires are the wires that a scenario's tags name, as @wire:NAME, in their order.
func Wires(tags []string) []string { return named(tags, "@wire:") }

// Specs are the ids of book items that a scenario's tags name, as @spec:ID, in their order.
// Of a scenario for several wires they are those of the book of one wire; an empty wire
// means all.
func Specs(tags []string, wire string) []string {
	wires := Wires(tags)
	return slices.DeleteFunc(named(tags, "@spec:"), func(id string) bool {
		system, _, _ := strings.Cut(id, ".")
		return wire != "" && system != wire && slices.Contains(wires, system)
	})
}

func named(tags []string, prefix string) []string {
	var out []string
	for _, tag := range tags {
		if name, ok := strings.CutPrefix(tag, prefix); ok {
			out = append(out, name)
		}
	}
	return out
}
