package gws

import (
	"github.com/deskproof/deskproof/sim/center"
)

// Find returns the interaction that has an id on this wire.
func (s *Session) Find(id string) (center.InteractionID, bool) {
	if s.port == nil {
		return "", false
	}
	v, ok := s.find(id)
	return v.ID, ok
}

func (s *Session) find(id string) (center.Interaction, bool) {
	for _, v := range s.port.Center().Interactions() {
		if ID(v.ID) == id {
			return v, true
		}
	}
	return center.Interaction{}, false
}

// getInteractions lists all interactions of the center that are not over.
func (s *Session) getInteractions(r *request) (object, error) {
	all := s.port.Center().Interactions()
	ids := make([]center.InteractionID, len(all))
	for i, v := range all {
		ids[i] = v.ID
	}
	return s.list(r, ids, func(i int) object { return s.look(&all[i]) }), nil
}

// getMyInteractions lists what the user handles.
func (s *Session) getMyInteractions(r *request) (object, error) {
	wanted := undertaken
	if s.cfg.ListInvitations {
		wanted |= invited
	}
	var ids []center.InteractionID
	var parts []center.Part
	for _, p := range s.parts() {
		if standingOf(&p)&wanted != 0 {
			ids, parts = append(ids, p.ID), append(parts, p)
		}
	}
	return s.list(r, ids, func(i int) object { return s.state(&parts[i]) }), nil
}

// list is the answer of a collection: URIs, which are the same for all, or what is
// asked for of each.
func (s *Session) list(r *request, ids []center.InteractionID, state func(int) object) object {
	names, all := r.fields()
	if names == nil && !all {
		uris := make([]string, len(ids))
		for i, id := range ids {
			uris[i] = r.Base + "/interactions/" + ID(id)
		}
		return found(member{"uris", uris})
	}
	out := make([]object, len(ids))
	for i := range ids {
		if out[i] = s.cfg.Profile.message(state(i)); !all {
			out[i] = state(i).only(names)
		}
	}
	return found(member{"interactions", out})
}

// getInteraction tells of one interaction, whoever has it.
func (s *Session) getInteraction(r *request) (object, error) {
	v, ok := s.find(r.args[0])
	if !ok {
		return nil, fail(notFound, "Interaction not found")
	}
	o := s.look(&v)
	if names, _ := r.fields(); names != nil {
		o = o.only(names)
	} else {
		o = Release850.message(o) // not within a member of its own: it is one already
	}
	return found(member{"interaction", o}), nil
}

// placeWords are the states of interactions that are not the user's; all are inferred.
var placeWords = map[center.PlaceKind]string{
	center.InQueue:    "Queued",
	center.OnOffer:    "Invited",
	center.WithAgents: "Accepted",
	center.InWorkbin:  "InWorkbin",
	center.Ended:      "Accepted",
}

// look is an interaction as the user sees it: their own as it stands for them, of
// others no more than what it is and where.
func (s *Session) look(v *center.Interaction) object {
	if p, ok := s.mine(ID(v.ID)); ok {
		return s.state(&p)
	}
	o := head(v.ID, v.Medium)
	if v.Letter != nil {
		o = append(o, member{"email_object", object{{"subject", v.Letter.Subject}, {"interactionId", ID(v.ID)}}})
	}
	o = append(o, kindOf(v.Medium, v.Kind, v.Parent)...)
	o = append(o, member{"userData", data(v.Data)})
	switch v.Place.Kind {
	case center.InQueue:
		o = append(o, member{"currentQueue", v.Place.Name})
	case center.OnOffer:
		o = append(o, member{"currentQueue", v.Queue.Name})
	}
	return append(o, member{"state", placeWords[v.Place.Kind]}, member{"capabilities", []string{}})
}
