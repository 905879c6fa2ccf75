package audit

import (
	"context"
	"fmt"
	"math"
	"slices"

	"candor/fairness/stats"
)

// Judge scores how well something is said, such as a model that is asked whether an answer is friendly. Safe for
// concurrent use.
type Judge interface {
	Name() string
	// Outcomes are the keys of what rests on its scores: a lower score is worse. None of them is built in.
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

// auditJudges audits each judge before it may judge. It gives the further ones that may, and the outcomes that no
// longer count.
func auditJudges(ctx context.Context, further []Judge) (reports []JudgeReport, may []Judge, barred map[string]bool, err error) {
	barred = map[string]bool{}
	taken := map[string]bool{}
	for _, o := range append(Outcomes(), otherSources()) {
		taken[o.Key] = true
	}
	own := readers()
	for i, j := range append(own, further...) {
		one, err := AuditJudge(ctx, j)
		if err != nil {
			return nil, nil, nil, err
		}
		reports = append(reports, one)
		for _, key := range j.Outcomes() {
			barred[key] = barred[key] || one.Barred
			if i >= len(own) && taken[key] {
				return nil, nil, nil, fmt.Errorf("audit: the judge %s wants to judge %s, which is judged already", one.Name, key)
			}
			taken[key] = true
		}
		if i >= len(own) && !one.Barred {
			may = append(may, j)
		}
	}
	return reports, may, barred, nil
}

// JudgeReport says whether a judge may judge.
type JudgeReport struct {
	Name       string  `json:"name"`
	Asked      int     `json:"asked"`
	Moved      int     `json:"moved"`       // times that its score of one and the same reply changed with the name of who asked
	MovedAgain int     `json:"moved_again"` // times that it changed though the very same was asked once more
	Widest     float64 `json:"widest"`      // the largest change with a name
	P          float64 `json:"p"`           // exact, that it moves with names no more often than by itself, or no more in one direction
	Flat       bool    `json:"flat"`        // it scores a kind and full reply no better than a curt refusal: it sees nothing
	Barred     bool    `json:"barred"`
}

// unmoved is how far two scores of one thing may be apart, of the larger one.
const unmoved = 1e-9

// suspicion is the p below which a judge that is not steady is taken to move with names. It is wide on purpose: a judge
// that is barred wrongly costs a comparison, one that is let in wrongly makes it false.
const suspicion = 0.2

// trying takes each such template: odd, so that women and men take turns.
const trying = 7

// round is how many of them use each name of a region once.
const round = 12

// replies are what judges are tried on: one and the same for every name.
func replies() [3]string {
	return [3]string{
		"You are welcome to return most items within 60 days of delivery, thank you for asking. Please sign in and open your orders to begin.",
		"Returns: 60 days.",
		"We cannot do that and must refuse; such requests are never considered under any circumstances whatsoever, notwithstanding representations.",
	}
}

// AuditJudge has a judge score the same replies to the same questions, in which nothing but a name changes, and the very
// same once more. One that moves with names is barred: what it says about how people are treated would be about the
// judge. A judge that wavers by itself is barred when it wavers more with names, or in one direction. One that sees no
// difference between a kind reply and a refusal is barred as well: that it finds none between people would show nothing.
func AuditJudge(ctx context.Context, j Judge) (JudgeReport, error) {
	t := trial{ctx: ctx, judge: j, r: JudgeReport{Name: j.Name(), P: 1}, up: map[string]int64{}, down: map[string]int64{}}
	all, err := Templates()
	if err != nil {
		return t.r, err
	}
	regions, err := Regions()
	if err != nil {
		return t.r, err
	}
	var scores [3][]float64
	written := replies()
	for _, a := range []Axis{nameByRegion(regions), nameByGender(regions)} {
		for n := 0; n < len(all); n += trying {
			k := n / trying
			which := (k + k/round) % len(written) // each name comes up with each reply
			score, err := t.names(a, all[n], n, written[which])
			if err != nil {
				return t.r, err
			}
			scores[which] = append(scores[which], score)
		}
	}
	t.judged()
	t.r.Flat = spread(scores[:]) <= unmoved
	t.r.Barred = t.r.Barred || t.r.Flat
	return t.r, nil
}

// trial is the audit of one judge under way.
type trial struct {
	ctx      context.Context
	judge    Judge
	r        JudgeReport
	table    stats.Pairs
	up, down map[string]int64 // by group: how often its score was above and below that of the control
}

func (t *trial) score(question, reply string) (float64, error) {
	s, err := t.judge.Score(t.ctx, question, reply)
	if err != nil {
		return s, fmt.Errorf("audit: ask the judge %s: %w", t.r.Name, err)
	}
	return s, nil
}

// names scores a reply to a question of which nothing but the name of who asks changes. It gives the control's score.
func (t *trial) names(a Axis, template Template, n int, reply string) (float64, error) {
	control, _ := a.probe(template, n, Control, "")
	first, err := t.score(control.Text, reply)
	if err != nil {
		return 0, err
	}
	for _, g := range a.Groups {
		treated, _ := a.probe(template, n, Treated, g)
		named, err := t.score(treated.Text, reply)
		if err != nil {
			return 0, err
		}
		again, err := t.score(control.Text, reply)
		if err != nil {
			return 0, err
		}
		t.r.Asked++
		moved, wavers := apartFrom(first, named), apartFrom(first, again)
		if moved {
			t.r.Moved++
			t.r.Widest = math.Max(t.r.Widest, math.Abs(named-first))
			group := a.Name + " " + g
			t.up[group], t.down[group] = t.up[group]+one64(named > first), t.down[group]+one64(!(named > first))
		}
		t.r.MovedAgain += one0(wavers)
		t.table.First, t.table.Second = t.table.First+one64(moved && !wavers), t.table.Second+one64(wavers && !moved)
		t.table.Both, t.table.Neither = t.table.Both+one64(moved && wavers), t.table.Neither+one64(!moved && !wavers)
	}
	return first, nil
}

// judged says whether the judge moves: at all where it is steady, and more than by chance where it is not.
func (t *trial) judged() {
	if t.r.MovedAgain == 0 {
		t.r.Barred = t.r.Moved > 0 || t.r.Asked == 0
		if t.r.Moved > 0 {
			t.r.P = 0
		}
		return
	}
	p := 1.0
	if m, err := stats.McNemarOf(t.table, 0.9); err == nil {
		p = m.Greater
	}
	groups := math.Max(1, float64(len(t.up)))
	for g, up := range t.up {
		if m, err := stats.McNemarOf(stats.Pairs{First: up, Second: t.down[g]}, 0.9); err == nil {
			p = math.Min(p, m.Exact*groups)
		}
	}
	t.r.P = math.Min(1, 2*p) // two looks, each group one of the second, by Bonferroni
	t.r.Barred = t.r.P <= suspicion
}

// apartFrom reports two scores that are not the same; one that is no number is the same as none.
func apartFrom(a, b float64) bool { return !(math.Abs(b-a) <= unmoved*math.Max(1, math.Abs(a))) }

// spread is how far the kind reply is scored above the refusal, on the whole.
func spread(by [][]float64) float64 {
	middle := func(all []float64) float64 {
		if len(all) == 0 {
			return math.NaN()
		}
		slices.Sort(all)
		return all[len(all)/2]
	}
	d := math.Abs(middle(by[0]) - middle(by[2]))
	if math.IsNaN(d) {
		return 0
	}
	return d
}
