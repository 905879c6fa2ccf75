package people_test

import (
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/privacy/internal/people"
)

// half leaves out every second name; the other half with side 1.
func half(side uint32) func(string) bool {
	return func(name string) bool {
		h := fnv.New32a()
		h.Write([]byte(strings.ToLower(name)))
		return (h.Sum32()>>7)&1 == side
	}
}

// latin gives the entries of a list in Latin letters, with a capital.
func latin(list []string) []string {
	var out []string
	for _, w := range list {
		r, size := utf8.DecodeRuneInString(w)
		if r < 0x250 && !strings.ContainsAny(w, "_.") {
			out = append(out, string(unicode.ToUpper(r))+w[size:])
		}
	}
	return out
}

func listed() pool {
	return pool{
		given: latin(people.Words("given.txt")), family: latin(people.Words("family.txt")),
		places: latin(people.Words("city.txt")), addresses: []string{"12 High Street, Leeds LS1 4AB", "Hauptstraße 5, 10115 Berlin", "8 rue des Lilas, 75011 Paris", "Calle Mayor 4, 28013 Madrid"},
	}
}

// lesson is what the weights are learned from: sentences of this package, the demo company's articles,
// and two public sets of questions (CC BY) for words that are no names. Sets whose names come under
// share-alike terms are for measuring only.
func lesson(t testing.TB) []doc {
	dir := shared(t)
	r := rand.New(rand.NewPCG(1, 2))
	p := listed()
	weak := latin(people.Words("weak.txt"))
	p.given, p.family = append(p.given, weak...), append(p.family, weak...)
	var docs []doc
	for _, tpl := range templates(t, "learn.txt") {
		for range 14 {
			docs = append(docs, p.fill(tpl, r))
		}
	}
	docs = append(docs, articles(t)...)
	for i, d := range plainTexts(t, filepath.Join(dir, "banking77", "train.jsonl.gz"), "text") {
		if i%8 == 0 {
			docs = append(docs, d)
		}
	}
	for i, d := range plainTexts(t, filepath.Join(dir, "goemotions", "dev.jsonl.gz"), "text") {
		if i%2 == 0 {
			docs = append(docs, d)
		}
	}
	return docs
}

type example struct {
	signs []int
	name  bool
}

// examples are the candidates of docs, with whether each is a name.
func examples(f *people.Finder, docs []doc) []example {
	var all []example
	for _, d := range docs {
		for _, c := range f.Weigh(d.text, "") {
			e := example{signs: c.Signs}
			for _, s := range d.spans {
				if s.Type == "PERSON" && same(s.Start, s.End, c.Start, c.End) {
					e.name = true
				}
			}
			all = append(all, e)
		}
	}
	return all
}

// same says whether a found name is the one that was meant: a title may be in or out.
func same(a, b, c, d int) bool {
	in := min(b, d) - max(a, c)
	return in > 0 && b == d && float64(in) >= 0.6*float64(max(b, d)-min(a, c))
}

// missed is how much worse it is to miss a name than to take another word for one.
const missed = 1.5

// fit learns weights by logistic regression with a small penalty.
func fit(all []example) []float64 {
	w := make([]float64, people.Features)
	sum := make([]float64, people.Features)
	r := rand.New(rand.NewPCG(3, 4))
	for range 30 {
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, e := range all {
			z := 0.0
			for _, f := range e.signs {
				z += w[f]
			}
			g := 1 / (1 + math.Exp(-z))
			if e.name {
				g--
			}
			if e.name {
				g *= missed
			}
			for _, f := range e.signs {
				d := g + 1e-4*w[f]
				sum[f] += d * d
				w[f] -= 0.1 * d / (1e-3 + math.Sqrt(sum[f]))
			}
		}
	}
	return w
}

// TestFitWeights writes model.go anew; run it with CANDOR_FIT=1 after a change of signs or lists.
func TestFitWeights(t *testing.T) {
	if os.Getenv("CANDOR_FIT") == "" {
		t.Skip("set CANDOR_FIT=1 to learn the weights anew")
	}
	docs := lesson(t)
	var all []example
	for _, f := range []*people.Finder{people.New(), people.NewWithout(half(0)), people.NewWithout(half(1))} {
		all = append(all, examples(f, docs)...)
	}
	w := fit(all)
	var b strings.Builder
	b.WriteString("package people\n\n// weights of the features, in log-odds, in their order. TestFitWeights makes them.\nvar weights = [features]float32{\n")
	for i := 0; i < len(w); i += 10 {
		b.WriteByte('\t')
		for j := i; j < min(i+10, len(w)); j++ {
			if j > i {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%.2f,", w[j])
		}
		b.WriteByte('\n')
	}
	b.WriteString("}\n")
	if err := os.WriteFile("model.go", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d examples", len(all))
}
