package escalate_test

import (
	"regexp"
	"testing"
	"time"

	"candor"
	"candor/escalate"
	"candor/policy"
)

func TestACrisisIsToldWhereHelpIsInTheCustomersCountry(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ country, language, phone string }{
		{"DE", "de", "0800 1110111"},
		{"DE", "en-US", "0800 1110111"}, // where they are counts, not what they speak
		{"", "en-GB", "116 123"},
		{"BE", "fr", "0800 32 123"},
		{"BE", "nl-BE", "1813"},
		{"BE", "de", "1813"},
		{"", "de", ""},
		{"XX", "de", ""},
	} {
		g := escalate.CrisisGate{Signals: newInspector(t), Country: func(candor.InboxID) string { return x.country }}
		c := talk(candor.Assisting, "I don't want to live any more")
		c.Conversation.Language = x.language
		v := check(t, g, c)
		if v.Action != policy.HandOver || v.Priority != candor.Urgent || v.Say.Args["phone"] != x.phone {
			t.Errorf("%q %q: %v %v", x.country, x.language, v.Action, v.Say)
		}
		if want := escalate.TextCrisis; x.phone == "" && v.Say.Key != want {
			t.Errorf("%q %q: says %s, want %s", x.country, x.language, v.Say.Key, want)
		}
	}
}

func TestEveryHelplineIsWhole(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^[*]?[0-9][0-9 -]*$`)
	before := ""
	seen := map[string]bool{}
	for _, h := range escalate.Helplines() {
		if len(h.Country) != 2 || !shape.MatchString(h.Phone) || !shape.MatchString(h.Emergency) || h.Name == "" || h.Source == "" {
			t.Errorf("%+v is not whole", h)
		}
		if h.Country < before || seen[h.Country+h.Language] {
			t.Errorf("%s stands out of order or twice", h.Country)
		}
		before, seen[h.Country+h.Language] = h.Country, true
	}
	if _, err := time.Parse(time.DateOnly, escalate.HelplinesReviewed); err != nil {
		t.Error(err)
	}
}
