package scapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/deskproof/deskproof/sim/wire"
)

// toast is a toast that the agent sees.
type toast struct {
	id      string
	page    uint32        // which popped it up
	buttons int           // of the page's own
	shows   bool          // it has Show and Dismiss in their place
	closes  time.Duration // by itself; 0: not at all
}

// What an agent cannot do with a toast.
var (
	ErrUnknownToast = errors.New("no such toast is shown")
	ErrNoButton     = errors.New("the toast has no such button")
)

// System namespace, updateToast: what can be changed of a toast. The icon's member is
// printed in two ways; that it may be absent is inferred, as it is not marked optional.
var toastShape = shape{
	{"title", isString, false}, {"iconUrl", isString, true}, {"iconURL", isString, true},
	{"subject", isString, true}, {"message", isString, true}, {"keyValues", isObject, true},
	{"buttons", isList, true}, {"buttonShowDismiss", isTruth, true},
}

// System namespace, popupToast.
var newToastShape = append(slices.Clip(toastShape),
	param{"autoCloseTimeout", isNumber, true}, param{"sendToMyMessage", isTruth, true})

// maxToasts is how many toasts a desktop shows at once.
const maxToasts = 100

// popupToast is system.popupToast. What the toast says only the agent sees, and nothing
// of it is kept.
func (s *Session) popupToast(r *request) ([]byte, error) {
	accepted := newToastShape
	if s.cfg.Profile.has(0, 2023) { // in the sample page alone
		accepted = append(slices.Clip(accepted), param{"width", isNumber, true})
	}
	t := toast{page: r.page.id}
	m, err := s.readToast(r, r.args[0], accepted, &t)
	if err != nil {
		return nil, err
	}
	if after, err := millis(m["autoCloseTimeout"]); err != nil {
		return nil, refusal("Member autoCloseTimeout of " + r.name + " is too long")
	} else if after > 0 {
		t.closes = r.now + after
	}
	if len(s.toasts) >= maxToasts {
		return nil, refusal(fmt.Sprintf("Too many toasts: %d are shown", maxToasts))
	}
	t.id = "wweCustomToast" + itoa(s.newToasts)
	s.newToasts++
	s.toasts = append(s.toasts, t)
	return appendString(nil, t.id), nil
}

// updateToast is system.updateToast. The members that are given take the place of those
// shown; an unknown toast is no failure.
func (s *Session) updateToast(r *request) ([]byte, error) {
	i := s.toast(r.text(0))
	var t toast
	if i >= 0 {
		t = s.toasts[i]
	}
	if _, err := s.readToast(r, r.args[1], toastShape, &t); err != nil {
		return nil, err
	}
	if i >= 0 {
		s.toasts[i] = t
	}
	return truth(i >= 0), nil
}

// readToast checks what a page says of a toast and takes in the buttons.
func (s *Session) readToast(r *request, raw json.RawMessage, accepted shape, t *toast) (map[string]json.RawMessage, error) {
	m, err := accepted.read(r, raw)
	if err != nil {
		return nil, err
	}
	if list := m["buttons"]; list != nil {
		var texts []*string
		if json.Unmarshal(list, &texts) != nil || slices.Contains(texts, nil) {
			return nil, refusal("Member buttons of " + r.name + " must be " + string(isList))
		}
		t.buttons = len(texts)
	}
	if m["buttonShowDismiss"] != nil {
		t.shows = string(m["buttonShowDismiss"]) == "true"
	}
	return m, nil
}

// longest is the longest time that a page can ask for.
const longest = 365 * 24 * time.Hour

var errTooLong = errors.New("too long")

// millis reads a number of milliseconds; absent is none.
func millis(raw json.RawMessage) (time.Duration, error) {
	var n float64
	if raw == nil {
		return 0, nil
	}
	if json.Unmarshal(raw, &n) != nil || n > float64(longest/time.Millisecond) {
		return 0, errTooLong
	}
	return time.Duration(max(n, 0) * float64(time.Millisecond)), nil
}

// closeToast is system.closeToast; an unknown toast is no failure.
func (s *Session) closeToast(r *request) ([]byte, error) {
	return truth(s.DismissToast(r.text(0)) == nil), nil
}

func (s *Session) toast(id string) int {
	return slices.IndexFunc(s.toasts, func(t toast) bool { return t.id == id })
}

// DismissToast takes a toast away.
func (s *Session) DismissToast(id string) error {
	i := s.toast(id)
	if i < 0 {
		return fmt.Errorf("toast %q: %w", id, ErrUnknownToast)
	}
	s.toasts = slices.Delete(s.toasts, i, i+1)
	return nil
}

// ClickToast presses a button of a toast, by its index in the page's list. The toast
// stays, for the page to update or close. Of a toast that has Show and Dismiss, button 0
// brings the page that popped it up into sight, 1 does nothing else, and both close it.
func (s *Session) ClickToast(id string, button int, dst []wire.Frame) ([]wire.Frame, error) {
	s.said = s.said[:0]
	i := s.toast(id)
	if i < 0 {
		return dst, fmt.Errorf("toast %q: %w", id, ErrUnknownToast)
	}
	t := s.toasts[i]
	switch {
	case t.shows && button < 2:
		if p := s.page(t.page); p != nil && button == 0 {
			p.visible = true
		}
		return dst, s.DismissToast(id)
	case t.shows || button >= t.buttons:
		return dst, fmt.Errorf("toast %q, button %d: %w", id, button, ErrNoButton)
	}
	var o object
	o.text("eventType", "CUSTOM_TOAST_BUTTON_CLICK")
	o.text("customToastId", id)
	o.number("buttonIndex", button)
	return s.tell(dst, "system", o.end()), nil
}
