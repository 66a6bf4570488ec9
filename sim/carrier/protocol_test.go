package carrier_test

import (
	"encoding/binary"
	"io"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/sim/carrier"
)

func TestAFrameThatBreaksTheProtocolIsAnsweredOnce(t *testing.T) {
	tests := map[string]struct{ frame, text string }{
		"not masked":               {"\x81\x01x", "bad MASK"},
		"a reserved bit":           {"\xf1\x80\x00\x00\x00\x00", "RSV1 set, RSV2 set, RSV3 set"},
		"of no kind":               {"\x83\x80\x00\x00\x00\x00", "bad opcode 3"},
		"goes on with nothing":     {"\x80\x80\x00\x00\x00\x00", "continuation after FIN"},
		"a close by no code":       {"\x88\x82\x00\x00\x00\x00\x03\xe7", "bad close code 999"},
		"a close that is no text":  {"\x88\x83\x00\x00\x00\x00\x03\xe8\xff", "invalid utf8 payload in close frame"},
		"a ping that is not whole": {"\x09\x80\x00\x00\x00\x00", "FIN not set on control"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			address, why := serve(t, carrier.Limits{}, echo)
			conn := dial(t, address).NetConn()
			require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
			_, err := conn.Write([]byte(tt.frame))
			require.NoError(t, err)
			told, _ := io.ReadAll(conn) // until it is hung up
			text := "frame breaks the protocol: " + tt.text
			want := binary.BigEndian.AppendUint16([]byte{0x88, byte(2 + len(text))}, websocket.CloseProtocolError)
			assert.Equal(t, string(append(want, text...)), string(told))
			assert.ErrorIs(t, await(t, why), carrier.ErrFrame)
		})
	}
}
