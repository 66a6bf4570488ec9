package target

// The verbs of what a desktop does for a page besides interactions.
const (
	ReadOptions            Verb = "read options"
	ReadContextualOptions  Verb = "read options of an interaction"
	GetToken               Verb = "get a token"
	TriggerActivity        Verb = "count as activity"
	ShowToast              Verb = "show a toast"
	ChangeToast            Verb = "change a toast"
	CloseToast             Verb = "close a toast"
	OpenDialog             Verb = "open a dialog"
	CloseDialog            Verb = "close a dialog"
	ShowView               Verb = "show a view"
	CloseView              Verb = "close a view"
	IsVisible              Verb = "ask whether it is visible"
	IsLeading              Verb = "ask whether it leads"
	IsFollowing            Verb = "ask whether it follows"
	IsNegotiating          Verb = "ask whether it negotiates"
	IsLeadingOrNegotiating Verb = "ask whether it leads or negotiates"
	IsLastActive           Verb = "ask whether it was last active"
	Broadcast              Verb = "broadcast a message"
)
