package center

// Alive counts the calls that somebody is in and the interactions that an agent is
// looked for.
func (c *Center) Alive() (calls, searches int) {
	for _, k := range c.live {
		if k.size() > 0 {
			calls++
		}
	}
	return calls, len(c.routes)
}
