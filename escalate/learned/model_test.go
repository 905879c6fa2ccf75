package learned_test

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/escalate/learned"
	"candor/language"
)

func load(t testing.TB) *learned.Model {
	t.Helper()
	m, err := learned.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func ExampleModel_Score() {
	m, err := learned.Load()
	if err != nil {
		panic(err)
	}
	text := "Somebody in another country is shopping with my card, I never authorised that."
	for _, s := range m.Score(language.Normalise(text), text, "en") {
		fmt.Println(s.Matter, len(s.Words) > 0)
	}
	// Output: fraud true
}

// Names and words for who somebody is cannot weigh: every score is the same to the last digit.
func TestNameOrIdentityChangesNoScore(t *testing.T) {
	t.Parallel()
	m := load(t)
	for _, group := range []struct {
		pattern string
		words   []string
	}{
		{"My name is %s and I was charged twice, this is a disgrace.", []string{"Zahra", "Mark", "Sue", "Grace", "Will", "Shanice", "Rob", "Mary Ann", "Hope"}},
		{"Hi, %s here, my money is gone and nobody helps.", []string{"Ebony", "Frank", "Jesus", "Bill", "Luis", "Joy", "Yousouf"}},
		{"My wife %s needs access to our account.", []string{"Faith", "Zahra", "Heather", "Angel"}},
		{"I am %s and somebody took my card.", []string{"Muslim", "Jewish", "Christian", "Polish", "gay", "Nigerian", "black", "white", "trans"}},
		{"I'm a %s. Why was I charged?", []string{"cleaner", "surgeon", "woman", "man", "student", "nurse"}},
		{"I am %s years old and cannot log in.", []string{"19", "35", "71", "86"}},
		{"My %s cannot pay the rent any more.", []string{"wife", "husband", "partner", "girlfriend", "boyfriend"}},
	} {
		var first []learned.Score
		for i, word := range group.words {
			got := m.All(fmt.Sprintf(group.pattern, word), "en")
			for j := range got { // places move with the length of a name
				got[j].Start, got[j].End, got[j].Words = 0, 0, nil
			}
			if i == 0 {
				first = got
				continue
			}
			if diff := cmp.Diff(first, got); diff != "" {
				t.Errorf(group.pattern+": %s", word, diff)
			}
		}
	}
}

func TestScoresNameTheWordsThatWeighed(t *testing.T) {
	t.Parallel()
	text := "I feel so helpless, I have been crying since your letter came"
	n := language.Normalise(text)
	for _, s := range load(t).Score(n, text, "en") {
		if s.Matter != "distress" {
			continue
		}
		if len(s.Words) == 0 || !strings.Contains(n.Text, s.Words[0]) || !strings.Contains(n.Text[s.Start:s.End], s.Words[0]) {
			t.Errorf("words %q at %q", s.Words, n.Text[s.Start:s.End])
		}
		return
	}
	t.Error("distress is not heard")
}

func TestOtherLanguagesAreLeftToTheRules(t *testing.T) {
	t.Parallel()
	text := "Ich bin fraud hacked my card stolen"
	if got := load(t).Score(language.Normalise(text), text, "de"); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestThresholdsAndSizeStayWithinBounds(t *testing.T) {
	t.Parallel()
	for _, m := range load(t).Matters() {
		if m.Threshold <= 0 || m.Threshold >= 1 || m.Scale <= 0 || math.IsNaN(float64(m.Bias)) {
			t.Errorf("%+v", m)
		}
	}
	info, err := os.Stat("weights.bin")
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 1<<20 {
		t.Errorf("the weights have %d bytes", info.Size())
	}
}

func TestDamagedWeightsAreRefused(t *testing.T) {
	t.Parallel()
	good, err := learned.Encode([]learned.Matter{{Name: "a", Bias: -1, Scale: .1, Threshold: .5}, {Name: "b", Scale: .1, Threshold: .5}},
		map[uint32]map[uint8]int8{7: {0: 5}, 9: {0: -3, 1: 4}})
	if err != nil {
		t.Fatal(err)
	}
	m, err := learned.Parse(good)
	if err != nil || len(m.Matters()) != 2 {
		t.Fatalf("%v %v", m, err)
	}
	for i := range good {
		if _, err := learned.Parse(good[:i]); err == nil {
			t.Errorf("cut at %d is taken", i)
		}
	}
	if _, err := learned.Parse(append(good, 0)); err == nil {
		t.Error("a byte too many is taken")
	}
}

func FuzzScore(f *testing.F) {
	m := load(f)
	for _, s := range []string{"", "my card was stolen", "Zahra speaking.", "ÿ\xff", "转人工", "a.b.c.d", "don't can't i'm"} {
		f.Add(s, "en")
	}
	f.Fuzz(func(t *testing.T, text, tag string) {
		n := language.Normalise(text)
		for _, s := range m.Score(n, text, tag) {
			if s.P < 0 || s.P > 1 || math.IsNaN(s.P) || s.Start < 0 || s.End > len(n.Text) || s.Start > s.End {
				t.Fatalf("%q: %+v", text, s)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("candor weights 1\n\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) { learned.Parse(data) })
}
