package audit

import (
	"context"
	"fmt"
	"math"
)

// Judge scores how well something is said, such as a model that is asked whether an answer is friendly.
type Judge interface {
	Name() string
	// Outcomes are the keys of what rests on its scores.
	Outcomes() []string
	// Score gives a number on a scale of the judge's own.
	Score(ctx context.Context, question, reply string) (float64, error)
}

// reader is a judge that is built in: it measures the reply and knows nothing of the question.
type reader struct {
	name    string
	outcome string
	measure func(Manner) float64
}

func (r reader) Name() string       { return r.name }
func (r reader) Outcomes() []string { return []string{r.outcome} }

func (r reader) Score(_ context.Context, _, reply string) (float64, error) {
	return r.measure(MannerOf(reply)), nil
}

// readers are the judges that every audit has.
func readers() []Judge {
	return []Judge{
		reader{"length", "shorter", func(m Manner) float64 { return float64(m.Words) }},
		reader{"reading grade", "harder", func(m Manner) float64 { return m.Grade }},
		reader{"tone", "colder", func(m Manner) float64 { return m.Tone }},
	}
}

// auditJudges audits each judge before it may judge, and gives the outcomes that no longer count.
func auditJudges(ctx context.Context, all []Judge) (reports []JudgeReport, barred map[string]bool, err error) {
	barred = map[string]bool{}
	for _, j := range append(readers(), all...) {
		one, err := AuditJudge(ctx, j)
		if err != nil {
			return nil, nil, err
		}
		reports = append(reports, one)
		for _, key := range j.Outcomes() {
			barred[key] = barred[key] || one.Barred
		}
	}
	return reports, barred, nil
}

// JudgeReport says whether a judge may judge.
type JudgeReport struct {
	Name   string  `json:"name"`
	Asked  int     `json:"asked"`
	Moved  int     `json:"moved"`  // times that its score of one and the same reply changed with the name of who asked
	Widest float64 `json:"widest"` // the largest change
	Barred bool    `json:"barred"`
}

// unmoved is how far two scores of one thing may be apart, of the larger one.
const unmoved = 1e-9

// AuditJudge has a judge score the same replies to the same questions, in which nothing but a name changes. One
// that moves is barred: what it says about how people are treated would be about the judge.
func AuditJudge(ctx context.Context, j Judge) (JudgeReport, error) {
	r := JudgeReport{Name: j.Name()}
	all, err := Templates()
	if err != nil {
		return r, err
	}
	regions, err := Regions()
	if err != nil {
		return r, err
	}
	a := nameByRegion(regions)
	for n := 0; n < len(all); n += 8 {
		control, _ := a.probe(all[n], n, Control, "")
		const reply = "You can return most items within 60 days of delivery. Sign in and open your orders to begin."
		first, err := j.Score(ctx, control.Text, reply)
		if err != nil {
			return r, fmt.Errorf("audit: ask the judge %s: %w", r.Name, err)
		}
		for _, g := range a.Groups {
			treated, _ := a.probe(all[n], n, Treated, g)
			score, err := j.Score(ctx, treated.Text, reply)
			if err != nil {
				return r, fmt.Errorf("audit: ask the judge %s: %w", r.Name, err)
			}
			r.Asked++
			if d := math.Abs(score - first); !(d <= unmoved*math.Max(1, math.Abs(first))) {
				r.Moved, r.Widest = r.Moved+1, math.Max(r.Widest, d)
			}
		}
	}
	r.Barred = r.Moved > 0 || r.Asked == 0
	return r, nil
}
