package privacy

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// ReadJSON reads a line the quick way. It understands an object of the members of Line in their usual
// types, and is false for all else.
func (l *Line) ReadJSON(line []byte) bool {
	*l = Line{}
	p := parser{rest: line}
	if !p.sign('{') {
		return false
	}
	if p.sign('}') {
		return p.end()
	}
	for {
		name, ok := p.plain()
		if !ok || !p.sign(':') || !l.member(string(name), &p) {
			return false
		}
		if p.sign('}') {
			return p.end()
		}
		if !p.sign(',') {
			return false
		}
	}
}

func (l *Line) member(name string, p *parser) bool {
	switch name {
	case "id":
		id, ok := p.scalar()
		l.ID = json.RawMessage(id)
		return ok
	case "text":
		text, ok := p.text()
		l.Text = &text
		return ok
	case "language":
		s, ok := p.plain()
		l.Language = string(s)
		return ok
	case "country":
		s, ok := p.plain()
		l.Country = string(s)
		return ok
	case "regions":
		return p.list(&l.Regions)
	}
	return false
}

// parser reads JSON from the front of rest.
type parser struct{ rest []byte }

func (p *parser) blanks() {
	for len(p.rest) > 0 && (p.rest[0] == ' ' || p.rest[0] == '\t' || p.rest[0] == '\n' || p.rest[0] == '\r') {
		p.rest = p.rest[1:]
	}
}

// sign reads a sign, if it is the next one.
func (p *parser) sign(c byte) bool {
	p.blanks()
	if len(p.rest) == 0 || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

func (p *parser) end() bool {
	p.blanks()
	return len(p.rest) == 0
}

// stretch gives the bytes of a string up to its end or its first escape, without either.
func (p *parser) stretch() []byte {
	for i, c := range p.rest {
		if c == '"' || c == '\\' || c < ' ' {
			s := p.rest[:i]
			p.rest = p.rest[i:]
			return s
		}
	}
	s := p.rest
	p.rest = nil
	return s
}

// plain reads a string without escapes.
func (p *parser) plain() ([]byte, bool) {
	if !p.sign('"') {
		return nil, false
	}
	s := p.stretch()
	if len(p.rest) == 0 || p.rest[0] != '"' {
		return nil, false
	}
	p.rest = p.rest[1:]
	return s, true
}

// scalar reads a string without escapes, with its quotes, or a whole number.
func (p *parser) scalar() ([]byte, bool) {
	p.blanks()
	from := p.rest
	if s, ok := p.plain(); ok {
		return from[:len(s)+2], true
	}
	n := 0
	for n < len(from) && from[n] >= '0' && from[n] <= '9' {
		n++
	}
	p.rest = from[n:]
	return from[:n], n > 0 && (n == 1 || from[0] != '0') && n < len(from) && (from[n] == ',' || from[n] == '}' || from[n] == ' ')
}

// list reads strings without escapes.
func (p *parser) list(into *[]string) bool {
	if !p.sign('[') {
		return false
	}
	if p.sign(']') {
		return true
	}
	*into = make([]string, 0, 32)
	for {
		s, ok := p.plain()
		if !ok {
			return false
		}
		*into = append(*into, string(s))
		if p.sign(']') {
			return true
		}
		if !p.sign(',') {
			return false
		}
	}
}

// text reads a string with its escapes.
func (p *parser) text() (string, bool) {
	if !p.sign('"') {
		return "", false
	}
	s := p.stretch()
	if len(p.rest) > 0 && p.rest[0] == '"' {
		p.rest = p.rest[1:]
		return string(s), true
	}
	out := append(make([]byte, 0, len(s)+len(p.rest)), s...)
	for {
		switch {
		case len(p.rest) == 0 || p.rest[0] < ' ':
			return "", false
		case p.rest[0] == '"':
			p.rest = p.rest[1:]
			return string(out), true
		}
		r, ok := p.escape()
		if !ok {
			return "", false
		}
		out = utf8.AppendRune(out, r)
		out = append(out, p.stretch()...)
	}
}

// escape reads an escape. Halves of a pair that stand alone are not understood.
func (p *parser) escape() (rune, bool) {
	if len(p.rest) < 2 {
		return 0, false
	}
	c := p.rest[1]
	if c == 'u' {
		return p.code()
	}
	p.rest = p.rest[2:]
	switch c {
	case '"', '\\', '/':
		return rune(c), true
	case 'n':
		return '\n', true
	case 't':
		return '\t', true
	case 'r':
		return '\r', true
	case 'b':
		return '\b', true
	case 'f':
		return '\f', true
	}
	return 0, false
}

// code reads \u and four digits, or two of them that are a pair.
func (p *parser) code() (rune, bool) {
	first, ok := p.unit()
	if !ok || !utf16.IsSurrogate(first) {
		return first, ok
	}
	second, ok := p.unit()
	r := utf16.DecodeRune(first, second)
	return r, ok && r != utf8.RuneError
}

func (p *parser) unit() (rune, bool) {
	const length = len(`\u0000`)
	if len(p.rest) < length || p.rest[0] != '\\' || p.rest[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(p.rest[2:length]), 16, 16)
	p.rest = p.rest[length:]
	return rune(n), err == nil
}

// AppendJSON writes the line of output.
func (f Found) AppendJSON(into []byte) []byte {
	into = append(into, `{"id":`...)
	into = appendID(into, f.ID)
	into = append(into, `,"spans":[`...)
	for i, s := range f.Spans {
		if i > 0 {
			into = append(into, ',')
		}
		into = append(into, `{"type":"`...)
		into = append(into, s.Type...)
		into = append(into, `","start":`...)
		into = strconv.AppendInt(into, int64(s.Start), 10)
		into = append(into, `,"end":`...)
		into = strconv.AppendInt(into, int64(s.End), 10)
		into = append(into, `,"score":`...)
		into = strconv.AppendFloat(into, s.Score, 'f', -1, 64)
		into = append(into, '}')
	}
	return append(into, "]}"...)
}

// appendID writes an id as it came, on one line.
func appendID(into []byte, id json.RawMessage) []byte {
	if len(id) == 0 {
		return append(into, "null"...)
	}
	if !bytes.ContainsAny(id, " \t\r") {
		return append(into, id...)
	}
	var compact bytes.Buffer
	if json.Compact(&compact, id) != nil {
		return append(into, "null"...)
	}
	return append(into, compact.Bytes()...)
}
