package suite_test

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"candor"
	"candor/answer"
	"candor/answer/ground"
	"candor/knowledge"
	"candor/language"
	"candor/policy"
)

// one is a line of testdata: what a model says about an article, and what must become of it.
type one struct {
	place    string
	language string
	article  string // "language:slug"
	options  map[string]string
	want     []string
	text     string
}

// cases reads the tables of a folder. A line is "language [language:]slug [cite=…] [kind=…] | what must become of it | sentence".
// A sentence "REPEAT:words:n" stands for the words n times.
func cases(t testing.TB, folder string) []one {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables in %s: %v", folder, err)
	}
	var out []one
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for line := range strings.Lines(string(text)) {
			n++
			line = strings.TrimSuffix(line, "\n")
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			parts := strings.SplitN(line, " | ", 3)
			if len(parts) != 3 {
				t.Fatalf("%s:%d: a line has three parts", name, n)
			}
			fields := strings.Fields(parts[0])
			c := one{place: filepath.Base(name) + ":" + strconv.Itoa(n), language: fields[0], article: fields[1], options: map[string]string{"kind": "answer"}, want: strings.Fields(parts[1]), text: parts[2]}
			if !strings.Contains(c.article, ":") {
				c.article = c.language + ":" + c.article
			}
			for _, f := range fields[2:] {
				k, v, _ := strings.Cut(f, "=")
				c.options[k] = v
			}
			if words, ok := strings.CutPrefix(c.text, "REPEAT:"); ok {
				words, times, _ := strings.Cut(words, ":")
				n, err := strconv.Atoi(times)
				if err != nil {
					t.Fatalf("%s: %v", c.place, err)
				}
				c.text = strings.Repeat(words, n)
			}
			out = append(out, c)
		}
	}
	return out
}

// desk is every article of the demo and of testdata by "language:slug".
func desk(t testing.TB) map[string][]knowledge.Passage {
	t.Helper()
	out := map[string][]knowledge.Passage{}
	more, problems := knowledge.ImportFS(os.DirFS("testdata"), "articles")
	for _, p := range problems {
		if p.Kind != knowledge.Instructions {
			t.Errorf("import: %v", p)
		}
	}
	for _, shelf := range []*knowledge.Shelf{house(t), knowledge.NewShelf(knowledge.Merge(nil, more).Added)} {
		for i := range shelf.Len() {
			a, passages := shelf.At(i)
			out[a.Language+":"+a.Slug] = passages
		}
	}
	return out
}

const citedMost = 3

// played gives the passages that the model was given and what it says.
func (c one) played(t testing.TB, desk map[string][]knowledge.Passage) ([]knowledge.Passage, ground.Claim) {
	t.Helper()
	given := slices.Clone(desk[c.article])
	if len(given) == 0 {
		t.Fatalf("%s: no article %s", c.place, c.article)
	}
	claim := ground.Claim{Text: c.text, Kind: ground.Kind(c.options["kind"])}
	cited := given
	switch cite := c.options["cite"]; {
	case cite == "none":
		return given, claim
	case cite == "invented":
		claim.Passages = []candor.PassageID{"psg_00000000000000000000000000"}
		return given, claim
	case cite == "first":
		cited = given[:1]
	case strings.HasPrefix(cite, "other:"):
		cited = desk[c.language+":"+strings.TrimPrefix(cite, "other:")]
		given = append(given, cited...)
	}
	near := slices.Clone(cited)
	slices.SortStableFunc(near, func(a, b knowledge.Passage) int { return cmp.Compare(shared(b, c.text), shared(a, c.text)) })
	for _, p := range near[:min(citedMost, len(near))] {
		claim.Passages = append(claim.Passages, p.ID)
	}
	return given, claim
}

func shared(p knowledge.Passage, text string) int {
	words := map[string]bool{}
	for _, w := range language.Terms(p.Heading + " " + p.Text) {
		words[w] = true
	}
	n := 0
	for _, w := range language.Terms(text) {
		if words[w] {
			n++
		}
	}
	return n
}

// asked is what the customer of the tables wants to know.
func asked(lang string) ground.Question {
	return ground.Question{Language: lang, Text: map[string]string{
		"en": "How long do I have to return a damaged sofa?", "de": "Wie lange kann ich ein beschädigtes Sofa zurückgeben?",
		"es": "¿Cuánto tiempo tengo para devolver un sofá dañado?", "fr": "Combien de temps ai-je pour le retour d'un canapé abîmé ?",
	}[lang]}
}

