package calibrate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"candor/answer/calibrate"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

func saved(t testing.TB, m calibrate.Model) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := m.Save(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestAModelComesBackAsItWasSaved(t *testing.T) {
	t.Parallel()
	trained, _ := watched(t)
	for _, m := range []calibrate.Model{trained, train(t, simulated, nil, calibrate.Options{Target: 0.1, Knowledge: "k1"})} {
		got, err := calibrate.Load(bytes.NewReader(saved(t, m)), simulated, "k1")
		if err != nil {
			t.Fatal(err)
		}
		if got.Digest() != m.Digest() || !got.Created().Equal(m.Created()) || got.Knowledge() != "k1" || !slices.Equal(got.Names(), simulated) {
			t.Errorf("another model: %s %s", got.Digest(), m.Digest())
		}
		if diff := cmp.Diff(m.Guarantee(calibrate.Information), got.Guarantee(calibrate.Information)); diff != "" {
			t.Error(diff)
		}
		for _, x := range [][]float64{{0, 0}, {0.3, 0.9}, {1, 1}} {
			if diff := cmp.Diff(m.Explain(x), got.Explain(x)); diff != "" {
				t.Error(diff)
			}
		}
		if !bytes.Equal(saved(t, m), saved(t, got)) {
			t.Error("saved again it is another file")
		}
	}
}

func TestLoadRefusesWhatIsNotForHere(t *testing.T) {
	t.Parallel()
	m, _ := watched(t)
	file := string(saved(t, m))
	tests := []struct {
		name, file, knowledge string
		names                 []string
		want                  error
	}{
		{"other features", file, "k1", []string{"match", "age"}, calibrate.ErrOtherFeatures},
		{"features in another order", file, "k1", []string{"margin", "match"}, calibrate.ErrOtherFeatures},
		{"more features", file, "k1", []string{"match", "margin", "age"}, calibrate.ErrOtherFeatures},
		{"other articles", file, "k2", simulated, calibrate.ErrOtherKnowledge},
		{"no articles", file, "", simulated, calibrate.ErrOtherKnowledge},
		{"empty", "", "k1", simulated, calibrate.ErrDamaged},
		{"cut off", file[:len(file)/2], "k1", simulated, calibrate.ErrDamaged},
		{"two of them", file + file, "k1", simulated, calibrate.ErrDamaged},
		{"a lower threshold", strings.Replace(file, `"threshold":0.`, `"threshold":0.0`, 1), "k1", simulated, calibrate.ErrDamaged},
		{"an unknown field", strings.Replace(file, `"format"`, `"extra":1,"format"`, 1), "k1", simulated, calibrate.ErrDamaged},
		{"of a later version", strings.Replace(file, `"version":1`, `"version":2`, 1), "k1", simulated, calibrate.ErrVersion},
		{"something else", strings.Replace(file, "candor calibration", "candor sausages", 1), "k1", simulated, calibrate.ErrDamaged},
		{"far too long", file + strings.Repeat(" ", 2<<20), "k1", simulated, calibrate.ErrDamaged},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, err := calibrate.Load(strings.NewReader(test.file), test.names, test.knowledge)
			if !errors.Is(err, test.want) {
				t.Errorf("got %v, want %v", err, test.want)
			}
			if got.Digest() != "" || got.Decide([]float64{1, 1}, calibrate.Information, calibrate.NewWatch(got, 0)).Answer {
				t.Error("there is a model all the same")
			}
		})
	}
	if _, err := calibrate.Load(iotest.ErrReader(context.Canceled), simulated, "k1"); !errors.Is(err, context.Canceled) {
		t.Errorf("a reader that fails: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	m := train(f, simulated, easy(600), calibrate.Options{Target: 0.1, Knowledge: "k1"})
	f.Add(saved(f, m))
	f.Add([]byte(`{"format":"candor calibration","version":1,"digest":"","content":null}`))
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := calibrate.Load(bytes.NewReader(file), simulated, "k1")
		if err != nil && got.Digest() != "" {
			t.Error("a model with an error")
		}
		got.Decide([]float64{1, 1}, calibrate.Grave, calibrate.NewWatch(got, 0.05))
	})
}

func TestKnowledgeDigestFollowsTheArticles(t *testing.T) {
	t.Parallel()
	articles := shop()
	want := calibrate.KnowledgeDigest(articles)
	turned := slices.Clone(articles)
	slices.Reverse(turned)
	if calibrate.KnowledgeDigest(turned) != want {
		t.Error("another order, another digest")
	}
	changed := slices.Clone(articles)
	changed[0].Body += " Now with more words."
	changed[0] = changed[0].Seal()
	for name, other := range map[string][]knowledge.Article{"a changed one": changed, "one less": articles[1:], "none": nil} {
		if calibrate.KnowledgeDigest(other) == want {
			t.Errorf("%s, and the same digest", name)
		}
	}
}

// labelsOfTheDesk stands for labels as a store keeps them.
func labelsOfTheDesk() []calibrate.Example { return easy(600) }

func Example() {
	names := []string{"match", "margin"}
	m, err := calibrate.Train(context.Background(), names, labelsOfTheDesk(), calibrate.Options{Target: 0.1, Now: time.Unix(0, 0)})
	if err != nil {
		fmt.Println(err)
		return
	}
	watch := calibrate.NewWatch(m, 0.05)
	d := m.Decide([]float64{0.95, 0.4}, calibrate.Information, watch)
	fmt.Printf("answer: %t, because of %s; at most %.0f %% of answers are wrong, says %s\n",
		d.Answer, d.Reasons[0].Name, 100*d.Guarantee.Target, d.Guarantee.Labels.Basis())
	d = m.Decide([]float64{0.95, 0.4}, calibrate.Grave, watch)
	fmt.Printf("about money: %t, %s: %s\n", d.Answer, d.Refusal, d.Guarantee.Reason)
	// Output:
	// answer: true, because of match; at most 10 % of answers are wrong, says real
	// about money: false, no guarantee: too few labels
}
