package suite

import (
	"context"
	"fmt"
	"reflect"

	"github.com/cucumber/godog"
)

var (
	typeContext   = reflect.TypeFor[context.Context]()
	typeError     = reflect.TypeFor[error]()
	typeTable     = reflect.TypeFor[*godog.Table]()
	typeDocString = reflect.TypeFor[*godog.DocString]()
	typeBytes     = reflect.TypeFor[[]byte]()
)

// argument says what a step's function wants below the step.
type argument string

const (
	noArgument argument = "nothing"
	aTable     argument = "a table"
	aDocString argument = "a doc string"
)

// fits checks a step's function: a context if it likes, a parameter for each
// group, a table or a doc string if it likes; it returns an error or nothing.
func fits(fn reflect.Type, groups int) (argument, error) {
	if fn == nil || fn.Kind() != reflect.Func || fn.IsVariadic() {
		return noArgument, fmt.Errorf("want a function with a fixed number of parameters, got %v", fn)
	}
	if fn.NumOut() > 1 || fn.NumOut() == 1 && fn.Out(0) != typeError {
		return noArgument, fmt.Errorf("the function must return an error or nothing, got %v", fn)
	}
	var params []reflect.Type
	for p := range fn.Ins() {
		params = append(params, p)
	}
	if len(params) > 0 && params[0] == typeContext {
		params = params[1:]
	}
	params, arg := cutArgument(params)
	if len(params) != groups {
		return arg, fmt.Errorf("the expression has %d groups, the function takes %d of them: %v", groups, len(params), fn)
	}
	for _, p := range params {
		if !holdsGroup(p) {
			return arg, fmt.Errorf("a group can't be given as %v, take a string or a number: %v", p, fn)
		}
	}
	return arg, nil
}

func cutArgument(params []reflect.Type) ([]reflect.Type, argument) {
	if len(params) == 0 {
		return params, noArgument
	}
	last := len(params) - 1
	switch params[last] {
	case typeTable:
		return params[:last], aTable
	case typeDocString:
		return params[:last], aDocString
	}
	return params, noArgument
}

// holdsGroup reports whether godog can turn a group's text into the type.
func holdsGroup(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.String,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64,
		reflect.Float32, reflect.Float64:
		return t.PkgPath() == "" // godog sets the value as the plain type
	}
	return t == typeBytes
}
