package answer

import (
	"math"

	"candor/knowledge"
)

// Bar is the confidence below which the assistant abstains. It was chosen on the sets that the
// weights are fitted on, as a day at the desk on which a quarter to a third of the questions have no
// answer: 0.8 answers 28 % of all, 90 % of them from the right article (0.7: 33 % and 87 %; 0.85: 24 %
// and 92 %). On StackFAQ, which nothing is fitted on, all are right. The figures test measures it again.
const Bar = 0.8

// The weights are fitted by the figures test with L2-regularised logistic regression on WixQA (MIT), TechQA (Apache 2.0)
// and the demo's own questions: whether the first article is a right one, with the right articles there
// and taken away, and with questions about something else. Run it with -v to print new ones.
const constant = -2.45

var signals = []signal{
	{"title_matched", 2.3, func(s knowledge.Signals) float64 { return s.TitleMatched }},
	{"heading_matched", 0.49, func(s knowledge.Signals) float64 { return s.HeadingMatched }},
	{"letter_strength", 1.43, func(s knowledge.Signals) float64 { return s.LetterStrength }},
	{"order", 1.63, func(s knowledge.Signals) float64 { return s.Order }},
	{"clear_lead", 2.89, clearLead},
	{"mostly_unknown", -0.98, mostlyUnknown},
}

// clearLead is how clearly the best article stands before all others, as far as it has the words of
// the question at all: among articles that have next to nothing, the first one leads by chance.
func clearLead(s knowledge.Signals) float64 {
	const most = 5 // log-odds; beyond, nothing is clearer
	p := min(max(s.Chance, 0.005), 0.995)
	return math.Log(p/(1-p)) / most * min(1, 2*s.Strength)
}

// mostlyUnknown is 1 when half of what tells the question apart stands in no article at all: what
// remains may fit well and is still not what was asked.
func mostlyUnknown(s knowledge.Signals) float64 {
	if s.Unknown >= 0.5 {
		return 1
	}
	return 0
}
