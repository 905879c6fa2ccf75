package answer

import (
	"context"
	"fmt"
	"strings"

	"candor"
	"candor/answer/ground"
	"candor/knowledge"
	"candor/policy"
)

// Reasons of GroundedGate. With ReasonUngrounded, Verdict.Rule says which of the rules below the
// draft broke.
const (
	ReasonUngrounded   = "ungrounded"
	ReasonQuoted       = "quoted"
	ReasonWorded       = "worded" // in a model's words, each borne out by its quote
	ReasonFixedText    = "fixed_text"
	ReasonNotAssistant = "not_assistant"
)

// The rules of GroundedGate.
const (
	RuleNoDraft       = "no_draft"          // there is nothing to check
	RuleFreeWords     = "free_words"        // words outside sentences
	RuleNoSource      = "no_source"         // a sentence without a citation
	RuleUnknown       = "unknown_passage"   // the passage does not exist
	RuleNotPublic     = "not_public"        // it is not for customers
	RuleSteering      = "steering"          // it talks to an assistant
	RuleOutdated      = "outdated"          // the article has changed since
	RuleWrongCitation = "wrong_citation"    // article, title, heading or address are not the passage's
	RuleNotVerbatim   = "not_verbatim"      // not whole sentences of the passage, word for word
	RuleCondition     = "dropped_condition" // the next sentence limits it and was left out
)

// GroundedGate holds a draft of the assistant unless every sentence is a whole, current and public
// quote, or says in other words what such a quote says (see ground). It reads each passage through its
// own port and believes nothing that the draft says about it. Fixed texts and people's words pass: they
// are other gates' matter.
type GroundedGate struct {
	Passages Passages
	Verifier ground.Verifier // of words that are not the quote's; the zero value is strict
}

// Name is "grounded".
func (GroundedGate) Name() string { return "grounded" }

// Check returns the port's error when a passage cannot be read; the pipeline then holds.
func (g GroundedGate) Check(ctx context.Context, c *policy.Case) (policy.Verdict, error) {
	d := c.Draft
	if d == nil {
		return hold(RuleNoDraft), nil
	}
	if d.Author != candor.ByAssistant {
		return policy.Verdict{Action: policy.Pass, Reason: ReasonNotAssistant}, nil
	}
	if d.Words != "" {
		return hold(RuleFreeWords), nil
	}
	if d.Fixed.Key != "" && len(d.Sentences) == 0 {
		if d.Fixed.Key == KeyWhich {
			return g.which(ctx, d.Fixed)
		}
		return policy.Verdict{Action: policy.Pass, Reason: ReasonFixedText}, nil
	}
	if d.Fixed.Key != "" || len(d.Sentences) == 0 {
		return hold(RuleNoSource), nil
	}
	reason := ReasonQuoted
	for i, s := range d.Sentences {
		rule, err := g.sentence(ctx, s, d.Sentences[i+1:])
		if err == nil && rule == "" && !sameWords(s.Text, s.Citation.Quote) {
			reason = ReasonWorded
			rule, err = g.worded(ctx, c, d.Language, s)
		}
		if err != nil {
			return policy.Verdict{}, err
		}
		if rule != "" {
			return hold(rule), nil
		}
	}
	return policy.Verdict{Action: policy.Pass, Reason: reason}, nil
}

// which holds a question back whose two choices are not the titles of public articles as they are now:
// its arguments are words that a customer reads.
func (g GroundedGate) which(ctx context.Context, f policy.Fixed) (policy.Verdict, error) {
	for _, name := range []string{"first", "second"} {
		p, err := g.Passages.Passage(ctx, candor.PassageID(f.Args[name+ofPassage]))
		switch {
		case err != nil && candor.CodeOf(err) == candor.CodeNotFound:
			return hold(RuleUnknown), nil
		case err != nil:
			return policy.Verdict{}, fmt.Errorf("answer: read the passage of a choice: %w", err)
		case !p.Quotable():
			return hold(RuleNotPublic), nil
		case p.Title != f.Args[name]:
			return hold(RuleWrongCitation), nil
		}
	}
	return policy.Verdict{Action: policy.Pass, Reason: ReasonFixedText}, nil
}

// worded rules on a sentence in other words than its quote: once more, and from the passage as it is now.
func (g GroundedGate) worded(ctx context.Context, c *policy.Case, language string, s policy.Sentence) (string, error) {
	p, err := g.Passages.Passage(ctx, s.Citation.Passage)
	if err != nil {
		return "", fmt.Errorf("answer: read cited passage: %w", err)
	}
	q := ground.Question{Text: string(c.Message.Body), Language: language}
	rule, err := g.Verifier.Stands(ctx, q, []knowledge.Passage{p}, s)
	if err != nil {
		return "", fmt.Errorf("answer: check a sentence: %w", err)
	}
	return string(rule), nil
}

func hold(rule string) policy.Verdict {
	return policy.Verdict{Action: policy.Hold, Reason: ReasonUngrounded, Rule: rule}
}

// sentence gives the rule that a sentence breaks, or "".
func (g GroundedGate) sentence(ctx context.Context, s policy.Sentence, after []policy.Sentence) (string, error) {
	cite := s.Citation
	if cite.Passage == "" || cite.Article == "" || cite.Quote == "" || cite.Title == "" {
		return RuleNoSource, nil
	}
	p, err := g.Passages.Passage(ctx, cite.Passage)
	switch {
	case err != nil && candor.CodeOf(err) == candor.CodeNotFound:
		return RuleUnknown, nil
	case err != nil:
		return "", fmt.Errorf("answer: read cited passage: %w", err)
	case p.ID != cite.Passage || p.Article != cite.Article:
		return RuleWrongCitation, nil
	case p.Audience != knowledge.Public:
		return RuleNotPublic, nil
	case p.Steering || knowledge.Steers(p.Text):
		return RuleSteering, nil
	case p.Version != cite.Version:
		return RuleOutdated, nil
	case p.Title != cite.Title || p.Heading != cite.Heading || p.Slug != cite.Slug:
		return RuleWrongCitation, nil
	}
	next, ok := p.After(cite.Quote)
	if !ok {
		return RuleNotVerbatim, nil
	}
	if next != "" && opensWith(conditionWords, p.Language, next) && !said(after, p.ID, next) {
		return RuleCondition, nil
	}
	return "", nil
}

// said reports whether a later sentence quotes words of the same passage.
func said(sentences []policy.Sentence, passage candor.PassageID, words string) bool {
	for _, s := range sentences {
		if s.Citation.Passage == passage && strings.Contains(oneLine(s.Citation.Quote), oneLine(words)) {
			return true
		}
	}
	return false
}

func sameWords(a, b string) bool { return oneLine(a) == oneLine(b) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
