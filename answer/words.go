package answer

import (
	"context"
	"fmt"
	"slices"

	"candor"
	"candor/answer/ground"
	"candor/knowledge"
	"candor/policy"
)

// Words lets a model propose an answer in words of its own. Nothing that it says is believed.
type Words interface {
	// Propose hands on what a model writes about the prompt, in the form of ground.Schema, in pieces as
	// they come; on is called on the caller's goroutine, and when it gives an error nothing more comes.
	//
	// Whatever the error, there is nothing to say in these words: nobody may be asked, the customer does
	// not allow it, the budget is used up, the vendor failed.
	Propose(ctx context.Context, c *policy.Case, p Prompt, on func(piece []byte) error) error
}

// Prompt is all that a model is given to answer from.
type Prompt struct {
	Question Question
	Language string              // BCP 47 in which to answer
	Passages []knowledge.Passage // what may be said, best first
}

// How much a model is given.
const (
	mostPassages = 6
	mostGiven    = 8 << 10 // bytes of passages
)

// Wording is a Drafter whose answers may be put into a model's words. When, what about and whether
// to answer at all is the Drafter's: a model changes the words of an answer and never makes one. Every
// sentence is checked against its passage before it is taken; if anything that answered is lost, the
// quotes stand.
type Wording struct {
	Drafter  Drafter
	Words    Words           // nil: quotes only
	Verifier ground.Verifier // the zero value is strict
}

// Draft proposes a reply; see Drafter.Draft.
func (w Wording) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	q, err := w.Drafter.asked(ctx, c)
	if err != nil {
		return policy.Draft{}, err
	}
	a, err := w.Drafter.Answer(ctx, q)
	if err != nil {
		return policy.Draft{}, err
	}
	draft := w.Drafter.proposal(c, a)
	if w.Words == nil || len(draft.Sentences) == 0 || draft.Fixed.Key != "" {
		return draft, nil
	}
	given, err := w.given(ctx, a)
	if err != nil {
		return policy.Draft{}, err
	}
	report, said := w.worded(ctx, c, Prompt{Question: q, Language: a.Language, Passages: given})
	if said || len(report.Rulings) > 0 { // else nothing was proposed
		draft.Dropped = dropped(report)
	}
	if sentences := cited(report); said && report.Fallback == ground.Enough && len(sentences) > 0 {
		draft.Sentences = sentences
	}
	return draft, nil
}

// worded asks the model and rules on what it says while it comes.
func (w Wording) worded(ctx context.Context, c *policy.Case, p Prompt) (ground.Report, bool) {
	v := w.Verifier
	v.Now = w.Drafter.Passages
	stream := v.Stream(ground.Question{Text: p.Question.Text, Language: p.Language}, p.Passages)
	err := w.Words.Propose(ctx, c, p, func(piece []byte) error {
		_, err := stream.Write(ctx, piece)
		return err
	})
	return stream.Close(), err == nil
}

// given reads the passages that a model may use: those that the quotes are from, then others that were
// found in the same articles. Which article answers is not the model's to say.
func (w Wording) given(ctx context.Context, a Answer) ([]knowledge.Passage, error) {
	var ids []candor.PassageID
	add := func(id candor.PassageID) {
		if id != "" && len(ids) < mostPassages && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	articles := map[candor.ArticleID]bool{}
	for _, s := range a.Sentences {
		add(s.Citation.Passage)
		articles[s.Citation.Article] = true
	}
	for _, h := range a.Hits {
		for _, p := range h.Passages {
			if articles[h.Article] {
				add(p.Passage)
			}
		}
	}
	var out []knowledge.Passage
	size := 0
	for _, id := range ids {
		p, err := w.Drafter.Passages.Passage(ctx, id)
		if candor.CodeOf(err) == candor.CodeNotFound {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("answer: read a passage for a model: %w", err)
		}
		if size += len(p.Text); size > mostGiven && len(out) > 0 {
			break
		}
		if p.Quotable() {
			out = append(out, p)
		}
	}
	return out, nil
}

// cited gives the sentences that may be said and have a source. Courtesy has none and is left out: the
// desk has its own.
func cited(r ground.Report) []policy.Sentence {
	var out []policy.Sentence
	for _, s := range r.Sentences() {
		if s.Citation.Passage != "" {
			out = append(out, s)
		}
	}
	return out
}

// dropped lists the rules by which sentences of a model were changed or not said, each once, in order.
func dropped(r ground.Report) []string {
	var out []string
	add := func(rule ground.Rule) {
		if rule != "" && !slices.Contains(out, string(rule)) {
			out = append(out, string(rule))
		}
	}
	for _, one := range r.Rulings {
		add(one.Rule)
	}
	add(r.Broken)
	return out
}
