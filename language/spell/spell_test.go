package spell_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"candor/language"
	"candor/language/spell"

	"github.com/google/go-cmp/cmp"
)

// list makes words that are as common as told, or all alike.
func list(words string) *spell.Words {
	often := map[string]float64{}
	for w := range strings.FieldsSeq(words) {
		often[w]++
	}
	return spell.New(maps.All(often))
}

const shop = "delivery deliverance wardrobe refund return returns please person support warranty order ordered address invoice cancel cancelled could cold speak don't e-mail " +
	"please please please could could could could could could could could"

func TestOneSlipLeadsBackToTheWord(t *testing.T) {
	t.Parallel()
	words := list(shop)
	for token, want := range map[string]string{
		"wardorbe":   "wardrobe", // two swapped
		"wardobe":    "wardrobe", // one missing
		"warddrobe":  "wardrobe", // one too many
		"wardribe":   "wardrobe", // a wrong one
		"qardrobe":   "wardrobe", // the first letter
		"wradorbe":   "wardrobe", // two slips
		"Cuold":      "could",    // the commoner of two
		"suport":     "support",
		"dont":       "don't",
		"invioce":    "invoice",
		"cancled":    "", // canceled, cancelled, cancel: two edits, and seven letters
		"deliverers": "", // no slip for delivery: another ending is another form
		"cancelld":   "cancelled",
		"ardwrobee":  "", // two slips, the first letter among them
		"order":      "",
		"ORDER":      "",
		"odr":        "",        // too short to tell
		"returnd":    "returns", // a key beside is likelier than one too many
		"horses":     "",
		"1nvoice":    "",
		"inVioce":    "", // a name that machines give
		"送货上门了":      "",
		"<EMAIL_1>":  "",
		"":           "",
		"-":          "",
		"\xff\xfeee": "",
	} {
		got, ok := words.Fix(token)
		if want == "" && (ok || got != token) || want != "" && (got != want || !ok) {
			t.Errorf("%q: %q %v, want %q", token, got, ok, want)
		}
	}
}

func TestEveryAlphabetIsMended(t *testing.T) {
	t.Parallel()
	words := list("Bestätigung bestellung возврат доставка επιστροφή παράδοση الاسترجاع التوصيل משלוחים החזרה livraison commande")
	for token, want := range map[string]string{
		"bestatigugn": "bestätigung", "Bestelung": "bestellung", "возварт": "возврат", "доствака": "доставка", "επισρτοφη": "επιστροφή", "παραδσοη": "παράδοση",
		"الاسترجا": "الاسترجاع", "التوصيلل": "التوصيل", "משלוחיים": "משלוחים", "livrasion": "livraison", "commnade": "commande",
	} {
		if got, ok := words.Fix(token); got != want || !ok {
			t.Errorf("%q: %q %v, want %q", token, got, ok, want)
		}
	}
	for _, same := range []string{"bestatigung", "BESTÄTIGUNG", "επιστροφη", "الأسترجاع"} {
		if !words.Known(same) {
			t.Errorf("%q is not known without its accents", same)
		}
	}
}

func TestWhatMayBeTwoWordsStays(t *testing.T) {
	t.Parallel()
	words := list("carpet carper deliver delivery packages packaged")
	if got, ok := words.Fix("carpew"); ok {
		t.Errorf("carpew became %q", got)
	}
	if got, ok := words.Fix("deliverr"); !ok || got != "deliver" {
		t.Errorf("a doubled letter is likelier than a wrong one, got %q", got)
	}
	if got, ok := words.Fix("packagek"); ok {
		t.Errorf("packagek became %q", got)
	}
	words.Alike = func(a, b string) bool { return language.Stem("en", a)[:5] == language.Stem("en", b)[:5] }
	if _, ok := words.Fix("packagek"); !ok {
		t.Error("words that need not be told apart hindered each other")
	}
}

