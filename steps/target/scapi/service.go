package scapi

import "github.com/deskproof/deskproof/steps/target"

// serviceParameters are those of what a desktop does besides interactions (Service Client
// API Reference, namespaces Auth, Configuration, Messenger and System); false: it is
// something else that the action asks for.
func serviceParameters(a target.Action) (params []any, ok bool) {
	switch a.Verb {
	case target.GetToken, target.TriggerActivity, target.IsVisible, target.IsLeading, target.IsFollowing,
		target.IsNegotiating, target.IsLeadingOrNegotiating, target.IsLastActive:
		return nil, true
	case target.ReadOptions:
		return []any{oneOrMore(a.Names)}, true
	case target.ReadContextualOptions:
		if a.Interaction == "" {
			return []any{oneOrMore(a.Names)}, true
		}
		return []any{oneOrMore(a.Names), a.Interaction}, true
	case target.ShowToast, target.ShowView:
		return []any{a.Data}, true
	case target.ChangeToast:
		return []any{a.ID, a.Data}, true
	case target.CloseToast, target.CloseDialog, target.CloseView:
		return []any{a.ID}, true
	case target.OpenDialog:
		return []any{a.Address, a.Data}, true
	case target.Broadcast:
		return []any{a.Channel, a.Data}, true
	}
	return nil, false
}

// oneOrMore is one name as a text and several as a list, as callers give them.
func oneOrMore(names []string) any {
	if len(names) == 1 {
		return names[0]
	}
	return names
}
