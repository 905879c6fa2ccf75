package answer

import (
	"context"
	"fmt"

	"candor"
	"candor/answer/calibrate"
	"candor/knowledge"
	"candor/policy"
)

// Calibration says what the desk's own articles and labels have shown.
type Calibration interface {
	// Sureness gives what holds for exactly the articles that are searched now.
	Sureness() Sureness
}

// Sureness is what an answer needs to be given. The zero value is the fixed Bar alone.
//
// How bar and threshold go together. Where the model guarantees something for the tier of the article
// found, its threshold decides, on the questions that reach Floor: the model was calibrated with every
// question below Floor counted as unanswered, so that what it states is about just this rule. Where it
// guarantees nothing, the fixed Bar decides, as if there were no model. An alarm closes its tier either way:
// the fixed bar is no shelter for what went wrong under a tested one. Floor is Bar as long as made
// questions are among the labels in force: made questions alone may tighten and never loosen. The
// owner's own bar is a floor always.
//
// A question that is word for word one that the owner listed for the article needs no estimate: the owner
// said which article answers it. It is answered unless an alarm closed the tier.
type Sureness struct {
	Model  calibrate.Model
	Watch  calibrate.Watch
	Floor  float64           // of the fixed confidence, 0 to 1
	Alarms []calibrate.Alarm // that nobody has answered with a new calibration
}

// ruling is what was decided about one search.
type ruling struct {
	answer     bool
	confidence float64
	reasons    []Reason
}

// rule decides whether to answer from the best article of a search. Bar is the fixed one, with the owner's.
func (s Sureness) rule(found knowledge.Signals, tier knowledge.Tier, bar float64) ruling {
	sure, reasons := confidence(found)
	out := ruling{answer: sure >= bar, confidence: sure, reasons: reasons}
	t := calibrate.Tier(tier.AtLeast(""))
	if s.alarmed(t) {
		out.answer = false
		return out
	}
	if found.Named {
		return ruling{answer: true, confidence: 1, reasons: []Reason{{Signal: "named", Value: 1, Weight: 1}}}
	}
	features := Features(found)
	if d, in := s.Decide(features, tier); in {
		out.answer, out.confidence, out.reasons = d.Answer, d.Confidence, nil
		if bar > Bar && sure < bar {
			out.answer = false // the owner's own bar holds whatever was measured
		}
		for _, c := range d.Reasons {
			out.reasons = append(out.reasons, Reason{Signal: c.Name, Value: c.Value, Weight: c.LogOdds})
		}
	}
	return out
}

// Decide says what the model says of these Features and an article's tier. It is false where the model
// guarantees nothing for the tier, so that the fixed bar decides.
func (s Sureness) Decide(features []float64, tier knowledge.Tier) (calibrate.Decision, bool) {
	t := calibrate.Tier(tier.AtLeast(""))
	if !s.Model.Guarantee(t).Holds {
		return calibrate.Decision{}, false
	}
	d := s.Model.Decide(features, t, s.Watch)
	if d.Answer && (FixedConfidence(features) < s.Floor || s.alarmed(t)) {
		d.Answer, d.Refusal = false, calibrate.Unsure
		if s.alarmed(t) {
			d.Refusal = calibrate.Alarmed
		}
	}
	return d, true
}

func (s Sureness) alarmed(t calibrate.Tier) bool {
	return !calibrate.Watch{Alarms: s.Alarms}.Quiet(t)
}

// Measured is a question as a calibration sees it: numbers, and the article found.
type Measured struct {
	Article  candor.ArticleID // empty: nothing was found
	Passage  candor.PassageID // its best one
	Features []float64        // in the order of FeatureNames; nil when nothing was found
	Several  bool             // several questions in one message, of which each is decided by itself
	Talk     bool             // no question at all, but a greeting or thanks
}

// Asked reads the question out of a case, with what it leans on.
func Asked(c *policy.Case) Question { return question(c) }

// Measure searches for a question as Answer does and says what was found, without deciding anything.
//
// Errors are those of the search.
func (d Drafter) Measure(ctx context.Context, q Question) (Measured, error) {
	q, _ = d.understood(q)
	if smallTalk(q.Text) != "" {
		return Measured{Talk: true}, nil
	}
	q.Text = asking(q.Text, q.Expects)
	questions, _ := partsOf(q.Text, q.Expects)
	out := Measured{Several: len(questions) > 0}
	found, _, err := d.find(ctx, &q)
	if err != nil {
		return Measured{}, fmt.Errorf("answer: search: %w", err)
	}
	if len(found.Hits) == 0 {
		return out, nil
	}
	out.Article, out.Features = found.Hits[0].Article, Features(found.Signals)
	if p := found.Hits[0].Passages; len(p) > 0 {
		out.Passage = p[0].Passage
	}
	return out, nil
}

// sureness gives what is in force; without a calibration the fixed bar alone.
func (d Drafter) sureness() Sureness {
	if d.Calibration == nil {
		return Sureness{}
	}
	return d.Calibration.Sureness()
}

// tierOf gives the tier of an article found, from its passages as they are stored now. What cannot be
// read has the gravest one; it cannot be quoted either.
func (d Drafter) tierOf(ctx context.Context, hit knowledge.Hit) (knowledge.Tier, error) {
	passages, err := d.read(ctx, hit)
	if err != nil || len(passages) == 0 {
		return knowledge.Grave, err
	}
	return passages[0].Tier, nil
}
