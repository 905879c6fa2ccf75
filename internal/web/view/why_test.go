package view_test

import (
	"strings"
	"testing"

	"candor"
	"candor/escalate/rulebook"
	"candor/internal/locale"
	"candor/internal/web/view"
	"candor/policy"
)

// ruled explains a customer's message about which the escalation rules decided.
func ruled(t *testing.T, language, reason, rule string) view.Check {
	t.Helper()
	text, err := locale.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	text = text.With(func(lang, key string) (string, bool) {
		return "Lamps are looked at by a person here.", lang == "en" && key == rulebook.SaysKey("abcabcabcabc", "own.lamps")
	})
	d := policy.Decision{Policy: "111111111111+abcabcabcabc", Verdicts: []policy.Verdict{
		{Gate: "escalation rules", Action: policy.HandOver, Reason: reason, Rule: rule},
	}}
	return view.WhyOf(text, language, "Harbour & Pine", candor.Message{Author: candor.ByCustomer}, d).Checks[0]
}

func TestCustomersReadWhichMatterItWas(t *testing.T) {
	t.Parallel()
	for language, want := range map[string]string{"en": "You mentioned a bereavement.", "de": "Trauerfall", "fr": "deuil", "es": "fallecimiento", "it": "lutto", "ar": "وفاة"} {
		if got := ruled(t, language, "matter_bereavement", "bereavement.en.died").Text; !strings.Contains(got, want) {
			t.Errorf("%s: %q", language, got)
		}
	}
}

// A mark upon somebody is not shown to them, neither in words nor by its key.
func TestCustomersReadNoMarkUponThem(t *testing.T) {
	t.Parallel()
	for _, m := range rulebook.Matters() {
		if !m.Quiet {
			continue
		}
		c := ruled(t, "en", rulebook.Reason(m.Category), string(m.Category)+".en.x")
		if c.Text != "A person should look at this." || strings.Contains(c.Reason+c.Text, string(m.Category)) {
			t.Errorf("%s: %q, %q", m.Category, c.Reason, c.Text)
		}
	}
}

func TestCustomersReadWhatARuleOfTheDeskSays(t *testing.T) {
	t.Parallel()
	if c := ruled(t, "en", rulebook.ReasonOwn, "own.lamps"); c.Text != "Lamps are looked at by a person here." {
		t.Errorf("%q", c.Text)
	}
	if c := ruled(t, "de", rulebook.ReasonOwn, "own.lamps"); !strings.Contains(c.Text, "Regel dieses Teams") {
		t.Errorf("in a language that the file lacks: %q", c.Text)
	}
}
