package target

import "encoding/json"

// ReadAnswer is readAnswer, to be fuzzed.
func ReadAnswer(method string, id int, line []byte) (json.RawMessage, error) {
	return readAnswer(method, id, open(line))
}
