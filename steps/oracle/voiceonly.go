package oracle

import (
	"fmt"
	"slices"
	"strings"
)

// ofVoice are the attributes that are documented for voice alone.
var ofVoice = []string{"callUuid", "direction", "callType", "ani", "dnis", "recordingState"}

// voiceOnly: no chat and no e-mail has an attribute that is documented for voice alone.
// One that says nothing there may be left in.
func voiceOnly(j *judge, m *message) (f finding) {
	m.interactions(func(it value) {
		if f.text != "" || !j.isOpenMedia(m, it) {
			return
		}
		for _, name := range ofVoice {
			if v := it.get(name); v.truthy() && !v.is("UNKNOWN") && !v.is("STOPPED") {
				f = finding{
					text:     fmt.Sprintf("%s in %s is not there, as it is for voice only", name, m.subject()),
					expected: "no " + name,
					seen:     describe(v),
				}
				return
			}
		}
		f.kept = true
	})
	return f
}

// isOpenMedia reports whether an interaction of a message is a chat or an e-mail, as an
// event about it has told.
func (j *judge) isOpenMedia(m *message, it value) bool {
	media := m.data.get("media").text()
	if m.manner != event {
		l := m.page.desk.lives[j.identity(it.get("interactionId"))]
		if l == nil {
			return false
		}
		media = strings.Trim(l.lasting["media"].raw, `"`)
	}
	return slices.Contains([]string{"chat", "email"}, strings.ToLower(media)) && !isRecord(it, value{})
}
