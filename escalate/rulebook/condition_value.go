package rulebook

import (
	"cmp"
	"math"
	"slices"
)

// arithmetic makes a sum, a product or a joined text; false where it does not fit its parts.
func arithmetic(word string, p, q part) (part, bool) {
	out := part{is: p.is, size: 1, cost: costs(p.cost, q.cost, 1)}
	switch {
	case p.is != q.is:
		return part{}, false
	case p.is == isString && word == "+":
		out.size = min(costs(p.size, q.size), tooMany)
		out.cost = costs(out.cost, out.size/10)
		out.work = both(p, q, func(a, b any) (any, error) { return a.(string) + b.(string), nil })
	case p.is == isInt:
		out.work = both(p, q, func(a, b any) (any, error) { return whole(word, a.(int64), b.(int64)) })
	case p.is == isDouble && word != "%":
		out.work = both(p, q, func(a, b any) (any, error) {
			x, y := a.(float64), b.(float64)
			return map[string]float64{"+": x + y, "-": x - y, "*": x * y, "/": x / y}[word], nil
		})
	default:
		return part{}, false
	}
	return out, true
}

// whole calculates with whole numbers; what does not fit 64 bits is an error, never another number.
func whole(word string, a, b int64) (any, error) {
	switch word {
	case "+":
		if c := a + b; (c > a) == (b > 0) {
			return c, nil
		}
	case "-":
		if c := a - b; (c < a) == (b > 0) {
			return c, nil
		}
	case "*":
		if a == 0 || b == 0 {
			return int64(0), nil
		}
		if c := a * b; c/b == a && !(a == -1 && b == math.MinInt64) && !(b == -1 && a == math.MinInt64) {
			return c, nil
		}
	case "/", "%":
		switch {
		case b == 0:
			return nil, errDivide
		case a == math.MinInt64 && b == -1:
			return nil, errOverflow
		case word == "/":
			return a / b, nil
		}
		return a % b, nil
	}
	return nil, errOverflow
}

func same(a, b any) bool {
	if x, ok := a.([]string); ok {
		return slices.Equal(x, b.([]string))
	}
	if x, ok := a.([]int64); ok {
		return slices.Equal(x, b.([]int64))
	}
	return a == b
}

func holdsBetween(word string, a, b any) bool {
	c, ordered := compare(a, b)
	if !ordered {
		return false
	}
	switch word {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	}
	return c >= 0
}

// compare orders two values of one type, or two numbers. A double that is no number has no order.
func compare(a, b any) (order int, ordered bool) {
	switch x := a.(type) {
	case string:
		return cmp.Compare(x, b.(string)), true
	case bool:
		toInt := func(v bool) int {
			if v {
				return 1
			}
			return 0
		}
		return toInt(x) - toInt(b.(bool)), true
	case int64:
		if y, ok := b.(int64); ok {
			return cmp.Compare(x, y), true
		}
		return compare(float64(x), b)
	}
	x, y := a.(float64), 0.0
	switch n := b.(type) {
	case float64:
		y = n
	case int64:
		y = float64(n)
	}
	return cmp.Compare(x, y), !math.IsNaN(x) && !math.IsNaN(y)
}
