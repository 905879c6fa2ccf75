package calibrate

import "math"

// stakes are the error rates that the test bets on, as multiples of the bound.
var stakes = []float64{1.25, 1.5, 2, 3, 5}

// ErrorTest watches whether answers go wrong more often than a bound, one outcome after another. It may be
// looked at after each: as long as the rate, given all that came before, is at most the bound, the
// chance that it ever raises an alarm is at most Alpha (Ville's inequality for a test martingale;
// Waudby-Smith and Ramdas 2023). Bets begin anew before each outcome with ever smaller sums, so
// that a change is found also after a long good time.
//
// The zero value is not in use: it counts nothing.
type ErrorTest struct {
	Bound    float64   `json:"bound"`
	Alpha    float64   `json:"alpha"`
	Seen     int       `json:"seen"`
	Wrong    int       `json:"wrong"`
	Wealth   []float64 `json:"wealth"`   // of the bets begun, one for each of the stakes
	Evidence float64   `json:"evidence"` // against the bound, as an e-value
	Alarm    bool      `json:"alarm"`    // Evidence reached 1/Alpha once; it stays
}

// NewErrorTest begins a test. Bound and alpha are over 0 and under 1; with others it is not in use.
func NewErrorTest(bound, alpha float64) ErrorTest {
	if !(bound > 0 && bound < 1 && alpha > 0 && alpha < 1) {
		return ErrorTest{}
	}
	return ErrorTest{Bound: bound, Alpha: alpha, Wealth: make([]float64, len(stakes)), Evidence: 1}
}

// Add takes the outcome of one answer that was given.
func (t *ErrorTest) Add(wrong bool) {
	if t.Alpha == 0 {
		return
	}
	t.Seen++
	if wrong {
		t.Wrong++
	}
	if t.Alarm {
		return
	}
	n := float64(t.Seen)
	begun := 0.0
	next := make([]float64, len(stakes))
	for i, stake := range stakes {
		rate := min(t.Bound*stake, (1+t.Bound)/2)
		factor := (1 - rate) / (1 - t.Bound)
		if wrong {
			factor = rate / t.Bound
		}
		next[i] = (t.Wealth[i] + 1/(n*(n+1))) * factor
		begun += next[i] / float64(len(stakes))
	}
	t.Wealth = next
	t.Evidence = begun + 1/(n+1) // and what is not staked yet
	t.Alarm = t.Evidence >= 1/t.Alpha
}

// sound reports whether a test that was read can have come about.
func (t ErrorTest) sound() bool {
	if t.Alpha == 0 {
		return t.Seen == 0 && !t.Alarm && len(t.Wealth) == 0
	}
	if !(t.Bound > 0 && t.Bound < 1 && t.Alpha > 0 && t.Alpha < 1) || t.Wrong < 0 || t.Seen < t.Wrong || len(t.Wealth) != len(stakes) {
		return false
	}
	for _, w := range append([]float64{t.Evidence}, t.Wealth...) {
		if !(w >= 0) || math.IsInf(w, 0) {
			return false
		}
	}
	return t.Alarm || t.Evidence < 1/t.Alpha
}
