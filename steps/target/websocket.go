package target

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/gorilla/websocket"

	"github.com/deskproof/deskproof/fixtures/targets"
)

// MaxFrame is the largest frame the judge reads, in bytes.
const MaxFrame = 4 << 20

// HandshakeError says that a server answered the opening of a WebSocket connection
// with something else.
type HandshakeError struct{ Address, Status string }

func (e *HandshakeError) Error() string {
	return fmt.Sprintf("connect %s: answered %s instead of a WebSocket handshake", e.Address, e.Status)
}

// Dialer makes the connections below a target's doors; nil: over the network.
type Dialer func(ctx context.Context, network, address string) (net.Conn, error)

// Socket opens a WebSocket connection. A *HandshakeError tells what the server
// answered instead.
func Socket(ctx context.Context, address string, header http.Header, conf targets.TLS, dial Dialer) (*websocket.Conn, error) {
	o := opening{dial: dial}
	if dial == nil {
		o.dial = new(net.Dialer).DialContext
	}
	d := websocket.Dialer{HandshakeTimeout: handshakeTime, NetDialContext: o.connect, WriteBufferPool: &writeBuffers}
	config, err := tlsConfig(conf)
	if err != nil {
		return nil, err
	}
	d.TLSClientConfig = config
	ws, response, err := d.DialContext(ctx, address, header)
	if errors.Is(err, websocket.ErrBadHandshake) && response != nil {
		return nil, &HandshakeError{address, strings.ToValidUTF8(response.Status[:min(len(response.Status), 200)], "")}
	}
	if o.conn != nil && o.conn.read >= maxHandshake {
		err = fmt.Errorf("more than %d bytes came before the handshake was made", maxHandshake)
	}
	if err != nil {
		return nil, fmt.Errorf("connect %s: %w", address, err)
	}
	o.conn.made = true
	ws.SetReadLimit(MaxFrame)
	return ws, nil
}

// writeBuffers are those of connections while something is written.
var writeBuffers sync.Pool

// opening makes the connection of one handshake.
type opening struct {
	dial Dialer
	conn *opened
}

func (o *opening) connect(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := o.dial(ctx, network, address)
	if err != nil {
		return nil, err
	}
	o.conn = &opened{Conn: conn}
	return o.conn, nil
}

// maxHandshake is how many bytes of a server are read until a handshake is made,
// certificates included: headers could go on for ever.
const maxHandshake = 64 << 10

// opened is a connection on which a handshake is made, by one goroutine, and then has
// been.
type opened struct {
	net.Conn
	made bool
	read int
}

func (c *opened) Read(p []byte) (int, error) {
	if c.made {
		return c.Conn.Read(p)
	}
	if c.read >= maxHandshake {
		return 0, io.ErrUnexpectedEOF
	}
	n, err := c.Conn.Read(p[:min(len(p), maxHandshake-c.read)])
	c.read += n
	return n, err
}

// Read reads a message from a WebSocket connection; the error names the limit on
// its size if that was the reason.
func Read(ws *websocket.Conn) (kind int, body []byte, err error) {
	kind, r, err := ws.NextReader()
	if err == nil {
		body, err = readAll(r)
	}
	if errors.Is(err, websocket.ErrReadLimit) {
		err = fmt.Errorf("a message over %d bytes came, more than is read", MaxFrame)
	}
	return kind, body, err
}

// readAll reads into memory of the very size: frames are kept until a scenario is judged.
func readAll(r io.Reader) ([]byte, error) {
	b := readBuffers.Get().(*bytes.Buffer)
	defer func() {
		if b.Cap() <= mostKept {
			readBuffers.Put(b)
		}
	}()
	b.Reset()
	_, err := b.ReadFrom(r)
	return bytes.Clone(b.Bytes()), err
}

// mostKept is the size in bytes of a buffer that is worth keeping.
const mostKept = 64 << 10

var readBuffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func tlsConfig(conf targets.TLS) (*tls.Config, error) {
	if conf == (targets.TLS{}) {
		return nil, nil
	}
	c := &tls.Config{InsecureSkipVerify: conf.Insecure} // the target file asks for it
	if conf.CA != "" {
		pem, err := os.ReadFile(conf.CA)
		if err != nil {
			return nil, fmt.Errorf("tls.ca: %w", err)
		}
		if c.RootCAs, err = x509.SystemCertPool(); err != nil {
			c.RootCAs = x509.NewCertPool() // a system without any
		}
		if !c.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("tls.ca: %s holds no certificate", conf.CA)
		}
	}
	if conf.Cert != "" {
		pair, err := tls.LoadX509KeyPair(conf.Cert, conf.Key)
		if err != nil {
			return nil, fmt.Errorf("tls.cert: %w", err)
		}
		c.Certificates = []tls.Certificate{pair}
	}
	return c, nil
}

// wsDoor is a stage door over WebSocket.
type wsDoor struct {
	ws   *websocket.Conn
	mail *mailbox
}

func dialDoor(ctx context.Context, cfg Config) (door, error) {
	ws, err := Socket(ctx, cfg.Target.Stage.Address, nil, cfg.Target.TLS, cfg.Dial)
	if err != nil {
		return nil, err
	}
	d := &wsDoor{ws: ws, mail: newMailbox()}
	go d.read()
	return d, nil
}

func (d *wsDoor) read() {
	for {
		_, line, err := Read(d.ws)
		if err != nil {
			d.mail.end(err)
			return
		}
		d.mail.deliver(line)
	}
}

func (d *wsDoor) call(ctx context.Context, id int, line []byte) (letter, error) {
	if ctx.Err() != nil { // others use the connection
		return letter{}, ctx.Err()
	}
	answer := d.mail.expect(id)
	inTime := context.AfterFunc(ctx, func() { d.ws.Close() }) // half a call may be on its way
	err := d.ws.WriteMessage(websocket.TextMessage, line)
	if isDeaf := !inTime(); err != nil {
		return letter{}, d.unwritten(err, isDeaf)
	}
	return d.mail.await(ctx, id, answer)
}

// unwritten says why a call could not be given to the door: what was read last tells
// it better than that the connection is closed.
func (d *wsDoor) unwritten(err error, isDeaf bool) error {
	if isDeaf {
		err = fmt.Errorf("it %w: %w", errDeaf, err)
	}
	_ = d.ws.Close() // it may be closed
	<-d.mail.ended
	if errors.Is(d.mail.err, net.ErrClosed) { // by us
		return err
	}
	return d.mail.err
}

func (d *wsDoor) close() error {
	err := d.ws.Close()
	<-d.mail.ended
	return err
}
