package evaluate

import (
	"slices"

	"candor/answer"
	"candor/answer/eval"
	"candor/internal/search"
	"candor/knowledge"
)

// Report is what was measured. Shares have Wilson intervals, everything else bootstrap intervals over
// articles.
type Report struct {
	Articles     int `json:"articles"`     // that customers may see
	Questions    int `json:"questions"`    // that have a right article
	Unanswerable int `json:"unanswerable"` // that have none
	Far          int `json:"far"`          // about something else

	Hit1    eval.Figure `json:"hit_at_1"`    // share whose first article is a right one
	Hit5    eval.Figure `json:"hit_at_5"`    // share with a right one among the first five
	Recall5 eval.Figure `json:"recall_at_5"` // mean share of the right articles among the first five
	MRR     eval.Figure `json:"mrr_at_10"`

	CoverageAt90 eval.Figure `json:"coverage_at_90_precision"` // share of all questions that can be answered while 90 % of the answers are right
	NearAUROC    eval.Figure `json:"auroc_near"`               // confidence with the right article against the same question without it
	FarAUROC     eval.Figure `json:"auroc_far"`                // against questions about something else
	NoneAUROC    eval.Figure `json:"auroc_unanswerable"`       // against the file's own questions without a right article
	Calibration  eval.Figure `json:"calibration_error"`        // mean distance of confidence from the share of right answers

	Wordless  int         `json:"wordless"`         // questions with a right article that have no word in them, such as a lone "*"
	NearAsked eval.Figure `json:"auroc_near_asked"` // the two figures above without those
	FarAsked  eval.Figure `json:"auroc_far_asked"`

	Vectors   Vectors      `json:"vectors"`
	Bar       AtBar        `json:"at_bar"`
	Languages []Tongue     `json:"languages,omitempty"` // when there are several
	Curve     []eval.Point `json:"curve"`               // risk and coverage over all questions of the file
	Bad       []Bad        `json:"-"`
}

// Vectors says whether word vectors were used, and the trial that decided it.
type Vectors struct {
	Used  bool         `json:"used"`
	Trial search.Trial `json:"trial"`
}

// AtBar is what the desk would do today.
type AtBar struct {
	Bar         float64     `json:"bar"`
	Answered    eval.Figure `json:"answered"`     // share of the file's questions
	Right       eval.Figure `json:"right"`        // of those answered, share from a right article
	NearWrongly eval.Figure `json:"near_wrongly"` // share answered though the right article is missing
	FarWrongly  eval.Figure `json:"far_wrongly"`  // share answered though it is about something else
}

// Tongue is the retrieval in one language.
type Tongue struct {
	Language  string      `json:"language"`
	Questions int         `json:"questions"`
	Hit1      eval.Figure `json:"hit_at_1"`
	Hit5      eval.Figure `json:"hit_at_5"`
}

func report(with, unanswerable, near, far []asked) Report {
	all := slices.Concat(with, unanswerable)
	r := Report{Questions: len(with), Unanswerable: len(unanswerable), Far: len(far)}
	r.Hit1, r.Hit5 = hits(with, 1), hits(with, 5)
	own, whole, apart, none := clusters(with), clusters(all), clusters(far), clusters(unanswerable)
	r.Recall5 = mean(own, with, func(k eval.Ranking) float64 { return k.Recall(5) })
	r.MRR = mean(own, with, func(k eval.Ranking) float64 { return k.Reciprocal(10) })

	items := judged(all)
	reach := eval.Reach(items, 0.9)
	r.CoverageAt90 = eval.Bootstrap([][]int{whole}, func(w [][]float64) float64 { c, _ := reach(w[0]); return c })
	r.Calibration = eval.Bootstrap([][]int{whole}, func(w [][]float64) float64 { return eval.WeightedCalibrationError(items, w[0]) })
	r.Curve = eval.Curve(items)

	nearer := eval.Separation(confidences(with), confidences(near))
	r.NearAUROC = eval.Bootstrap([][]int{own}, func(w [][]float64) float64 { return nearer(w[0], w[0]) })
	farther := eval.Separation(confidences(with), confidences(far))
	r.FarAUROC = eval.Bootstrap([][]int{own, apart}, func(w [][]float64) float64 { return farther(w[0], w[1]) })
	r.asked(with, near, far)
	lacking := eval.Separation(confidences(with), confidences(unanswerable))
	r.NoneAUROC = eval.Bootstrap([][]int{own, none}, func(w [][]float64) float64 { return lacking(w[0], w[1]) })

	answered := slices.DeleteFunc(slices.Clone(all), func(q asked) bool { return !q.answered })
	right := slices.DeleteFunc(slices.Clone(answered), func(q asked) bool { return !q.right })
	r.Bar = AtBar{
		Bar: answer.Bar, Answered: eval.Share(len(answered), len(all)), Right: eval.Share(len(right), len(answered)),
		NearWrongly: answeredOf(near), FarWrongly: answeredOf(far),
	}
	r.Languages = byLanguage(with)
	return r
}

// asked reckons how confidence separates questions in which something is asked. One without a word, such as a lone
// asterisk, can have no confidence, whatever article somebody had in mind.
func (r *Report) asked(with, near, far []asked) {
	var there, gone []asked
	for i, q := range with {
		if len(knowledge.Words(q.Text)) == 0 {
			r.Wordless++
			continue
		}
		there, gone = append(there, q), append(gone, near[i])
	}
	own, apart := clusters(there), clusters(far)
	nearer := eval.Separation(confidences(there), confidences(gone))
	r.NearAsked = eval.Bootstrap([][]int{own}, func(w [][]float64) float64 { return nearer(w[0], w[0]) })
	farther := eval.Separation(confidences(there), confidences(far))
	r.FarAsked = eval.Bootstrap([][]int{own, apart}, func(w [][]float64) float64 { return farther(w[0], w[1]) })
}

func answeredOf(questions []asked) eval.Figure {
	n := 0
	for _, q := range questions {
		if q.answered {
			n++
		}
	}
	return eval.Share(n, len(questions))
}

func hits(questions []asked, depth int) eval.Figure {
	n := 0
	for _, q := range questions {
		if place := q.ranking().Place(); place >= 1 && place <= depth {
			n++
		}
	}
	return eval.Share(n, len(questions))
}

func (q asked) ranking() eval.Ranking { return eval.Ranking{Ranked: q.ranked, Gold: q.gold} }

func mean(clusters []int, questions []asked, value func(eval.Ranking) float64) eval.Figure {
	values := make([]float64, len(questions))
	for i, q := range questions {
		values[i] = value(q.ranking())
	}
	return eval.Bootstrap([][]int{clusters}, func(w [][]float64) float64 {
		sum, n := 0.0, 0.0
		for i, v := range values {
			sum += w[0][i] * v
			n += w[0][i]
		}
		return sum / n
	})
}

func byLanguage(questions []asked) []Tongue {
	of := map[string][]asked{}
	for _, q := range questions {
		of[primary(q.Language)] = append(of[primary(q.Language)], q)
	}
	if len(of) < 2 {
		return nil
	}
	var out []Tongue
	for lang, list := range of {
		out = append(out, Tongue{Language: lang, Questions: len(list), Hit1: hits(list, 1), Hit5: hits(list, 5)})
	}
	slices.SortFunc(out, func(a, b Tongue) int {
		if a.Questions != b.Questions {
			return b.Questions - a.Questions
		}
		if a.Language < b.Language {
			return -1
		}
		return 1
	})
	return out
}
