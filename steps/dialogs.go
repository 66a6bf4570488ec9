package steps

import (
	"context"
	"encoding/json"

	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
)

func (w *world) dialogSentences(r *suite.Registry) {
	r.Step(`^(\w+)'s page opens a dialog$`, w.opensDialog, suite.Doc{
		Does:    "Lets a page show another page in a dialog of the desktop.",
		Example: "When Ana's page opens a dialog",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page closes the dialog$`, w.pageClosesDialog, suite.Doc{
		Does:    "Lets a page close the dialog that was opened last.",
		Example: "When Ana's page closes the dialog",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+) closes the dialog$`, w.closesDialog, suite.Doc{
		Does:    "Lets the agent close the dialog that was opened last.",
		Example: "When Ana closes the dialog",
		Args:    []string{"the agent"},
	})
	r.Step(`^(\w+)'s page (adds|changes) a view in the menu bar$`, w.showsView, suite.Doc{
		Does:    "Lets a page add a view to the desktop's menu bar, or change the one that it added.",
		Example: "When Ana's page adds a view in the menu bar",
		Args:    []string{"the agent", "adds or changes"},
	})
	r.Step(`^(\w+)'s page removes the view from the menu bar$`, w.removesView, suite.Doc{
		Does:    "Lets a page take the view that it added out of the menu bar.",
		Example: "When Ana's page removes the view from the menu bar",
		Args:    []string{"the agent"},
	})
}

// dialogPage is the page that a dialog shows, with its placeholder for the dialog's id
// (Service Client API sample page).
const dialogPage = "http://localhost/dialog.html?dialogId=$Dialog.Id$"

func (w *world) opensDialog(ctx context.Context, agent string) error {
	options := json.RawMessage(`{"label":"Case of $Agent.FullName$","width":"430px","height":"40%"}`)
	err := w.lets(ctx, agent, "first", target.Action{Verb: target.OpenDialog, Address: dialogPage, Data: options})
	if err == nil && w.hasResult() {
		w.dialogs = append(w.dialogs, scene.TextOf(w.answer.Data))
	}
	return err
}

// theDialog is the dialog that was opened last. No document says that its id is answered.
func (w *world) theDialog() (string, error) {
	if len(w.dialogs) == 0 {
		if w.answer.Given {
			return "", &suite.NotReachedError{Seen: "no dialog has an id: " + w.seenAnswer()}
		}
		return "", errNo("dialog", "Given Ana's page opens a dialog")
	}
	return w.dialogs[len(w.dialogs)-1], nil
}

func (w *world) pageClosesDialog(ctx context.Context, agent string) error {
	id, err := w.theDialog()
	if err != nil {
		return err
	}
	return w.lets(ctx, agent, "first", target.Action{Verb: target.CloseDialog, ID: id})
}

func (w *world) closesDialog(ctx context.Context, agent string) error {
	id, err := w.theDialog()
	if err != nil {
		return err
	}
	return w.inDesktop(ctx, agent, "desktop.closeDialog", map[string]any{"dialog": id})
}

// theView is the view that pages add.
const theView = "view0"

func (w *world) showsView(ctx context.Context, agent, does string) error {
	left := map[string]string{"adds": "(00:05)", "changes": "(00:04)"}[does]
	view := json.RawMessage(`{"name":` + scene.Quote(theView) + `,"iconUrl":"http://localhost/icon.png","label":"Time remaining","shortLabel":` + scene.Quote(left) +
		`,"tooltip":"End of shift","backgroundColor":"#FFFFFF","labelColor":"#000000"}`)
	return w.lets(ctx, agent, "first", target.Action{Verb: target.ShowView, Data: view})
}

func (w *world) removesView(ctx context.Context, agent string) error {
	return w.lets(ctx, agent, "first", target.Action{Verb: target.CloseView, ID: theView})
}
