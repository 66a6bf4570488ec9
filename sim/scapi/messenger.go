package scapi

import (
	"fmt"
	"slices"
	"strings"

	"github.com/deskproof/deskproof/sim/wire"
)

// channelPrefix begins the events of the messenger: the channel's name follows.
const channelPrefix = "messenger:"

// How much of the messenger a page listens to at once.
const (
	maxChannels    = 64
	maxChannelName = 256 // bytes
)

// channelsOf are the messenger's channels among the names of events.
func channelsOf(names []string) ([]string, error) {
	var out []string
	for _, n := range names {
		channel, ok := strings.CutPrefix(n, channelPrefix)
		if !ok || slices.Contains(out, channel) {
			continue
		}
		if len(channel) > maxChannelName {
			return nil, refusal(fmt.Sprintf("Channel is longer than %d bytes", maxChannelName))
		}
		if len(out) == maxChannels {
			return nil, tooManyChannels
		}
		out = append(out, strings.Clone(channel))
	}
	return out, nil
}

var tooManyChannels = refusal(fmt.Sprintf("Too many channels: a page listens to %d at most", maxChannels))

// tunes reports whether a page can listen to so many channels more.
func (p *page) tunes(more int) bool {
	n := more
	for _, sub := range p.subscriptions {
		n += len(sub.channels)
	}
	return n <= maxChannels
}

func (p *page) listens(channel string) bool {
	return slices.ContainsFunc(p.subscriptions, func(sub subscription) bool { return slices.Contains(sub.channels, channel) })
}

// broadcast is messenger.broadcastMessage: every other page that listens to the channel
// hears the message (Messenger namespace). That the pages of this agent's desktop alone
// are meant is inferred: they are what the API connects.
func (s *Session) broadcast(r *request) ([]byte, error) {
	channel := r.text(0)
	if !s.cfg.Profile.tells(channelPrefix) {
		return nil, nil
	}
	var o object
	o.text("event", channelPrefix+channel)
	o.json("data", wire.Compact(r.args[1]))
	body := seal(&o)
	for _, p := range s.pages {
		if p != r.page && p.listens(channel) {
			r.dst = append(r.dst, wire.Frame{Page: p.id, Body: body})
		}
	}
	return nil, nil
}
