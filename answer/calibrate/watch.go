package calibrate

import (
	"fmt"
	"io"
	"time"
)

// Cause says what a watch found.
type Cause string

const (
	ErrorsUp         Cause = "more wrong answers than stated"
	QuestionsChanged Cause = "questions are of another kind"
)

// Alarm is one finding. It stays until there is a new calibration.
type Alarm struct {
	Cause Cause     `json:"cause"`
	Tier  Tier      `json:"tier"` // empty: all
	At    time.Time `json:"at"`
}

// Watch follows one model while it is used. With nothing amiss, the chance that it ever raises an
// alarm is at most its alpha in all: a quarter for the errors of each tier and a quarter for the
// questions. The zero value watches no model, so nothing is answered with it.
//
// A watch is not safe for concurrent use.
type Watch struct {
	Model     string      `json:"model"`  // digest
	Errors    []ErrorTest `json:"errors"` // in the order of Tiers()
	Questions FeatureTest `json:"questions"`
	Alarms    []Alarm     `json:"alarms"`
}

// NewWatch begins to watch a model. Alpha is over 0 and under 1; 0 stands for 0.05.
//
// Questions are compared with real labels where the model rests on real ones alone, else with one
// another only: made questions are of another kind from the start.
func NewWatch(m Model, alpha float64) Watch {
	if !(alpha > 0 && alpha < 1) {
		alpha = 0.05
	}
	own := alpha / float64(len(Tiers())+1)
	w := Watch{Model: m.digest}
	for _, tier := range Tiers() {
		g := m.Guarantee(tier)
		if !g.Holds {
			w.Errors = append(w.Errors, ErrorTest{})
			continue
		}
		w.Errors = append(w.Errors, NewErrorTest(g.ErrorBound, own))
	}
	known := m.c.Usual
	if m.c.Base.Labels.Basis() != RealOnly {
		known = nil
	}
	w.Questions = NewFeatureTest(m.c.Edges, known, own)
	return w
}

// Outcome takes what a person or the customer said of an answer that was given. Outcomes must be
// taken without regard to which they are: complaints alone look like errors.
func (w *Watch) Outcome(t Tier, wrong bool, at time.Time) {
	for i, tier := range Tiers() {
		if tier != t.known() || i >= len(w.Errors) {
			continue
		}
		before := w.Errors[i].Alarm
		w.Errors[i].Add(wrong)
		if w.Errors[i].Alarm && !before {
			w.Alarms = append(w.Alarms, Alarm{ErrorsUp, tier, at.UTC()})
		}
	}
}

// Question takes the confidence of a question, answered or not; 0 when nothing was found.
func (w *Watch) Question(confidence float64, at time.Time) {
	before := w.Questions.Alarm
	w.Questions.Add(confidence)
	if w.Questions.Alarm && !before {
		w.Alarms = append(w.Alarms, Alarm{QuestionsChanged, "", at.UTC()})
	}
}

// Quiet reports whether there is no alarm that concerns a tier.
func (w Watch) Quiet(t Tier) bool {
	for _, a := range w.Alarms {
		if a.Tier == "" || a.Tier == t.known() {
			return false
		}
	}
	return true
}

// Save writes the watch as JSON. Errors are those of the writer.
func (w Watch) Save(to io.Writer) error {
	file, _, err := wrap(watchFormat, w)
	if err != nil {
		return err
	}
	if _, err := to.Write(file); err != nil {
		return fmt.Errorf("calibrate: write: %w", err)
	}
	return nil
}

// LoadWatch reads the watch of a model.
//
// Errors are ErrDamaged, ErrVersion, ErrOtherModel and those of the reader. With an error the watch is the
// zero one, with which nothing is answered; a watch that is lost takes its alarms with it, so only a
// new calibration may begin a new one.
func LoadWatch(r io.Reader, m Model) (Watch, error) {
	var w Watch
	if _, err := unwrap(r, watchFormat, &w); err != nil {
		return Watch{}, err
	}
	if w.Model != m.digest || m.digest == "" {
		return Watch{}, ErrOtherModel
	}
	if !w.sound(m) {
		return Watch{}, ErrDamaged
	}
	return w, nil
}

// sound reports whether a watch that was read fits its model and its own alarms.
func (w Watch) sound(m Model) bool {
	if len(w.Errors) != len(Tiers()) || !w.Questions.sound() || w.Questions.Alarm != w.has(QuestionsChanged, "") {
		return false
	}
	for i, tier := range Tiers() {
		t, g := w.Errors[i], m.Guarantee(tier)
		if !t.sound() || (t.Alpha > 0) != g.Holds || g.Holds && t.Bound != g.ErrorBound || t.Alarm != w.has(ErrorsUp, tier) {
			return false
		}
	}
	return true
}

func (w Watch) has(c Cause, t Tier) bool {
	for _, a := range w.Alarms {
		if a.Cause == c && a.Tier == t {
			return true
		}
	}
	return false
}
