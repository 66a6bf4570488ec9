package scapi_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/deskproof/deskproof/sim/center"
)

// customer is the number of the record's customer.
const customer = "5550152"

// previewBlocks is the documents' table of events for outbound preview, row by row
// (Service Client API Reference, "Outbound preview"). What brings a block about is
// done by its function; what has to come before, by before.
var previewBlocks = []struct {
	mode   center.Mode
	name   string
	before func(*floor)
	block  func(*floor) []frame
	want   []row
}{
	{center.Pull, "Preview record received", nil, pulled, []row{
		{"ADDED", "PREVIEWING", "OUTBOUND_PREVIEW", "CALL, REJECT_RECORD, CANCEL_RECORD"},
		{"PREVIEWING", "PREVIEWING", "OUTBOUND_PREVIEW", "CALL, REJECT_RECORD, CANCEL_RECORD"},
	}},
	{center.Pull, "Make call from preview", doing(pulled), called, []row{
		{"ADDED", "DIALING", "OUTBOUND", "HANGUP"},
		{"DIALING", "DIALING", "OUTBOUND", "HANGUP"},
		{"REMOVED", "IDLE", "OUTBOUND_PREVIEW", ""},
	}},
	{center.Pull, "Release and mark done", doing(pulled, called, answered), releasedAndDone, []row{
		{"RELEASED", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"MARKDONE_APPLY", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"REMOVED", "IDLE", "OUTBOUND", ""},
	}},
	{center.Pull, "Reject record", doing(pulled), rejectedRecord, []row{
		{"STATE_CHANGE", "REJECTED", "OUTBOUND_PREVIEW", "MARK_DONE"},
	}},
	{center.Pull, "Cancel record", doing(pulled), canceledRecord, []row{
		{"STATE_CHANGE", "CANCELED", "OUTBOUND_PREVIEW", "MARK_DONE"},
	}},

	{center.Push, "Record received", nil, received, []row{
		{"ADDED", "INVITED", "OUTBOUND_PUSH_PREVIEW", "ACCEPT, REJECT"},
		{"INVITED", "INVITED", "OUTBOUND_PUSH_PREVIEW", "ACCEPT, REJECT"},
	}},
	{center.Push, "Accepted", doing(received), accepted, []row{
		{"PREVIEWING", "PREVIEWING", "OUTBOUND_PUSH_PREVIEW", "CALL, REJECT_RECORD, CANCEL_RECORD"},
	}},
	{center.Push, "Rejected", doing(received), rejected, []row{
		{"REMOVED", "REJECTED", "OUTBOUND_PUSH_PREVIEW", ""},
	}},
	{center.Push, "Make call", doing(received, accepted), calledAndAnswered, []row{
		{"ADDED", "DIALING", "OUTBOUND", "HANGUP"},
		{"DIALING", "DIALING", "OUTBOUND", "HANGUP"},
		{"ESTABLISHED", "TALKING", "OUTBOUND", "HANGUP, HOLD"},
	}},
	{center.Push, "Release and mark done", doing(received, accepted, calledAndAnswered), releasedAndDone, []row{
		{"RELEASED", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"MARKDONE_APPLY", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"REMOVED", "IDLE", "OUTBOUND_PUSH_PREVIEW", "MARK_DONE"},
		{"REMOVED", "IDLE", "OUTBOUND", ""},
	}},
	{center.Push, "Reject record", doing(received, accepted), rejectedRecord, []row{
		{"STATE_CHANGE", "REJECTED", "OUTBOUND_PUSH_PREVIEW", "MARK_DONE"},
	}},
	{center.Push, "Cancel record", doing(received, accepted), canceledRecord, []row{
		{"STATE_CHANGE", "CANCELED", "OUTBOUND_PUSH_PREVIEW", "MARK_DONE"},
	}},

	{center.DirectPush, "Record received", nil, wanted, []row{
		{"ADDED", "INVITED", "OUTBOUND_PREVIEW", "ACCEPT, REJECT"},
		{"INVITED", "INVITED", "OUTBOUND_PREVIEW", "ACCEPT, REJECT"},
	}},
	{center.DirectPush, "Accepted", doing(wanted), accepted, []row{
		{"PREVIEWING", "PREVIEWING", "OUTBOUND_PREVIEW", "CALL, REJECT_RECORD, CANCEL_RECORD"},
	}},
	{center.DirectPush, "Rejected", doing(wanted), rejected, []row{
		{"REMOVED", "REJECTED", "OUTBOUND_PREVIEW", ""},
	}},
	{center.DirectPush, "Make call", doing(wanted, accepted), calledAndAnswered, []row{
		{"ADDED", "DIALING", "OUTBOUND", "HANGUP"},
		{"DIALING", "DIALING", "OUTBOUND", "HANGUP"},
		{"ESTABLISHED", "TALKING", "OUTBOUND", "HANGUP"},
		{"REMOVED", "IDLE", "OUTBOUND_PREVIEW", ""},
	}},
	{center.DirectPush, "Release and mark done", doing(wanted, accepted, calledAndAnswered), releasedAndDone, []row{
		{"RELEASED", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"MARKDONE_APPLY", "IDLE", "OUTBOUND", "MARK_DONE"},
		{"REMOVED", "IDLE", "OUTBOUND", ""},
	}},
	{center.DirectPush, "Reject record", doing(wanted, accepted), rejectedRecord, []row{
		{"STATE_CHANGE", "REJECTED", "OUTBOUND_PREVIEW", "MARK_DONE"},
	}},
	{center.DirectPush, "Cancel record", doing(wanted, accepted), canceledRecord, []row{
		{"STATE_CHANGE", "CANCELED", "OUTBOUND_PREVIEW", "MARK_DONE"},
	}},
}