func TestShortWordsAreMendedToVeryCommonOnesOnly(t *testing.T) {
	t.Parallel()
	words := spell.New(maps.All(map[string]float64{"the": 90_000, "you": 4000, "when": 800, "into": 700, "not": 900, "pint": 1, "dhal": 1, "wardrobe": 2, "for": 900, "form": 2}))
	for token, want := range map[string]string{
		"teh": "the", "Yuo": "you", "wen": "when", "nto": "not",
		"pin": "pin", "dhl": "dhl", // of rare words
		"hte": "hte", "tje": "tje", "thee": "the", "fo": "fo", "ofr": "ofr",
	} {
		if got, _ := words.Fix(token); got != want {
			t.Errorf("%q became %q, want %q", token, got, want)
		}
	}
}

func TestAMistypedFormOfAWordIsMendedToItsBase(t *testing.T) {
	t.Parallel()
	words := list("talk deliver wardrobe")
	words.Base = func(word string) string { return language.Stem("en", word) }
	for token, want := range map[string]string{"takling": "talk", "Delievring": "deliver", "talking": "talking", "wardorbes": "wardrobe", "horsing": "horsing"} {
		if got, _ := words.Fix(token); got != want {
			t.Errorf("%q became %q, want %q", token, got, want)
		}
	}
	if words.Lists("talking") || !words.Lists("TALK") {
		t.Error("the list holds what it was made of")
	}
}

func TestOnlyLikelySlipsAreMendedFromAListThatLacksWords(t *testing.T) {
	t.Parallel()
	words := list("bestellung lieferung gewichte passiert kommen gewonnen woche möchte karte bier wenn ekel bekommen")
	words.Careful = true
	for token, want := range map[string]string{
		"bestlelung": "bestellung", // swapped
		"bestelung":  "bestellung", // once for twice
		"lieferunng": "lieferung",
		"kommenn":    "kommenn",   // of some words the last letter is one that makes another
		"liferung":   "lieferung", // left out within
		"gewochte":   "gewochte",  // another letter may make another word
		"passierte":  "passierte", // and so may one at the end
		"passier":    "passier",
		"ekommen":    "ekommen",    // or at the front
		"bsetlelung": "bsetlelung", // two slips
		"gewixhte":   "gewichte",   // no word of the list has "wix": hardly a word
	} {
		if got, _ := words.Fix(token); got != want {
			t.Errorf("%q became %q, want %q", token, got, want)
		}
	}
}

func TestTheCommonerWordIsTaken(t *testing.T) {
	t.Parallel()
	words := spell.New(maps.All(map[string]float64{"their": 500, "tier": 1, "there": 600}))
	if got, ok := words.Fix("thier"); !ok || got != "their" {
		t.Errorf("thier became %q", got)
	}
}

func TestWhatIsKnownBesidesIsNeitherTouchedNorMeant(t *testing.T) {
	t.Parallel()
	words := spell.New(maps.All(map[string]float64{"the": 1000, "warranty": 30, "form": 30}))
	words.Knows = func(word string) bool { return word == "forms" }
	words.Rivals = list("warrant warranty")
	for token, want := range map[string]string{
		"warantt": "warantt", "waranty": "warranty", "Forms": "Forms", "formx": "form", "warrant": "warrant", "warrant's": "warrant's", "forms’ll": "forms’ll", "formm's": "formm's",
	} {
		if got, _ := words.Fix(token); got != want {
			t.Errorf("%q became %q, want %q", token, got, want)
		}
	}
	if !words.Known("FORMS") || !words.Known("warrant") || words.Known("formx") {
		t.Error("what is known and what is not were mixed up")
	}
}

