package teamwork_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/teamwork"
)

func TestFillPutsInWhatIsKnownAndLeavesTheRestToBeSeen(t *testing.T) {
	t.Parallel()
	values := teamwork.Values{teamwork.CustomerFirstName: "Ada", teamwork.CaseKey: " ", teamwork.DeskName: "Harbour & Pine"}
	for body, want := range map[string]string{
		"Dear {{customer.first_name}},":            "Dear Ada,",
		"Dear {{ customer.first_name }},":          "Dear Ada,",
		"Case {{case.key}}":                        "Case {{case.key}}",
		"{{nothing.known}} at {{desk.name}}":       "{{nothing.known}} at Harbour & Pine",
		"{single} {{broken} {{customer first name": "{single} {{broken} {{customer first name",
		"{{}}": "{{}}",
	} {
		if got := teamwork.Fill(body, values); got != want {
			t.Errorf("%q gives %q, want %q", body, got, want)
		}
	}
}

// A name with braces in it must not become a place of its own.
func TestAValueMakesNoPlaces(t *testing.T) {
	t.Parallel()
	got := teamwork.Fill("Dear {{customer.first_name}}", teamwork.Values{teamwork.CustomerFirstName: "{{desk.name}}"})
	if again := teamwork.Fill(got, teamwork.Values{teamwork.DeskName: "Harbour"}); strings.Contains(again, "Harbour") {
		t.Errorf("a customer's name was filled in: %q", again)
	}
	if err := teamwork.Sendable(got); err != nil {
		t.Errorf("and could not be sent: %v", err)
	}
}

func TestWordsWithAPlaceLeftAreNotSendable(t *testing.T) {
	t.Parallel()
	err := teamwork.Sendable("Dear {{customer.first_name}}, {{customer.first_name}} {{x}}")
	var e *candor.Error
	if !errors.As(err, &e) || !errors.Is(err, teamwork.ErrUnfilled) || e.Args["names"] != "{{customer.first_name}}, {{x}}" {
		t.Errorf("%v", err)
	}
	if teamwork.ErrUnfilled.Args != nil {
		t.Error("the error of all was changed")
	}
	if err := teamwork.Sendable("Dear {you}, it is {{ fine"); err != nil {
		t.Error(err)
	}
}

func TestOnlyVariablesOfTheListArePrepared(t *testing.T) {
	t.Parallel()
	for _, v := range teamwork.Variables() {
		if _, err := (teamwork.Canned{Name: "n", Body: "x {{" + string(v) + "}}"}).Check(); err != nil {
			t.Errorf("%s: %v", v, err)
		}
	}
	for name, c := range map[string]teamwork.Canned{
		"an unknown variable": {Name: "n", Body: "{{customer.email}}"},
		"no name":             {Name: " ", Body: "x"},
		"no words":            {Name: "n", Body: " \n"},
		"too many words":      {Name: "n", Body: strings.Repeat("x", candor.MaxText)},
		"no text":             {Name: "n", Body: "\xff"},
	} {
		if _, err := c.Check(); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
}

func TestPreparedRepliesAreFoundByLanguageTeamAndWords(t *testing.T) {
	t.Parallel()
	c := teamwork.Canned{Name: "Refund on its way", Language: "de", Team: "returns", Body: "Das Geld kommt, {{my.name}}."}
	if !c.Fits("de-AT", []string{"returns"}) || c.Fits("en", []string{"returns"}) || c.Fits("de", nil) || !(teamwork.Canned{}).Fits("fr", nil) {
		t.Error("language or team")
	}
	for query, want := range map[string]bool{"": true, "ref way": true, "geld": true, "fund": false, "name": false, "REFUND": true, "refund tomorrow": false} {
		if got := c.Looked(query); got != want {
			t.Errorf("%q: %v", query, got)
		}
	}
}

func FuzzFillLeavesNothingHalfFilled(f *testing.F) {
	f.Add("Dear {{customer.first_name}}", "Ada")
	f.Add("{{{customer.first_name}}}", "{{x}}")
	f.Add("{{{{my.name}}}}", "}}")
	f.Fuzz(func(t *testing.T, body, name string) {
		values := teamwork.Values{}
		for _, v := range teamwork.Variables() {
			values[v] = name
		}
		got := teamwork.Fill(body, values)
		for _, left := range teamwork.Unfilled(got) {
			if strings.TrimSpace(name) != "" && left == string(teamwork.CustomerFirstName) && strings.Count(body, "{") < 3 {
				t.Errorf("%q is left in %q", left, got)
			}
		}
	})
}

func ExampleFill() {
	text := teamwork.Fill("Dear {{customer.first_name}}, your case is {{case.key}}.", teamwork.Values{teamwork.CaseKey: "7KQ2MX9P"})
	fmt.Println(text)
	fmt.Println(teamwork.Unfilled(text))
	// Output:
	// Dear {{customer.first_name}}, your case is 7KQ2MX9P.
	// [customer.first_name]
}

func TestFieldsTakeOnlyWhatTheyHold(t *testing.T) {
	t.Parallel()
	field := func(k teamwork.Kind) teamwork.Field {
		return teamwork.Field{Kind: k, Choices: []string{"Lamp", "Desk"}}
	}
	for _, x := range []struct {
		kind     teamwork.Kind
		in, want string
		ok       bool
	}{
		{teamwork.TextField, "  two   words ", "two words", true},
		{teamwork.TextField, strings.Repeat("x", 501), "", false},
		{teamwork.NumberField, "1,50", "1.5", true},
		{teamwork.NumberField, "007", "7", true},
		{teamwork.NumberField, "-0", "0", true},
		{teamwork.NumberField, "1.000.000", "", false},
		{teamwork.NumberField, "1e9", "", false},
		{teamwork.DateField, "2026-02-03", "2026-02-03", true},
		{teamwork.DateField, "2026-02-30", "", false},
		{teamwork.DateField, "3.2.2026", "", false},
		{teamwork.ChoiceField, "Lamp", "Lamp", true},
		{teamwork.ChoiceField, "lamp", "", false},
		{teamwork.ChoiceField, "", "", true},
		{"", "x", "", false},
	} {
		got, err := field(x.kind).Parse(x.in)
		if (err == nil) != x.ok || string(got) != x.want {
			t.Errorf("%s %q: %q, %v", x.kind, x.in, got, err)
		}
	}
}

func TestAFieldNeedsAPurpose(t *testing.T) {
	t.Parallel()
	good := teamwork.Field{Label: " Bought  on", Kind: teamwork.ChoiceField, Choices: []string{"Lamp", " ", "Desk"}, Purpose: "To find the parcel"}
	got, err := good.Check()
	if err != nil || got.Label != "Bought on" || !cmp.Equal(got.Choices, []string{"Lamp", "Desk"}) {
		t.Error(got, err)
	}
	bad := good
	bad.Purpose = " "
	if _, err := bad.Check(); !errors.Is(err, teamwork.ErrWhy) {
		t.Errorf("without a purpose: %v", err)
	}
	bad = good
	bad.Choices = []string{"Lamp", "Lamp"}
	if _, err := bad.Check(); !errors.Is(err, teamwork.ErrField) {
		t.Errorf("the same choice twice: %v", err)
	}
	bad = good
	bad.Kind = teamwork.TextField
	if _, err := bad.Check(); !errors.Is(err, teamwork.ErrField) {
		t.Errorf("choices of a text: %v", err)
	}
}
