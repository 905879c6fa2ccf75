package evaluate

import (
	"bytes"
	"fmt"
	"io"
	"math"

	"candor/answer/eval"
)

// WriteText writes the figures as a table for people.
func (r Report) WriteText(to io.Writer) error {
	w := new(bytes.Buffer)
	fmt.Fprintf(w, "%s about %s", count(r.Questions, "question"), count(r.Articles, "article"))
	if r.Unanswerable > 0 {
		fmt.Fprintf(w, ", and %s without a right article", fmt.Sprint(r.Unanswerable))
	}
	fmt.Fprintf(w, "\n\n%-48s %6s   95 %% interval\n", "", "")
	row := func(name string, f eval.Figure) {
		if math.IsNaN(f.Value) {
			fmt.Fprintf(w, "%-48s %6s\n", name, "-")
			return
		}
		fmt.Fprintf(w, "%-48s %6.3f", name, f.Value)
		if !math.IsNaN(f.Low) {
			fmt.Fprintf(w, "   %.3f to %.3f", f.Low, f.High)
		}
		fmt.Fprintln(w)
	}
	row("right article first (hit@1)", r.Hit1)
	row("right article among the first five (hit@5)", r.Hit5)
	row("share of the right articles there (recall@5)", r.Recall5)
	row("mean of 1/place, first ten (MRR@10)", r.MRR)
	for _, t := range r.Languages {
		name := t.Language
		if name == "" {
			name = "not said"
		}
		row(fmt.Sprintf("  hit@1 in %s (%s)", name, count(t.Questions, "question")), t.Hit1)
	}
	fmt.Fprintln(w)
	row("can be answered with 90 % of the answers right", r.CoverageAt90)
	row("confidence with against without article (AUROC)", r.NearAUROC)
	row("against questions about something else (AUROC)", r.FarAUROC)
	if r.Wordless > 0 {
		name := fmt.Sprintf("without the %s of no word", count(r.Wordless, "question"))
		row("  the former "+name, r.NearAsked)
		row("  the latter likewise", r.FarAsked)
	}
	if r.Unanswerable > 0 {
		row("against those without a right article (AUROC)", r.NoneAUROC)
	}
	row("calibration error", r.Calibration)
	fmt.Fprintf(w, "\nAt the bar of %.2f, from which on the assistant answers:\n", r.Bar.Bar)
	row("answered", r.Bar.Answered)
	row("of those, from a right article", r.Bar.Right)
	row("answered though the right article is missing", r.Bar.NearWrongly)
	row("answered though it is about something else", r.Bar.FarWrongly)
	r.Vectors.write(w)
	_, err := w.WriteTo(to)
	return err
}

// write tells whether word vectors were used, and why.
func (v Vectors) write(w io.Writer) {
	if v.Trial.Asked == 0 {
		return
	}
	what := "not used; they do not help enough"
	if v.Used {
		what = "used; they help"
	}
	fmt.Fprintf(w, "\nWord vectors: %s. Asked what the articles themselves say, %s,\nthe right one stands at %.3f with them and %.3f without (mean of 1/place; doubt %.3f).\n",
		what, count(v.Trial.Asked, "question"), v.Trial.With, v.Trial.Without, v.Trial.Doubt)
}

func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