func TestTheWordsBesideTellWhichIsMeant(t *testing.T) {
	t.Parallel()
	words := spell.New(maps.All(map[string]float64{"my": 900, "delete": 50, "days": 300, "data": 60, "charged": 60, "changed": 60, "twice": 20, "was": 900}))
	words.Together = func(before, after string) bool {
		return before == "my" && after == "data" || before == "charged" && after == "twice"
	}
	for text, want := range map[string]string{
		"delete my daya":         "delete my data",
		"My, daya":               "My, days", // nothing beside it
		"was chaged":             "was chaged",
		"was chaged  twiice":     "was charged  twice",
		"Was chaged\ntwice":      "Was charged\ntwice",
		"was chaged. Twice":      "was chaged. Twice",
		"was chaged 2 twice":     "was chaged 2 twice",
		"delete my <ID_1> daya!": "delete my <ID_1> days!",
	} {
		if got, _ := words.Mend(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestMendLeavesAllButMistypedWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, want string
	}{
		{"Plaese cancle  my odrer,\nand refnud it!", "Please cancel  my order,\nand refund it!"},
		{"PLAESE CANCLE MY ODRER", "PLEASE CANCEL MY ORDER"},
		{"I asked Odrer and CANCLE about it", "I asked Odrer and CANCLE about it"}, // names
		{"Is it so? Odrer it.", "Is it so? Order it."},
		{"write to odrer@shop.exmaple or https://odrer/cancle", "write to odrer@shop.exmaple or https://odrer/cancle"},
		{"shop.odrer <EMAIL_1> odrer_1 cancle2", "shop.odrer <EMAIL_1> odrer_1 cancle2"},
		{"(cancle)-\"odrer\"", "(cancel)-\"order\""},
		{"cancel my order", "cancel my order"},
		{"dont’ cancle", "don't’ cancel"},
		{"", ""},
	} {
		got, changes := list(shop).Mend(c.text)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q: %s", c.text, diff)
		}
		if (got != c.text) != (len(changes) > 0) {
			t.Errorf("%q: %d changes told", c.text, len(changes))
		}
	}
}

func TestNounsWithCapitalsAreMendedWhereTheyAreUsual(t *testing.T) {
	t.Parallel()
	words := list("bestellung storniere meine")
	if got, _ := words.Mend("Storniere meine Bestelung"); got != "Storniere meine Bestelung" {
		t.Errorf("a name became %q", got)
	}
	words.Nouns = true
	got, changes := words.Mend("Stornire meine Bestelung")
	if diff := cmp.Diff([]spell.Change{{"Stornire", "Storniere", 0, 8}, {"Bestelung", "Bestellung", 15, 24}}, changes); diff != "" || got != "Storniere meine Bestellung" {
		t.Errorf("%q %s", got, diff)
	}
}

func TestNothingIsMendedWithoutWords(t *testing.T) {
	t.Parallel()
	var none *spell.Words
	for _, w := range []*spell.Words{none, {}, list("")} {
		if got, ok := w.Fix("odrer"); ok || got != "odrer" {
			t.Errorf("became %q", got)
		}
		if got, changes := w.Mend("odrer"); got != "odrer" || changes != nil {
			t.Errorf("became %q", got)
		}
	}
}

// made draws words of many letters that are far from each other.
func made(r *rand.Rand, alphabet string, n int) []string {
	letters := []rune(alphabet)
	out := map[string]bool{}
	for len(out) < n {
		var w []rune
		for range 12 + r.IntN(5) {
			w = append(w, letters[r.IntN(len(letters))])
		}
		out[string(w)] = true
	}
	return slices.Sorted(maps.Keys(out))
}

