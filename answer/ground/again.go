package ground

import (
	"context"
	"strings"

	"candor/knowledge"
	"candor/policy"
)

// Stands checks once more a sentence that Check let through, beside the passage as it is now: for a gate that believes no draft. It
// gives the rule that the sentence breaks, or "" when it may be said. A sentence that cites nothing must be courtesy, or a question
// for what the customer means; for the latter given are the passages whose headings it may use.
//
// Errors are those of ctx and of Now.
func (v Verifier) Stands(ctx context.Context, q Question, given []knowledge.Passage, s policy.Sentence) (Rule, error) {
	if s.Citation == (policy.Sentence{}).Citation {
		return v.standsAlone(ctx, q, given, s.Text)
	}
	var own []knowledge.Passage
	for _, p := range given {
		if p.ID == s.Citation.Passage {
			own = append(own, p)
		}
	}
	claim := Claim{Text: s.Text, Kind: Answers}
	claim.Passages = append(claim.Passages, s.Citation.Passage)
	report, err := v.Check(ctx, q, own, []Claim{claim})
	if err != nil {
		return "", err
	}
	r := report.Rulings[0]
	switch {
	case r.Outcome != Said:
		return r.Rule, nil
	case len(r.Sentences) != 1 || oneLine(r.Sentences[0].Text) != oneLine(s.Text) || oneLine(r.Sentences[0].Citation.Quote) != oneLine(s.Citation.Quote):
		return RuleUnsupported, nil
	}
	cited, is := s.Citation, r.Sentences[0].Citation
	if cited.Article != is.Article || cited.Version != is.Version || cited.Title != is.Title || cited.Heading != is.Heading || cited.Slug != is.Slug {
		return RuleOutdated, nil
	}
	return "", nil
}

func (v Verifier) standsAlone(ctx context.Context, q Question, given []knowledge.Passage, text string) (Rule, error) {
	rule := RuleNoSource
	for _, kind := range []Kind{Courtesy, Asks} {
		report, err := v.Check(ctx, q, given, []Claim{{Text: text, Kind: kind}})
		if err != nil {
			return "", err
		}
		if r := report.Rulings[0]; r.Outcome == Said {
			return "", nil
		} else if r.Rule.Hostile() {
			rule = r.Rule
		}
	}
	return rule, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
