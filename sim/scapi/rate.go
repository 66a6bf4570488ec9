package scapi

import (
	"slices"
	"time"
)

// limiter counts requests a minute and knows which are ignored. Once a limit is
// reached, requests are ignored for the quarantine delay (Workspace Web Edition
// options, "Service Client API": rate limits).
type limiter struct {
	access *Access
	sent   []sent
	until  map[string]time.Duration // request, or "" for all → when its quarantine ends
}

type sent struct {
	request string
	at      time.Duration
}

const forever = 1<<63 - 1

// admit reports whether a request sent now is to be handled at all.
func (l *limiter) admit(now time.Duration, request string) bool {
	if l.access.rate == 0 && len(l.access.rates) == 0 {
		return true
	}
	if l.quarantined(now, "") || l.quarantined(now, request) {
		return false
	}
	l.forget(now - time.Minute)
	all, same := len(l.sent), 0
	for _, s := range l.sent {
		if s.request == request {
			same++
		}
	}
	if over(all, l.access.rate) {
		l.quarantine(now, "")
		return false
	}
	if over(same, l.access.rates[request]) {
		l.quarantine(now, request)
		return false
	}
	l.sent = append(l.sent, sent{request, now})
	return true
}

func over(n, limit int) bool { return limit > 0 && n >= limit }

func (l *limiter) quarantined(now time.Duration, request string) bool {
	until, ok := l.until[request]
	return ok && now < until
}

func (l *limiter) quarantine(now time.Duration, request string) {
	if l.until == nil {
		l.until = map[string]time.Duration{}
	}
	l.until[request] = forever
	if l.access.quarantine > 0 {
		l.until[request] = now + l.access.quarantine
	}
	// Counting begins anew, or the delay would not be what ends the quarantine.
	l.sent = slices.DeleteFunc(l.sent, func(s sent) bool { return request == "" || s.request == request })
}

// forget drops what was sent at that time or before.
func (l *limiter) forget(until time.Duration) {
	i := 0
	for i < len(l.sent) && l.sent[i].at <= until {
		i++
	}
	l.sent = append(l.sent[:0], l.sent[i:]...)
}
