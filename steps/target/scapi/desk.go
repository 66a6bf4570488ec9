package scapi

import (
	"encoding/json"
	"fmt"

	"github.com/deskproof/deskproof/steps/target"
)

// requests are the verbs in this wire's words (Service Client API Reference).
var requests = map[target.Verb]string{
	target.Answer:          "voice.answer",
	target.Accept:          "interaction.accept",
	target.Reject:          "interaction.reject",
	target.Hold:            "voice.hold",
	target.Resume:          "voice.resume",
	target.HangUp:          "voice.hangUp",
	target.Dial:            "voice.dial",
	target.WriteMail:       "email.create",
	target.MarkDone:        "interaction.markdone",
	target.BlockMarkDone:   "interaction.blockMarkdone",
	target.UnblockMarkDone: "interaction.unblockMarkdone",
	target.SetData:         "interaction.setUserData",
	target.DeleteData:      "interaction.deleteUserData",
	target.StartRecording:  "voice.startCallRecording",
	target.StopRecording:   "voice.stopCallRecording",
	target.PauseRecording:  "voice.pauseCallRecording",
	target.ResumeRecording: "voice.resumeCallRecording",
	target.SelectCase:      "interaction.selectCaseByCaseId",
	target.NextRecord:      "outbound.getPreviewRecord",
	target.CallRecord:      "outbound.callPreviewRecord",
	target.RejectRecord:    "outbound.rejectPreviewRecord",
	target.CancelRecord:    "outbound.cancelPreviewRecord",
	target.StartDirectPush: "outbound.startDirectPushPreview",
	target.StopDirectPush:  "outbound.stopDirectPushPreview",
	target.ListCampaigns:   "outbound.getCampaigns",
	target.Look:            "interaction.getByInteractionId",
	target.List:            "interaction.getInteractions",
	target.Self:            "agent.get",
	target.State:           "agent.getState",
	target.States:          "agent.getStateList",
	target.SetState:        "agent.setState",
	target.MediaList:       "media.getMediaList",
	target.Media:           "media.getMediaByName",
	target.SetMediaState:   "media.setState",
	target.Services:        "system.getAllowedServices",

	target.ReadOptions:            "configuration.getOption",
	target.ReadContextualOptions:  "configuration.getContextualOption",
	target.GetToken:               "auth.getJwtToken",
	target.TriggerActivity:        "system.triggerActivity",
	target.ShowToast:              "system.popupToast",
	target.ChangeToast:            "system.updateToast",
	target.CloseToast:             "system.closeToast",
	target.OpenDialog:             "system.openDialog",
	target.CloseDialog:            "system.closeDialog",
	target.ShowView:               "system.updateViewInApplicationMenuBar",
	target.CloseView:              "system.closeViewInApplicationMenuBar",
	target.IsVisible:              "system.amIVisible",
	target.IsLeading:              "system.isFrameLeading",
	target.IsFollowing:            "system.isFrameFollowing",
	target.IsNegotiating:          "system.isFrameNegotiating",
	target.IsLeadingOrNegotiating: "system.isFrameLeadingOrNegotiating",
	target.IsLastActive:           "system.isLastActiveFrame",
	target.Broadcast:              "messenger.broadcastMessage",
	target.Consult:                "interaction.consult",
	target.Transfer:               "interaction.completeTransfer",
	target.Conference:             "interaction.completeConference",
	target.TransferAtOnce:         "interaction.singleStepTransfer",
	target.JoinAtOnce:             "interaction.singleStepConference",
	target.Reschedule:             "outbound.rescheduleRecord",
	target.CancelReschedule:       "outbound.cancelReschedule",
	target.ListCallResults:        "outbound.getListOfCallResults",
	target.SetCallResult:          "outbound.setCallResult",
	target.CallResult:             "outbound.getCallResult",
	target.SetDoNotCall:           "outbound.setDoNotCall",
	target.RemoveDoNotCall:        "outbound.removeDoNotCall",
	target.ChainedRecords:         "outbound.getChainedRecords",
	target.RecordFields:           "outbound.getRecordFields",
	target.UpdateRecordFields:     "outbound.updateRecordFields",
}

// RequestOf is the name of the request that a verb is on this wire.
func RequestOf(v target.Verb) string { return requests[v] }

// Do sends the request of an action and returns at once. A verb that this wire lacks
// is a *target.NotOfferedError.
func (p *Page) Do(a target.Action) (*Sent, error) {
	name, ok := requests[a.Verb]
	if !ok {
		return nil, &target.NotOfferedError{What: fmt.Sprintf("a request to %s: the Service Client API has none", a.Verb)}
	}
	return p.Request(name, parameters(a))
}

// parameters are an action's, in the order of the documents; nil: none.
func parameters(a target.Action) []any {
	if params, ok := serviceParameters(a); ok {
		return params
	}
	if params, ok := recordParameters(a); ok {
		return params
	}
	switch a.Verb {
	case target.List, target.Self, target.State, target.States, target.MediaList, target.Services,
		target.ListCampaigns, target.StartDirectPush, target.StopDirectPush:
		return nil
	case target.Dial:
		return []any{a.Number, orNull(a.Data)}
	case target.Consult, target.TransferAtOnce, target.JoinAtOnce:
		return []any{a.Interaction, query(a), orNull(a.Data), orNull(a.Extensions)}
	case target.WriteMail:
		return []any{a.Address, orNull(a.Data)}
	case target.SetData:
		return []any{a.Interaction, a.Data}
	case target.DeleteData:
		return []any{a.Interaction, a.Key}
	case target.BlockMarkDone:
		return []any{a.Interaction, a.Text}
	case target.SelectCase:
		return []any{a.Case}
	case target.NextRecord:
		return []any{a.Campaign}
	case target.CallRecord:
		return []any{a.Interaction, a.Handle}
	case target.SetState:
		return []any{a.State}
	case target.Media:
		return []any{a.Media}
	case target.SetMediaState:
		return []any{a.Media, a.State}
	}
	return []any{a.Interaction}
}

// orNull is what an argument becomes that the caller of the client library leaves out.
func orNull(raw json.RawMessage) any {
	if raw == nil {
		return nil
	}
	return raw
}
