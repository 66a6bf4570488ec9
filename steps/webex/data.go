package webex

import (
	"context"
	"fmt"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
)

func (w *world) dataSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s desk shows the user data of the (call|record|consultation|chat|e-mail|reply):$`, w.showsData, suite.Doc{
		Does:    "Checks values among the data of the last notification about the interaction, a row a key and its value; a dash means that the key is not there. Other keys do not matter.",
		Example: "Then Ana's desk shows the user data of the e-mail:",
		Args:    []string{"the agent", "call, chat or e-mail"},
	})
}

// showsData claims values among the data. That what is attached on the way is told to the
// agent as data is our reading; where it is told, both forms of it have it.
func (w *world) showsData(ctx context.Context, agent, label string, t *scene.Table) error {
	_, it, err := w.both(ctx, agent, label)
	if err != nil {
		return err
	}
	rows, err := scene.Pairs(t, "key")
	if err != nil {
		return err
	}
	for _, row := range rows {
		key, want := row[0], row[1]
		datum := it.contact().Object("callAssociatedData").Object(key)
		flat := textOf(it.contact().Object("callAssociatedDetails").Get(key))
		got := textOf(datum.Get("value"))
		frames := []int{it.last.Seq}
		if want == "-" {
			w.Inferred("value", fmt.Sprintf("the data of the %s has no %s", label, key), scene.Seen{Met: datum == nil, Expected: "none", Instead: scene.OrNone(got), Frames: frames})
			continue
		}
		s := scene.Seen{Met: got == want, Expected: want, Instead: scene.OrNone(got), Frames: frames}
		if datum == nil {
			w.Inferred("value", fmt.Sprintf("the data of the %s has %s = %s", label, key, want), s)
			continue
		}
		w.Founded("webex.field.interaction.callAssociatedData", "value", fmt.Sprintf("the data of the %s has %s = %s", label, key, want), s)
		if flat != "" {
			w.Founded("webex.field.interaction.callAssociatedDetails", "value", fmt.Sprintf("the plain data of the %s has %s = %s", label, key, want),
				scene.Seen{Met: flat == want, Expected: want, Instead: flat, Frames: frames})
		}
	}
	return nil
}
