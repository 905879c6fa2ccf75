package rulebook

import (
	"fmt"
	"strconv"
)

// reading is a condition being read: recursive descent, with the types checked on the way.
type reading struct {
	tokens []token
	at     int
	bound  []binding // names that exists and all bind, the innermost last
	depth  int       // of brackets and operators, so that no text can exhaust the stack
	bad    []string  // names of matters that no listener gives
}

type binding struct {
	name string
	is   kind
	size int
}

const (
	mostDepth = 40
	mostLoops = 2 // loops within loops
)

func (r *reading) peek() token { return r.tokens[r.at] }

func (r *reading) next() token {
	t := r.tokens[r.at]
	if t.kind != 0 {
		r.at++
	}
	return t
}

// takes moves on over one of the operators.
func (r *reading) takes(words ...string) (token, bool) {
	t := r.peek()
	for _, w := range words {
		if t.kind == 'o' && t.text == w || t.kind == 'i' && w == "in" && t.text == w {
			return r.next(), true
		}
	}
	return t, false
}

func (r *reading) must(word string) error {
	if t, ok := r.takes(word); !ok {
		return at1(t.column, fmt.Sprintf("%q is missing", word))
	}
	return nil
}

// whole reads one condition.
func (r *reading) whole() (part, error) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > mostDepth {
		return part{}, at1(r.peek().column, "it goes too deep")
	}
	p, err := r.or()
	if err != nil {
		return part{}, err
	}
	mark, ok := r.takes("?")
	if !ok {
		return p, nil
	}
	yes, err := r.or()
	if err == nil {
		err = r.must(":")
	}
	if err != nil {
		return part{}, err
	}
	no, err := r.whole()
	if err != nil {
		return part{}, err
	}
	if p.is != isBool || yes.is != no.is {
		return part{}, at1(mark.column, fmt.Sprintf("a choice needs a bool and two of one type, not %s ? %s : %s", p.is, yes.is, no.is))
	}
	return choice(p, yes, no), nil
}

func (r *reading) or() (part, error) { return r.chain(r.and, "||") }

func (r *reading) and() (part, error) { return r.chain(r.relation, "&&") }

// chain reads parts joined by one operator of truth.
func (r *reading) chain(below func() (part, error), word string) (part, error) {
	p, err := below()
	for err == nil {
		mark, ok := r.takes(word)
		if !ok {
			return p, nil
		}
		var q part
		if q, err = below(); err == nil {
			if p.is != isBool || q.is != isBool {
				return part{}, at1(mark.column, fmt.Sprintf("%s joins what is true or false, not %s and %s", word, p.is, q.is))
			}
			p = joined(p, q, word == "||")
		}
	}
	return part{}, err
}

func (r *reading) relation() (part, error) {
	return r.operators(r.sum, "<", "<=", ">", ">=", "==", "!=", "in")
}

func (r *reading) sum() (part, error) { return r.operators(r.product, "+", "-") }

func (r *reading) product() (part, error) { return r.operators(r.unary, "*", "/", "%") }

func (r *reading) operators(below func() (part, error), words ...string) (part, error) {
	p, err := below()
	for err == nil {
		mark, ok := r.takes(words...)
		if !ok {
			return p, nil
		}
		var q part
		if q, err = below(); err != nil {
			break
		}
		if mark.text == "in" {
			r.names(q, p)
		}
		if p, ok = binary(mark.text, p, q); !ok {
			return part{}, at1(mark.column, fmt.Sprintf("%s does not fit what stands beside it", mark.text))
		}
	}
	return part{}, err
}

func (r *reading) unary() (part, error) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > mostDepth {
		return part{}, at1(r.peek().column, "it goes too deep")
	}
	mark, ok := r.takes("!", "-")
	if !ok {
		return r.member()
	}
	p, err := r.unary()
	if err != nil {
		return part{}, err
	}
	if p, ok = unary(mark.text, p); !ok {
		return part{}, at1(mark.column, fmt.Sprintf("%s does not fit what stands behind it", mark.text))
	}
	return p, nil
}

// member reads what methods and brackets may follow.
func (r *reading) member() (part, error) {
	p, err := r.primary()
	for err == nil {
		mark, ok := r.takes(".", "[")
		if !ok {
			return p, nil
		}
		if mark.text == "." {
			p, err = r.method(p)
			continue
		}
		var key part
		if key, err = r.whole(); err == nil {
			err = r.must("]")
		}
		if err != nil {
			break
		}
		r.names(p, key)
		if p, ok = index(p, key); !ok {
			return part{}, at1(mark.column, "brackets stand behind score or a list")
		}
	}
	return part{}, err
}

func (r *reading) primary() (part, error) {
	t := r.next()
	switch {
	case t.kind == 's':
		return constant(isString, t.text, len(t.text)), nil
	case t.kind == 'n':
		n, err := strconv.ParseInt(t.text, 10, 64)
		if err != nil {
			return part{}, at1(t.column, "the number is too large")
		}
		return constant(isInt, n, 1), nil
	case t.kind == 'f':
		f, err := strconv.ParseFloat(t.text, 64)
		if err != nil {
			return part{}, at1(t.column, "the number is too large")
		}
		return constant(isDouble, f, 1), nil
	case t.kind == 'i' && (t.text == "true" || t.text == "false"):
		return constant(isBool, t.text == "true", 1), nil
	case t.kind == 'i' && t.text == "size" && r.peek().text == "(":
		return r.size(t)
	case t.kind == 'i':
		return r.named(t)
	case t.text == "(":
		p, err := r.whole()
		if err == nil {
			err = r.must(")")
		}
		return p, err
	case t.text == "[":
		return r.list(t)
	case t.kind == 0:
		return part{}, at1(t.column, "something is missing at the end")
	}
	return part{}, at1(t.column, fmt.Sprintf("%q cannot stand here", t.text))
}

func (r *reading) size(t token) (part, error) {
	r.next()
	p, err := r.whole()
	if err == nil {
		err = r.must(")")
	}
	if err != nil {
		return part{}, err
	}
	out, ok := sizeOf(p)
	if !ok {
		return part{}, at1(t.column, fmt.Sprintf("%s has no size", p.is))
	}
	return out, nil
}

func (r *reading) named(t token) (part, error) {
	for i := len(r.bound) - 1; i >= 0; i-- {
		if b := r.bound[i]; b.name == t.text {
			return part{is: b.is, size: b.size, cost: 1, work: func(m *moment) (any, error) { return m.bound[i], nil }}, nil
		}
	}
	v, ok := known[t.text]
	if !ok {
		return part{}, at1(t.column, fmt.Sprintf("there is no name %q here", t.text))
	}
	return part{is: v.is, size: v.size, cost: 1, name: t.text, work: func(m *moment) (any, error) { return m.values[t.text], nil }}, nil
}

func (r *reading) list(t token) (part, error) {
	var parts []part
	for {
		if _, end := r.takes("]"); end {
			break
		}
		p, err := r.whole()
		if err != nil {
			return part{}, err
		}
		parts = append(parts, p)
		if _, more := r.takes(","); more {
			continue
		}
		if err := r.must("]"); err != nil {
			return part{}, err
		}
		break
	}
	p, ok := listOf(parts)
	if !ok {
		return part{}, at1(t.column, "a list holds texts or whole numbers, one or the other")
	}
	return p, nil
}
