package answer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/answer"
	"candor/answer/eval/sets"
)

// outcome is what a customer would notice of an answer.
type outcome struct {
	Article string
	Said    string
}

func (b bench) outcome(t *testing.T, lang string, text string) outcome {
	t.Helper()
	got, err := b.drafts.Answer(t.Context(), answer.Question{Text: text, Expects: lang})
	if err != nil {
		t.Fatal(err)
	}
	var out outcome
	for _, s := range got.Sentences {
		out.Said += s.Text + "\n"
	}
	if len(got.Hits) > 0 {
		a, _ := b.shelf.Article(got.Hits[0].Article)
		out.Article = a.Key
	}
	return out
}

// around are ways to say a question, marked by *, with other words about it that ask nothing.
func around(lang string) []string {
	ways := map[string]string{
		"en": "Hello. *|Hello, *|hi there, *|Helo, *|hallo *|hey *|Good morning! *|Dear Sir or Madam, * Yours faithfully|Dear Harbour & Pine team,\n\n*|* thx|* Thanks in advance.|" +
			"* Best regards, Fatima Al-Masri|*\n\nKind regards,\nKwabena Mensah\n+44 20 7946 0000|* Thanks, Priya|* Thank you very much! Wojciech|Hiya, a wee question. * Cheers, pal.|" +
			"Respected team, one doubt is there. * Kindly do the needful.|Hey y'all, I got a question. * I 'preciate it.|I hope you are well. *|Sorry to bother you, but *|" +
			"* My name is Mohammed Al-Masri.|My name is Mei-Ling Zhang. *|my name is ngozi okonkwo. *|My name's Guadalupe Hernandez, *|* My name is Ludwig van der Berg.|I am Svetlana Ivanov. *|" +
			"This is Maria speaking. *|Hello, my name is Zeynep Yilmaz and I have a question. *|I am Jamal Booker, a customer since 2019. *|MY NAME IS TARIQ. *|" +
			"I live with my cousin. *|* I live with my cousin.|* I use a wheelchair.|* I am blind.|* I'm 68 years old.|* I am a single mother.|* I have a learning disability.|* I am a Buddhist.|* I am an atheist.|* I'm an engineer.|" +
			"* Sent from my phone|* Sent from a public library|Thnaks, *|Hello. My name is Jamal. I hope you are well. * Thanks in advance. Best wishes, Jamal",
		"de": "Hallo, *|Guten Tag! *|Sehr geehrte Damen und Herren,\n*\n\nMit freundlichen Grüßen\nFatima Haddad|* Vielen Dank im Voraus!|Mein Name ist Mehmet Yilmaz. *|Ich heiße Svetlana. *|* Ich bin 68 Jahre alt.|Ich wohne mit meiner Cousine zusammen. *|Ich hoffe, es geht Ihnen gut. *|Entschuldigen Sie die Störung. *|* Liebe Grüße, Anna",
		"fr": "Bonjour, *|Bonsoir. *|* Merci d'avance.|Je m'appelle Fatima Benali. *|* J'ai 68 ans.|* Cordialement, Aminata Diallo|J'espère que vous allez bien. *|Désolé de vous déranger. *|* Je vis avec mon cousin.",
		"es": "Hola, *|Buenos días. *|* Gracias de antemano.|Me llamo Xiomara Quispe. *|Mi nombre es Wojciech Nowak. *|* Tengo 68 años.|* Saludos cordiales, Marisol|Espero que estén bien. *|* Vivo con mi primo.",
		"ar": "مرحبا، *|السلام عليكم ورحمة الله وبركاته. *|* شكرا مقدما.|اسمي فاطمة المصري. *|* مع تحياتي، يوسف|* عمري 68 سنة.|أعتذر عن الإزعاج. *|* أعيش مع ابن عمي.",
	}
	return strings.Split(ways[lang], "|")
}

func TestWordsThatAskNothingChangeNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	for lang, questions := range map[string][]string{
		"en": {
			"How long do I have to return something?", "How long does delivery usually take?", "What does delivery cost?", "Where can I track my order?", "How do I change my delivery address?",
			"Which countries do you deliver to?", "What happens if I miss the delivery?", "When will I get my refund?", "Do you take my old furniture away?", "How do I pay with a gift card?",
			"My table arrived with a scratch.", "There are screws missing from the packet.", "Can I cancel my order?", "Do you sell bitcoin?", "What is the weather in Paris tomorrow?",
		},
		"de": {"Wie lange dauert die Lieferung?", "Was kostet die Lieferung?", "Wie kann ich meine Bestellung stornieren?", "Wo finde ich meine Rechnung?", "Wie wird das Wetter morgen?"},
		"fr": {"Quel est le délai de livraison ?", "Combien coûte la livraison ?", "Comment annuler ma commande ?", "Quel temps fera-t-il demain ?"},
		"es": {"¿Cuánto tarda la entrega?", "¿Cuánto cuesta el envío?", "¿Cómo cancelo mi pedido?", "¿Qué tiempo hará mañana?"},
		"ar": {"كم يستغرق التوصيل عادة؟", "كم تكلفة التوصيل؟", "كيف ألغي طلبي؟", "كيف الطقس غدا؟"},
	} {
		answered := 0
		for _, q := range questions {
			want := b.outcome(t, lang, q)
			if want.Said != "" {
				answered++
			}
			for _, way := range around(lang) {
				text := strings.Replace(way, "*", q, 1)
				if diff := cmp.Diff(want, b.outcome(t, lang, text)); diff != "" {
					t.Errorf("%q is not treated as %q (-plain +so):\n%s", text, q, diff)
				}
			}
		}
		if answered == 0 || answered == len(questions) {
			t.Errorf("%s: %d of %d answered; the table says nothing", lang, answered, len(questions))
		}
	}
}

