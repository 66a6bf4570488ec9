package gws

import (
	"encoding/json"
	"strings"

	"github.com/deskproof/deskproof/reports/trace"
	"github.com/deskproof/deskproof/steps/target/web"
)

// notifications is where Bayeux messages go, also below it.
const notifications = "/notifications"

// isBayeux reports whether the request carries Bayeux messages.
func (r Request) isBayeux() bool {
	return r.Path == notifications || strings.HasPrefix(r.Path, notifications+"/")
}

// name is what an answer calls the request: its operation, the channel of its last
// Bayeux message, or the method and the path, with {id} and {channel} for those.
func (r Request) name() string {
	body, err := r.encode()
	if err != nil || r.isBayeux() {
		return r.channel(body)
	}
	if name := web.Text(trace.ObjectOf(body).Get("operationName")); name != "" {
		return web.Short(name)
	}
	parts := strings.Split(r.Path, "/")
	for i := 1; i < len(parts); i++ {
		switch parts[i-1] {
		case "interactions":
			parts[i] = "{id}"
		case "channels":
			parts[i] = "{channel}"
		}
	}
	return r.method() + " " + strings.Join(parts, "/")
}

// channel is the channel of the last Bayeux message, or else the method and the path.
func (r Request) channel(body json.RawMessage) string {
	batch := batchOf(body)
	if len(batch) > 0 {
		if name := web.Text(batch[len(batch)-1].Get("channel")); name != "" {
			return web.Short(name)
		}
	}
	return r.method() + " " + r.Path
}
