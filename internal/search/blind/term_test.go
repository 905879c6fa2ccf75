package blind_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"candor"
	"candor/internal/search/blind"
	"candor/language"

	"github.com/google/go-cmp/cmp"
)

func TestTermsLeaveOutWhatSaysLittle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, tag, text string
		want            []string
	}{
		{"stems without function words", "en", "Where are the parcels I ordered? The parcel!", []string{"order", "parcel"}},
		{"the language is asked when it is not known", "", "Where are the parcels that I ordered last week?", []string{"last", "order", "parcel", "week"}},
		{"German", "de", "Wo sind die Pakete?", []string{"pake"}},
		{"accents", "es", "¿Dónde está mi número de teléfono?", []string{"numer", "telefon"}},
		{"an address, whole and in its words", "en", "Write to Maya.Lopez@example.com", []string{"com", "exampl", "lopez", "maya", "maya.lopez@example.com", "writ"}},
		{"an order number, whole and in its words", "en", "order #A-10023.", []string{"10023", "a10023", "order"}},
		{"Chinese in pairs", "zh", "退款政策", []string{"政策", "款政", "退款"}},
		{"single letters", "en", "a B c 7", nil},
		{"nothing", "en", "?! \x00\xff", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := blind.Terms(test.tag, test.text)
			slices.Sort(got)
			if len(got) == 0 {
				got = nil
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// What an agent types finds what a customer wrote, and not what looks like it.
func TestQueriesFindTheMessage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, query, tag, text string
		want                   bool
	}{
		{"another form of the word", "refunded lamps", "en", "I want a refund for this lamp.", true},
		{"one word missing", "refund chair", "en", "I want a refund for this lamp.", false},
		{"words of German", "Rechnungen", "de", "Wo ist meine Rechnung?", true},
		{"words of Spanish", "pedidos", "es", "¿Dónde está mi pedido?", true},
		{"function words are not asked for", "where is the lamp", "en", "A lamp came.", true},
		{"a function word alone, where it is none", "die", "en", "Will the plant die?", true},
		{"Arabic with joined particles", "طلب", "ar", "أين الطلب من فضلك", true},
		{"Hindi", "पार्सल", "hi", "मेरा पार्सल कहाँ है?", true},
		{"Hindi, another word", "वापसी", "hi", "मेरा पार्सल कहाँ है?", false},
		{"Chinese", "退款", "zh", "请问退款政策是什么", true},
		{"Chinese, other order", "款退", "zh", "请问退款政策是什么", false},
		{"Japanese", "注文番号", "ja", "注文番号を教えてください", true},
		{"Russian accents and case", "ЗАКАЗ", "ru", "Где мой заказ", true},
		{"full width", "ｌａｍｐ", "en", "the lamp", true},
		{"a phrase", `"came broken"`, "en", "The lamp came broken.", true},
		{"a phrase in other quotation marks", "„came broken“", "en", "The lamp came broken.", true},
		{"a phrase with a word between", `"came broken"`, "en", "The lamp came quite broken.", false},
		{"a phrase in another order", `"broken came"`, "en", "The lamp came broken.", false},
		{"a phrase of other forms", `"lamps come"`, "en", "The lamp comes.", false},
		{"a phrase with function words", `"not the lamp"`, "en", "It is not the lamp.", true},
		{"a quote that is not closed", `"came broken`, "en", "The lamp came broken.", true},
		{"a name", "maya lopez", "en", "My name is Maya López.", true},
		{"an address", "MAYA.lopez@Example.com", "en", "Mail: maya.lopez@example.com!", true},
		{"another address of that house", "tom@example.com", "en", "Mail: maya.lopez@example.com!", false},
		{"an order number", "A-10023", "en", "order A10023", true},
		{"an order number, other separators", "a/10023", "en", "order A-10023", true},
		{"another order number", "A-10024", "en", "order A-10023", false},
		{"its digits", "10023", "en", "order A-10023", true},
		{"a number with the same ending twice", "ticket1099", "en", "about ticket109", false},
		{"two numbers", "10023 44512", "en", "44512 and 10023", true},
		{"a telephone number", "+49 170 1234567", "en", "call 0170/1234567", true},
		{"a telephone number in one piece", "01701234567", "en", "call 0170 1234567", true},
		{"another telephone number", "+49 170 1234568", "en", "call 0170/1234567", false},
		{"an amount", "12.50", "en", "I paid 12.50 for it", true},
		{"a possessive", "Maya's", "en", "Maya wrote", true},
		{"part of a word", "refu", "en", "a refund", false},
		{"nothing", "  ", "en", "a refund", false},
		{"an empty phrase", `""`, "en", "a refund", false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, _ := blind.Holds(test.query, test.tag, test.text)
			if got != test.want {
				t.Errorf("%q in %q: %v; looked up as %v among %v", test.query, test.text, got, blind.Lookup(test.query), blind.Terms(test.tag, test.text))
			}
			if !test.want {
				return
			}
			indexed := blind.Terms(test.tag, test.text)
			for _, forms := range blind.Lookup(test.query) {
				if !slices.ContainsFunc(indexed, func(term string) bool { return forms[term] }) {
					t.Errorf("none of %v is among %v, so the message is never opened", forms, indexed)
				}
			}
		})
	}
}

