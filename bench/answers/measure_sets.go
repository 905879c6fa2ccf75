package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"candor/bench/report"
)

// wanted is a shared set with the goals for it.
type wanted struct {
	name, queries   string
	hit1, coverage  report.Goal
	nearest, farest report.Goal
}

func sharedSets() []wanted {
	near, far := report.AtLeast(0.82), report.AtLeast(0.96)
	return []wanted{
		{"wixqa-expert", "queries.jsonl", report.AtLeast(0.75), report.Goal{}, near, far},
		{"techqa-rag", "queries.jsonl.gz", report.AtLeast(0.80), report.Goal{}, near, far},
		{"stackfaq", "queries.jsonl", report.AtLeast(0.69), report.AtLeast(0.55), near, far},
	}
}

// sets measures the shared sets, with the questions of clinc150 that are out of every scope as those about
// something else: those of its training part, which nothing that is measured here was fitted on.
func (b *bench) sets(ctx context.Context) error {
	far, err := b.outOfScope()
	if err != nil {
		return err
	}
	for _, w := range sharedSets() {
		corpus, there := b.data(w.name + "/corpus.jsonl.gz")
		queries, too := b.data(w.name + "/" + w.queries)
		if !there || !too {
			b.lacking(w, missing)
			continue
		}
		picture := w.name + ".svg"
		r, err := b.evaluate(ctx, w.name, corpus, queries, far, filepath.Join(b.out, picture))
		if err != nil {
			return err
		}
		if far == "" { // candor's own questions stood in, which the goal is not about
			r.FarAUROC, r.FarAsked, r.Bar.FarWrongly, r.Far = value{}, value{}, value{}, 0
		}
		b.tellSet(w, r)
		b.showSet(w.name, r, picture)
		b.showVectors(w.name, r)
	}
	return nil
}

func (b *bench) tellSet(w wanted, r evaluation) {
	b.tell(
		tell(w.name+": hit@1", r.Hit1, w.hit1), tell(w.name+": near AUROC", r.NearAUROC, w.nearest),
		tell(w.name+": far AUROC", r.FarAUROC, w.farest), tell(w.name+": coverage at 90 % precision", r.CoverageAt90, w.coverage),
		tell(w.name+": hit@5", r.Hit5, report.Goal{}), tell(w.name+": recall@5", r.Recall5, report.Goal{}), tell(w.name+": MRR@10", r.MRR, report.Goal{}),
		tell(w.name+": calibration error", r.Calibration, report.Goal{}),
	)
	if r.Wordless > 0 {
		b.tell(
			tell(w.name+": near AUROC of questions that have a word", r.NearAsked, report.Goal{}),
			tell(w.name+": far AUROC of questions that have a word", r.FarAsked, report.Goal{}),
		)
		b.remark(fmt.Sprintf("%s: %d of %d questions have no word at all, such as a lone asterisk. They can have no confidence and count as found nowhere; without them the figures are those under \"measured besides\". With them no confidence reaches a far AUROC over %.3f.",
			w.name, r.Wordless, r.Questions, 1-float64(r.Wordless)/float64(r.Questions)/2))
	}
}

func (b *bench) lacking(w wanted, why string) {
	b.tell(report.Absent(w.name+": hit@1", w.hit1, "", why), report.Absent(w.name+": near AUROC", w.nearest, "", why), report.Absent(w.name+": far AUROC", w.farest, "", why))
	if w.coverage != (report.Goal{}) {
		b.tell(report.Absent(w.name+": coverage at 90 % precision", w.coverage, "", why))
	}
}

// showSet tells what a set is and what a desk would do with it that has calibrated nothing.
func (b *bench) showSet(name string, r evaluation, picture string) {
	b.show(report.Table{
		Title: "The sets, and what a desk does with them before anything is calibrated",
		Head:  []string{"set", "articles", "questions", "without an answer", "far", "bar", "answered", "of those right", "near ones answered", "far ones answered", "risk and coverage"},
		Rows: [][]string{{
			name, fmt.Sprint(r.Articles), fmt.Sprint(r.Questions), fmt.Sprint(r.Unanswerable), fmt.Sprint(r.Far), fmt.Sprint(r.Bar.Bar),
			r.Bar.Answered.String(), r.Bar.Right.String(), r.Bar.NearWrongly.String(), r.Bar.FarWrongly.String(), "[curve](" + picture + ")",
		}},
		Notes: "A question that has an answer is asked with its article there and, as a near one, with it taken away.",
	})
}

