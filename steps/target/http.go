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
	}, nil
}

// handshakeTime is how long a server may take to shake hands.
const handshakeTime = 10 * time.Second