func TestSnippetsShowTheFoundWords(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("before ", 40) + "the LAMP\nbroke " + strings.Repeat("after ", 60)
	tests := []struct {
		name, query, text string
		want              []candor.Text
	}{
		{"short", "lamp", "My lamps <b>broke</b>", []candor.Text{"My ", "lamps", " <b>broke</b>"}},
		{"first and last", "lamp broken", "Lamp is broken", []candor.Text{"", "Lamp", " is ", "broken"}},
		{"cut at words", "lamp", long, []candor.Text{
			candor.Text("…" + strings.Repeat("before ", 7) + "the "), "LAMP",
			candor.Text(" broke" + strings.Repeat(" after", 21) + "…")}},
		{"pairs are one", "退款政策", "请问退款政策是什么", []candor.Text{"请问", "退款政策", "是什么"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			ok, got := blind.Holds(test.query, "", test.text)
			if d := cmp.Diff(test.want, got); d != "" || !ok {
				t.Errorf("%v %s", ok, d)
			}
		})
	}
}

func TestHostileTextTakesLinearTime(t *testing.T) {
	t.Parallel()
	for _, part := range []string{".", "a", "a@", "1 ", "1-", "(", "退", "é.", "+1", "@@", "1a "} {
		text := strings.Repeat(part, 200_000/len(part))
		began := time.Now()
		blind.Terms("en", text)
		blind.Holds(text, "en", text)
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("%q took %v", part, took)
		}
	}
}

func FuzzQueries(f *testing.F) {
	f.Add(`lamp "came broken" a@b.c +49 170 1234567`, "en", "my lamp came broken, a@b.c")
	f.Add("退款", "zh", "请问退款政策")
	f.Add("\x00\xff\"", "", "\"\"")
	f.Add("gegangen oder Ärger", "de", "Ärger, gegangen, aerger")
	f.Add("œuvre l'œuvre", "fr", "une oeuvre, l'œuvre")
	f.Fuzz(func(t *testing.T, query, tag, text string) {
		_, parts := blind.Holds(query, tag, text)
		if !utf8.ValidString(text) {
			return
		}
		for _, p := range parts {
			if !utf8.ValidString(string(p)) {
				t.Fatalf("a snippet cuts a character: %q of %q", p, text)
			}
		}
		if !blind.LooksAlike(query, tag, text) {
			t.Fatalf("%q is found in %q only when every word is looked at", query, text)
		}
		indexed := blind.Terms(tag, text)
		for _, term := range indexed {
			if term == "" || len(term) > 128 {
				t.Fatalf("the term %q", term)
			}
		}
		for _, word := range language.Words(text) {
			if utf8.RuneCountInString(word.Text) < 3 || len(word.Text) > 100 {
				continue
			}
			for _, forms := range blind.Lookup(word.Text) {
				if !slices.ContainsFunc(indexed, func(term string) bool { return forms[term] }) && !language.StopWord(tag, word.Text) && tag != "" {
					t.Fatalf("the word %q of %q is not found: %v among %v", word.Text, text, forms, indexed)
				}
			}
		}
	})
}

// A message is indexed under the stems of its words and under what people copy and paste; each
// becomes a keyed tag before it is stored.
func ExampleTerms() {
	terms := blind.Terms("en", "Where are the lamps of order A-10023?")
	slices.Sort(terms)
	fmt.Println(terms)
	// Output: [10023 a10023 lamp order]
}
