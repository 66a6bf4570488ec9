package webex

// interaction is a contact as the documents lay it out.
func (s *Session) interaction(c *contact) object {
	return object{{"interactionId", c.id}}
}
