package language_test

import (
	"fmt"
	"testing"

	"candor/language"
)

func ExampleDetect() {
	tag, confidence := language.Detect("¿Dónde está mi pedido?")
	fmt.Println(tag, confidence > 0.9)
	// Output: es true
}

func TestDetectKnowsThePlainQuestion(t *testing.T) {
	t.Parallel()
	for want, text := range map[string]string{
		"en": "Where is my parcel?", "de": "Wo bleibt mein Paket?", "fr": "Où est mon colis ?", "es": "¿Dónde está mi paquete?",
		"it": "Dov'è il mio pacco?", "pt": "Onde está a minha encomenda?", "nl": "Waar blijft mijn pakket?", "pl": "Gdzie jest moja paczka?",
		"sv": "Var är mitt paket någonstans?", "da": "Hvor bliver min pakke af?", "nb": "Hvor er pakken min nå?", "fi": "Missä pakettini on?",
		"cs": "Kde je můj balík?", "ro": "Unde este coletul meu?", "hu": "Hol van a csomagom?", "tr": "Paketim nerede?", "el": "Πού είναι το δέμα μου;",
		"ru": "Где моя посылка?", "uk": "Де моя посилка?", "ar": "أين طردي؟", "he": "איפה החבילה שלי?", "fa": "بسته من کجاست؟",
		"hi": "मेरा पार्सल कहाँ है?", "bn": "আমার পার্সেল কোথায়?", "zh": "我的包裹在哪里？", "ja": "荷物はどこですか。", "ko": "제 소포는 어디에 있나요?",
		"vi": "Gói hàng của tôi ở đâu?", "th": "พัสดุของฉันอยู่ที่ไหน", "id": "Di mana paket saya?", "bg": "Къде е моята пратка?", "hr": "Gdje je moj paket?",
		"sk": "Kde je môj balík?", "ca": "On és el meu paquet?", "ur": "میرا پارسل کہاں ہے؟", "sr": "Где је мој пакет?",
	} {
		if got, confidence := language.Detect(text); got != want {
			t.Errorf("%q is %s (%.2f), want %s", text, got, confidence, want)
		}
	}
}

func TestDetectSaysNothingWithoutLetters(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", " ", "12345", "🙂🙂", "?!", "\xff\xfe", "a", "€ 20.00"} {
		if got, confidence := language.Detect(text); got != "" || confidence != 0 {
			t.Errorf("%q is %q (%.2f), want nothing", text, got, confidence)
		}
	}
}

func TestHintTipsOnlyTheBalance(t *testing.T) {
	t.Parallel()
	if got, _ := language.Detect("hotel", "nl"); got != "nl" {
		t.Errorf("an ambiguous word with a Dutch hint is %q", got)
	}
	if got, _ := language.Detect("Where is the parcel that I ordered last week?", "nl-NL"); got != "en" {
		t.Errorf("an English question with a Dutch hint is %q", got)
	}
	if got, _ := language.Detect("東京", "ja"); got != "ja" {
		t.Errorf("two characters with a Japanese hint are %q", got)
	}
}

func TestFilmTitleDoesNotChangeTheLanguage(t *testing.T) {
	t.Parallel()
	if got, _ := language.Detect(`Ich möchte "The Quiet House on the Hill" zurückgeben`); got != "de" {
		t.Errorf("a German sentence with an English title is %q", got)
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range hostile(300) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		tag, confidence := language.Detect(text)
		if confidence < 0 || confidence > 1 || (tag == "") != (confidence == 0) {
			t.Fatalf("%q: %q %v", text, tag, confidence)
		}
	})
}
