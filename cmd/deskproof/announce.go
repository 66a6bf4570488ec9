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
	"github.com/deskproof/deskproof/sim/edge"
)

// announce says what is served and how to try it.
func announce(w io.Writer, address string, doc *centers.Center, virtual bool, token string) {
	at, everywhere := dialable(address)
	var agents []string
	for _, a := range doc.Agents {
		if a.Handles() {
			agents = append(agents, fmt.Sprintf("%s %s", a.ID, strings.TrimSpace(a.First+" "+a.Last)))
		}
	}
	first := firstAgent(doc)
	quoted, _ := json.Marshal(first.ID) // a string always can be
	fmt.Fprintf(w, `deskproof %s plays %q on http://%s

  desk     ws://%s/scapi?agent=%s
  agents   %s
  origins  %s; a client that sends none counts as %s; --origins accepts others
  gws      http://%s/api/v2, and /api/v2/notifications; users and passwords are the center's
  webex    http://%s/webex; access tokens are USER_PASSWORD_%s
  stage    ws://%s/stage
  health   http://%s/healthz
`, version(), doc.Name, at, at, url.QueryEscape(first.ID), strings.Join(agents, ", "), origins(doc), doc.Origin, at, at, doc.Webex.Organization, at, at)
	if everywhere {
		fmt.Fprintf(w, "\nIt listens on every address of this machine: elsewhere, put its name in place of localhost.\n")
	}
	fmt.Fprintf(w, "\nPoint your client at the desk; then let a customer call:\n\n%s",
		stageCall(at, "call.arrive", fmt.Sprintf(`{"agent":%s,"from":"5550142"}`, quoted)))
	fmt.Fprintf(w, "\nOr log in over GWS, and ask for what the agent has:\n\n  curl -u %s 'http://%s/api/v2/me/interactions?fields=*'\n", shell(first.Login()+":"+first.Password), at)
	fmt.Fprintf(w, "\nOr let the Webex SDK, @webex/contact-center 3.12.0, register:\n\n%s", initOfSDK("http://"+at+edge.Prefix, token))
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

// firstAgent is who is shown as an example.
func firstAgent(doc *centers.Center) centers.Agent {
	return doc.Agents[slices.IndexFunc(doc.Agents, func(a centers.Agent) bool { return a.Handles() })]
}

// accessToken is one of an agent over Webex that the SDK can take apart; sign makes one
// where a name or a password has the sign in it at which it does so.
func accessToken(a centers.Agent, organization string, sign func(agent string) (string, error)) (string, error) {
	if strings.Contains(a.Login()+a.Password, "_") {
		return sign(a.ID)
	}
	return a.Login() + "_" + a.Password + "_" + organization, nil
}

// initOfSDK is what an agent's page calls to have the Webex SDK come here and nowhere else.
func initOfSDK(base, token string) string {
	return fmt.Sprintf(`  Webex.init({
    credentials: {access_token: %q},
    config: {services: {discovery: {
      u2c: %q, hydra: %q, sqdiscovery: %q,
    }}},
  })
`, token, base+"/u2c/api/v1", base+"/v1", base+"/v1/region")
}