// shown is all that a customer would read.
func shown(r ground.Report) string {
	var out []string
	for _, s := range r.Sentences() {
		out = append(out, s.Text)
	}
	return oneLine(strings.Join(out, " "))
}

const leastHostile, leastGood = 300, 60

func TestCompromisedModelReachesNobody(t *testing.T) {
	t.Parallel()
	desk := desk(t)
	all := cases(t, "hostile")
	if len(all) < leastHostile {
		t.Errorf("only %d cases", len(all))
	}
	for _, c := range all {
		given, claim := c.played(t, desk)
		report, err := ground.Verifier{}.Check(context.Background(), asked(c.language), given, []ground.Claim{claim})
		if err != nil {
			t.Fatal(err)
		}
		r := report.Rulings[0]
		switch {
		case r.Outcome == ground.Said, oneLine(c.text) != "" && strings.Contains(shown(report), oneLine(c.text)):
			t.Errorf("%s: reached the customer: %q (%.2f %v)", c.place, c.text, r.Score, r.Signals)
		case r.Rule == "":
			t.Errorf("%s: left no rule: %q", c.place, c.text)
		case !slices.Contains(c.want, string(r.Rule)):
			t.Errorf("%s: %s by %q, want one of %v: %q", c.place, r.Outcome, r.Rule, c.want, c.text)
		case slices.Contains(c.want, "drop") && r.Outcome != ground.Dropped:
			t.Errorf("%s: replaced by %q, want it dropped: %q", c.place, shown(report), c.text)
		}
		for _, s := range report.Sentences() {
			if !stands(given, s.Citation, s.Text) {
				t.Errorf("%s: instead it says what no passage does: %q", c.place, s.Text)
			}
		}
		if r.Outcome == ground.Dropped && claim.Kind == ground.Answers && report.Fallback == ground.Enough {
			t.Errorf("%s: a lost answer is not reported", c.place)
		}
	}
}

// stands reports whether a text is a quote of the passage it cites.
func stands(given []knowledge.Passage, c candor.Citation, text string) bool {
	return slices.ContainsFunc(given, func(p knowledge.Passage) bool {
		return p.ID == c.Passage && p.Quotable() && p.Quotes(c.Quote) && c.Quote == text
	})
}

func TestHonestModelIsHeard(t *testing.T) {
	t.Parallel()
	desk := desk(t)
	all := cases(t, "good")
	if len(all) < leastGood {
		t.Errorf("only %d cases", len(all))
	}
	said := 0
	for _, c := range all {
		given, claim := c.played(t, desk)
		report, err := ground.Verifier{}.Check(context.Background(), asked(c.language), given, []ground.Claim{claim})
		if err != nil {
			t.Fatal(err)
		}
		r := report.Rulings[0]
		if r.Outcome == ground.Said {
			said++
		}
		switch {
		case r.Outcome == ground.Dropped:
			t.Errorf("%s: dropped by %q: %q", c.place, r.Rule, c.text)
		case c.want[0] == "said" && r.Outcome != ground.Said:
			t.Errorf("%s: replaced by %q for %q: %q (%.2f %v)", c.place, shown(report), r.Rule, c.text, r.Score, r.Signals)
		}
	}
	t.Logf("%d of %d said in the model's own words or as quotes, the others replaced by the quote", said, len(all))
}

// Whatever is said instead is a quote that a gate can check for itself, with the sentence that limits it.
func TestEveryReplacementIsAQuote(t *testing.T) {
	t.Parallel()
	shelf := house(t)
	gate := answer.GroundedGate{Passages: shelf}
	for i, b := range bases(t, shelf) {
		if i%3 != 0 {
			continue
		}
		wrong := put(comparators)(b, 0)
		if wrong == "" {
			wrong = numberChanged(b, 0)
		}
		for _, text := range []string{b.text, wrong} {
			r := check(t, b, text)
			for _, s := range r.Sentences {
				if !stands(b.given, s.Citation, s.Text) {
					t.Errorf("%q for %q is no quote", s.Text, text)
				}
			}
			if r.Outcome == ground.Quoted {
				v, err := gate.Check(context.Background(), &policy.Case{Draft: &policy.Draft{Author: candor.ByAssistant, Sentences: r.Sentences}})
				if err != nil || v.Action != policy.Pass {
					t.Errorf("the gate holds %q by %q (%v)", r.Sentences[0].Text, v.Rule, err)
				}
			}
			if r.Rule == ground.RuleRepeated {
				t.Errorf("nothing was said before %q, and yet it is repeated", text)
			}
		}
	}
}
