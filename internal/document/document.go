package document

// Document is one file's content with everything found wrong with it so far.
// It is not for use by several goroutines at once.
type Document struct {
	name     string
	root     *node // nil when the text is no YAML mapping at all
	problems []*Problem
}

// Open reads the text of a document; name is what its problems are reported
// under. It never fails: what is wrong waits in Err.
func Open(name string, data []byte) *Document {
	d := &Document{name: name}
	d.root = d.parse(data)
	return d
}

// Read opens a document, holds it against the schema and decodes it into the
// struct that into points to. The error joins every [Problem], in document order.
func Read(name string, data []byte, schema *Schema, into any) error {
	return Open(name, data).Decode(schema, into)
}

// Expand replaces every text value by what fn makes of it; names of members
// stay. An error of fn becomes a problem at that value. Later problems show the
// text as it was written, so what fn put there is not disclosed.
func (d *Document) Expand(fn func(text string) (string, error)) {
	if d.root != nil {
		d.expand(d.root, fn)
	}
}

func (d *Document) expand(n *node, fn func(string) (string, error)) {
	if n.shape == text {
		d.expandText(n, fn)
	}
	for _, child := range n.children() {
		d.expand(child, fn)
	}
}

func (d *Document) expandText(n *node, fn func(string) (string, error)) {
	out, err := fn(n.value)
	if err != nil {
		d.refuse(n, "%v", err)
		n.broken = true
		return
	}
	n.value = out
}

// Decode fills in the schema's defaults, holds the document against the schema
// and decodes it into the struct that into points to. It returns Err, and does
// not decode a document with problems.
func (d *Document) Decode(schema *Schema, into any) error {
	if d.root == nil {
		return d.Err()
	}
	schema.fit(d.root)
	d.problems = append(d.problems, schema.check(d)...)
	if err := d.Err(); err != nil {
		return err
	}
	if err := decode(d.root, into); err != nil {
		d.refuse(d.root, "cannot be used: %v", err)
	}
	return d.Err()
}

// Refuse adds a problem at the value that path leads to. Where the path leads
// nowhere the problem stands at the nearest value above it.
func (d *Document) Refuse(path Path, format string, args ...any) {
	if d.root == nil {
		return
	}
	p := problemAt(d.name, d.root.find(path), format, args...)
	p.Path = path.String()
	d.problems = append(d.problems, p)
}

// Line is the line, from 1, on which the value begins that path leads to, or else the
// nearest value above it; 0 without a document.
func (d *Document) Line(path Path) int {
	if d.root == nil {
		return 0
	}
	return d.root.find(path).line
}

// Err is every problem so far in document order, joined, or nil. Of very many it
// is the first hundred, and says so.
func (d *Document) Err() error { return join(d.name, d.problems) }

// IsFull reports whether so many problems are known that no more are needed.
func (d *Document) IsFull() bool { return len(d.problems) > maxProblems }

func (d *Document) refuse(n *node, format string, args ...any) {
	d.problems = append(d.problems, problemAt(d.name, n, format, args...))
}
