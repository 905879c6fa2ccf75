package language_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/language"
)

func ExampleSentences() {
	text := "Returns take 30 days. Mr. Lee pays €4.50!\n\n- Keep the box\n- Add the slip"
	for _, s := range language.Sentences(text) {
		fmt.Println(text[s.Start:s.End])
	}
	// Output:
	// Returns take 30 days.
	// Mr. Lee pays €4.50!
	// Keep the box
	// Add the slip
}

func TestSentencesEndWhereReadersStop(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"no letters", "...\n---\n", nil},
		{"two", "One. Two.", []string{"One.", "Two."}},
		{"question and quote", `She asked "Why?" Then she left.`, []string{`She asked "Why?"`, "Then she left."}},
		{"abbreviations", "See Dr. Ray, e.g. Monday. Done.", []string{"See Dr. Ray, e.g. Monday.", "Done."}},
		{"number sign", "Call No. 5 now. The answer is no. We wait.", []string{"Call No. 5 now.", "The answer is no.", "We wait."}},
		{"initials", "J. K. Smith wrote. She won.", []string{"J. K. Smith wrote.", "She won."}},
		{"decimals and addresses", "Pay 3.50 at shop.example.com. Thanks.", []string{"Pay 3.50 at shop.example.com.", "Thanks."}},
		{"ellipsis", "Wait... it comes. Good.", []string{"Wait... it comes.", "Good."}},
		{"german date", "Am 3. Mai öffnen wir. Bis bald!", []string{"Am 3. Mai öffnen wir.", "Bis bald!"}},
		{"year", "We moved in 2024. Now we are here.", []string{"We moved in 2024.", "Now we are here."}},
		{"spanish", "¿Dónde está? Aquí.", []string{"¿Dónde está?", "Aquí."}},
		{"arabic", "أين طلبي؟ شكرا.", []string{"أين طلبي؟", "شكرا."}},
		{"hindi", "मेरा ऑर्डर कहाँ है। धन्यवाद।", []string{"मेरा ऑर्डर कहाँ है।", "धन्यवाद।"}},
		{"chinese", "您好。订单在哪里？谢谢！", []string{"您好。", "订单在哪里？", "谢谢！"}},
		{"japanese quote", "「はい。」と言った。", []string{"「はい。」", "と言った。"}},
		{"wrapped line", "This goes\non here. And ends.", []string{"This goes\non here.", "And ends."}},
		{"heading", "# Returns\nYou have 30 days.", []string{"Returns", "You have 30 days."}},
		{"list", "Bring:\n1. the box\n2. the slip. Then wait.\n* a pen", []string{"Bring:", "the box", "the slip.", "Then wait.", "a pen"}},
		{"table", "| a | b |\n|---|---|\n| c | d |", []string{"| a | b |", "| c | d |"}},
		{"no end mark", "just words", []string{"just words"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range language.Sentences(c.text) {
				got = append(got, c.text[s.Start:s.End])
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{"", "a. b", "|", "# ", "- ", "1. ", "。", "\"? ", "\r\n\r\n", "\xff. A"} {
		f.Add(s)
	}
	for _, s := range hostile(300) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, s := range language.Sentences(text) {
			if s.Start < last || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q: %d-%d after %d", text, s.Start, s.End, last)
			}
			last = s.End
		}
	})
}

func TestSentencesTakesLinearTime(t *testing.T) {
	t.Parallel()
	for name, piece := range map[string]string{"dots": ". ", "marks": "?! ", "letters": "a. ", "abbreviations": "Dr. ", "none": "aaaa "} {
		took := func(n int) time.Duration {
			text := strings.Repeat(piece, n/len(piece))
			best := time.Hour
			for range 5 {
				began := time.Now()
				language.Sentences(text)
				best = min(best, time.Since(began))
			}
			return best
		}
		if small, large := took(40_000), took(320_000); large > 40*small+5*time.Millisecond {
			t.Errorf("%s: eight times the text takes %v against %v", name, large, small)
		}
	}
}
