package people_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"candor/privacy/internal/people"
)

// count is what was right and wrong for one type.
type count struct{ exact, near, found, meant int }

func (c count) String() string {
	d := func(a, b int) float64 {
		if b == 0 {
			return 0
		}
		return float64(a) / float64(b)
	}
	return fmt.Sprintf("%4d meant, exact P %.3f R %.3f, overlap P %.3f R %.3f", c.meant, d(c.exact, c.found), d(c.exact, c.meant), d(c.near, c.found), d(c.near, c.meant))
}

func precision(c count) float64 { return float64(c.near) / float64(max(1, c.found)) }
func recall(c count) float64    { return float64(c.near) / float64(max(1, c.meant)) }

// canon maps a type to the one it is counted as.
func canon(kind string) string {
	switch kind {
	case "ADDRESS":
		return people.Street
	case "GPE":
		return people.Location
	}
	return kind
}

// measure counts per type. Near is an overlap of at least half of the two together.
func measure(f *people.Finder, docs []doc, failed func(d doc, kind string, meant, found []span)) map[string]*count {
	out := map[string]*count{people.Person: {}, people.Street: {}, people.Location: {}, people.Postcode: {}}
	for _, d := range docs {
		by := map[string][]span{}
		for _, x := range f.Find(d.text, d.language, "") {
			by[x.Type] = append(by[x.Type], span{x.Type, x.Start, x.End})
		}
		want := map[string][]span{}
		for _, s := range d.spans {
			want[canon(s.Type)] = append(want[canon(s.Type)], s)
		}
		for kind, c := range out {
			c.found += len(by[kind])
			c.meant += len(want[kind])
			left := append([]span(nil), by[kind]...)
			right := 0
			for _, s := range want[kind] {
				for i, x := range left {
					in := min(s.End, x.End) - max(s.Start, x.Start)
					if in > 0 && 2*in >= max(s.End, x.End)-min(s.Start, x.Start) {
						c.near++
						if s.Start == x.Start && s.End == x.End {
							c.exact++
							right++
						}
						left = append(left[:i:i], left[i+1:]...)
						break
					}
				}
			}
			if failed != nil && (right != len(want[kind]) || right != len(by[kind])) {
				failed(d, kind, want[kind], by[kind])
			}
		}
	}
	return out
}

func show(t *testing.T, title string, got map[string]*count) {
	t.Helper()
	kinds := make([]string, 0, len(got))
	for k := range got {
		kinds = append(kinds, k)
	}
	sort.Strings(kinds)
	for _, k := range kinds {
		if got[k].meant > 0 {
			t.Logf("%-34s %-14s %v", title, k, *got[k])
		}
	}
}

