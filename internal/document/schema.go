package document

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// Schema is a compiled JSON Schema. It may be used by several goroutines at once.
type Schema struct {
	compiled *jsonschema.Schema
	raw      any // for what the compiled form does not keep
}

// Compile compiles a schema that is part of the program, and panics if it is
// broken. The name is for that panic only.
func Compile(name string, schemaJSON []byte) *Schema {
	s, err := compile(name, schemaJSON)
	if err != nil {
		panic(fmt.Sprintf("schema %s: %v", name, err))
	}
	return s
}

func compile(name string, schemaJSON []byte) (*Schema, error) {
	raw, err := jsonschema.UnmarshalJSON(bytes.NewReader(schemaJSON))
	if err != nil {
		return nil, err
	}
	if bytes.Contains(schemaJSON, []byte(`"propertyNames"`)) {
		return nil, errors.New("propertyNames is not supported")
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.RegisterFormat(&jsonschema.Format{Name: timespan, Validate: validTimespan})
	c.AssertFormat()
	at := "mem:///" + name
	if err := c.AddResource(at, raw); err != nil {
		return nil, err
	}
	compiled, err := c.Compile(at)
	if err != nil {
		return nil, err
	}
	return &Schema{compiled: compiled, raw: raw}, nil
}

const timespan = "timespan"

var errTimespan = errors.New(`is not a duration; write a number and a unit, such as "500ms", "15s" or "1m30s"`)

// maxTimespan is the longest duration that is meant: anything longer is a slip.
const maxTimespan = 30 * 24 * time.Hour

var errLongTimespan = errors.New("is longer than 30 days; write 720h at most")

func validTimespan(v any) error {
	s, isText := v.(string)
	if !isText {
		return nil
	}
	span, err := time.ParseDuration(s)
	switch {
	case err != nil || span < 0:
		return errTimespan
	case span > maxTimespan:
		return errLongTimespan
	}
	return nil
}

// at is the schema as it was written at a location of the compiled one.
func (s *Schema) at(location string) map[string]any {
	_, pointer, _ := strings.Cut(location, "#")
	here := s.raw
	for _, part := range strings.Split(pointer, "/")[1:] {
		if unescaped, err := url.PathUnescape(part); err == nil {
			part = unescaped
		}
		part = strings.NewReplacer("~1", "/", "~0", "~").Replace(part)
		switch h := here.(type) {
		case map[string]any:
			here = h[part]
		case []any:
			i, _ := strconv.Atoi(part)
			here = h[i]
		}
	}
	m, _ := here.(map[string]any)
	return m
}
