package target_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/steps/target"
)

// identity is a self-signed certificate for 127.0.0.1 and its key, in files.
func identity(t *testing.T) (pair tls.Certificate, certFile, keyFile string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: t.Name()}, NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	require.NoError(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	dir := t.TempDir()
	certFile, keyFile = filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	require.NoError(t, os.WriteFile(certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	require.NoError(t, os.WriteFile(keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	pair, err = tls.LoadX509KeyPair(certFile, keyFile)
	require.NoError(t, err)
	return pair, certFile, keyFile
}

// secure serves WebSocket connections over TLS and says who came.
func secure(t *testing.T, conf *tls.Config) string {
	t.Helper()
	up := websocket.Upgrader{}
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer ws.Close()
		who := "nobody"
		if len(r.TLS.PeerCertificates) > 0 {
			who = r.TLS.PeerCertificates[0].Subject.CommonName
		}
		_ = ws.WriteMessage(websocket.TextMessage, []byte(who))
	}))
	s.TLS = conf
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return "wss://" + s.Listener.Addr().String()
}

func TestSocketOverTLS(t *testing.T) {
	server, ca, _ := identity(t)
	client, cert, key := identity(t)
	_, other, otherKey := identity(t)
	known := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(client.Certificate[0])
	require.NoError(t, err)
	known.AddCert(leaf)
	open := secure(t, &tls.Config{Certificates: []tls.Certificate{server}})
	closed := secure(t, &tls.Config{Certificates: []tls.Certificate{server}, ClientAuth: tls.RequireAndVerifyClientCert, ClientCAs: known})
	text := filepath.Join(t.TempDir(), "text.pem")
	require.NoError(t, os.WriteFile(text, []byte("no certificate"), 0o600))
	tests := map[string]struct {
		address string
		conf    targets.TLS
		who     string // whom the server sees
		want    string // the error
	}{
		"an authority of one's own":      {open, targets.TLS{CA: ca}, "nobody", ""},
		"anybody":                        {open, targets.TLS{Insecure: true}, "nobody", ""},
		"with a certificate":             {closed, targets.TLS{CA: ca, Cert: cert, Key: key}, t.Name(), ""},
		"nobody who is known":            {open, targets.TLS{}, "", "certificate"},
		"another authority":              {open, targets.TLS{CA: other}, "", "certificate"},
		"without a certificate":          {closed, targets.TLS{CA: ca}, "", ""},
		"with another's certificate":     {closed, targets.TLS{CA: ca, Cert: other, Key: otherKey}, "", ""},
		"an authority that is not there": {open, targets.TLS{CA: "nowhere.pem"}, "", "tls.ca: open nowhere.pem: no such file or directory"},
		"an authority that is none":      {open, targets.TLS{CA: text}, "", "tls.ca: " + text + " holds no certificate"},
		"a certificate that is none":     {open, targets.TLS{CA: ca, Cert: text, Key: key}, "", "tls.cert: tls: failed to find any PEM data in certificate input"},
		"a key of another":               {open, targets.TLS{CA: ca, Cert: cert, Key: otherKey}, "", "tls.cert: tls: private key does not match public key"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws, err := target.Socket(t.Context(), tt.address, nil, tt.conf, nil)
			if err == nil {
				defer ws.Close()
				var who []byte
				_, who, err = target.Read(ws)
				assert.Equal(t, tt.who, string(who))
			}
			if tt.who != "" {
				require.NoError(t, err)
				return
			}
			assert.ErrorContains(t, err, tt.want)
		})
	}
}
