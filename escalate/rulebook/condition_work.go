package rulebook

import (
	"errors"
	"math"
	"slices"
	"unicode/utf8"
)

// What may go wrong while a condition is worked out. None of it names a value, which may be a customer's word.
var (
	errDivide   = errors.New("divided by zero")
	errOverflow = errors.New("a number is too large")
	errNoKey    = errors.New("there is no such key")
)

func constant(is kind, value any, size int) part {
	return part{is: is, size: size, cost: 1, literal: value, work: func(*moment) (any, error) { return value, nil }}
}

// both works two parts out and hands them on.
func both(p, q part, do func(a, b any) (any, error)) func(*moment) (any, error) {
	return func(m *moment) (any, error) {
		a, err := p.work(m)
		if err != nil {
			return nil, err
		}
		b, err := q.work(m)
		if err != nil {
			return nil, err
		}
		return do(a, b)
	}
}

// joined is and, or or: one side that decides is enough, even where the other fails.
func joined(p, q part, decides bool) part {
	return part{is: isBool, size: 1, cost: costs(p.cost, q.cost, 1), work: func(m *moment) (any, error) {
		a, failed := p.work(m)
		if failed == nil && a.(bool) == decides {
			return decides, nil
		}
		b, err := q.work(m)
		switch {
		case err == nil && b.(bool) == decides:
			return decides, nil
		case failed != nil:
			return nil, failed
		case err != nil:
			return nil, err
		}
		return !decides, nil
	}}
}

func choice(p, yes, no part) part {
	return part{is: yes.is, size: max(yes.size, no.size), cost: costs(p.cost, max(yes.cost, no.cost), 1), work: func(m *moment) (any, error) {
		a, err := p.work(m)
		if err != nil {
			return nil, err
		}
		if a.(bool) {
			return yes.work(m)
		}
		return no.work(m)
	}}
}

func unary(word string, p part) (part, bool) {
	out := part{is: p.is, size: 1, cost: costs(p.cost, 1)}
	var do func(any) (any, error)
	switch {
	case word == "!" && p.is == isBool:
		do = func(a any) (any, error) { return !a.(bool), nil }
	case word == "-" && p.is == isInt:
		do = func(a any) (any, error) {
			if a.(int64) == math.MinInt64 {
				return nil, errOverflow
			}
			return -a.(int64), nil
		}
	case word == "-" && p.is == isDouble:
		do = func(a any) (any, error) { return -a.(float64), nil }
	default:
		return part{}, false
	}
	out.work = func(m *moment) (any, error) {
		a, err := p.work(m)
		if err != nil {
			return nil, err
		}
		return do(a)
	}
	return out, true
}

// binary makes an operation of two parts; false where it does not fit them.
func binary(word string, p, q part) (part, bool) {
	out := part{is: isBool, size: 1, cost: costs(p.cost, q.cost, 1)}
	switch word {
	case "==", "!=":
		if p.is != q.is || p.is == isScores {
			return part{}, false
		}
		out.cost = costs(out.cost, min(p.size, q.size)/10)
		out.work = both(p, q, func(a, b any) (any, error) { return same(a, b) == (word == "=="), nil })
	case "<", "<=", ">", ">=":
		if p.is != q.is && !(p.is.number() && q.is.number()) || p.is.elements() != "" || p.is == isScores || p.is == isEmpty {
			return part{}, false
		}
		out.cost = costs(out.cost, min(p.size, q.size)/10)
		out.work = both(p, q, func(a, b any) (any, error) { return holdsBetween(word, a, b), nil })
	case "in":
		return within(p, q)
	default:
		return arithmetic(word, p, q)
	}
	return out, true
}

func within(p, q part) (part, bool) {
	fits := q.is.elements() == p.is && p.is != "" || q.is == isScores && p.is == isString || q.is == isEmpty
	return part{is: isBool, size: 1, cost: costs(p.cost, q.cost, 1, times(q.size, 1+min(p.size, short)/10)), work: both(p, q, func(a, b any) (any, error) {
		if scores, ok := b.(map[string]float64); ok {
			_, has := scores[a.(string)]
			return has, nil
		}
		return slices.Contains(entries(b), a), nil
	})}, fits
}

func index(on, key part) (part, bool) {
	entry := on.is.elements()
	switch {
	case on.is == isScores && key.is == isString:
		return part{is: isDouble, size: 1, cost: costs(on.cost, key.cost, 1), work: both(on, key, func(a, b any) (any, error) {
			value, ok := a.(map[string]float64)[b.(string)]
			if !ok {
				return nil, errNoKey
			}
			return value, nil
		})}, true
	case entry != "" && key.is == isInt:
		return part{is: entry, size: short, cost: costs(on.cost, key.cost, 1), work: both(on, key, func(a, b any) (any, error) {
			list := entries(a)
			if i := b.(int64); i >= 0 && i < int64(len(list)) {
				return list[i], nil
			}
			return nil, errNoKey
		})}, true
	}
	return part{}, false
}

func sizeOf(p part) (part, bool) {
	fits := p.is == isString || p.is.elements() != "" || p.is == isScores || p.is == isEmpty
	return part{is: isInt, size: 1, cost: costs(p.cost, 1, p.size/10), work: func(m *moment) (any, error) {
		a, err := p.work(m)
		if err != nil {
			return nil, err
		}
		if s, ok := a.(string); ok {
			return int64(utf8.RuneCountInString(s)), nil
		}
		return int64(len(entries(a))), nil
	}}, fits
}

// listOf makes a list that is written out, of texts or of whole numbers.
func listOf(parts []part) (part, bool) {
	out := part{is: isEmpty, size: len(parts), cost: 1}
	for i, p := range parts {
		is := map[kind]kind{isString: isStrings, isInt: isInts}[p.is]
		if is == "" || i > 0 && is != out.is {
			return part{}, false
		}
		out.is, out.cost = is, costs(out.cost, p.cost)
	}
	out.work = func(m *moment) (any, error) {
		var texts []string
		var numbers []int64
		for _, p := range parts {
			a, err := p.work(m)
			if err != nil {
				return nil, err
			}
			switch v := a.(type) {
			case string:
				texts = append(texts, v)
			case int64:
				numbers = append(numbers, v)
			}
		}
		if out.is == isInts {
			return numbers, nil
		}
		return texts, nil
	}
	return out, true
}
