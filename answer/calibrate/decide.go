package calibrate

// Refusal says why a question is not answered.
type Refusal string

const (
	Unsure      Refusal = "not sure enough"   // under the threshold
	NoGuarantee Refusal = "no guarantee"      // the Guarantee of the decision says why
	NoMeasure   Refusal = "no usable signals" // nothing found, or features that are not the model's
	Alarmed     Refusal = "alarm"             // until there is a new calibration
	Unwatched   Refusal = "not watched"       // the watch is not this model's
)

// Decision is what a model says about one question.
//
// The zero value does not answer.
type Decision struct {
	Answer     bool
	Refusal    Refusal // empty when Answer
	Confidence float64 // 0 to 1
	Threshold  float64 // from which this tier is answered; over 1: never
	Guarantee  Guarantee
	Reasons    []Contribution // see Explain
}

// never is a threshold that no confidence reaches.
const never = 2

// Decide says whether to answer from the article found, of this tier, with these features.
func (m Model) Decide(features []float64, t Tier, w Watch) Decision {
	d := Decision{Threshold: never, Guarantee: m.Guarantee(t)}
	confidence, known := m.Confidence(features)
	d.Confidence, d.Reasons = confidence, m.Explain(features)
	switch {
	case !d.Guarantee.Holds:
		d.Refusal = NoGuarantee
		return d
	case w.Model != m.digest || m.digest == "":
		d.Refusal = Unwatched
		return d
	case !w.Quiet(t):
		d.Refusal = Alarmed
		return d
	}
	d.Threshold = d.Guarantee.Threshold
	switch {
	case !known:
		d.Refusal = NoMeasure
	case confidence < d.Threshold:
		d.Refusal = Unsure
	default:
		d.Answer = true
	}
	return d
}
