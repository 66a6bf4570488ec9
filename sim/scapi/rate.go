package scapi

import "time"

// limiter counts requests a minute and knows which are ignored. Once a limit is
// reached, requests are ignored for the quarantine delay (Workspace Web Edition
// options, "Service Client API": rate limits).
type limiter struct {
	access *Access
	counts map[string]*counter // by request; "" counts all
}

// counter counts what one limit limits.
type counter struct {
	sent  []time.Duration // in the last minute
	until time.Duration   // when its quarantine ends
}

const forever = 1<<63 - 1

// admit reports whether a request sent now is to be handled at all.
func (l *limiter) admit(now time.Duration, request string) bool {
	all, same := l.counter(""), l.counter(request)
	if now < all.until || now < same.until {
		return false
	}
	if !all.allows(now, l.access.rate, l.access.quarantine) {
		return false
	}
	if !same.allows(now, l.access.rates[request], l.access.quarantine) {
		return false
	}
	all.sent, same.sent = append(all.sent, now), append(same.sent, now)
	return true
}

// counter is the counter of a request, or of all; what no limit limits is not kept.
func (l *limiter) counter(request string) *counter {
	if request == "" && l.access.rate == 0 || request != "" && l.access.rates[request] == 0 {
		return &counter{}
	}
	if l.counts == nil {
		l.counts = map[string]*counter{}
	}
	c := l.counts[request]
	if c == nil {
		c = &counter{}
		l.counts[request] = c
	}
	return c
}

// allows reports whether one more is within the limit; if not, the quarantine
// begins, and counting begins anew, or the delay would not be what ends it.
func (c *counter) allows(now time.Duration, limit int, quarantine time.Duration) bool {
	i := 0
	for i < len(c.sent) && c.sent[i] <= now-time.Minute {
		i++
	}
	c.sent = c.sent[i:]
	if limit == 0 || len(c.sent) < limit {
		return true
	}
	c.sent, c.until = nil, forever
	if quarantine > 0 {
		c.until = now + quarantine
	}
	return false
}
