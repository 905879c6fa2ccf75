package stats

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"
)

// ErrInput says that figures were given that no count or probability can have.
var ErrInput = errors.New("stats: impossible input")

func impossible(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrInput, fmt.Sprintf(format, args...))
}

// Value is a number that may be undefined, such as the share of nobody. The zero Value is undefined.
// An infinite Value is known: the odds of a certain event.
type Value struct {
	number float64
	known  bool
}

// Known makes a Value of a number. Not-a-number gives an undefined one.
func Known(number float64) Value {
	if math.IsNaN(number) {
		return Value{}
	}
	return Value{number, true}
}

// Number gives the number, and false when it is undefined.
func (v Value) Number() (float64, bool) { return v.number, v.known }

// Or gives the number or, when it is undefined, otherwise.
func (v Value) Or(otherwise float64) float64 {
	if !v.known {
		return otherwise
	}
	return v.number
}

// Defined reports whether there is a number.
func (v Value) Defined() bool { return v.known }

// Equal reports whether both are undefined or both the same number.
func (v Value) Equal(w Value) bool { return v == w }

// String gives the number with six digits, or "undefined".
func (v Value) String() string {
	if !v.known {
		return "undefined"
	}
	return strconv.FormatFloat(v.number, 'g', 6, 64)
}

// MarshalJSON writes the number, or one of the strings "NaN" (undefined), "Infinity" and "-Infinity".
func (v Value) MarshalJSON() ([]byte, error) {
	switch {
	case !v.known:
		return []byte(`"NaN"`), nil
	case math.IsInf(v.number, 1):
		return []byte(`"Infinity"`), nil
	case math.IsInf(v.number, -1):
		return []byte(`"-Infinity"`), nil
	}
	return json.Marshal(v.number)
}

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Value) UnmarshalJSON(text []byte) error {
	switch text = bytes.TrimSpace(text); string(text) {
	case `"NaN"`:
		*v = Value{}
	case `"Infinity"`:
		*v = Value{math.Inf(1), true}
	case `"-Infinity"`:
		*v = Value{math.Inf(-1), true}
	default:
		var number float64
		if err := json.Unmarshal(text, &number); err != nil || string(text) == "null" {
			return impossible("a value that is no number")
		}
		*v = Value{number, true}
	}
	return nil
}

// part gives a/b, undefined when b is zero.
func part(a, b float64) Value {
	if b == 0 {
		return Value{}
	}
	return Known(a / b)
}

// Interval is a range with both ends. An end may lie beyond what is possible when its method does not
// clip it; the method says so.
type Interval struct{ Low, High float64 }

// Contains reports whether x lies in the interval, ends included.
func (i Interval) Contains(x float64) bool { return i.Low <= x && x <= i.High }

// Width gives the length of the interval.
func (i Interval) Width() float64 { return i.High - i.Low }

func (i Interval) clipped() Interval {
	return Interval{math.Max(0, i.Low), math.Min(1, i.High)}
}
