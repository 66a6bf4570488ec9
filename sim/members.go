package sim

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
)

// knownBeside are the members that an object may have which has a member that is not known,
// wherever that stands in raw, JSON that is read into t. Empty: it is not found.
func knownBeside(name string, raw json.RawMessage, t reflect.Type) []string {
	switch t.Kind() {
	case reflect.Pointer:
		return knownBeside(name, raw, t.Elem())
	case reflect.Slice:
		return knownInList(name, raw, t.Elem())
	case reflect.Struct:
		return knownInObject(name, raw, t)
	}
	return nil
}

func knownInList(name string, raw json.RawMessage, t reflect.Type) []string {
	var list []json.RawMessage
	_ = json.Unmarshal(raw, &list) // what is no list has nothing in it
	for _, item := range list {
		if found := knownBeside(name, item, t); found != nil {
			return found
		}
	}
	return nil
}

func knownInObject(name string, raw json.RawMessage, t reflect.Type) []string {
	var object map[string]json.RawMessage
	_ = json.Unmarshal(raw, &object) // likewise
	members := membersOf(t)
	names := make([]string, 0, len(members))
	for member := range members {
		names = append(names, member)
	}
	slices.Sort(names)
	isKnown := slices.ContainsFunc(names, func(member string) bool { return strings.EqualFold(member, name) })
	if _, has := object[name]; has && !isKnown {
		return names
	}
	for _, member := range names {
		if inner, has := object[member]; has {
			if found := knownBeside(name, inner, members[member]); found != nil {
				return found
			}
		}
	}
	return nil
}

// membersOf are the types of a struct's members by their names in JSON.
func membersOf(t reflect.Type) map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for _, field := range reflect.VisibleFields(t) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "" && name != "-" {
			out[name] = field.Type
		}
	}
	return out
}