func TestEachSingleEditOfALongWordComesBack(t *testing.T) {
	t.Parallel()
	for name, alphabet := range map[string]string{
		"latin": "abcdefghijklmnopqrstuvwxyz", "cyrillic": "абвгдежзийклмнопрстуфхцчшщыьэюя", "greek": "αβγδεζηθικλμνξοπρστυφχψω",
		"arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "hebrew": "אבגדהוזחטיכלמנסעפצקרשת",
	} {
		r := rand.New(rand.NewPCG(7, 7))
		all := made(r, alphabet, 300)
		words := list(strings.Join(all, " "))
		letters := []rune(alphabet)
		for _, word := range all {
			for slip := range slips([]rune(word), letters[r.IntN(len(letters))]) {
				if slip == word {
					continue
				}
				if got, ok := words.Fix(slip); !ok || got != word {
					t.Fatalf("%s: %q gave %q %v, want %q", name, slip, got, ok, word)
				}
			}
			if got, ok := words.Fix(word); ok || got != word {
				t.Fatalf("%s: the known word %q became %q", name, word, got)
			}
		}
	}
}

// slips gives every single edit of a word, with one other letter.
func slips(word []rune, other rune) map[string]bool {
	out := map[string]bool{}
	for i := range word {
		out[string(word[:i])+string(word[i+1:])] = true
		out[string(word[:i])+string(other)+string(word[i+1:])] = true
		out[string(word[:i])+string(other)+string(word[i:])] = true
		if i > 0 {
			out[string(word[:i-1])+string(word[i])+string(word[i-1])+string(word[i+1:])] = true
		}
	}
	out[string(word)+string(other)] = true
	return out
}

func FuzzMend(f *testing.F) {
	words := list(shop)
	f.Add("Plaese cancle my odrer <EMAIL_1> at 12:30")
	f.Add("’’ don't'' İstanbul ǅ ﬁ \xff ｏｄｒｅｒ")
	f.Fuzz(func(t *testing.T, text string) {
		got, changes := words.Mend(text)
		at, left := 0, ""
		for _, c := range changes {
			if c.Start < at || c.End > len(text) || text[c.Start:c.End] != c.From || !words.Known(c.To) || words.Known(c.From) {
				t.Fatalf("%q: %+v", text, c)
			}
			left += text[at:c.Start] + c.To
			at = c.End
		}
		if left+text[at:] != got {
			t.Errorf("%q became %q, by the changes %q", text, got, left+text[at:])
		}
	})
}

func ExampleWords_Mend() {
	words := spell.New(maps.All(map[string]float64{"please": 40, "send": 12, "my": 90, "invoice": 3, "to": 200}))
	text, changes := words.Mend("Plaese send my invioce to anna@example.org")
	fmt.Println(text)
	fmt.Println(changes[1].From, "→", changes[1].To)
	// Output:
	// Please send my invoice to anna@example.org
	// invioce → invoice
}

func ExampleWords_Fix() {
	words := spell.New(maps.All(map[string]float64{"from": 900, "form": 20}))
	fmt.Println(words.Fix("fromm"))
	fmt.Println(words.Fix("form")) // a known word is never touched
	// Output:
	// from true
	// form false
}

func BenchmarkFix(b *testing.B) {
	for _, n := range []int{5_000, 100_000} {
		r := rand.New(rand.NewPCG(3, 3))
		all := spoken(r, n)
		words := list(strings.Join(all, " "))
		for _, c := range []struct{ name, of string }{{"known", "known"}, {"mistyped", "mistyped"}} {
			b.Run(fmt.Sprintf("%s/%d", c.name, n), func(b *testing.B) {
				i := 0
				for b.Loop() {
					w := all[i%len(all)]
					if i++; c.of == "mistyped" {
						w = w[:len(w)/2] + w[len(w)/2+1:] + "x"
					}
					words.Fix(w)
				}
			})
		}
	}
}

// spoken draws words of syllables, about as dense as those of a language.
func spoken(r *rand.Rand, n int) []string {
	out := map[string]bool{}
	for len(out) < n {
		w := ""
		for range 2 + r.IntN(3) {
			w += string("bcdfghlmnprstvw"[r.IntN(15)]) + string("aeiou"[r.IntN(5)])
			if r.IntN(3) == 0 {
				w += string("lnrst"[r.IntN(5)])
			}
		}
		out[w] = true
	}
	return slices.Sorted(maps.Keys(out))
}
