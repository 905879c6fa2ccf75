package language_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/language"
)

func ExampleStem() {
	fmt.Println(language.Stem("en", "deliveries"), language.Stem("en", "delivery"), language.Stem("ko", "배송"))
	// Output: deliveri deliveri 배송
}

func TestStemLetsTheFormsOfAWordMeet(t *testing.T) {
	t.Parallel()
	for tag, groups := range map[string][]string{
		"en": {"order orders ordered ordering", "charge charges charged charging", "stop stopped stopping", "box boxes", "policy policies",
			"ship shipping shipped shipment", "refund refunds refunded", "cancel cancels", "customer customer's", "address addresses"},
		"es": {"pedido pedidos", "cuenta cuentas", "facturación facturaciones", "zapato zapatos", "pagar pagado pagando"},
		"pt": {"conta contas", "devolução devoluções", "encomenda encomendas", "pagar pagando pagado"},
		"it": {"ordine ordini", "pagare pagato pagando", "scarpa scarpe", "spedizione spedizioni", "restituire restituisco restituito", "contattare contattarvi contattarci",
			"rimandare rimandarlo"},
		"fr": {"commande commandes commander commandé", "remboursement remboursements rembourser", "chaussure chaussures", "animal animaux"},
		"de": {"bestellung bestellungen", "rechnung rechnungen", "schuh schuhe schuhen", "große großen grosse", "zahlen zahlt zahle", "zurückgeben zurückzugeben",
			"ausdrucken auszudrucken ausgedruckt", "ändert geändert", "zurückgeschickt zurückschicken"},
		"nl": {"bestelling bestellingen", "schoen schoenen", "pakket pakketten pakketje", "betaal betalen"},
		"ar": {"طلب الطلب والطلب طلبي طلبات طلبا", "حساب حسابي الحساب", "إلغاء الإلغاء الغاء ألغي", "إرجاع الإرجاع", "مكسور مكسورة مكسورا"},
	} {
		for _, group := range groups {
			words := strings.Fields(group)
			want := language.Stem(tag, words[0])
			for _, w := range words[1:] {
				if got := language.Stem(tag, w); got != want {
					t.Errorf("%s: %s is %q but %s is %q", tag, words[0], want, w, got)
				}
			}
		}
	}
}

func TestStemKeepsDifferentWordsApart(t *testing.T) {
	t.Parallel()
	for tag, pairs := range map[string][][2]string{
		"en": {{"bus", "bed"}, {"news", "new"}, {"string", "stre"}, {"this", "thi"}, {"red", "r"}, {"process", "proce"}},
		"de": {{"konto", "kunde"}, {"rate", "rat"}, {"gerät", "rat"}, {"angebot", "anbot"}, {"abgeben", "abben"}, {"geschenk", "schenk"}},
		"fr": {{"compte", "comte"}, {"colis", "col"}},
		"es": {{"cuenta", "cuerpo"}, {"tarjeta", "tarde"}},
		"it": {{"reso", "resto"}, {"salario", "salare"}},
		"ar": {{"إلغاء", "غاء"}, {"الغرفة", "إلغاء"}},
	} {
		for _, p := range pairs {
			if p[0] == "news" || p[0] == "rate" { // known to meet: told here so that a change is seen
				if language.Stem(tag, p[0]) != language.Stem(tag, p[1]) {
					t.Errorf("%s: %v do not meet any more; move them", tag, p)
				}
				continue
			}
			if language.Stem(tag, p[0]) == language.Stem(tag, p[1]) {
				t.Errorf("%s: %s and %s meet in %q", tag, p[0], p[1], language.Stem(tag, p[0]))
			}
		}
	}
}

func TestStopWordKnowsFunctionWords(t *testing.T) {
	t.Parallel()
	for tag, words := range map[string]string{"en": "the of and", "de-AT": "der und nicht", "fr": "le que", "ru": "не что", "no": "og ikke", "ar": "في من"} {
		for _, w := range strings.Fields(words) {
			if !language.StopWord(tag, w) {
				t.Errorf("%s: %q is not a stop word", tag, w)
			}
		}
	}
	for _, w := range []string{"refund", "", "xyz"} {
		if language.StopWord("en", w) || language.StopWord("xx", w) {
			t.Errorf("%q is a stop word", w)
		}
	}
}

func FuzzStem(f *testing.F) {
	f.Add("en", "running")
	f.Add("ar", "والكتاب")
	f.Fuzz(func(t *testing.T, tag, word string) {
		got := language.Stem(tag, word)
		if word != "" && got == "" && language.Fold(word) != "" {
			t.Fatalf("%s: %q became nothing", tag, word)
		}
	})
}
