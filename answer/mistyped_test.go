package answer_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"candor/answer"
	"candor/answer/eval/sets"
	"candor/knowledge"
)

func TestMistypedQuestionsAreAnsweredAsTheyWereMeant(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	answered := 0
	for _, c := range []struct{ lang, mistyped, meant string }{
		{"en", "How lnog do I hvae to retunr sometihng?", "How long do I have to return something?"},
		{"en", "Whta does delivrey csot?", "What does delivery cost?"},
		{"en", "Whne will I get my refnud", "When will I get my refund"},
		{"en", "how do i chnage my delivry adress", "how do i change my delivery address"},
		{"en", "CAN I CANCLE MY ODRER", "CAN I CANCEL MY ORDER"},
		{"en", "Helo, my nmae is Jamal. How do I pay wiht a gift card? Thnaks", "How do I pay with a gift card?"},
		{"en", "Wrehe is my order? And what does delivery csot?", "Where is my order? And what does delivery cost?"},
		{"en", "Do you sell bictoin?", "Do you sell bitcoin?"},
		{"de", "Wie kann ich meine Bestelung stornieren?", "Wie kann ich meine Bestellung stornieren?"},
		{"de", "Was kostet die Leiferung?", "Was kostet die Lieferung?"},
		{"fr", "Quel est le délai de livrasion ?", "Quel est le délai de livraison ?"},
		{"es", "¿Cuánto tarda la entreag?", "¿Cuánto tarda la entrega?"},
		{"ar", "كم يستغرق التوصيلل عادة؟", "كم يستغرق التوصيل عادة؟"},
	} {
		want := b.outcome(t, c.lang, c.meant)
		if diff := cmp.Diff(want, b.outcome(t, c.lang, c.mistyped)); diff != "" {
			t.Errorf("%q is not treated as %q (-meant +mistyped):\n%s", c.mistyped, c.meant, diff)
		}
		if want.Said != "" {
			answered++
		}
	}
	if answered < 8 {
		t.Errorf("%d answered; the table says little", answered)
	}
}

func TestMistypedThanksAreThanks(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	for text, key := range map[string]string{"Thnaks": answer.KeyThanks, "thank you vrey much": answer.KeyThanks, "Helo": answer.KeyGreeting} {
		got, err := b.drafts.Answer(t.Context(), answer.Question{Text: text, Expects: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got.Fixed != key {
			t.Errorf("%q got the reply %q", text, got.Fixed)
		}
	}
}

func TestWordsThatWereMendedAreTold(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	got, err := b.drafts.Answer(t.Context(), answer.Question{Text: "Whta does delivrey cost to Irleand?", Expects: "en"})
	if err != nil {
		t.Fatal(err)
	}
	// What tells nothing is left out, and a name is no slip.
	if diff := cmp.Diff([]knowledge.Mended{{From: "delivrey", To: "delivery"}}, got.Mended); diff != "" {
		t.Error(diff)
	}
}

// mistyped swaps two letters within words of five letters and more, by lot.
func mistyped(lot *rand.Rand, text string, words int) string {
	parts := strings.Fields(text)
	var may []int
	for i, p := range parts {
		if n := len([]rune(p)); n >= 5 && !strings.ContainsFunc(p, func(r rune) bool { return !unicode.IsLetter(r) }) {
			may = append(may, i)
		}
	}
	lot.Shuffle(len(may), func(i, k int) { may[i], may[k] = may[k], may[i] })
	for _, i := range may[:min(words, len(may))] {
		r := []rune(parts[i])
		at := 1 + lot.IntN(len(r)-2)
		r[at], r[at+1] = r[at+1], r[at]
		parts[i] = string(r)
	}
	return strings.Join(parts, " ")
}

func TestTwoMistypedWordsSeldomCostTheAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	lot := rand.New(rand.NewPCG(1, 6))
	answered, kept, other := map[string]int{}, map[string]int{}, 0
	for _, q := range sets.HouseQuestions(t) {
		want := b.outcome(t, q.Lang, q.Query)
		got := b.outcome(t, q.Lang, mistyped(lot, q.Query, 2))
		switch {
		case want.Said == "" && got.Said != "":
			other++
		case want.Said == "":
		case got == want:
			kept[q.Lang]++
			fallthrough
		default:
			answered[q.Lang]++
		}
	}
	t.Logf("answered %v, with two words mistyped %v, and %d that were not answered before", answered, kept, other)
	for lang, n := range answered {
		if n >= 5 && float64(kept[lang]) < 0.6*float64(n) {
			t.Errorf("%s: of %d questions %d keep their answer", lang, n, kept[lang])
		}
	}
	if other > 3 { // of those whose confidence is at the bar
		t.Errorf("%d questions are answered that were not before they were mistyped", other)
	}
}
