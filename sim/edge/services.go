package edge

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"

	"github.com/deskproof/deskproof/sim/carrier/rest"
)

// The paths of the services beside the contact center's own.
const (
	metricsPath = "/metrics/api/v1"
	logsPath    = "/clientlogs"
	filesPath   = logsPath + "/files/"
)

// catalogue tells where the services are, to anybody and to who has signed in alike.
func (e entrance) catalogue(w http.ResponseWriter, r *http.Request, _ *visitor, _ string) {
	base := e.base(r)
	e.say(w, r, http.StatusOK, map[string]any{
		"serviceLinks": map[string]string{
			"wcc-api-gateway": base, "metrics": base + metricsPath, "clientLogs": base + logsPath,
			"idbroker": base + "/idb", "identity": base + "/identity",
		},
		"hostCatalog": struct{}{},
	})
}

// Limits of what is taken and thrown away.
const (
	maxTelemetry = 1 << 20  // bytes
	maxLog       = 16 << 20 //
)

// telemetry takes a batch of it.
func (e entrance) telemetry(w http.ResponseWriter, r *http.Request, v *visitor, _ string) {
	if n, ok := e.swallow(w, r, maxTelemetry); ok {
		e.cfg.Log.Debug("telemetry", "agent", v.agent, "bytes", n)
		e.say(w, r, http.StatusOK, struct{}{})
	}
}

// logURL says where a log can be put.
func (e entrance) logURL(w http.ResponseWriter, r *http.Request, v *visitor, _ string) {
	asked, tooMuch := rest.Read(w, r)
	if tooMuch != nil {
		e.refuse(w, r, tooMuch.Status, tooMuch.Text)
		return
	}
	var body struct {
		File string `json:"file"`
	}
	_ = json.Unmarshal(asked.Body, &body) // a log without a name is as good
	e.say(w, r, http.StatusOK, map[string]string{
		"tempURL": e.base(r) + filesPath + url.PathEscape(v.agent), "logFilename": body.File, "userId": v.agent,
	})
}

// logFile takes a log, from whoever was told where it can be put.
func (e entrance) logFile(w http.ResponseWriter, r *http.Request, _ *visitor, _ string) {
	if n, ok := e.swallow(w, r, maxLog); ok {
		e.cfg.Log.Debug("log", "bytes", n)
		e.say(w, r, http.StatusOK, struct{}{})
	}
}

// logMeta takes what is said of a log.
func (e entrance) logMeta(w http.ResponseWriter, r *http.Request, v *visitor, _ string) {
	if n, ok := e.swallow(w, r, maxTelemetry); ok {
		e.cfg.Log.Debug("log told of", "agent", v.agent, "bytes", n)
		e.say(w, r, http.StatusOK, struct{}{})
	}
}

// swallow reads a body and keeps nothing of it; false: it has answered that there is too
// much, or that it did not come.
func (e entrance) swallow(w http.ResponseWriter, r *http.Request, most int64) (n int64, ok bool) {
	n, err := io.Copy(io.Discard, io.LimitReader(r.Body, most+1))
	switch {
	case err != nil:
		e.refuse(w, r, http.StatusRequestTimeout, "The body did not come")
	case n > most:
		e.refuse(w, r, http.StatusRequestEntityTooLarge, "The body is too long")
	}
	return n, err == nil && n <= most
}
