package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"candor/bench/report"
)

// typos measures the shared sets and the demo's help centre with questions that are mistyped: as they are, with one word
// mistyped and with three.
func (b *bench) typos(ctx context.Context) error {
	t := report.Table{
		Title: "Mistyped questions, before anything is calibrated",
		Head:  []string{"set", "words mistyped", "hit@1", "answered", "of those right", "near ones answered"},
		Notes: "Drawn by lot among the words of four letters and more; each has two letters swapped (of ten four times), one left\nout, one twice, or one of a key beside it (twice each). The bar is the one of a desk that has calibrated nothing.",
	}
	for _, w := range append(sharedSets(), wanted{name: "the demo's help centre"}) {
		corpus, there := b.data(w.name + "/corpus.jsonl.gz")
		queries, too := b.data(w.name + "/" + w.queries)
		if w.queries == "" {
			corpus, queries, there, too = houseArticles, filepath.Join(b.dir, "house-typos.jsonl"), true, true
			if err := named(houseQuestions, queries); err != nil {
				return err
			}
		}
		if !there || !too {
			b.tell(report.Absent(w.name+", three words mistyped: hit@1", report.Goal{}, "", missing))
			continue
		}
		for _, words := range []int{0, 1, 3} {
			asked := filepath.Join(b.dir, fmt.Sprintf("typos-%d.jsonl", words))
			if err := mistype(queries, asked, words, b.seed); err != nil {
				return fmt.Errorf("%s: %w", w.name, err)
			}
			r, err := b.evaluate(ctx, w.name, corpus, asked, "", "")
			if err != nil {
				return err
			}
			if words > 0 {
				mistyped := map[int]string{1: "one word", 3: "three words"}[words] + " mistyped"
				b.tell(tell(w.name+", "+mistyped+": hit@1", r.Hit1, report.Goal{}), tell(w.name+", "+mistyped+": answered", r.Bar.Answered, report.Goal{}))
			}
			t.Rows = append(t.Rows, []string{w.name, fmt.Sprint(words), r.Hit1.String(), r.Bar.Answered.String(), r.Bar.Right.String(), r.Bar.NearWrongly.String()})
		}
	}
	b.show(t)
	return nil
}

// mistype copies questions with so many words of each mistyped. The same seed gives the same slips.
func mistype(from, to string, words int, seed uint64) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if strings.HasSuffix(from, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			return err
		}
		if data, err = io.ReadAll(z); err != nil {
			return err
		}
	}
	rows, err := jsonLines[map[string]any](data)
	if err != nil {
		return err
	}
	lot := rand.New(rand.NewPCG(seed, 4))
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	for _, row := range rows {
		if text, ok := row["query"].(string); ok {
			row["query"] = slipped(lot, text, words)
		}
		if err := lines.Encode(row); err != nil {
			return err
		}
	}
	return os.WriteFile(to, out.Bytes(), 0o600)
}

// slipped mistypes words of a text. Those with digits or signs within are codes and stay.
func slipped(lot *rand.Rand, text string, words int) string {
	parts := strings.Split(text, " ")
	var may []int
	for i, p := range parts {
		word := strings.TrimFunc(p, unicode.IsPunct)
		if len([]rune(word)) >= 4 && !strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }) {
			may = append(may, i)
		}
	}
	lot.Shuffle(len(may), func(i, k int) { may[i], may[k] = may[k], may[i] })
	for _, i := range may[:min(words, len(may))] {
		word := strings.TrimFunc(parts[i], unicode.IsPunct)
		parts[i] = strings.Replace(parts[i], word, slip(lot, []rune(word)), 1)
	}
	return strings.Join(parts, " ")
}

// slip mistypes a word behind its first letter.
func slip(lot *rand.Rand, word []rune) string {
	at := 1 + lot.IntN(len(word)-1)
	switch lot.IntN(10) {
	case 0, 1:
		word = slices.Delete(word, at, at+1)
	case 2, 3:
		word = slices.Insert(word, at, word[at])
	case 4, 5:
		const keys = "qwertyuiop asdfghjkl zxcvbnm"
		if place := strings.IndexRune(keys, unicode.ToLower(word[at])); place > 0 {
			word[at] = rune(keys[place-1])
			if keys[place-1] == ' ' {
				word[at] = rune(keys[place+1])
			}
		}
	default:
		at = min(at, len(word)-2)
		word[at], word[at+1] = word[at+1], word[at]
	}
	return string(word)
}
