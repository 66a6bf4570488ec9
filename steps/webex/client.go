package webex

import "github.com/deskproof/deskproof/steps/suite"

// clientSentences are those about what a client does besides contacts: registration, the
// socket, the agent's login, lists, and what is refused.
func (w *world) clientSentences(r *suite.Registry) {
	w.registrationSentences(r)
	w.configurationSentences(r)
	w.corsSentences(r)
	w.socketSentences(r)
	w.severalSentences(r)
	w.reconnectSentences(r)
	w.stationSentences(r)
	w.buddySentences(r)
	w.listSentences(r)
	w.sinkSentences(r)
	w.errorSentences(r)
}
