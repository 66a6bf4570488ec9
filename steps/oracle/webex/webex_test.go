package webex_test

import (
	"testing"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/oracle"
	"github.com/deskproof/deskproof/steps/oracle/example"
	"github.com/deskproof/deskproof/steps/oracle/webex"
)

var judge = example.Judge{Door: "webex", Rules: &oracle.Rules{Book: book.Webex(), Profile: "sdk-3.12.0"}, Judge: webex.Judge, Lines: lines}

func TestExamples(t *testing.T) { judge.Examples(t) }

func TestEveryBehaviourHasATraceThatKeepsItAndOneThatBreaksIt(t *testing.T) {
	judge.Behaviours(t, webex.Behaviours(), "rule")
}

// What the package or its runs show fails nobody in the profile of the documents.
func TestWhatBindsTheSDKFailsNobodyElse(t *testing.T) {
	judge.BindsNever(t, "documented", func(c result.Claim) bool { return c.Evidence != "doc" })
}

func TestOtherDoorsAreNotJudged(t *testing.T) { judge.OtherDoors(t) }

func FuzzJudge(f *testing.F) { judge.Fuzz(f) }
