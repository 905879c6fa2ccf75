package escalate_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"candor/escalate"
)

// mistype gives a text with slips in its longest words of at least four letters: in turn two letters swapped, one
// left out, one twice. It is the same each time.
func mistype(text string, slips int) (string, int) {
	words := strings.Split(text, " ")
	order := make([]int, 0, len(words))
	for i, w := range words {
		if r := []rune(w); len(r) >= 4 && !slices.ContainsFunc(r, func(r rune) bool { return !unicode.IsLetter(r) }) {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len([]rune(words[b])) - len([]rune(words[a])) })
	order = order[:min(slips, len(order))]
	for n, i := range order {
		r := []rune(words[i])
		at := len(r) / 2
		switch n % 3 {
		case 0:
			r[at-1], r[at] = r[at], r[at-1]
		case 1:
			r = slices.Delete(r, at, at+1)
		case 2:
			r = slices.Insert(r, at, r[at])
		}
		words[i] = string(r)
	}
	return strings.Join(words, " "), len(order)
}

// TestSlipsOfTheKeyboardAreForgiven mistypes what the rule files give as examples, in every language that is
// written in letters: what is heard in the right spelling is heard, and what is not stays quiet.
func TestSlipsOfTheKeyboardAreForgiven(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	unspaced := []string{"zh", "ja", "ko", "th"}
	for _, c := range []struct {
		category escalate.Category
		recall   [2]float64 // with one slip, with two
	}{
		{"person", [2]float64{.95, .85}}, {escalate.Crisis, [2]float64{.85, .70}}, {escalate.Safety, [2]float64{.85, .75}},
		{escalate.Fraud, [2]float64{.90, .80}}, {escalate.Abuse, [2]float64{.90, .80}},
	} {
		for slips := 1; slips <= 2; slips++ {
			var heard tally
			seen := map[string]bool{}
			for _, r := range in.Rules() {
				if r.Category != c.category || slices.Contains(unspaced, r.Languages[0]) {
					continue
				}
				for _, want := range []bool{true, false} {
					texts := r.For
					if !want {
						texts = r.Against
					}
					for _, text := range texts {
						if seen[text] {
							continue // what speaks against a file speaks against each of its rules
						}
						seen[text] = true
						right := about(in, text, c.category)
						wrong, n := mistype(text, slips)
						if n == slips && right == want {
							heard.add(want, about(in, wrong, c.category))
						}
					}
				}
			}
			t.Logf("%s, %d slips: recall %.3f, alarms %.3f, %+v", c.category, slips, heard.recall(), heard.alarms(), heard)
			if heard.recall() < c.recall[slips-1] || heard.alarms() > .06 {
				t.Errorf("%s, %d slips: recall %.3f, alarms %.3f, want %.2f and .06", c.category, slips, heard.recall(), heard.alarms(), c.recall[slips-1])
			}
		}
	}
}

func about(in *escalate.Inspector, text string, c escalate.Category) bool {
	r := in.Inspect(escalate.Input{Text: text})
	return c == "person" && r.PersonRequested || slices.Contains(r.Categories, c)
}

func TestEachAlphabetForgivesSlips(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, text := range []string{
		"Plaese let a hmuan anwser this.", "Can soemone form suport take over?", "May I sepak wih a represemtative?", // Latin
		"ich möchte mit einem Mitarbiter spechen", "je veux palrer à un conseilleer", "quiero habalr con una perosna", "chcę porozmawaić z konsultatnem",
		"хочу погворить с оператром", "соедините меня с чеолвеком", "хочу поговрити з опреатором", // Cyrillic
		"θέλω να μιλσήω με έναν άνθρωοπ",             // Greek
		"أريد التحدث مع موضف", "أريد التحدت مع موظف", // Arabic
		"אני רוצה לדרב עם נציג", "אני רוצה לדבר עם נצגי", // Hebrew
	} {
		if !in.Inspect(escalate.Input{Text: text}).PersonRequested {
			t.Errorf("not heard: %s", text)
		}
	}
}

// Real words that are a letter away from words of a request are not taken for it.
func TestRealWordsNearARequestAreNoRequest(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, text := range []string{
		"parson", "the parson please", "I want the form", "I need to hand in the agenda", "can I get the agenda", "I need the manger for the nativity scene",
		"I want a persona for marketing", "please send a parson to bless the house", "I want to walk to the agency", "Can someone form a queue?", "is the opera sold out",
		"necesito la agenda", "agenda, por favor", "die Person auf dem Bild", "Ich will die Agenda", "je veux un agenda", "quero a agenda", "хочу работу", "pessoal, bom dia",
	} {
		if r := in.Inspect(escalate.Input{Text: text}); r.PersonRequested {
			t.Errorf("%s fires: %s", r.Rules[0].Rule, text)
		}
	}
}

// Where every word that a rule needs would have to be misspelt, nobody said it.
func TestNotEveryWordMayBeMisspelt(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	for _, text := range []string{"dais lerd", "brige jmup", "stlp aut"} {
		if r := in.Inspect(escalate.Input{Text: text}); r.PersonRequested || len(r.Categories) > 0 {
			t.Errorf("%v: %s", r.Rules, text)
		}
	}
}

// TestMisspeltMattersAreHeard measures messages that were mistyped by hand; nothing was changed for them but one word of a list.
func TestMisspeltMattersAreHeard(t *testing.T) {
	t.Parallel()
	in := newInspector(t)
	var grave, other, alarms tally
	for _, m := range readMatters(t, "matters_misspelt.txt") {
		r := in.Inspect(escalate.Input{Text: m.text})
		is := slices.Contains(r.Categories, escalate.Category(m.category))
		switch m.category {
		case "none":
			alarms.add(false, len(r.Categories) > 0)
		case "crisis", "safety", "fraud", "abuse":
			grave.add(true, is)
		default:
			other.add(true, is)
		}
	}
	t.Logf("gravest %.3f of %d, others %.3f of %d, alarms %.3f", grave.recall(), grave.hit+grave.miss, other.recall(), other.hit+other.miss, alarms.alarms())
	if grave.recall() < .85 || other.recall() < .70 || alarms.alarms() > .05 {
		t.Errorf("gravest %.3f, others %.3f, alarms %.3f, want .85, .70 and .05", grave.recall(), other.recall(), alarms.alarms())
	}
}
