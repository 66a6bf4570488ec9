package center

// Alive counts the calls that somebody is in, the chats and e-mails that are in
// somebody's list, and the searches for an agent, but for e-mails: those can wait.
func (c *Center) Alive() (calls, threads, searches int) {
	for _, k := range c.live {
		if k.size() > 0 {
			calls++
		}
	}
	for _, t := range c.threads {
		if len(t.seats) > 0 {
			threads++
		}
	}
	for _, r := range c.routes {
		if r.x.medium() != Email {
			searches++
		}
	}
	return calls, threads, searches
}

// Stories counts the stories that a center keeps, and those that what is alive belongs to.
func (c *Center) Stories() (kept, alive int) {
	seen := map[*story]bool{}
	for _, k := range c.live {
		seen[k.story] = true
	}
	for _, t := range c.threads {
		seen[t.story] = true
	}
	return len(c.stories), len(seen)
}
