package oracle

import "github.com/deskproof/deskproof/reports/result"

// Findings collects what the checks of a trace find, for the judge of any wire.
type Findings struct{ ledger *ledger }

// NewFindings has found nothing yet.
func NewFindings() *Findings { return &Findings{newLedger()} }

// Met notes that an item of the book was checked and found good.
func (f *Findings) Met(item string) { f.ledger.mark(item).met = true }

// Broken notes an unmet claim. The last of its Frames, of which there is one at least, is
// the one that broke it.
func (f *Findings) Broken(c result.Claim) { f.ledger.broken(c) }

// BrokenUnless notes an unmet claim that what comes later may excuse: that is asked when
// all has been read.
func (f *Findings) BrokenUnless(c result.Claim, excused func() bool) {
	f.ledger.doubts = append(f.ledger.doubts, doubt{c, excused})
}

// Verdict is asked for once, when all records have been read.
func (f *Findings) Verdict() Verdict { return f.ledger.verdict() }
