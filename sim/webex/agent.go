package webex

// station is what a session knows of the agent's login.
type station struct{}

// agentEndpoints are the operations of an agent.
var agentEndpoints []endpoint
