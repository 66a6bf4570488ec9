package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/fixtures/centers"
)

// announce says what is served and how to try it.
func announce(w io.Writer, address string, doc *centers.Center, virtual bool) {
	at, everywhere := dialable(address)
	var agents []string
	var first centers.Agent
	for _, a := range slices.Backward(doc.Agents) {
		if a.Handles() {
			first = a
			agents = slices.Insert(agents, 0, fmt.Sprintf("%s %s", a.ID, strings.TrimSpace(a.First+" "+a.Last)))
		}
	}
	quoted, _ := json.Marshal(first.ID) // a string always can be
	fmt.Fprintf(w, `deskproof %s plays %q on http://%s

  desk     ws://%s/scapi?agent=%s
  agents   %s
  origins  %s; a client that sends none counts as %s; --origins accepts others
  gws      http://%s/api/v2, and /api/v2/notifications; users and passwords are the center's
  stage    ws://%s/stage
  health   http://%s/healthz
`, version(), doc.Name, at, at, url.QueryEscape(first.ID), strings.Join(agents, ", "), origins(doc), doc.Origin, at, at, at)
	if everywhere {
		fmt.Fprintf(w, "\nIt listens on every address of this machine: elsewhere, put its name in place of localhost.\n")
	}
	fmt.Fprintf(w, "\nPoint your client at the desk; then let a customer call:\n\n%s",
		stageCall(at, "call.arrive", fmt.Sprintf(`{"agent":%s,"from":"5550142"}`, quoted)))
	fmt.Fprintf(w, "\nOr log in over GWS, and ask for what the agent has:\n\n  curl -u %s 'http://%s/api/v2/me/interactions?fields=*'\n", shell(first.Login()+":"+first.Password), at)
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
