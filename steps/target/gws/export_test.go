package gws

import "fmt"

// Advised is what the server advised last, for tests.
func (s *Session) Advised() string {
	a := s.advised()
	return fmt.Sprint(a.reconnect, " ", a.timeout, a.maxInterval, a.several)
}
