package suite_test

import (
	"context"
	"strings"
	"testing"

	"candor"
	"candor/answer/eval"
	"candor/answer/eval/sets"
	"candor/answer/ground"
	"candor/knowledge"
)

// claim is what a model would write to say a text with the passage of a base.
func claim(b base, text string) []ground.Claim {
	return []ground.Claim{{Text: text, Passages: []candor.PassageID{b.passage.ID}, Kind: ground.Answers}}
}

func check(t testing.TB, b base, text string) ground.Ruling {
	t.Helper()
	r, err := ground.Verifier{}.Check(context.Background(), ground.Question{}, b.given, claim(b, text))
	if err != nil {
		t.Fatal(err)
	}
	return r.Rulings[0]
}

// tally counts what came of sentences of one kind.
type tally struct{ all, said, quoted, named int }

func (c *tally) add(o ground.Outcome, named bool) {
	c.all++
	switch o {
	case ground.Said:
		c.said++
	case ground.Quoted:
		c.quoted++
	}
	if named {
		c.named++
	}
}

func share(n, all int) float64 {
	if all == 0 {
		return 0
	}
	return float64(n) / float64(all)
}

// sample is one sentence that passed every veto.
type sample struct {
	x     []float64
	good  bool
	new   bool
	score float64
}

// fitOn says which articles the weights are fitted on; the figures are those of the others.
func fitOn(b base) bool { return b.article%2 == 0 }

const mostPlaces = 2 // of one kind of change in one sentence

// sampled is every third sentence where nobody reads the figures, so that the ordinary run stays short.
func sampled(all []base) []base {
	if testing.Verbose() {
		return all
	}
	var out []base
	for i := 0; i < len(all); i += 3 {
		out = append(out, all[i])
	}
	return out
}

// measure is everything measured in one run.
type measure struct {
	t       *testing.T
	all     []base
	samples []sample
	apart   bool // nothing is fitted on any of them
}

// run makes texts of every sentence, checks them and counts those of the articles that nothing was fitted on.
func (m *measure) run(make func(base, int) string, places int, good bool) (tally, []string) {
	m.t.Helper()
	var count tally
	var odd []string
	for _, b := range m.all {
		for n := range places {
			text := make(b, n)
			if text == "" || same(text, b.text) {
				continue
			}
			r := check(m.t, b, text)
			if len(r.Signals) > 0 {
				s := sample{good: good, new: !fitOn(b), score: r.Score}
				for _, one := range r.Signals {
					s.x = append(s.x, one.Value)
				}
				m.samples = append(m.samples, s)
			}
			if fitOn(b) && !m.apart {
				continue
			}
			count.add(r.Outcome, r.Rule != "" && r.Rule != ground.RuleWords)
			if (r.Outcome == ground.Said) != good && len(odd) < 2 {
				odd = append(odd, text)
			}
		}
	}
	return count, odd
}

// rare makes every eighth text: what is added to a sentence is the same wherever it stands.
func rare(make func(base, int) string) func(base, int) string {
	return func(b base, n int) string {
		if len(b.text)%8 != 0 {
			return ""
		}
		return make(b, n)
	}
}

func TestFigures(t *testing.T) {
	if testing.Short() {
		t.Skip("measures on every sentence of the demo's articles")
	}
	m := &measure{t: t, all: sampled(bases(t, house(t)))}
	seen := map[int]bool{}
	words := map[string][]string{}
	for _, b := range m.all {
		seen[b.article] = true
		words[b.language] = append(words[b.language], longWords(b.text)...)
	}
	if len(seen) < 40 {
		t.Fatalf("only %d articles", len(seen))
	}
	t.Logf("%d articles, %d sentences; figures are of the half that nothing is fitted on", len(seen), len(m.all))
	m.quotes()
	m.pairs(words)
	m.honest()
	fit(t, m.samples)
}

// TestFiguresElsewhere measures on help centres that nothing here was written for.
func TestFiguresElsewhere(t *testing.T) {
	if testing.Short() {
		t.Skip("measures on other help centres")
	}
	for _, name := range []string{"wixqa-expert", "techqa-rag", "stackfaq", "tau2-banking-kb"} {
		t.Run(name, func(t *testing.T) {
			articles := sets.Articles(t, name+"/corpus.jsonl.gz")
			step := max(1, len(articles)/elsewhereArticles)
			var some []knowledge.Article
			for i := 0; i < len(articles); i += step {
				articles[i].Language = "en"
				articles[i].Audience = knowledge.Public
				some = append(some, articles[i])
			}
			m := &measure{t: t, all: sampled(bases(t, knowledge.NewShelf(some))), apart: true}
			words := map[string][]string{}
			for _, b := range m.all {
				words[b.language] = append(words[b.language], longWords(b.text)...)
			}
			t.Logf("%d articles, %d sentences", len(some), len(m.all))
			m.quotes()
			m.pairs(words)
			m.honest()
		})
	}
}

