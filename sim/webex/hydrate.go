package webex

// openIDs are the ids of the contacts that the agent has, those included that wait
// for their wrap-up.
func (s *Session) openIDs() []string { return []string{} }

// hydrate tells a client that has come anew of every contact that the agent has.
func (s *Session) hydrate(r *request) {}

// forget drops what is known of contacts: the agent has logged out.
func (s *Session) forget() {}