// unknownNames are names that no list has: invented, or rare.
func unknownNames(t testing.TB) pool {
	p := listed()
	p.given, p.family, p.addresses = nil, nil, nil
	read := func(file string, to *[]string) {
		data, err := os.ReadFile(filepath.Join("testdata", file))
		if err != nil {
			t.Fatal(err)
		}
		for row := range strings.Lines(string(data)) {
			if row[0] != '#' {
				*to = append(*to, strings.Fields(row)...)
			}
		}
	}
	read("unknown-given.txt", &p.given)
	read("unknown-family.txt", &p.family)
	data, err := os.ReadFile(filepath.Join("testdata", "addresses.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for row := range strings.Lines(string(data)) {
		if row = strings.TrimSpace(row); row != "" && row[0] != '#' {
			p.addresses = append(p.addresses, strings.ReplaceAll(row, `\n`, "\n"))
		}
	}
	return p
}

// filled fills every template of a language some times.
func filled(t testing.TB, p pool, file, language string, times int) []doc {
	r := rand.New(rand.NewPCG(5, 6))
	var docs []doc
	for _, tpl := range templates(t, file) {
		if language == "" || tpl.language == language {
			for range times {
				docs = append(docs, p.fill(tpl, r))
			}
		}
	}
	return docs
}

func reporter(t *testing.T, kind string, most int) func(doc, string, []span, []span) {
	if os.Getenv("CANDOR_FAILURES") == "" {
		return nil
	}
	return func(d doc, k string, meant, found []span) {
		if k != kind || most <= 0 {
			return
		}
		most--
		words := func(list []span) (out []string) {
			for _, s := range list {
				out = append(out, d.text[s.Start:s.End])
			}
			return out
		}
		t.Logf("%s %q meant %q found %q", kind, d.text, words(meant), words(found))
	}
}

// TestFiguresOfPeople measures on labelled texts that are not this package's own, and on its own held-back ones.
func TestFiguresOfPeople(t *testing.T) {
	dir := shared(t)
	full, halved := people.New(), people.NewWithout(half(1))
	kind := os.Getenv("CANDOR_FAILURES")
	synth := labels(t, filepath.Join(dir, "presidio-synth", "samples.jsonl.gz"))
	chat := labels(t, filepath.Join(dir, "pii-chat", "messages.jsonl.gz"))
	show(t, "presidio-synth", measure(full, synth, reporter(t, kind, 400)))
	show(t, "presidio-synth, half the names", measure(halved, synth, nil))
	show(t, "pii-chat", measure(full, chat, reporter(t, kind, 400)))
	show(t, "pii-chat, half the names", measure(halved, chat, nil))
	p := unknownNames(t)
	for _, lang := range []string{"en", "de", "es", "fr", "it", "nl", "pt", "sv", "pl", "tr"} {
		docs := filled(t, p, "judge.txt", lang, 20)
		got := measure(full, docs, reporter(t, kind, 40))
		show(t, "own, unknown names, "+lang, got)
		switch lang {
		case "en", "de", "es", "fr":
			if c := *got[people.Person]; recall(c) < .85 || precision(c) < .90 {
				t.Errorf("unknown names in %s: %v; want recall .85 at precision .90", lang, c)
			}
		}
	}
	for _, lang := range []string{"en", "de", "es", "fr", "it", "nl", "pt", "sv", "pl", "tr"} {
		docs := filled(t, p, "held.txt", lang, 20)
		got := measure(full, docs, reporter(t, kind, 400))
		show(t, "held back, unknown names, "+lang, got)
	}
	known := unknownNames(t)
	l := listed()
	known.given, known.family = l.given, l.family
	show(t, "own, known names", measure(full, filled(t, known, "judge.txt", "", 20), nil))
}

// TestFiguresOfFalseAlarms counts findings in texts without names of customers.
func TestFiguresOfFalseAlarms(t *testing.T) {
	dir := shared(t)
	f := people.New()
	sets := []struct {
		name string
		docs []doc
		most float64 // persons in 1,000 words
	}{
		{"demo articles", articles(t), .5},
		{"wixqa questions", plainTexts(t, filepath.Join(dir, "wixqa-expert", "queries.jsonl"), "query"), 1.5},
		{"wixqa articles, every second", odd(plainTexts(t, filepath.Join(dir, "wixqa-expert", "corpus.jsonl.gz"), "text")), 1.5},
		{"techqa questions", plainTexts(t, filepath.Join(dir, "techqa-rag", "queries.jsonl.gz"), "query"), 2.5},
		{"banking77, every second", odd(plainTexts(t, filepath.Join(dir, "banking77", "train.jsonl.gz"), "text")), .5},
	}
	for _, s := range sets {
		words := 0
		n := map[string]int{}
		for _, d := range s.docs {
			words += len(strings.Fields(d.text))
			for _, x := range f.Find(d.text, d.language, "") {
				n[x.Type]++
				if os.Getenv("CANDOR_FAILURES") == "alarms" {
					t.Logf("%s %q in %q", x.Type, d.text[x.Start:x.End], d.text[max(0, x.Start-30):min(len(d.text), x.End+30)])
				}
			}
		}
		per := func(kind string) float64 { return 1000 * float64(n[kind]) / float64(max(1, words)) }
		t.Logf("%-34s %6d words, in 1,000: persons %.2f, addresses %.2f, places %.2f, postcodes %.2f", s.name, words, per(people.Person), per(people.Street), per(people.Location), per(people.Postcode))
		if per(people.Person) > s.most {
			t.Errorf("%s: %.2f persons found in 1,000 words without any; at most %.2f", s.name, per(people.Person), s.most)
		}
	}
}

func odd(docs []doc) []doc {
	var out []doc
	for i := 1; i < len(docs); i += 2 {
		out = append(out, docs[i])
	}
	return out
}