func TestConditionsAndProblemsStayInTheQuestion(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	for name, c := range map[string]struct{ lang, whole, less string }{
		"an age of the order":   {"en", "My order is older than 60 days. Can I return an item?", "Can I return an item?"},
		"a place":               {"en", "I live in Norway. How much does delivery cost?", "How much does delivery cost?"},
		"a place in a greeting": {"en", "Hello from Norway! How much does delivery cost?", "How much does delivery cost?"},
		"a place behind a name": {"en", "This is Priya from Norway. How much does delivery cost?", "How much does delivery cost?"},
		"what was bought":       {"en", "I bought a mattress and slept on it. Can I return an item?", "Can I return an item?"},
		"a denial":              {"en", "I am not at home. What happens to my parcel?", "What happens to my parcel?"},
		"a problem":             {"en", "I am locked out of Netflix. How do I reset my password?", "How do I reset my password?"},
		"what one has":          {"en", "I have a gift card from another shop. How can I pay?", "How can I pay?"},
		"a name that is wrong":  {"en", "My name is wrong on the invoice. How do I get an invoice?", "How do I get an invoice?"},
		"what it points to":     {"en", "I have a hammock. Can you assemble it for me?", "Can you assemble it for me?"},
		"a complaint":           {"en", "I'm stuck here with your broken sofa. When will I get my refund?", "When will I get my refund?"},
		"a time of day":         {"en", "Can you deliver on a Saturday, in the evening?", "Can you deliver on a Saturday?"},
		"thanks in a sentence":  {"en", "Thanks to the driver the lamp is broken. Who pays?", "Who pays?"},
		"ein Ort":               {"de", "Ich wohne in Norwegen. Was kostet die Lieferung?", "Was kostet die Lieferung?"},
		"un lieu":               {"fr", "J'habite en Norvège. Combien coûte la livraison ?", "Combien coûte la livraison ?"},
		"un lugar":              {"es", "Vivo en Noruega. ¿Cuánto cuesta el envío?", "¿Cuánto cuesta el envío?"},
		"مكان":                  {"ar", "أعيش في النرويج. كم تكلفة التوصيل؟", "كم تكلفة التوصيل؟"},
	} {
		whole, less := b.confidence(t, c.lang, c.whole), b.confidence(t, c.lang, c.less)
		if whole == less {
			t.Errorf("%s: %q counts for nothing: %.3f with it and without", name, c.whole, whole)
		}
	}
}

func (b bench) confidence(t *testing.T, lang, text string) float64 {
	t.Helper()
	got, err := b.drafts.Answer(t.Context(), answer.Question{Text: text, Expects: lang})
	if err != nil {
		t.Fatal(err)
	}
	return got.Confidence
}

func TestPoliteWordsAnswerNothingByThemselves(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	for _, text := range []string{
		"Hello. My name is Fatima.", "Hi, my name is Jamal, a customer since 2019.", "I am 68 years old.", "Sorry to bother you.",
		"Hello, how do I sell bitcoin? Thanks in advance!", "My name is Priya Patel. What is the capital of France?", "I am a teacher. Can you explain photosynthesis? Best regards, Maria",
		"Dear team, my Netflix subscription was charged twice. Kind regards, Kofi", "Hi there! Which dentist in Leeds is open on Sundays? I'm 68 years old.",
		"Guten Tag, wie wird das Wetter morgen? Viele Grüße", "Bonjour, quel temps fera-t-il demain ? Merci d'avance.", "Hola, ¿quién ganó el partido ayer? Un saludo, Marisol", "مرحبا، من فاز في المباراة أمس؟ شكرا",
	} {
		if got := b.outcome(t, "en", text); got.Said != "" {
			t.Errorf("%q was answered from %s: %s", text, got.Article, got.Said)
		}
	}
}

func TestTwoQuestionsStayTwoBehindAGreeting(t *testing.T) {
	t.Parallel()
	b := newBench(t, sets.House(t))
	const both = "How long do I have to return something? Where can I track my order?"
	want := b.parts(t, both)
	if len(want) != 2 {
		t.Fatalf("%q has the parts %q", both, want)
	}
	for _, way := range around("en") {
		text := strings.Replace(way, "*", both, 1)
		if got := b.parts(t, text); len(got) != 2 {
			t.Errorf("%q has the parts %q", text, got)
		}
	}
}

func (b bench) parts(t *testing.T, text string) []string {
	t.Helper()
	got, err := b.drafts.Answer(t.Context(), answer.Question{Text: text, Expects: "en"})
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range got.Parts {
		out = append(out, string(p.Article))
	}
	return out
}

func FuzzAnyMessageIsAsked(f *testing.F) {
	b := newBench(f, sets.House(f))
	for _, text := range []string{"", "?", "Hello ,,, ???", "My name is", "Dear", "§ thanks §", "こんにちは。返品できますか？", "你好，请问怎么退货？谢谢", "I am", "\xff hello \xff?", "thanks thanks\n\n\nthanks", "Hi and hi and my name is and"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []string{"en", "de", "ar"} {
			b.outcome(t, lang, text)
		}
	})
}

func TestAskingTakesLinearTime(t *testing.T) {
	b := newBench(t, sets.House(t))
	cost := func(n int) time.Duration {
		best := time.Hour
		for range 3 {
			start := time.Now()
			b.outcome(t, "en", strings.Repeat("please thanks hello my name is ", n))
			best = min(best, time.Since(start))
		}
		return best
	}
	if small, large := cost(100), cost(800); large > 40*small {
		t.Errorf("eight times the words take %s, not %s", large, small)
	}
}
