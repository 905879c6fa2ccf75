package corpus_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/bench/privacy/corpus"
)

// everything is some messages of each kind that are made.
func everything(seed uint64) []corpus.Message {
	all := corpus.Awkward(seed)
	for _, h := range corpus.Homes() {
		all = append(all, corpus.Messages(h, 150, seed)...)
	}
	for _, lang := range []string{"en", "de", "es", "fr"} {
		all = append(all, corpus.Unknown(lang, 80, seed)...)
	}
	return all
}

func TestTheSameSeedMakesTheSameMessages(t *testing.T) {
	t.Parallel()
	first, second, other := everything(7), everything(7), everything(8)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
	same := 0
	for i := range first {
		if first[i].Text == other[i].Text {
			same++
		}
	}
	if same > len(first)/4 { // a question without anything drawn stays the same
		t.Errorf("%d of %d messages are the same with another seed", same, len(first))
	}
}

func TestACountryDoesNotChangeWithHowManyOthersAreMade(t *testing.T) {
	t.Parallel()
	h := corpus.Homes()[0]
	few, many := corpus.Messages(h, 10, 3), corpus.Messages(h, 50, 3)
	if diff := cmp.Diff(few, many[:10]); diff != "" {
		t.Errorf("(-few +many):\n%s", diff)
	}
}

func TestPlacesAreInOrderAndApart(t *testing.T) {
	t.Parallel()
	for _, m := range everything(1) {
		length, taken := utf8.RuneCountInString(m.Text), map[int]bool{}
		take := func(kind string, start, end, last int) {
			if start < last || end <= start || end > length {
				t.Errorf("%s from %d to %d after %d in %q", kind, start, end, last, m.Text)
			}
			for i := start; i < end; i++ {
				if taken[i] {
					t.Errorf("%s from %d to %d lies in another place of %q", kind, start, end, m.Text)
				}
				taken[i] = true
			}
		}
		last := 0
		for _, s := range m.Spans {
			take(s.Type, s.Start, s.End, last)
			last = s.End
		}
		last = 0
		for _, x := range m.Decoys {
			take(x.Kind, x.Start, x.End, last)
			last = x.End
		}
		if strings.ContainsAny(m.Text, "{}") && !strings.Contains(m.Text, "{\"") {
			t.Errorf("a place was not filled: %q", m.Text)
		}
	}
}

func TestEachCountryHasEveryMessageOfItsLanguage(t *testing.T) {
	t.Parallel()
	for _, h := range corpus.Homes() {
		kinds, decoys := map[string]bool{}, map[string]bool{}
		for _, m := range corpus.Messages(h, 150, 1) {
			if m.Country != h.Country || m.Lang != h.Lang {
				t.Fatalf("a message for %v says %s, %s", h, m.Country, m.Lang)
			}
			for _, s := range m.Spans {
				kinds[s.Type] = true
			}
			for _, x := range m.Decoys {
				decoys[x.Kind] = true
			}
		}
		for _, want := range strings.Fields("PERSON EMAIL_ADDRESS PHONE_NUMBER CREDIT_CARD CVV CARD_EXPIRY DATE_OF_BIRTH PASSWORD OTP STREET_ADDRESS") {
			if !kinds[want] {
				t.Errorf("%v has no %s", h, want)
			}
		}
		for _, want := range strings.Fields("order ticket parcel invoice amount version error") {
			if !decoys[want] {
				t.Errorf("%v has no decoy %s", h, want)
			}
		}
	}
}

func TestThereAreSixtyFiveAwkwardSpellings(t *testing.T) {
	t.Parallel()
	texts := map[string]map[string]bool{}
	for _, m := range corpus.Awkward(1) {
		if texts[m.Variant] == nil {
			texts[m.Variant] = map[string]bool{}
		}
		texts[m.Variant][m.Text] = true
		if len(m.Spans) != 1 {
			t.Errorf("%s: %d spans in %q", m.Variant, len(m.Spans), m.Text)
		}
	}
	if len(texts) != 65 {
		t.Errorf("there are %d", len(texts))
	}
	for name, of := range texts {
		if len(of) < 4 {
			t.Errorf("%s has only %d different messages", name, len(of))
		}
	}
}

func TestHalfOfTheUnknownHaveNothingPersonal(t *testing.T) {
	t.Parallel()
	for _, lang := range []string{"en", "de", "es", "fr"} {
		with, without := 0, 0
		for _, m := range corpus.Unknown(lang, 100, 1) {
			named := false
			for _, s := range m.Spans {
				named = named || s.Type == "PERSON"
			}
			switch {
			case named:
				with++
			case len(m.Spans) == 0:
				without++
			}
		}
		if with != 50 || without != 50 {
			t.Errorf("%s: %d with a name, %d with nothing", lang, with, without)
		}
	}
}

func TestWrittenMessagesAreOneToALine(t *testing.T) {
	t.Parallel()
	want := corpus.Messages(corpus.Homes()[5], 60, 2)
	var b bytes.Buffer
	if err := corpus.Write(&b, want); err != nil {
		t.Fatal(err)
	}
	var got []corpus.Message
	for line := range strings.Lines(b.String()) {
		var m corpus.Message
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatal(err)
		}
		got = append(got, m)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ExampleMessages() {
	canada := corpus.Home{Country: "CA", Lang: "en"}
	for _, m := range corpus.Messages(canada, 16, 1)[15:] {
		fmt.Println(strings.Count(m.Text, "@"), "address in a message from", m.Country)
		for _, s := range m.Spans {
			fmt.Println(s.Type)
		}
	}
	// Output:
	// 1 address in a message from CA
	// PERSON
	// EMAIL_ADDRESS
	// PHONE_NUMBER
}

func ExampleAwkward() {
	first := corpus.Awkward(1)[0]
	fmt.Println(first.Variant, first.Spans[0].Type)
	// Output: no-break space CREDIT_CARD
}

func ExampleUnknown() {
	fmt.Println(len(corpus.Unknown("de", 10, 1)))
	// Output: 10
}

func ExampleWrite() {
	_ = corpus.Write(os.Stdout, []corpus.Message{{Text: "Hi Ada", Lang: "en", Country: "GB", Spans: []corpus.Span{{Type: "PERSON", Start: 3, End: 6}}, Decoys: []corpus.Decoy{}}})
	// Output: {"text":"Hi Ada","lang":"en","country":"GB","spans":[{"type":"PERSON","start":3,"end":6}],"decoys":[]}
}
