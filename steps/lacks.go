package steps

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// CheckLacks is an error for a request that a target file says its implementation
// lacks, and that the book of its wire does not know or the harness cannot do without.
func CheckLacks(b *book.Book, file *targets.Target) error {
	for _, name := range file.Wires[b.System].Lacks {
		if !isRequest(b, name) {
			return fmt.Errorf("target %s: wires.%s.lacks: %q is no request that the documents know", file.Name, b.System, name)
		}
	}
	if b.System != scapi.Wire {
		return nil
	}
	ask := scapi.RequestOf(target.Self)
	if mode := file.Settle.Mode; file.Wires[scapi.Wire].Has(ask) || mode == targets.Count || mode == targets.Quiet {
		return nil
	}
	return fmt.Errorf("target %s: wires.scapi.lacks: by %s the harness tells that everything has arrived; write settle: {mode: quiet}, or count if the stage door counts frames", file.Name, ask)
}

// isRequest reports whether the book has a request, or a namespace written as outbound.*.
func isRequest(b *book.Book, name string) bool {
	namespace, all := strings.CutSuffix(name, "*")
	for i := range b.Methods {
		if r := b.Methods[i].Request; r == name || all && strings.HasPrefix(r, namespace) {
			return true
		}
	}
	return false
}
