package webex

// tasks is what a session knows of the agent's contacts.
type tasks struct{}

// taskEndpoints are the operations of contacts.
var taskEndpoints []endpoint
