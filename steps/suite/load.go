package suite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

const extension = ".feature"

// Load reads scenarios from fsys, in the order of paths. A path is a .feature
// file, a folder (read with all below it, sorted), or file:line; no paths means
// everything. A line in a scenario selects it, on an example row that row, on
// an Examples line or its header that table's rows, on a Rule line that rule's
// scenarios, on the Feature line all of them, and in a background all that it
// serves. What is named twice is loaded once.
//
// The error joins everything that is wrong, each with file and line: nothing
// that is asked for is left out silently.
func Load(fsys fs.FS, paths []string) ([]*Scenario, error) {
	return whole(newLoader(fsys, "").load(paths))
}

// whole is all or nothing.
func whole(all []*Scenario, err error) ([]*Scenario, error) {
	if err != nil {
		return nil, err
	}
	return all, nil
}

// LoadPaths is Load from the operating system's files; no paths means
// everything below the working directory.
func LoadPaths(paths []string) ([]*Scenario, error) {
	return whole(ReadPaths(paths))
}

// ReadPaths is LoadPaths for who looks and runs nothing: besides the error it returns
// the scenarios that can be read all the same, several of one id among them.
func ReadPaths(paths []string) ([]*Scenario, error) {
	wd, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the working directory: %w", err)
	}
	return newLoader(disk{}, wd).load(paths)
}

// disk opens any path of the operating system, which os.DirFS does not.
type disk struct{}

func (disk) Open(name string) (fs.File, error) { return os.Open(filepath.FromSlash(name)) }

// loader reads each file once, however often and under whatever spelling it is named.
type loader struct {
	fsys   fs.FS
	wd     string // empty: names are fsys's own
	files  map[string]*feature
	ids    map[string]*Scenario
	chosen map[*Scenario]bool
	out    []*Scenario
}

func newLoader(fsys fs.FS, wd string) *loader {
	return &loader{fsys: fsys, wd: wd, files: map[string]*feature{}, ids: map[string]*Scenario{}, chosen: map[*Scenario]bool{}}
}

func (l *loader) load(paths []string) ([]*Scenario, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	var errs []error
	for _, p := range paths {
		errs = append(errs, l.path(p))
	}
	return l.out, errors.Join(errs...)
}

func (l *loader) path(given string) error {
	name, line := cutLine(given)
	if name != "" { // Clean would make it the working directory
		name = path.Clean(filepath.ToSlash(name))
	}
	info, err := fs.Stat(l.fsys, name)
	if err != nil {
		return fmt.Errorf("%w: give a %s file, a folder, or file:line", err, extension)
	}
	switch {
	case info.IsDir() && line > 0:
		return fmt.Errorf("%s: %s is a folder, a line needs a file", given, name)
	case info.IsDir():
		return l.folder(name)
	case path.Ext(name) != extension:
		return fmt.Errorf("%s: not a %s file", name, extension)
	}
	return l.file(name, line)
}

// cutLine splits file:line. A path without a line has line 0.
func cutLine(p string) (string, int) {
	i := strings.LastIndexByte(p, ':')
	if i < 0 {
		return p, 0
	}
	line, err := strconv.ParseUint(p[i+1:], 10, 31)
	if err != nil || line == 0 {
		return p, 0
	}
	return p[:i], int(line)
}

func (l *loader) folder(name string) error {
	var files []string
	err := fs.WalkDir(l.fsys, name, func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(file) == extension {
			files = append(files, file)
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("read folder: %w", err)
	}
	if len(files) == 0 {
		return fmt.Errorf("%s: no %s file in this folder", name, extension)
	}
	var errs []error
	for _, file := range files {
		errs = append(errs, l.file(file, 0))
	}
	return errors.Join(errs...)
}

func (l *loader) file(name string, line int) error {
	f, known := l.files[l.key(name)]
	var wrong error // reported when the file is first named
	if !known {
		f, wrong = l.read(name)
		l.files[l.key(name)] = f
	}
	if f == nil {
		return wrong
	}
	scenarios, err := f.at(line)
	for _, sc := range scenarios {
		if !l.chosen[sc] {
			l.chosen[sc] = true
			l.out = append(l.out, sc)
		}
	}
	return errors.Join(wrong, err)
}

// key is the same for all spellings of a file's name.
func (l *loader) key(name string) string {
	if l.wd == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.ToSlash(filepath.Join(l.wd, name))
}

// read returns what is wrong with a feature, and the feature if it can be read all the same.
func (l *loader) read(name string) (*feature, error) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read feature: %w", err)
	}
	f, errs := parse(name, featurePath(l.wd, name), data)
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	for _, sc := range f.scenarios {
		if other, taken := l.ids[sc.ID]; taken {
			errs = append(errs, fmt.Errorf("%s:%d: same id as %s:%d, %q: change the name, or a letter or digit of the row's values",
				sc.File, sc.Line, other.File, other.Line, sc.ID))
			continue
		}
		l.ids[sc.ID] = sc
	}
	return f, errors.Join(errs...)
}
