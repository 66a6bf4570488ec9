package gws

import "net/http"

// Return codes (Return Values, 8.5.0; the code of a partial success is of 8.5.1).
const (
	success      = 0
	missing      = 1 // a required parameter is missing, or the body cannot be read
	invalid      = 2 // not valid in the current state
	forbidden    = 3
	internal     = 4
	notPermitted = 5 // the user lacks the permission
	notFound     = 6
	partial      = 7
)

// failure is why a request fails.
type failure struct {
	code  int
	text  string
	http  int    // 0: what the code comes to
	allow string // the methods that the path has
}

func (f *failure) Error() string { return f.text }

func fail(code int, text string) error { return &failure{code: code, text: text} }

// status is the HTTP status of a failure. None is published: it is inferred.
func (f *failure) status() int {
	if f.http != 0 {
		return f.http
	}
	switch f.code {
	case success, partial:
		return http.StatusOK
	case missing, invalid:
		return http.StatusBadRequest
	case forbidden, notPermitted:
		return http.StatusForbidden
	case notFound:
		return http.StatusNotFound
	}
	return http.StatusInternalServerError
}

// found is the answer to a GET (Return Values).
func found(members ...member) object {
	return append(object{{"statusCode", success}}, members...)
}

// done is the answer to a POST or a PUT that was taken; nil: an empty body.
func (r Results) done() object {
	ok, code := member{"status", "ok"}, member{"statusCode", success}
	switch r {
	case ResultSeed:
		return object{ok}
	case ResultCode:
		return object{code}
	case ResultEmpty:
		return nil
	}
	return object{ok, code}
}

// failed is the answer to a POST or a PUT that was not. It has a body in every shape:
// without one it would be read as success.
func (r Results) failed(f *failure) object {
	old := object{{"status", "error"}, {"errorDescription", f.text}}
	switch r {
	case ResultSeed:
		return old
	case ResultCode:
		return f.body()
	}
	return append(old, f.body()...)
}

// body is what every method returns that fails (Return Values).
func (f *failure) body() object {
	return object{{"statusCode", f.code}, {"statusMessage", f.text}}
}
