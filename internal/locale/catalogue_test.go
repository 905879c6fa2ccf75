package locale_test

import (
	"strings"
	"testing"
	"time"

	"candor/internal/locale"
)

func catalogue(t testing.TB, zone string) *locale.Catalogue {
	t.Helper()
	where, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	c, err := locale.New(where)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestPhraseCountsAsItsLanguageDoes(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	for _, tt := range []struct{ language, minutes, want string }{
		{"en", "1", "about 1 minute"},
		{"en", "4", "about 4 minutes"},
		{"en", "0", "about 1 minute"}, // nobody is served in no time
		{"en", "-3", "about 1 minute"},
		{"de", "1", "etwa 1 Minute"},
		{"de", "12", "etwa 12 Minuten"},
		{"es", "4", "unos 4 minutos"},
		{"es", "1000000", "unos 1000000 minutos"}, // the form "many" of Spanish is told by "other"
		{"fr", "2", "environ 2 minutes"},
		{"it", "1", "circa 1 minuto"},
		{"it", "1000000", "circa 1000000 minuti"}, // and so is the form "many" of Italian
		{"ar", "1", "دقيقة تقريبًا"},
		{"ar", "2", "دقيقتان تقريبًا"},
		{"ar", "4", "4 دقائق تقريبًا"},
		{"ar", "11", "11 دقيقة تقريبًا"},
		{"ar", "100", "100 دقيقة تقريبًا"},
	} {
		got, ok := c.Phrase(tt.language, "card.wait", map[string]string{"minutes": tt.minutes})
		if !ok || got != tt.want {
			t.Errorf("%s, %s minutes: %q, %v; want %q", tt.language, tt.minutes, got, ok, tt.want)
		}
	}
}

func TestPhraseTellsDatesInTheDesksZone(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "Europe/London")
	args := map[string]string{"next_at": "2026-10-05T07:00:00Z"}
	for language, want := range map[string]string{
		"en": "from Monday 5 October at 08:00 BST at the latest",
		"es": "como muy tarde el lunes 5 de octubre, 08:00 BST",
		"de": "spätestens ab Montag, 5. Oktober, 08:00 Uhr BST",
		"fr": "au plus tard lundi 5 octobre à 08:00 BST",
		"it": "al più tardi lunedì 5 ottobre alle 08:00 BST",
		"ar": "نعود في موعد أقصاه الاثنين 5 أكتوبر، الساعة 08:00 BST",
	} {
		if got, ok := c.Phrase(language, "card.wait_closed", args); !ok || got != want {
			t.Errorf("%s: %q, %v; want %q", language, got, ok, want)
		}
	}
}

func TestPhraseSaysNothingRatherThanHalf(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	for name, tt := range map[string]struct {
		key  string
		args map[string]string
	}{
		"an unknown key":           {"no.such_text", nil},
		"an empty key":             {"", nil},
		"an argument is missing":   {"handover.queued", map[string]string{"minutes": "4"}},
		"an argument is empty":     {"agent.joined", map[string]string{"name": ""}},
		"a count that is no count": {"card.wait", map[string]string{"minutes": "four"}},
		"a date that is no date":   {"card.wait_closed", map[string]string{"next_at": "tomorrow"}},
	} {
		if got, ok := c.Phrase("en", tt.key, tt.args); ok || got != "" {
			t.Errorf("%s gave %q, %v", name, got, ok)
		}
	}
}

func TestPhrasePutsArgumentsInAsTheyAre(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	for _, name := range []string{"{name}", "{{.name}}", "<b>", `"`, "\u202eMaya", "%s"} {
		want := name + " is writing"
		if got, ok := c.Phrase("en", "chat.typing", map[string]string{"name": name}); !ok || got != want {
			t.Errorf("%q came out as %q", name, got)
		}
	}
}

func TestOtherLanguagesFallBack(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	for wanted, want := range map[string]string{
		"en": "en", "de": "de", "de-AT": "de", "DE": "de", "es-419": "es", "fr-CA": "fr", "it-CH": "it", "ar-EG": "ar", "en-GB": "en",
		"gsw": "de", "lb": "de", "br": "fr", // nearest by CLDR
		"ja": "en", "": "en", "x": "en", "not a tag!": "en", "*": "en",
		"fr-CH, fr;q=0.9, en;q=0.8, de;q=0.7, *;q=0.5": "fr",
		"ja, de;q=0.4":                  "de",
		strings.Repeat("de,", 1<<20):    "de",
		strings.Repeat("-", 1<<20):      "en",
		"zh-Hant-TW;q=1,ar-SA;q=0.9":    "ar",
		"en-US,en;q=0.9\r\nX-Header: 1": "en",
	} {
		if got := c.Match(wanted); got != want {
			t.Errorf("%.40q gave %s, want %s", wanted, got, want)
		}
	}
	if got := c.Match("ja", "fr-BE"); got != "fr" {
		t.Errorf("the second wish gave %s, want fr", got)
	}
	if got := c.Direction("ar-EG") + c.Direction("he") + c.Direction("de"); got != "rtlltrltr" {
		t.Errorf("directions are %s", got)
	}
}

func TestStaffTextsFallBackToEnglish(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	got, ok := c.Phrase("de", "error.key_missing", nil)
	if !ok || !strings.HasPrefix(got, "The key file") {
		t.Errorf("gave %q, %v", got, ok)
	}
}

func TestDatesAreWrittenAsPeopleDo(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "Asia/Tokyo")
	at := time.Date(2026, 12, 31, 20, 5, 0, 0, time.UTC) // already next year in Tokyo
	for language, want := range map[string]string{
		"en": "1 January 2027", "es": "1 de enero de 2027", "de": "1. Januar 2027", "fr": "1er janvier 2027", "it": "1º gennaio 2027", "ar": "1 يناير 2027",
	} {
		if got := c.Date(language, at); got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
	if got := c.Clock("en", at); got != "05:05" {
		t.Errorf("clock %q, want 05:05", got)
	}
	if got := c.Weekday("de", time.Sunday); got != "Sonntag" {
		t.Errorf("weekday %q", got)
	}
}

func TestTextsGivesAnAreaWithoutArguments(t *testing.T) {
	t.Parallel()
	c := catalogue(t, "UTC")
	got := c.Texts("de-AT", "chat.")
	if got["send"] != "Senden" {
		t.Errorf("send is %q", got["send"])
	}
	if _, ok := got["typing"]; ok {
		t.Error("a text that needs a name was given without one")
	}
}

func FuzzPhrase(f *testing.F) {
	c := catalogue(f, "UTC")
	f.Add("en", "handover.queued", "3", "Maya")
	f.Add("ar-EG", "agent.joined", "\xff", "{name}")
	f.Fuzz(func(t *testing.T, language, key, count, name string) {
		text, ok := c.Phrase(language, key, map[string]string{"minutes": count, "position": count, "count": count, "name": name})
		if ok == (text == "") {
			t.Errorf("%q in %q gave %q, %v", key, language, text, ok)
		}
	})
}

func BenchmarkPhrase(b *testing.B) {
	c := catalogue(b, "UTC")
	args := map[string]string{"position": "3", "minutes": "12"}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := c.Phrase("ar", "handover.queued", args); !ok {
			b.Fatal("no text")
		}
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		catalogue(b, "UTC")
	}
}
