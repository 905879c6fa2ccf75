package answer_test

import (
	"context"
	"math"
	"slices"
	"testing"
	"time"

	"candor"
	"candor/answer"
	"candor/answer/calibrate"
	"candor/answer/eval/sets"
	"candor/knowledge"
)

// sure is a calibration as a test says.
type sure struct{ s answer.Sureness }

func (x sure) Sureness() answer.Sureness { return x.s }

// trained gives a model that holds from about the confidence at which labels turn right: a share of the labels over
// the mark is wrong.
func trained(t *testing.T, mark float64, target float64) calibrate.Model {
	t.Helper()
	names := answer.FeatureNames()
	var labels []calibrate.Example
	for i := range 4000 {
		features := make([]float64, len(names))
		v := float64(i%100) / 100
		for k := range features {
			features[k] = v
		}
		right := v >= mark
		if i%97 == 0 {
			right = !right // nothing is quite certain
		}
		labels = append(labels, calibrate.Example{
			ID: "l" + string(rune('a'+i%26)) + time.Duration(i).String(), Features: features, Right: right, Tier: calibrate.Information, Origin: calibrate.Real,
		})
	}
	m, err := calibrate.Train(context.Background(), names, labels, calibrate.Options{Target: target, Seed: 1, Knowledge: "k"})
	if err != nil {
		t.Fatal(err)
	}
	if !m.Guarantee(calibrate.Information).Holds {
		t.Fatalf("the premise: %+v", m.Guarantee(calibrate.Information))
	}
	return m
}

func features(v float64) []float64 {
	out := make([]float64, len(answer.FeatureNames()))
	for i := range out {
		out[i] = v
	}
	return out
}

func TestFeaturesAreNamedAndRoundedAndTheFixedOneNeverUp(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	got, err := b.drafts.Answer(context.Background(), answer.Question{Text: "need a vat invoice for work"})
	if err != nil || len(got.Hits) == 0 {
		t.Fatal(err)
	}
	values, names := answer.Features(got.Signals), answer.FeatureNames()
	if len(values) != len(names) {
		t.Fatalf("%d values for %d names", len(values), len(names))
	}
	for i, v := range values {
		if math.Abs(v*100-math.Round(v*100)) > 1e-9 {
			t.Errorf("%s is %v", names[i], v)
		}
	}
	if fixed := answer.FixedConfidence(values); fixed > got.Confidence || fixed < got.Confidence-0.01 {
		t.Errorf("the fixed confidence is %v of %v", fixed, got.Confidence)
	}
	if answer.FixedConfidence(values[1:]) != 0 {
		t.Error("features that are not whole are read")
	}
}

