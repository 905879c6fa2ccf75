package rulebook

import (
	"strings"
	"unicode"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Rules of what figures show at the time of an answer.
const (
	RuleGrave    = "complex.grave"     // money, law or health, and not sure beyond the usual
	RuleConflict = "complex.conflict"  // two articles give different figures for the same
	RuleManyAsks = "complex.questions" // more questions than the answer has sources
)

// graveSure is the confidence from which on an answer about money, law or health goes out without the offer
// of a person. It only adds an offer: from which confidence on anything is answered at all is the answer's
// own bar, which for these articles is held to a quarter of the usual share of wrong answers.
const graveSure = 0.95

// severalQuestions is from how many questions in one go an answer with fewer sources than questions comes
// with an offer.
const severalQuestions = 3

// complexity offers a person where figures say that a matter has more sides than an answer has.
func (b *Book) complexity(f Facts) Outcome {
	if !f.Answering {
		return nothing()
	}
	rule := ""
	switch {
	case f.Conflict:
		rule = RuleConflict
	case f.Tier == tierGrave && f.Confidence < graveSure:
		rule = RuleGrave
	case f.Sources > 0 && questions(f.Message) >= severalQuestions && f.Sources < questions(f.Message):
		rule = RuleManyAsks
	default:
		return nothing()
	}
	return b.heard(Heard{Matter: escalate.Complex, Rule: rule, Score: 1})
}

// The tiers that matter here.
const (
	tierLight = "information"
	tierGrave = "money-legal-health"
)

// questions counts the question marks of the scripts that have one; several in a row count once.
func questions(text string) int {
	n, before := 0, false
	for _, r := range text {
		mark := r == '?' || r == '？' || r == '؟'
		if mark && !before {
			n++
		}
		before = mark
	}
	return n
}

// conflict reports whether quotes of different articles give different numbers for the same thing: the same
// word right behind the number, or the same sign of a currency or a share beside it.
func conflict(quotes []candor.Citation) bool {
	type said struct {
		article candor.ArticleID
		number  string
	}
	of := map[string][]said{}
	for _, c := range quotes {
		for unit, number := range figures(c.Quote) {
			for _, other := range of[unit] {
				if other.article != c.Article && other.number != number {
					return true
				}
			}
			of[unit] = append(of[unit], said{c.Article, number})
		}
	}
	return false
}

// figures finds numbers with what they count. A unit that a text gives two numbers for is left out: it
// speaks of a range or of two cases.
func figures(text string) map[string]string {
	out, twice := map[string]string{}, map[string]bool{}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
	for i, w := range words {
		number := strings.TrimFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
		if number == "" || strings.ContainsFunc(number, unicode.IsLetter) {
			continue
		}
		unit := strings.Trim(strings.Replace(w, number, "", 1), ".,;:!?\"'")
		if unit == "" && i+1 < len(words) {
			unit = strings.Trim(words[i+1], ".,;:!?\"'")
		}
		if unit == "" || strings.ContainsFunc(unit, unicode.IsDigit) {
			continue
		}
		if have, ok := out[unit]; ok && have != number {
			twice[unit] = true
		}
		out[unit] = number
	}
	for unit := range twice {
		delete(out, unit)
	}
	return out
}

// quotesOf gives the citations of a draft.
func quotesOf(d *policy.Draft) []candor.Citation {
	out := make([]candor.Citation, 0, len(d.Sentences))
	for _, s := range d.Sentences {
		out = append(out, s.Citation)
	}
	return out
}
