package scapi

// device is what of the agent's SIP endpoint can be muted.
type device uint8

const (
	microphone device = 1 << iota
	speaker
)

// muteMethods are the requests about the SIP endpoint. The manual has them in the Voice
// namespace, every client library sends them in sipEndpoint.
func muteMethods() map[string]method {
	out := map[string]method{}
	for name, d := range map[string]device{"Microphone": microphone, "Speaker": speaker} {
		for request, run := range map[string]func(*Session, *request) ([]byte, error){
			"is" + name + "Mute": isMute(d), "mute" + name: mute(d, true), "unmute" + name: mute(d, false),
		} {
			out["voice."+request] = method{manual | current, 0, nil, run}
			out["sipEndpoint."+request] = method{0, 2020, nil, run}
		}
	}
	return out
}

func isMute(d device) func(*Session, *request) ([]byte, error) {
	return func(s *Session, _ *request) ([]byte, error) { return truth(s.muted&d != 0), nil }
}

func mute(d device, on bool) func(*Session, *request) ([]byte, error) {
	return func(s *Session, _ *request) ([]byte, error) {
		s.muted &^= d
		if on {
			s.muted |= d
		}
		return nil, nil
	}
}
