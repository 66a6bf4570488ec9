package stage

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzHandle: any bytes are answered by the schema, or not at all, and the door goes on.
func FuzzHandle(f *testing.F) {
	for _, m := range methods() {
		f.Add(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":1,"method":%q,"params":{"world":"w1","agent":"1001","from":"1","number":"1","campaign":"S","mode":"push","chain":[{"handle":1,"number":"1"}],"ms":1,"faults":[]}}`, m))
		f.Add(fmt.Appendf(nil, `{"jsonrpc":"2.0","id":"x","method":%q}`, m))
	}
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"call.arrive","params":{"world":"w1","agent":"1001","from":"1","data":{"a":"b"},"contact":{"first":"x"}}}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"fault.set","params":{"world":"w1","faults":[{"on":{"nth":1},"do":"replace","path":"a.b","value":{}}]}}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"barrier","params":{"world":"w1","desks":[{"agent":"1001","page":1,"sent":0}]}}`))
	f.Add([]byte(`{"jsonrpc":"2.0","ID":1,"id":null,"METHOD":"hello","params":{}}`))
	// As the README prints them.
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"hello","params":{"harness":"deskproof","version":"0.1.0","protocol":1}}`))
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"call.arrive","params":{"agent":"1001","from":"5550142"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		v := visit(t, func(c *Config) { c.Limit = time.Nanosecond })
		_, err := v.enter().Open(t.Context(), "1001", "", &outbox{})
		require.NoError(t, err)
		for range 2 {
			answer := v.d.handle(context.Background(), raw)
			if answer == nil {
				continue
			}
			if err := conforms("response", answer); err != nil {
				t.Errorf("%q was answered with %s: %v", raw, answer, err)
			}
		}
		v.world = ""
		v.do("hello", `{}`)
	})
}
