package people_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/privacy/internal/people"
)

// found gives what was found as "TYPE text".
func found(f *people.Finder, text, language string) []string {
	var out []string
	for _, x := range f.Find(text, language, "") {
		out = append(out, x.Type+" "+text[x.Start:x.End])
	}
	return out
}

func ExampleFinder_Find() {
	f := people.New()
	text := "Hi, I'm Anna Lindqvist. Please send it to 14 Larkspur Road, Bristol BS6 7QT."
	for _, x := range f.Find(text, "en", "GB") {
		fmt.Println(x.Type, text[x.Start:x.End])
	}
	// Output:
	// PERSON Anna Lindqvist
	// STREET_ADDRESS 14 Larkspur Road, Bristol BS6 7QT
}

func TestFindNamesAndAddresses(t *testing.T) {
	t.Parallel()
	f := people.New()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"a cue and small letters", "my name is niko ruoho", []string{"PERSON niko ruoho"}},
		{"a cue and capitals", "MY NAME IS NIKO RUOHO", []string{"PERSON NIKO RUOHO"}},
		{"a name in no list after a cue", "My name is Zorvik Quellhorst.", []string{"PERSON Zorvik Quellhorst"}},
		{"a title is no part of the name", "Dear Mrs Okafor, thank you", []string{"PERSON Okafor"}},
		{"an ordinary word after a title", "Mr. May", []string{"PERSON May"}},
		{"an initial", "Please ask Maria T. Novak about it", []string{"PERSON Maria T. Novak"}},
		{"particles", "I spoke to Jan van der Heide today", []string{"PERSON Jan van der Heide"}},
		{"an apostrophe", "Signed, Siobhan O'Leary", []string{"PERSON Siobhan O'Leary"}},
		{"an apostrophe at the beginning", "O'Brien called me", []string{"PERSON O'Brien"}},
		{"a hyphen", "Ansprechpartner: Karl-Heinz Meyer-Lüdenscheidt", []string{"PERSON Karl-Heinz Meyer-Lüdenscheidt"}},
		{"what belongs to a person", "Where is Kateřina's parcel?", []string{"PERSON Kateřina"}},
		{"a sign-off on the next line", "Mit freundlichen Grüßen\nTorvald Eschweiler", []string{"PERSON Torvald Eschweiler"}},
		{"French", "Bonjour, je m'appelle Élodie Brûlemont.", []string{"PERSON Élodie Brûlemont"}},
		{"Arabic", "مرحبا، اسمي محمد الخطيب وطلبي لم يصل", []string{"PERSON محمد الخطيب"}},
		{"Chinese", "你好，我叫王小明，我的订单还没到", []string{"PERSON 王小明"}},
		{"Japanese", "田中さんに電話しました", []string{"PERSON 田中"}},
		{"Korean", "제 이름은 김민수입니다", []string{"PERSON 김민수"}},
		{"a Korean who says who is writing", "저는 박지영입니다", []string{"PERSON 박지영"}},
		{"Korean words that begin as names do", "저는 이미 주문했어요. 제 주문은 어디 있나요?", nil},
		{"a name that is a word elsewhere", "Tom called me, and I think Jan has it", []string{"PERSON Tom", "PERSON Jan"}},
		{"such a name in German", "Otto hat angerufen, kann Jan das abholen?", []string{"PERSON Otto", "PERSON Jan"}},
		{"such a name beside a family name", "Mia Rossi e Hans Berg hanno ordinato", []string{"PERSON Mia Rossi", "PERSON Hans Berg"}},
		{"such a name after a cue", "Mi chiamo Sara", []string{"PERSON Sara"}},
		{"one small name in no list", "my name is zorvik", []string{"PERSON zorvik"}},
		{"a name after a German cue", "Meine Schwester Corwina Quellhorst braucht den Zugang", []string{"PERSON Corwina Quellhorst"}},
		{"a German sign-off", "MfG i. A. Torvald Eschweiler", []string{"PERSON Torvald Eschweiler"}},
		{"Russian", "Меня зовут Иван Петров, где мой заказ?", []string{"PERSON Иван Петров"}},
		{"an address over lines", "Ship to:\n221 Maple Avenue\nApt 4B\nSpringfield, IL 62704\nUSA", []string{"STREET_ADDRESS 221 Maple Avenue\nApt 4B\nSpringfield, IL 62704\nUSA"}},
		{"a German address", "Ich wohne in der Lindenstraße 44, 50674 Köln.", []string{"STREET_ADDRESS Lindenstraße 44, 50674 Köln"}},
		{"a French address", "J'habite 12 rue des Acacias, 69003 Lyon", []string{"STREET_ADDRESS 12 rue des Acacias, 69003 Lyon"}},
		{"a Dutch address", "Prinsengracht 263, 1016 GV Amsterdam", []string{"STREET_ADDRESS Prinsengracht 263, 1016 GV Amsterdam"}},
		{"a Polish address", "Mój adres to ul. Długa 12/4, 31-147 Kraków.", []string{"STREET_ADDRESS ul. Długa 12/4, 31-147 Kraków"}},
		{"a post-office box", "Write to P.O. Box 4471, Austin, TX 78765", []string{"STREET_ADDRESS P.O. Box 4471, Austin, TX 78765"}},
		{"military mail", "Send it to PSC 2721, Box 8637\nAPO AA 06259", []string{"STREET_ADDRESS PSC 2721, Box 8637\nAPO AA 06259"}},
		{"a country", "I am travelling to Switzerland next week", []string{"LOCATION Switzerland"}},
		{"a city in no list", "She moved here from Gorbelton last year", []string{"LOCATION Gorbelton"}},
		{"a postcode by itself", "ZIP: 90210", []string{"ZIP_CODE 90210"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, found(f, c.text, "")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOrdinaryWordsAreNoNames(t *testing.T) {
	t.Parallel()
	f := people.New()
	for _, text := range []string{
		"Hi Team, will you mark my order as paid? It may be late.",
		"Dear Sir or Madam, I would like to return the Coffee Table.",
		"Reset Your Password in Account Settings",
		"My name is spelled wrong on the invoice.",
		"I'm Waiting since Monday. This is Unacceptable.",
		"Kind regards, Customer Service",
		"Can I pay with Visa, Mastercard, PayPal or Apple Pay in May?",
		"The rose is from the April sale, the frank answer was no.",
		"Write to anna.berg@example.com or see https://example.com/Anna/Berg",
		"Wo ist meine Bestellung? Die Sendungsverfolgung zeigt nur einen Fehler.",
		"Bitte senden Sie mir die Rechnung und den Lieferschein per Mail.",
		"Order 12345 arrived 5 days late, 24 hours after the second reminder.",
		"The model number is 4411-2210-88 and the firmware 2.14.3",
		"I waited from 9 to 17 and nobody rang.",
		"Mia moglie ha ordinato una lampada. Otto giorni fa ho scritto.",
		"Ben sipariş verdim ama gelmedi.",
		"Hans paket kom aldrig och dina produkter är fina.",
		"Đặt hàng hôm qua. Hàng chưa đến. Tiền đã trả.",
		"Días de entrega: cinco. Mira, mi pedido no llega.",
		"Das Bücherregal Meridian kam ohne Bodenträger, das Sideboard Windspiel ohne Rückwand.",
		"Ohne Angabe von Gründen, bei Mängeln und mit Gutscheinen geht das auch.",
		"my name is misspelled, my name is wrong on the card",
	} {
		if got := found(f, text, ""); len(got) > 0 {
			t.Errorf("found %q in %q", got, text)
		}
	}
}

func TestFindIsSafeForManyAtOnce(t *testing.T) {
	t.Parallel()
	f := people.New()
	text := "I'm Anna Lindqvist, 14 Larkspur Road, Bristol BS6 7QT."
	want := found(f, text, "en")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				if diff := cmp.Diff(want, found(f, text, "en")); diff != "" {
					t.Error(diff)
					return
				}
			}
		})
	}
	wg.Wait()
}
