package document

import (
	"io/fs"
	"strings"
)

// ReadFolder reads every .yaml file at the top of a folder, each by the schema, in the
// order of their names. Named is told the name of a file, without .yaml, and what it says.
func ReadFolder[T any](folder fs.FS, schema *Schema, named func(name string, v *T)) ([]T, error) {
	files, err := fs.Glob(folder, "*.yaml")
	if err != nil {
		return nil, err
	}
	out := make([]T, len(files))
	for i, file := range files {
		data, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		if err := Read(file, data, schema, &out[i]); err != nil {
			return nil, err
		}
		named(strings.TrimSuffix(file, ".yaml"), &out[i])
	}
	return out, nil
}
