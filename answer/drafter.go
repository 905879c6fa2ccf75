package answer

import (
	"context"
	"fmt"

	"candor"
	"candor/knowledge"
	"candor/language"
	"candor/policy"
)

// Searcher finds passages. It returns ctx's error when ctx ends first.
type Searcher interface {
	Search(ctx context.Context, q knowledge.Query) (knowledge.Found, error)
}

// Passages reads a passage as it is stored now.
//
// An error with candor.CodeNotFound means that there is none, any other that it cannot be known.
type Passages interface {
	Passage(ctx context.Context, id candor.PassageID) (knowledge.Passage, error)
}

// Drafter proposes answers. Both ports are required. It is safe for concurrent use.
type Drafter struct {
	Search   Searcher
	Passages Passages
	Bar      float64 // answers need this much confidence; a value under the package's Bar is raised to it
}

// Answer is what the drafter found out about one question.
type Answer struct {
	Fixed      string            // key of a fixed reply to small talk; then nothing else is set
	Sentences  []policy.Sentence // the quotes; empty when it abstains
	Language   string            // of the quotes
	Confidence float64           // 0 to 1; also set when it abstains
	Reasons    []Reason          // what the confidence is made of, the weightiest first
	Hits       []knowledge.Hit   // best first, at most ten
}

// Draft proposes a reply to the last message of the case. A draft without Fixed and without
// Sentences means that it abstains.
//
// Errors are those of the ports.
func (d Drafter) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	a, err := d.Answer(ctx, question(c))
	if err != nil {
		return policy.Draft{}, err
	}
	draft := policy.Draft{
		Author: candor.ByAssistant, Kind: candor.Said, Sentences: a.Sentences,
		Confidence: a.Confidence, Answers: c.Message.Number,
	}
	if len(a.Sentences) > 0 {
		draft.Language = a.Language
	}
	if a.Fixed != "" {
		draft.Kind, draft.Fixed.Key = candor.Notice, a.Fixed
	}
	return draft, nil
}

// Question is what a customer asks.
type Question struct {
	Text    string
	Before  []string // what the same customer said before, oldest first
	Expects string   // BCP 47 in which the desk speaks to them; may be empty
}

func question(c *policy.Case) Question {
	q := Question{Text: string(c.Message.Body), Expects: c.Conversation.Language}
	for _, m := range c.History {
		if m.Author == candor.ByCustomer && m.Kind == candor.Said {
			q.Before = append(q.Before, string(m.Body))
		}
	}
	return q
}

// Answer finds the sentences that answer a question, or none.
//
// Errors are those of the ports.
func (d Drafter) Answer(ctx context.Context, q Question) (Answer, error) {
	if key := smallTalk(q.Text); key != "" {
		return Answer{Fixed: key, Confidence: 1}, nil
	}
	found, err := d.find(ctx, q)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: search: %w", err)
	}
	out := Answer{Language: found.Language, Hits: found.Hits}
	if len(found.Hits) == 0 {
		return out, nil
	}
	out.Confidence, out.Reasons = confidence(found.Signals)
	if out.Confidence < max(d.Bar, Bar) {
		return out, nil
	}
	out.Sentences, err = d.compose(ctx, q.Text, found)
	return out, err
}

// sureTongue is how sure a guess of the question's language must be to overrule the desk's.
const sureTongue = 0.9

// find looks in the language of the words when that is clear, else in the one that the desk speaks
// with this customer. When there is nothing in the desk's, the articles decide.
func (d Drafter) find(ctx context.Context, q Question) (knowledge.Found, error) {
	query := knowledge.Query{Text: q.Text, Context: followUp(q)}
	if q.Expects == "" {
		return d.Search.Search(ctx, query)
	}
	tag, sure := language.Detect(q.Text, q.Expects)
	if query.Language = q.Expects; sure >= sureTongue {
		query.Language = tag
	}
	found, err := d.Search.Search(ctx, query)
	if err == nil && len(found.Hits) == 0 && sure < sureTongue {
		query.Language = ""
		return d.Search.Search(ctx, query)
	}
	return found, err
}
