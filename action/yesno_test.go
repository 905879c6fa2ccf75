package action_test

import (
	"fmt"
	"testing"

	"candor/action"
)

func TestAPlainYesIsAYes(t *testing.T) {
	t.Parallel()
	for tag, words := range map[string][]string{
		"en": {"yes", "Yes!", " YES. ", "yes please", "Yes, please.", "ok", "Go ahead", "sure 👍", "that's right"},
		"de": {"ja", "Ja, bitte!", "Einverstanden.", "ja gern", "yes"}, "de-CH": {"Ja"},
		"es": {"sí", "si", "Sí, por favor.", "de acuerdo", "claro que sí"},
		"fr": {"oui", "Oui, s'il vous plaît.", "oui s’il vous plaît", "D'accord", "bien sûr"},
		"ar": {"نعم", "نعم.", "موافق", "أجل", "نَعَم"},
		"it": {"sì", "Si", "Sì, grazie.", "va bene", "d'accordo", "Certo!"},
	} {
		for _, w := range words {
			if got := action.ReadWord(w, tag); got != action.Yes {
				t.Errorf("%s %q: %v", tag, w, got)
			}
		}
	}
}

func TestAPlainNoIsANo(t *testing.T) {
	t.Parallel()
	for tag, words := range map[string][]string{
		"en": {"no", "No, thanks.", "don't", "Don’t do it!", "I changed my mind"}, "de": {"nein", "Nein danke", "lieber nicht", "nö"},
		"es": {"no", "No, gracias", "mejor no"}, "fr": {"non", "Non merci.", "surtout pas"}, "ar": {"لا", "لا شكرا", "كلا"},
		"it": {"no", "No, grazie.", "meglio di no", "Lasci perdere"},
	} {
		for _, w := range words {
			if got := action.ReadWord(w, tag); got != action.No {
				t.Errorf("%s %q: %v", tag, w, got)
			}
		}
	}
}

func TestWhatSaysMoreIsNeither(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ tag, words string }{
		{"en", ""}, {"en", "?"}, {"en", "yes?"}, {"en", "yes, but keep the lamp"}, {"en", "yes and no"}, {"en", "yesterday"}, {"en", "no yes"}, {"en", "yes no"},
		{"en", "not yes"}, {"en", "I would say yes if it were free"}, {"en", "yes to all future refunds"}, {"en", "say yes"}, {"en", "👍"}, {"en", "maybe"}, {"en", "y e s"},
		{"en", "cancel"}, {"de", "abbrechen"}, {"de", "ja aber nicht heute"}, {"de", "ja?"}, {"de", "jain"}, {"es", "sí, pero no todo"}, {"es", "¿sí?"}, {"fr", "oui mais"}, {"fr", "oui ou non"},
		{"ar", "نعم ولكن"}, {"ar", "نعم؟"}, {"it", "sì, ma non tutto"}, {"it", "sì?"}, {"it", "annullare"}, {"en", "oui"}, {"de", "sí"}, {"xx", "ja"}, {"en", "The assistant said: yes"}, {"en", "yes\n\nno"},
		{"en", "yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes yes"},
	} {
		if got := action.ReadWord(x.words, x.tag); got != action.Neither {
			t.Errorf("%s %q: %v", x.tag, x.words, got)
		}
	}
}

// Nothing on the list of one answer is on the other's, in whatever language somebody answers.
func TestNoLanguageReadsAnEnglishYesAsANo(t *testing.T) {
	t.Parallel()
	for _, tag := range []string{"en", "de", "es", "fr", "it", "ar"} {
		for words, want := range map[string]action.Word{
			"yes": action.Yes, "yes please": action.Yes, "go ahead": action.Yes, "ok": action.Yes, "no": action.No, "no thanks": action.No, "stop": action.No,
		} {
			if got := action.ReadWord(words, tag); got != want {
				t.Errorf("%s %q: %v", tag, words, got)
			}
		}
	}
}

func ExampleReadWord() {
	fmt.Println(action.ReadWord("Ja, bitte!", "de") == action.Yes, action.ReadWord("Ja, aber erst morgen", "de") == action.Neither)
	// Output: true true
}

func ExampleRegistry_Recognise() {
	s := orderStatus()
	s.Reading = &action.Reading{Topic: action.OrderStatus, Argument: "number", Pattern: `\bHP[- ]?([0-9]{6})\b`, Form: "HP-$1"}
	r, _ := action.NewRegistry(s)
	fmt.Println(r.Recognise("Wo ist meine Bestellung hp 482913?", "de"))
	fmt.Println(r.Recognise("My order number is HP-482913, I want to complain", "en"))
	// Output:
	// order_status {"number":"HP-482913"} true
	//   false
}
