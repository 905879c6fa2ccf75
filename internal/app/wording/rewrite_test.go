package wording_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"candor"
	"candor/internal/app/wording"
	"candor/internal/llm/llmtest"
	"candor/privacy"
	"candor/vendors"
)

// allowsHelp lets AI help the person who helps.
func (s *scene) allowsHelp() {
	s.c.Consents[candor.Assist] = candor.Consent{Purpose: candor.Assist, Act: candor.Gave, Version: candor.Assist.Meaning()}
}

// reworded is what a model writes for words in others.
func reworded(t *testing.T, text string) string {
	t.Helper()
	out, err := json.Marshal(map[string]string{"text": text})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

const agentsWords = "Dear Quillon Oxblood, pursuant to our terms you may return order HP-482913 within 30 days."

func TestAPersonsWordsComeBackInOthers(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.allowsHelp()
	s.server.Say(llmtest.Script{Text: reworded(t, "You can send it back within 30 days.")})
	if _, _, err := s.asker.Rewrite(t.Context(), s.c, "You may return it within 30 days.", wording.Plainer); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.asker.Rewrite(t.Context(), s.c, agentsWords, wording.Warmer); err == nil {
		t.Error("the order's number was lost, and nobody minded")
	}
	asked := s.server.Asked()
	body := string(asked[len(asked)-1].Body)
	for _, word := range []string{"Quillon", "Oxblood", "482913"} {
		if strings.Contains(body, word) {
			t.Errorf("%q left", word)
		}
	}
	for _, sent := range s.book.all {
		if sent.Purpose != candor.Assist || sent.Outcome != vendors.Answered {
			t.Errorf("the record: %+v", sent)
		}
	}
}

func TestWordsThatSaySomethingElseAreNoRewording(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"another number":   "You can send it back within 60 days.",
		"one more number":  "You can send it back within 30 days and get 20 euros.",
		"a link":           "You can send it back within 30 days: https://evil.example/pay",
		"an address":       "You can send it back within 30 days, write to pay@evil.example.",
		"nothing":          " ",
		"a novel":          strings.Repeat("You can send it back within 30 days. ", 60),
		"a token made up":  "UQ7XAAAAAAAAAAA can send it back within 30 days, call 5551234.",
		"no number at all": "You can send it back.",
	} {
		s := open(t, privacy.New())
		s.allowsHelp()
		s.server.Say(llmtest.Script{Text: reworded(t, text)})
		if got, _, err := s.asker.Rewrite(t.Context(), s.c, "You may return it within 30 days.", wording.Plainer); !errors.Is(err, wording.ErrReworded) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestNumbersMayBeWrittenAsTheLanguageDoes(t *testing.T) {
	t.Parallel()
	s := open(t, privacy.New())
	s.allowsHelp()
	s.server.Say(llmtest.Script{Text: reworded(t, "Sie erhalten 1.250,00 € in ٣٠ Tagen.")})
	if got, vendor, err := s.asker.Rewrite(t.Context(), s.c, "You get 1,250.00 € in 30 days.", wording.Translated); err != nil || vendor != maker || got == "" {
		t.Errorf("%q by %q, %v", got, vendor, err)
	}
}

func TestNobodyRewordsWithoutBothConsents(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*scene){
		"no help":   func(*scene) {},
		"no vendor": func(s *scene) { s.allowsHelp(); delete(s.c.Consents, candor.Vendor) },
	} {
		s := open(t, privacy.New())
		spoil(s)
		if _, _, err := s.asker.Rewrite(t.Context(), s.c, "words", wording.Plainer); !errors.Is(err, wording.ErrNobody) || len(s.server.Asked()) != 0 {
			t.Errorf("%s: %v, asked %d times", name, err, len(s.server.Asked()))
		}
		if got := s.asker.Rewriter(s.c.Consents); got != "" {
			t.Errorf("%s: %q is offered", name, got)
		}
	}
}
