package steps

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/suite"
	"github.com/deskproof/deskproof/steps/target"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// CheckLacks is an error for each request that a target file says its implementation
// lacks, and that the book of its wire does not know or the harness cannot do without.
// Name is that of the file.
func CheckLacks(name string, file *targets.Target) error {
	var wrong []error
	for _, w := range wires {
		lacks := file.Wires[w.name].Lacks
		for i, request := range lacks {
			if err := unknown(w.book(), request); err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", lackedAt(name, file, w.name, i), err))
			}
		}
	}
	return errors.Join(append(wrong, unfenced(name, file))...)
}

// lackedAt is where in a target file it says what its implementation lacks.
func lackedAt(name string, file *targets.Target, wire string, i int) string {
	if line := file.Line("wires", wire, "lacks", i); line > 0 {
		name = fmt.Sprintf("%s:%d", name, line)
	}
	return fmt.Sprintf("%s: wires.%s.lacks[%d]", name, wire, i)
}

// unknown is an error for what is neither a request of the book, nor a namespace written as
// outbound.*.
func unknown(b *book.Book, name string) error {
	var names []string
	for i := range b.Methods {
		r := b.Methods[i].Request
		names = append(names, r)
		if namespace, _, ok := strings.Cut(r, "."); ok {
			names = append(names, namespace+".*")
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if slices.Contains(names, name) {
		return nil
	}
	return fmt.Errorf("%q is no request that the documents know: the nearest are %s", name, strings.Join(suite.Nearest(names, name, 3), ", "))
}

// unfenced is an error for a target that lacks the request by which the harness tells that
// everything has arrived, and names no other way.
func unfenced(name string, file *targets.Target) error {
	ask := scapi.RequestOf(target.Self)
	if mode := file.Settle.Mode; file.Wires[scapi.Wire].Has(ask) || mode == targets.Count || mode == targets.Quiet {
		return nil
	}
	return fmt.Errorf("%s: wires.scapi.lacks: by %s the harness tells that everything has arrived; write settle: {mode: quiet}, or count if the stage door counts frames", name, ask)
}
