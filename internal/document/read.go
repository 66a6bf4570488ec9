package document

import (
	"fmt"
	"io"
	"os"
)

// ReadFile reads the file of a document. It reads no more than a document may
// have, so that a file without end is refused too.
func ReadFile(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxBytes+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxBytes {
		return nil, fmt.Errorf("%s: %s", name, tooLarge)
	}
	return data, nil
}