// What brings a block about. The record is interaction 1, the call made from it 2.

func doing(blocks ...func(*floor) []frame) func(*floor) {
	return func(f *floor) {
		for _, block := range blocks {
			block(f)
		}
	}
}

func pulled(f *floor) []frame {
	f.campaign(center.Pull, customer)
	return f.do("outbound.getPreviewRecord", `["Spring"]`)
}
func received(f *floor) []frame { return f.campaign(center.Push, customer) }
func wanted(f *floor) []frame {
	f.campaign(center.DirectPush, customer)
	return f.do("outbound.startDirectPushPreview", "")
}
func accepted(f *floor) []frame { return f.do("interaction.accept", `["1"]`) }
func rejected(f *floor) []frame { return f.do("interaction.reject", `["1"]`) }
func called(f *floor) []frame   { return f.do("outbound.callPreviewRecord", `["1",1]`) }
func answered(f *floor) []frame {
	return f.stage(center.Command{Verb: center.FarAnswer, Number: customer})
}
func calledAndAnswered(f *floor) []frame { return append(called(f), answered(f)...) }
func releasedAndDone(f *floor) []frame {
	return append(f.do("voice.hangUp", `["2"]`), f.do("interaction.markdone", `["2"]`)...)
}
func rejectedRecord(f *floor) []frame { return f.do("outbound.rejectPreviewRecord", `["1"]`) }
func canceledRecord(f *floor) []frame { return f.do("outbound.cancelPreviewRecord", `["1"]`) }

func TestThePreviewTableRowByRow(t *testing.T) {
	count := 0
	for _, b := range previewBlocks {
		count += len(b.want)
		t.Run(b.mode.String()+"/"+b.name, func(t *testing.T) {
			f := newFloor(t, "union", open)
			f.open(ana, 1)
			if b.before != nil {
				b.before(f)
			}
			if diff := cmp.Diff(b.want, rows(t, b.block(f)), cmp.AllowUnexported(row{})); diff != "" {
				t.Errorf("events (-want +got):\n%s", diff)
			}
		})
	}
	if count != 36 {
		t.Errorf("got %d rows, want the documents' 36", count)
	}
}
