package gws_test

import (
	"testing"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/example"
	"github.com/deskproof/deskproof/steps/oracle/gws"
)

// What binds clients alone is judged in the profile in which it does.
var judge = example.Judge{Door: "gws", Rules: &oracle.Rules{Book: book.GWS(), Profile: "client-compat"}, Judge: gws.Judge, Lines: lines}

func TestExamples(t *testing.T) { judge.Examples(t) }

func TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt(t *testing.T) {
	judge.Behaviours(t, gws.Behaviours(), "rule", "sequence")
}

func TestWhatBindsOnlyClientsFailsNobodyElse(t *testing.T) {
	judge.BindsNever(t, "8.5.0", func(c result.Claim) bool { return c.Evidence == "client" })
}

func TestOtherDoorsAreNotJudged(t *testing.T) { judge.OtherDoors(t) }

func FuzzJudge(f *testing.F) { judge.Fuzz(f) }
