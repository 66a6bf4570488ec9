package oracle

// deepest is how far values may nest, as in encoding/json.
const deepest = 10000

// parse reads a JSON text, and reports whether it is one.
func (d *document) parse(raw []byte) (v value, ok bool) {
	d.raw, d.nodes, d.at = raw, d.nodes[:0], 0
	if d.value(0) && d.peek() == 0 && d.at == len(raw) {
		return value{d, 0}, true
	}
	return value{}, false
}

// peek skips white space and returns the byte after it, 0 at the end.
func (d *document) peek() byte {
	for ; d.at < len(d.raw); d.at++ {
		switch c := d.raw[d.at]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

func (d *document) value(depth int) bool {
	switch c := d.peek(); c {
	case '{':
		return depth < deepest && d.nest(kindObject, '}', func() bool { return d.member(depth + 1) })
	case '[':
		return depth < deepest && d.nest(kindArray, ']', func() bool { return d.value(depth + 1) })
	case '"':
		return d.text()
	case 't':
		return d.word(kindBoolean, "true")
	case 'f':
		return d.word(kindBoolean, "false")
	case 'n':
		return d.word(kindNull, "null")
	default:
		return d.number()
	}
}

// nest reads an array or object from its opening to its closing byte.
func (d *document) nest(k kind, closing byte, element func() bool) bool {
	me := len(d.nodes)
	d.nodes = append(d.nodes, node{kind: k, start: int32(d.at)})
	d.at++
	for more := d.peek() != closing; more; {
		if !element() {
			return false
		}
		if more = d.peek() == ','; more {
			d.at++
		}
	}
	if d.peek() != closing {
		return false
	}
	d.at++
	d.nodes[me].end, d.nodes[me].next = int32(d.at), int32(len(d.nodes))
	return true
}

func (d *document) member(depth int) bool {
	if d.peek() != '"' || !d.text() || d.peek() != ':' {
		return false
	}
	d.at++
	return d.value(depth)
}

func (d *document) text() bool {
	start, escaped := d.at, false
	for d.at++; d.at < len(d.raw); d.at++ {
		switch c := d.raw[d.at]; {
		case c == '"':
			d.at++
			d.leaf(kindText, start)
			d.nodes[len(d.nodes)-1].escaped = escaped
			return true
		case c < ' ':
			return false
		case c == '\\':
			escaped = true
			if !d.escape() {
				return false
			}
		}
	}
	return false
}

// escape steps over an escape, up to its last byte.
func (d *document) escape() bool {
	d.at++
	if d.at >= len(d.raw) {
		return false
	}
	switch d.raw[d.at] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if d.at++; d.at >= len(d.raw) || !hex(d.raw[d.at]) {
				return false
			}
		}
		return true
	}
	return false
}

func hex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func (d *document) word(k kind, word string) bool {
	start := d.at
	if d.at += len(word); d.at > len(d.raw) || string(d.raw[start:d.at]) != word {
		return false
	}
	d.leaf(k, start)
	return true
}

func (d *document) number() bool {
	start := d.at
	d.one('-')
	if !d.one('0') && d.digits() == 0 {
		return false
	}
	if d.one('.') && d.digits() == 0 {
		return false
	}
	if d.one('e') || d.one('E') {
		_ = d.one('+') || d.one('-')
		if d.digits() == 0 {
			return false
		}
	}
	d.leaf(kindNumber, start)
	return true
}

// one steps over c if it is next.
func (d *document) one(c byte) bool {
	if d.at >= len(d.raw) || d.raw[d.at] != c {
		return false
	}
	d.at++
	return true
}

func (d *document) digits() int {
	start := d.at
	for d.at < len(d.raw) && '0' <= d.raw[d.at] && d.raw[d.at] <= '9' {
		d.at++
	}
	return d.at - start
}

func (d *document) leaf(k kind, start int) {
	d.nodes = append(d.nodes, node{kind: k, start: int32(start), end: int32(d.at), next: int32(len(d.nodes) + 1)})
}
