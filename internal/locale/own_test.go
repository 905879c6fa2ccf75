package locale_test

import (
	"testing"

	"candor/internal/locale"
)

// An operator's texts stand beside the catalogue and can replace none of its own.
func TestAnOperatorsTextsReplaceNothing(t *testing.T) {
	t.Parallel()
	plain, err := locale.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := plain.With(func(lang, key string) (string, bool) { return "Ours in " + lang, key != "own.missing" })
	if text, ok := c.Phrase("de", "own.abc.rule.says", nil); !ok || text != "Ours in de" {
		t.Errorf("%q, %v", text, ok)
	}
	if _, ok := c.Phrase("de", "own.missing", nil); ok {
		t.Error("a text that is not there was given")
	}
	want, _ := plain.Phrase("en", "chat.person", nil)
	if text, ok := c.Phrase("en", "chat.person", nil); !ok || text != want {
		t.Errorf("a text of the catalogue was replaced: %q", text)
	}
	if _, ok := plain.Phrase("de", "own.abc.rule.says", nil); ok {
		t.Error("the catalogue itself has an operator's texts")
	}
}
