package target

import (
	"net"
	"net/http"
	"time"

	"github.com/deskproof/deskproof/fixtures/targets"
)

// HTTP returns what carries requests to a server of the target. It asks for nothing
// compressed and knows no proxy; headers without end are cut off. Its connections are
// the caller's to close (CloseIdleConnections).
func HTTP(conf targets.TLS, dial Dialer) (*http.Transport, error) {
	if dial == nil {
		dial = new(net.Dialer).DialContext
	}
	config, err := tlsConfig(conf)
	if err != nil {
		return nil, err
	}
	return &http.Transport{
		DialContext: dial, TLSClientConfig: config, DisableCompression: true,
		MaxResponseHeaderBytes: maxHandshake, TLSHandshakeTimeout: handshakeTime, MaxIdleConns: 8,
		IdleConnTimeout: idleTime,
	}, nil
}

// idleTime is how long a connection is kept for the next request: less than servers keep
// it. A request that meets one which its server is about to close has no answer, and
// none that changes something may be made twice.
const idleTime = time.Second

// handshakeTime is how long a server may take to shake hands.
const handshakeTime = 10 * time.Second
