package carrier

import (
	"bufio"
	"net"
	"net/http"
)

// line is a connection that takes nothing from the library once it is ours: the library
// answers frames that break the protocol by itself, beside whoever writes.
type line struct {
	net.Conn
	ours bool
}

func (l *line) Write(b []byte) (int, error) {
	if l.ours {
		return len(b), nil
	}
	return l.Conn.Write(b)
}

// switchboard hands a request's connection over as a line.
type switchboard struct {
	http.ResponseWriter
	line *line
}

func (s *switchboard) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffered, err := http.NewResponseController(s.ResponseWriter).Hijack()
	s.line = &line{Conn: conn}
	return s.line, buffered, err
}
