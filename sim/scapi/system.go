package scapi

// systemMethods are the requests about the desktop itself, and the messenger between its
// pages (System and Messenger namespaces; client library by version).
func systemMethods() map[string]method {
	return map[string]method{
		"system.triggerActivity": {manual | current, 2016, nil, (*Session).triggerActivity},
		"system.popupToast":      {manual | current, 2016, []param{{"parameters", isObject, false}}, (*Session).popupToast},
		"system.updateToast": {manual | current, 2016,
			[]param{{"id", isString, false}, {"parameters", isObject, false}}, (*Session).updateToast},
		"system.closeToast":                     {manual | current, 2016, []param{{"id", isString, false}}, (*Session).closeToast},
		"system.openDialog":                     {0, 2023, []param{{"url", isString, false}, {"options", isObject, false}}, (*Session).openDialog},
		"system.closeDialog":                    {0, 2023, []param{{"dialogId", isString, false}}, (*Session).closeDialog},
		"system.updateViewInApplicationMenuBar": {0, 2023, []param{{"parameters", isObject, false}}, (*Session).updateView},
		"system.closeViewInApplicationMenuBar":  {0, 2023, []param{{"name", isString, false}}, (*Session).closeView},
		"system.amIVisible":                     {0, 2023, nil, (*Session).isVisible},
		"system.isFrameLeading":                 {0, 2021, nil, isPlaced(leads)},
		"system.isFrameFollowing":               {0, 2021, nil, isPlaced(follows)},
		"system.isFrameNegotiating":             {0, 2021, nil, isPlaced(negotiates)},
		"system.isFrameLeadingOrNegotiating":    {0, 2021, nil, isPlaced(leads | negotiates)},
		"system.isLastActiveFrame":              {0, 2021, nil, (*Session).isLastActive},

		"messenger.broadcastMessage": {current, 2023,
			[]param{{"channel", isString, false}, {"message", isObject, false}}, (*Session).broadcast},
	}
}
