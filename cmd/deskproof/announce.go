package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"

	"github.com/deskproof/deskproof/fixtures/centers"
)

// announce says what is served and how to try it.
func announce(w io.Writer, address string, doc *centers.Center, virtual bool) {
	at, everywhere := dialable(address)
	var agents []string
	for _, a := range doc.Agents {
		agents = append(agents, fmt.Sprintf("%s %s", a.ID, strings.TrimSpace(a.First+" "+a.Last)))
	}
	first := doc.Agents[0].ID
	quoted, _ := json.Marshal(first) // a string always can be
	fmt.Fprintf(w, `deskproof %s plays %q on http://%s

  desk     ws://%s/scapi?agent=%s
  agents   %s
  origins  %s; a client that sends none counts as %s; --origins accepts others
  stage    ws://%s/stage
  health   http://%s/healthz
`, version(), doc.Name, at, at, url.QueryEscape(first), strings.Join(agents, ", "), origins(doc), doc.Origin, at, at)
	if everywhere {
		fmt.Fprintf(w, "\nIt listens on every address of this machine: elsewhere, put its name in place of localhost.\n")
	}
	fmt.Fprintf(w, "\nPoint your client at the desk; then let a customer call:\n\n%s",
		stageCall(at, "call.arrive", fmt.Sprintf(`{"agent":%s,"from":"5550142"}`, quoted)))
	if virtual {
		fmt.Fprintf(w, "\nTime stands still until you let it pass:\n\n%s", stageCall(at, "clock.advance", `{"ms":1000}`))
	}
	fmt.Fprintf(w, "\nCtrl-C ends it.\n")
}

// stageCall is a command line that makes a call at the stage door.
func stageCall(address, method, params string) string {
	call := fmt.Sprintf(`{"jsonrpc":"2.0","id":1,"method":%q,"params":%s}`, method, params)
	return fmt.Sprintf("  curl -d %s http://%s/stage\n", shell(call), address)
}

// origins says which pages' origins the center lets in.
func origins(doc *centers.Center) string {
	accepted := strings.Join(strings.Fields(doc.Options[optionOrigins]), " ")
	if accepted == "" {
		return "none are let in, see --origins"
	}
	return accepted
}

// dialable is the address at which a listener can be reached from this machine, and
// whether it can be from elsewhere at any address of the machine.
func dialable(address string) (string, bool) {
	host, port, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsUnspecified() {
		return address, false
	}
	return net.JoinHostPort("localhost", port), true
}
