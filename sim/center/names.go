package center

import "fmt"

// name returns the i-th of names, or the type and number for a value that has none.
func name[T ~uint8](names []string, v T, kind string) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return fmt.Sprintf("%s %d", kind, v)
}

func (m Medium) String() string {
	return name([]string{"", "voice", "chat", "email", "workitem", "preview"}, m, "medium")
}

func (c Channel) String() string {
	return name([]string{"own channel", "social", "sms", "facebook", "whatsapp"}, c, "channel")
}

func (s State) String() string {
	return name([]string{"", "ringing", "dialing", "connected", "held", "released", "previewing",
		"calling", "finished", "rejected", "canceled", "asked in", "accepted", "joining", "not joined",
		"loading", "joined", "drafted", "sent", "saved", "stored", "pulled", "withdrawn", "completed",
		"handing over", "handed over", "left", "disturbed", "obscured"}, s, "state")
}

func (k CallKind) String() string {
	return name([]string{"", "inbound", "outbound", "internal", "consultation"}, k, "call kind")
}

func (m Mode) String() string {
	return name([]string{"", "pull", "push", "direct push"}, m, "mode")
}

func (r Recording) String() string {
	return name([]string{"not recording", "recording", "paused"}, r, "recording")
}

func (c Cause) String() string {
	return name([]string{"", "by the agent", "by the far end", "no answer", "redirected", "busy"}, c, "cause")
}

func (s Server) String() string {
	return name([]string{"", "chat server", "interaction server"}, s, "server")
}

func (k StateKind) String() string {
	return name([]string{"", "ready", "not ready", "not ready with a reason", "after-call work",
		"after-call work with a reason", "do not disturb", "logged out", "partly ready",
		"out of service", "logged out undisturbed", "unknown"}, k, "agent state")
}

func (s CampaignState) String() string {
	return name([]string{"unloaded", "loaded", "running"}, s, "campaign state")
}

func (v Verb) String() string {
	return name([]string{"", "accept", "reject", "hold", "resume", "hang up", "mark done", "block mark done",
		"unblock mark done", "set data", "delete data", "start recording", "stop recording",
		"pause recording", "resume recording", "call record", "reject record", "cancel record",
		"reschedule", "cancel reschedule", "set result", "set do-not-call", "remove do-not-call", "update fields",
		"compose", "say", "notice", "stop typing", "end chat", "reply", "reply to all", "forward", "insert response", "send", "discard", "save",
		"place in workbin", "place in queue", "leave conference", "disturb", "obscure",
		"consult", "complete transfer", "complete conference", "single-step transfer", "single-step conference", "end conference",
		"finish", "step out", "transfer", "invite", "requeue", "park",
		"dial", "next record", "start records", "stop records",
		"create e-mail", "pull from workbin", "pull from queue", "choose state", "log in", "log out", "sign in", "sign out",
		"arrive", "far end answers", "far end is busy", "far end does not answer", "far end hangs up",
		"far end says", "far end leaves", "far end types", "far end stops typing", "set server",
		"force state", "load campaign", "start campaign", "stop campaign", "unload campaign", "add record",
		"expire"}, v, "verb")
}

func (k EventKind) String() string {
	return name([]string{"", "offered", "dialed", "shown", "established", "held", "resumed", "released",
		"record rejected", "record canceled", "closed", "data changed", "recording changed",
		"accepted", "joining", "not joined", "loading", "joined", "message added", "line added", "composing",
		"response inserted", "drafted", "sent", "discarded", "saved", "in workbin", "workbin failed",
		"in queue", "queue failed", "pulled", "pull failed", "pull from workbin failed", "withdrawn",
		"asked in", "left", "handing over", "handed over", "disturbed", "obscured", "parties changed", "done applied",
		"agent changed", "medium changed", "campaign loaded", "campaign started", "campaign stopped",
		"campaign unloaded", "timer set", "timer canceled"}, k, "event")
}

func (k TimerKind) String() string {
	return name([]string{"", "ring", "block", "far end", "dial", "talk", "callback", "offer", "join"}, k, "timer")
}

func (k TargetKind) String() string {
	return name([]string{"", "agent", "agent group", "skill", "queue", "routing point", "number"}, k, "target")
}

func (k LineKind) String() string {
	return name([]string{"", "text", "notice", "joined", "left", "typing started", "typing stopped"}, k, "line")
}

func (k PlaceKind) String() string {
	return name([]string{"", "in a queue", "on offer", "with agents", "in a workbin", "ended"}, k, "place")
}
