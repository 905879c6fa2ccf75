package answer

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"candor"
	"candor/knowledge"
	"candor/policy"
)

// Searcher finds passages. It returns ctx's error when ctx ends first.
type Searcher interface {
	Search(ctx context.Context, q knowledge.Query) (knowledge.Found, error)
}

// Reader knows what mistyped words were meant to be. A Searcher that is one is asked before anything else looks at a
// question, so that a mistyped greeting is a greeting. Others mend for themselves or not at all.
type Reader interface {
	// Read gives a text in a language, BCP 47 or empty, with its mistyped words mended, and which those are.
	Read(text, language string) (string, []knowledge.Mended)
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
	Bar      float64 // answers need this much confidence where nothing is guaranteed; a value under the package's Bar is raised to it, one above holds always

	// Calibration says from which confidence answers are given with a stated bound on being wrong; nil, or
	// one without a guarantee: from Bar on. See Sureness.
	Calibration Calibration

	// Clarify lets Draft ask once in a conversation which of two articles is meant (KeyWhich). The
	// desk must have words for that key.
	Clarify bool
	// SaysLanguage tells that whoever shows a draft says in which language its quotes are. Only then
	// may a question be answered from articles in another language, when there is none in its own.
	SaysLanguage bool
}

// Answer is what the drafter found out about one question.
type Answer struct {
	Fixed      string             // key of a fixed reply to small talk; then nothing else is set
	Sentences  []policy.Sentence  // the quotes; empty when it abstains
	Language   string             // of the quotes
	Confidence float64            // 0 to 1; also set when it abstains
	Reasons    []Reason           // what the confidence is made of, the weightiest first
	Hits       []knowledge.Hit    // best first, at most ten
	Signals    knowledge.Signals  // what the confidence was made from
	Parts      []Part             // the questions of a message with several, when each was answered; their Sentences are in Sentences too
	Options    []Option           // two articles of which the customer surely means one, when it abstains for that
	Foreign    bool               // Language is not that of the question
	Mended     []knowledge.Mended // words of the question that were mistyped, as far as they tell anything
}

// Draft proposes a reply to the last message of the case. A draft without Fixed and without
// Sentences means that it abstains.
//
// Errors are those of the ports.
func (d Drafter) Draft(ctx context.Context, c *policy.Case) (policy.Draft, error) {
	q, err := d.asked(ctx, c)
	if err != nil {
		return policy.Draft{}, err
	}
	a, err := d.Answer(ctx, q)
	if err != nil {
		return policy.Draft{}, err
	}
	return d.proposal(c, a), nil
}

// proposal is an answer as the pipeline takes it.
func (d Drafter) proposal(c *policy.Case, a Answer) policy.Draft {
	draft := policy.Draft{
		Author: candor.ByAssistant, Kind: candor.Said, Sentences: a.Sentences,
		Confidence: a.Confidence, Answers: c.Message.Number,
	}
	if len(a.Sentences) > 0 {
		draft.Language, draft.Foreign = a.Language, a.Foreign
	}
	if a.Fixed != "" {
		draft.Kind, draft.Fixed.Key = candor.Notice, a.Fixed
	}
	if which, ask := d.which(c, a); ask {
		draft.Kind, draft.Fixed = candor.Notice, which
	}
	return draft
}

// Question is what a customer asks.
type Question struct {
	Text    string
	Before  []string // what the same customer said before, oldest first, with the titles of what was quoted to them
	Expects string   // BCP 47 in which the desk speaks to them; may be empty
}

func question(c *policy.Case) Question {
	q := Question{Text: string(c.Message.Body), Expects: c.Conversation.Language}
	for _, m := range c.History {
		switch {
		case m.Kind != candor.Said:
		case m.Author == candor.ByCustomer:
			q.Before = append(q.Before, asking(string(m.Body), q.Expects))
		case m.Author == candor.ByAssistant && len(q.Before) > 0:
			q.Before[len(q.Before)-1] += subjects(m)
		}
	}
	return q
}

// subjects gives the titles of the articles that a message quotes, each on a line: "and to Ireland?" leans
// on what the answer was about as well as on what was asked.
func subjects(m candor.Message) string {
	var out strings.Builder
	for i, cite := range m.Citations {
		if !slices.ContainsFunc(m.Citations[:i], func(c candor.Citation) bool { return c.Title == cite.Title }) {
			out.WriteString("\n" + cite.Title)
		}
	}
	return out.String()
}

