package center

import (
	"fmt"
	"slices"
)

// MaxData is how many bytes of keys and values SetData can bring an interaction to.
const MaxData = 64 << 10

func size(data []Datum) int {
	n := 0
	for _, d := range data {
		n += len(d.Key) + len(d.Value)
	}
	return n
}

// withData returns data with the given keys set: those that are there keep their
// place, new ones follow in the order given. The argument is never written to.
func withData(data, set []Datum) []Datum {
	out := slices.Clone(data)
	at := make(map[string]int, len(data)+len(set))
	for i, d := range data {
		at[d.Key] = i
	}
	for _, d := range set {
		if i, ok := at[d.Key]; ok {
			out[i] = d
			continue
		}
		at[d.Key] = len(out)
		out = append(out, d)
	}
	return out
}

func indexKey(data []Datum, key string) int {
	return slices.IndexFunc(data, func(d Datum) bool { return d.Key == key })
}

// changed returns data after a SetData or DeleteData command.
func changed(data []Datum, cmd *Command) ([]Datum, error) {
	if cmd.Verb == SetData {
		out := withData(data, cmd.Data)
		if size(out) > MaxData {
			return data, fmt.Errorf("set data of %s: %w", cmd.Interaction, ErrTooMuchData)
		}
		return out, nil
	}
	i := indexKey(data, cmd.Key)
	if i < 0 {
		return data, fmt.Errorf("delete %q from %s: %w", cmd.Key, cmd.Interaction, ErrKey)
	}
	return slices.Delete(slices.Clone(data), i, i+1), nil
}

// changeData changes the data of a call and tells all its agents.
func (c *Center) changeData(k *call, cmd *Command) error {
	data, err := changed(k.data, cmd)
	if err != nil {
		return err
	}
	k.data = data
	c.reportAll(DataChanged, k)
	return nil
}
