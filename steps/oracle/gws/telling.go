package gws

// telling is what a session was told last about an interaction.
type telling struct {
	data   string
	times  int // in a row, over all batches, while nothing happened that could have caused it again
	may    int // how often it may come: so much happened before it that could have caused it
	causes int // what had happened of the kind, to this interaction or at the stage door, when it came last
	events int // what had happened of the kind to whatever, when it came last
}

// tells notes an event about an interaction, and says how often it has come by now if that
// is more often than it may.
func (j *judge) tells(s *session, about, data string) int {
	if s == nil || about == anything {
		return 0
	}
	last, known := s.told[about]
	causes := s.caused[about] + j.staged
	switch {
	case !known:
		last = telling{data: data, may: causes - s.began}
	case last.data != data:
		last = telling{data: data, may: causes - last.causes}
	case last.events != j.changed+j.staged:
		last.times = 0
	}
	last.times, last.causes, last.events = last.times+1, causes, j.changed+j.staged
	s.told[about] = last
	if last.times <= max(1, last.may) {
		return 0
	}
	return last.times
}