// Answer finds the sentences that answer a question, or none. A message with two or three questions is
// answered one by one when each has a sure answer.
//
// Errors are those of the ports.
func (d Drafter) Answer(ctx context.Context, q Question) (Answer, error) {
	q, mended := d.understood(q)
	if key := smallTalk(q.Text); key != "" {
		return Answer{Fixed: key, Confidence: 1}, nil
	}
	a, err := d.asking(ctx, q)
	a.Mended = mended
	return a, err
}

// asking answers a question as it was understood.
func (d Drafter) asking(ctx context.Context, q Question) (Answer, error) {
	q.Text = asking(q.Text, q.Expects)
	whole, err := d.alone(ctx, q)
	if err != nil || len(whole.Hits) == 0 {
		return whole, err
	}
	each, err := d.several(ctx, q)
	if err != nil || len(each.Parts) == 0 {
		return whole, err
	}
	each.Hits = whole.Hits
	return each, nil
}

// alone answers a text as one question. One that is short and points at nothing said before is tried
// without what was said before: only when that gives no sure answer does it lean on it.
func (d Drafter) alone(ctx context.Context, q Question) (Answer, error) {
	if len(followUp(q)) > 0 && !pointing(q.Text) {
		bare := q
		bare.Before = nil
		if a, err := d.once(ctx, bare); err != nil || len(a.Sentences) > 0 {
			return a, err
		}
	}
	return d.once(ctx, q)
}

// once answers a text, with what it leans on.
func (d Drafter) once(ctx context.Context, q Question) (Answer, error) {
	found, foreign, err := d.find(ctx, &q)
	if err != nil {
		return Answer{}, fmt.Errorf("answer: search: %w", err)
	}
	out := Answer{Language: found.Language, Hits: found.Hits, Foreign: foreign && len(found.Hits) > 0}
	if len(found.Hits) == 0 {
		return out, nil
	}
	out.Signals = found.Signals
	tier := knowledge.Information
	sure := d.sureness()
	if d.Calibration != nil {
		if tier, err = d.tierOf(ctx, found.Hits[0]); err != nil {
			return Answer{}, err
		}
	}
	r := sure.rule(found.Signals, tier, max(d.Bar, Bar))
	out.Confidence, out.Reasons = r.confidence, r.reasons
	if !r.answer {
		out.Options, err = d.options(ctx, found)
		return out, err
	}
	out.Sentences, err = d.compose(ctx, cmp.Or(found.Read, q.Text), found)
	return out, err
}

// find looks for a question as it is, and once more without what its writer says in passing about themselves. When
// that has nothing to do with what is found, it is taken out of the question.
func (d Drafter) find(ctx context.Context, q *Question) (found knowledge.Found, foreign bool, err error) {
	found, foreign, err = d.look(ctx, *q)
	if err != nil {
		return found, foreign, err
	}
	bare, owns := *q, false
	if bare.Text, owns = withoutAsides(q.Text, q.Expects); bare.Text == "" {
		return found, foreign, nil
	}
	alone, aloneForeign, err := d.look(ctx, bare)
	if err != nil || !besides(found, alone, owns) {
		return found, foreign, err
	}
	*q = bare
	return alone, aloneForeign, nil
}

// look searches in the language of the words when that is clear, else in the one that the desk speaks
// with this customer. When there is nothing in that, the articles decide, and only whoever says
// in which language the quotes are looks in all. Foreign tells that the last was needed.
func (d Drafter) look(ctx context.Context, q Question) (found knowledge.Found, foreign bool, err error) {
	query := knowledge.Query{Text: q.Text, Context: followUp(q), Language: tongue(q)}
	found, err = d.Search.Search(ctx, query)
	if err != nil || len(found.Hits) > 0 {
		return found, false, err
	}
	if query.Language != "" {
		query.Language = ""
		if found, err = d.Search.Search(ctx, query); err != nil || len(found.Hits) > 0 {
			return found, false, err
		}
	}
	if !d.SaysLanguage {
		return found, false, nil
	}
	query.AnyLanguage = true
	found, err = d.Search.Search(ctx, query)
	return found, true, err
}
