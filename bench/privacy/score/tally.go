package score

import "math"

// Tally counts one type of personal data, or several together.
type Tally struct {
	Cases, Right             int // texts in which it is labelled or found; those with exactly the labelled spans
	Exact, ExactOver, Missed int // spans found exactly; found but not labelled so; labelled but not found so
	Near, NearOver, NearLost int // the same where half is enough
	Chars, Leaked            int // characters of labelled spans; those that nothing covers
}

// Share is a part of a whole.
type Share struct{ Part, Whole int }

// Precision is how many of the spans found are labelled; near is enough.
func (t Tally) Precision() Share { return Share{t.Near, t.Near + t.NearOver} }

// Recall is how many of the labelled spans are found; near is enough.
func (t Tally) Recall() Share { return Share{t.Near, t.Near + t.NearLost} }

// ExactPrecision is how many of the spans found are labelled with the same ends.
func (t Tally) ExactPrecision() Share { return Share{t.Exact, t.Exact + t.ExactOver} }

// ExactRecall is how many of the labelled spans are found with the same ends.
func (t Tally) ExactRecall() Share { return Share{t.Exact, t.Exact + t.Missed} }

// Leak is how many of the labelled characters nothing covers.
func (t Tally) Leak() Share { return Share{t.Leaked, t.Chars} }

// Spans is how many are labelled.
func (t Tally) Spans() int { return t.Exact + t.Missed }

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Cases, t.Right = t.Cases+o.Cases, t.Right+o.Right
	t.Exact, t.ExactOver, t.Missed = t.Exact+o.Exact, t.ExactOver+o.ExactOver, t.Missed+o.Missed
	t.Near, t.NearOver, t.NearLost = t.Near+o.Near, t.NearOver+o.NearOver, t.NearLost+o.NearLost
	t.Chars, t.Leaked = t.Chars+o.Chars, t.Leaked+o.Leaked
}

// Value is the share from 0 to 1; not a number when the whole is nothing.
func (s Share) Value() float64 {
	if s.Whole == 0 {
		return math.NaN()
	}
	return float64(s.Part) / float64(s.Whole)
}

// Interval is where the true share lies with 95 % confidence: Wilson's score interval (1927), which
// also holds near 0 and 1. Of nothing it is all from 0 to 1.
func (s Share) Interval() (low, high float64) {
	if s.Whole == 0 {
		return 0, 1
	}
	const z = 1.959963984540054
	n, p := float64(s.Whole), s.Value()
	middle := (p + z*z/(2*n)) / (1 + z*z/n)
	reach := z / (1 + z*z/n) * math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
	return max(0, middle-reach), min(1, middle+reach)
}