// showVectors tells whether the word vectors help to find the articles of a set.
func (b *bench) showVectors(name string, r evaluation) {
	t := r.Vectors.Trial
	used := "no"
	if r.Vectors.Used {
		used = "yes"
	}
	b.show(report.Table{
		Title: "Word vectors: what the trial at import says, and whether they are used",
		Head:  []string{"set", "questions made of the articles", "mean of 1/place with", "without", "doubt", "used"},
		Rows:  [][]string{{name, fmt.Sprint(t.Asked), fmt.Sprintf("%.3f", t.With), fmt.Sprintf("%.3f", t.Without), fmt.Sprintf("%.3f", t.Doubt), used}},
		Notes: "They are used where the right article stands higher with them by more than the doubt, one standard error.",
	})
}

// outOfScope writes the out-of-scope questions of clinc150 to a file that candor reads, and gives its
// name; empty when the set is not here.
func (b *bench) outOfScope() (string, error) {
	set, there := b.data("clinc150/train.jsonl.gz")
	if !there {
		return "", nil
	}
	rows, err := packedLines[struct {
		Text string `json:"text"`
		OOS  bool   `json:"oos"`
	}](set)
	if err != nil {
		return "", err
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	for _, r := range rows {
		if !r.OOS {
			continue
		}
		if err := lines.Encode(map[string]string{"query": r.Text}); err != nil {
			return "", err
		}
	}
	to := filepath.Join(b.dir, "far.jsonl")
	return to, os.WriteFile(to, out.Bytes(), 0o600)
}

const (
	houseArticles  = "internal/demo/company/articles"
	houseQuestions = "internal/demo/company/questions.jsonl"
)

// house measures the demo's own help centre with its own questions, and candor's own questions about
// something else.
func (b *bench) house(ctx context.Context) error {
	queries := filepath.Join(b.dir, "house.jsonl")
	if err := named(houseQuestions, queries); err != nil {
		return err
	}
	const name, picture = "the demo's help centre", "house.svg"
	r, err := b.evaluate(ctx, name, houseArticles, queries, "", filepath.Join(b.out, picture))
	if err != nil {
		return err
	}
	b.tellSet(wanted{name: name}, r)
	b.showSet(name, r, picture)
	b.showVectors(name, r)
	t := report.Table{Title: "The demo's help centre by language", Head: []string{"language", "questions", "hit@1", "hit@5"}}
	for _, l := range r.Languages {
		t.Rows = append(t.Rows, []string{l.Language, fmt.Sprint(l.Questions), l.Hit1.String(), l.Hit5.String()})
	}
	b.show(t)
	return nil
}

// named copies questions with the language before the name of each article: the demo's articles have the
// same name in every language.
func named(from, to string) error {
	type question struct {
		Query    string   `json:"query"`
		Language string   `json:"language"`
		Gold     []string `json:"gold"`
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	rows, err := jsonLines[question](data)
	if err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	for _, q := range rows {
		for i, slug := range q.Gold {
			q.Gold[i] = q.Language + "/" + slug
		}
		if err := lines.Encode(q); err != nil {
			return err
		}
	}
	return os.WriteFile(to, out.Bytes(), 0o600)
}

func packedLines[T any](name string) ([]T, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	var all bytes.Buffer
	if _, err := all.ReadFrom(z); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	return jsonLines[T](all.Bytes())
}

func jsonLines[T any](data []byte) ([]T, error) {
	var out []T
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var row T
		if err := json.Unmarshal(lines.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(out)+1, err)
		}
		out = append(out, row)
	}
	return out, lines.Err()
}