func TestWithoutAGuaranteeTheFixedBarDecidesAsBefore(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	with := b.drafts
	with.Calibration = sure{}
	for _, q := range []string{"need a vat invoice for work", "how do I fix a flat tyre on my bicycle", "can I return a lamp", "when are you open"} {
		before, err := b.drafts.Answer(context.Background(), answer.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		after, err := with.Answer(context.Background(), answer.Question{Text: q})
		if err != nil || len(after.Sentences) != len(before.Sentences) || after.Confidence != before.Confidence {
			t.Errorf("%s: %v before, %v now, %v", q, before.Confidence, after.Confidence, err)
		}
	}
}

func TestAGuaranteeDecidesAndExplains(t *testing.T) {
	t.Parallel()
	m := trained(t, 0.5, 0.1)
	s := answer.Sureness{Model: m, Watch: calibrate.NewWatch(m, 0)}
	d, in := s.Decide(features(0.9), knowledge.Information)
	if !in || !d.Answer || d.Threshold != m.Guarantee(calibrate.Information).Threshold || len(d.Reasons) != len(answer.FeatureNames()) {
		t.Errorf("sure: %+v", d)
	}
	if d, in := s.Decide(features(0.2), knowledge.Information); !in || d.Answer || d.Refusal != calibrate.Unsure {
		t.Errorf("unsure: %+v", d)
	}
	if _, in := s.Decide(features(0.9), knowledge.Grave); in {
		t.Error("a tier without a guarantee is decided by the model")
	}
	if d, in := s.Decide(features(0.9), ""); !in || !d.Answer {
		t.Errorf("an unsaid tier is information: %+v", d)
	}
	s.Floor = 0.95
	if d, _ := s.Decide(features(0.9), knowledge.Information); d.Answer {
		t.Error("under the floor it answers")
	}
	s.Floor, s.Alarms = 0, []calibrate.Alarm{{Cause: calibrate.ErrorsUp, Tier: calibrate.Information}}
	if d, _ := s.Decide(features(0.9), knowledge.Information); d.Answer || d.Refusal != calibrate.Alarmed {
		t.Errorf("under an alarm: %+v", d)
	}
	s.Alarms, s.Watch = nil, calibrate.Watch{}
	if d, _ := s.Decide(features(0.9), knowledge.Information); d.Answer || d.Refusal != calibrate.Unwatched {
		t.Errorf("without its watch: %+v", d)
	}
}

// asks puts questions to a desk with a calibration and says which are answered.
func asks(t *testing.T, d answer.Drafter, s answer.Sureness, questions []string) (said []bool, confidence []float64, reasons []string) {
	t.Helper()
	d.Calibration = sure{s}
	for _, q := range questions {
		got, err := d.Answer(context.Background(), answer.Question{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		said, confidence = append(said, len(got.Sentences) > 0), append(confidence, got.Confidence)
		if len(got.Reasons) > 0 {
			reasons = append(reasons, got.Reasons[0].Signal)
		}
	}
	return said, confidence, reasons
}

func TestTheDrafterAsksTheModelAndAnAlarmClosesItsMatter(t *testing.T) {
	t.Parallel()
	articles := sets.House(t)
	for i := range articles {
		articles[i].Tier = knowledge.Information
	}
	b := newBench(t, articles)
	questions := []string{"need a vat invoice for work", "how do I fix a flat tyre on my bicycle", "xyzzy"}
	before, fixed, _ := asks(t, b.drafts, answer.Sureness{}, questions)
	if !before[0] || before[1] {
		t.Fatalf("the premise: %v at %v", before, fixed)
	}
	m := trained(t, 0.3, 0.1)
	s := answer.Sureness{Model: m, Watch: calibrate.NewWatch(m, 0), Floor: answer.Bar}
	said, now, reasons := asks(t, b.drafts, s, questions)
	if now[0] == fixed[0] || len(reasons) == 0 || !slices.Contains(answer.FeatureNames(), reasons[0]) {
		t.Errorf("the model was not asked: %v, was %v, for %v", now, fixed, reasons)
	}
	for i := range said {
		if said[i] && !before[i] {
			t.Errorf("%q is answered under a floor of the fixed bar, and was not before", questions[i])
		}
	}
	for name, alarmed := range map[string]answer.Sureness{
		"with its model":    {Model: m, Watch: s.Watch, Alarms: []calibrate.Alarm{{Cause: calibrate.ErrorsUp, Tier: calibrate.Information}}},
		"without any model": {Alarms: []calibrate.Alarm{{Cause: calibrate.QuestionsChanged}}},
	} {
		if got, _, _ := asks(t, b.drafts, alarmed, questions); slices.Contains(got, true) {
			t.Errorf("%s: an alarm does not stop answers: %v", name, got)
		}
	}
	raised := b.drafts
	raised.Bar = 0.999
	if got, _, _ := asks(t, raised, s, questions); slices.Contains(got, true) {
		t.Errorf("the owner's own bar does not hold: %v", got)
	}
}

func TestMeasureSaysWhatWouldBeFoundAndDecidesNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	got, err := b.drafts.Measure(context.Background(), answer.Question{Text: "need a vat invoice for work"})
	if err != nil || got.Article == "" || got.Passage == "" || len(got.Features) != len(answer.FeatureNames()) || got.Several || got.Talk {
		t.Errorf("%+v, %v", got, err)
	}
	if got, _ := b.drafts.Measure(context.Background(), answer.Question{Text: "thank you!"}); !got.Talk {
		t.Errorf("small talk: %+v", got)
	}
	if got, _ := b.drafts.Measure(context.Background(), answer.Question{Text: "Can I return a lamp? When do you open your shop?"}); !got.Several {
		t.Errorf("two questions: %+v", got)
	}
	if got, err := b.drafts.Measure(context.Background(), answer.Question{Text: "🙂"}); err != nil || got.Features != nil || got.Article != candor.ArticleID("") {
		t.Errorf("nothing: %+v, %v", got, err)
	}
}