const elsewhereArticles = 15

func (m *measure) quotes() {
	var quotes tally
	for _, b := range m.all {
		r := check(m.t, b, b.text)
		whole := len(r.Sentences) == 1 && strings.Contains(strings.ToLower(oneLine(r.Sentences[0].Text)), strings.ToLower(oneLine(b.text)))
		if !whole {
			m.t.Errorf("a true quote was %s by %q: %q", r.Outcome, r.Rule, b.text)
		}
		quotes.add(r.Outcome, whole)
	}
	m.t.Logf("%-26s %5d: as they stand %.3f, with what limits them %.3f, vetoed %d", "quotes", quotes.all, share(quotes.said, quotes.all), share(quotes.quoted, quotes.all), quotes.all-quotes.named)
}

const (
	leastVetoed, leastOthers = 0.99, 0.90
	leastHeard, leastSaid    = 0.99, 0.85
	heardElsewhere           = 0.95
	enough                   = 50 // texts of a kind, to judge it by itself
)

func (m *measure) pairs(words map[string][]string) {
	vetoed, others := tally{}, tally{}
	for _, c := range changes(m.all, words) {
		count, odd := m.run(c.make, mostPlaces, false)
		m.t.Logf("%-26s %5d: not said %.4f (quote instead %.3f), by a rule of its own %.3f %q", c.kind, count.all, 1-share(count.said, count.all), share(count.quoted, count.all), share(count.named, count.all), odd)
		sum, least := &others, leastOthers
		if c.vetoed {
			sum, least = &vetoed, leastVetoed
		}
		sum.all += count.all
		sum.said += count.said
		if got := 1 - share(count.said, count.all); got < least && count.all >= enough && !m.apart {
			m.t.Errorf("%s: %.3f not said, want %.2f", c.kind, got, least)
		}
	}
	m.t.Logf("%-26s %5d: not said %.4f", "VETOED KINDS", vetoed.all, 1-share(vetoed.said, vetoed.all))
	if share(vetoed.said, vetoed.all) > 1-leastVetoed || share(others.said, others.all) > 1-leastOthers {
		m.t.Errorf("%d of %d of the vetoed kinds and %d of %d of the others were said", vetoed.said, vetoed.all, others.said, others.all)
	}
	m.t.Logf("%-26s %5d: not said %.4f", "OTHER KINDS", others.all, 1-share(others.said, others.all))
}

func (m *measure) honest() {
	var all tally
	for _, w := range rewordings() {
		count, odd := m.run(func(b base, _ int) string { return w.make(b) }, 1, true)
		m.t.Logf("%-26s %5d: said %.3f, said or quoted %.3f %q", w.kind, count.all, share(count.said, count.all), share(count.said+count.quoted, count.all), odd)
		all.all, all.said, all.quoted = all.all+count.all, all.said+count.said, all.quoted+count.quoted
	}
	said, heard := share(all.said, all.all), share(all.said+all.quoted, all.all)
	m.t.Logf("%-26s %5d: said %.3f, said or quoted %.3f", "HONEST REWORDINGS", all.all, said, heard)
	if m.apart && heard < heardElsewhere || !m.apart && (said < leastSaid || heard < leastHeard) {
		m.t.Errorf("honest rewordings: %.3f said, %.3f said or quoted", said, heard)
	}
}

// fit prints the weights that half of the articles give, and how well the score that ships is calibrated on the other half.
func fit(t testing.TB, samples []sample) {
	t.Helper()
	var x [][]float64
	var y []bool
	var w []float64
	good := 0
	for _, s := range samples {
		if !s.new {
			x, y = append(x, s.x), append(y, s.good)
			if s.good {
				good++
			}
		}
	}
	for _, one := range y {
		if one {
			w = append(w, float64(len(y))/2/float64(good))
		} else {
			w = append(w, float64(len(y))/2/float64(len(y)-good))
		}
	}
	var judged []eval.Judged
	for _, s := range samples {
		if s.new {
			judged = append(judged, eval.Judged{Confidence: s.score, Right: s.good})
		}
	}
	t.Logf("calibration error of the score on the %d that passed every veto: %.3f", len(judged), eval.CalibrationError(judged))
	t.Logf("weights from %d sentences, %d of them honest: %.2f", len(y), good, eval.Fit(x, y, w, 1))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func same(a, b string) bool { return oneLine(a) == oneLine(b) }
