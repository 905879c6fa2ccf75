package search_test

import (
	"testing"

	"candor/internal/search"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

func TestOneSlipLeadsBackToTheWord(t *testing.T) {
	t.Parallel()
	x := index(t, shelf(t, `{"doc_id":"a","lang":"en","title":"Invoices and coupons","text":"Download the invoice. A coupon is refused. Delivery of the wardrobe. Call 0800 12345."}`))
	words := []string{"invoice", "coupon", "delivery", "wardrobe", "12345", "call"}
	for slip, want := range map[string][]string{
		"wardorbe":  {"wardrobe"}, // two swapped
		"wardobe":   {"wardrobe"}, // one missing
		"warddrobe": {"wardrobe"}, // one too many
		"wardrpbe":  {"wardrobe"}, // a wrong one
		"wwrdorbe":  nil,          // two slips
		"qardrobe":  nil,          // the first letter
		"calk":      nil,          // too short to tell
		"12346":     nil,          // numbers are never corrected
		"horses":    nil,
	} {
		if diff := cmp.Diff(want, x.Guesses(slip, words...)); diff != "" {
			t.Errorf("%q: %s", slip, diff)
		}
	}
}

func TestAGuessFindsButDoesNotConvince(t *testing.T) {
	t.Parallel()
	s := shelf(t, append([]string{
		`{"doc_id":"w","lang":"en","title":"Sorde delivery","text":"The delivery of a sorde comes in two parcels."}`,
		`{"doc_id":"v","lang":"en","title":"Return of a sarde","text":"A sarde goes back within two weeks."}`,
	}, shop...)...)
	x := index(t, s)
	if got := find(t, x, s, knowledge.Query{Text: "syrde delivery", Language: "en"}); len(got) == 0 || got[0] != "w" {
		t.Errorf("found %v", got)
	}
	meant, guessed := look(t, x, "sorde delivery"), look(t, x, "syrde delivery") // it may be one or the other
	if a, b := meant.Signals, guessed.Signals; b.TitleMatched >= a.TitleMatched || b.Coverage >= a.Coverage || b.Unknown <= a.Unknown {
		t.Errorf("a guess counts as what was said: %+v, said %+v", b, a)
	}
	for _, term := range guessed.Terms {
		if term.Stem == "syrd" && term.Known {
			t.Error("a word that no article has is called known")
		}
	}
	if len(guessed.Mended) > 0 {
		t.Errorf("what may be two words was mended: %v", guessed.Mended)
	}
}

func FuzzSignalsStayInRange(f *testing.F) {
	var x search.Index
	s := shelf(f, shop...)
	if err := x.Replace(f.Context(), search.Documents(s)); err != nil {
		f.Fatal(err)
	}
	f.Add("delivrey csots", "en", "what about \xff")
	f.Add("退货", "zh", "")
	f.Add("sofa? And parcels? And?", "", "SOFA sofa")
	f.Fuzz(func(t *testing.T, text, lang, before string) {
		found, err := x.Search(t.Context(), knowledge.Query{Text: text, Language: lang, Context: []string{before}, AnyLanguage: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range found.Signals.Features() {
			if v.Value < 0 || v.Value > 1.000001 || v.Value != v.Value {
				t.Errorf("%s is %v", v.Name, v.Value)
			}
		}
		sum := 0.0
		for _, h := range found.Hits {
			sum += h.Chance
		}
		if sum > 1.000001 {
			t.Errorf("chances of %v together", sum)
		}
	})
}
