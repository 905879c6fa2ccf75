package consult

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/answer"
	"candor/escalate"
	"candor/internal/app/jsonl"
	"candor/policy"
)

// Decision is what the desk does with a question.
type Decision string

// The three decisions.
const (
	DecideAnswer  Decision = "answer"  // the assistant quotes its articles
	DecideAbstain Decision = "abstain" // it does not know, says so and offers a person
	DecidePerson  Decision = "person"  // a person must handle it, whatever the articles say
)

// AskLine is one line of input: a question with the id under which its answer is given back.
type AskLine struct {
	ID    json.RawMessage `json:"id"`
	Query string          `json:"query"`
	Lang  string          `json:"lang"` // BCP 47, in which the desk speaks to the customer; may be empty
}

// Reply is one line of output. Confidence is 0 to 1, in all three decisions that of the best answer
// that was found.
type Reply struct {
	ID         json.RawMessage `json:"id"`
	Decision   Decision        `json:"decision"`
	Confidence float64         `json:"confidence"`
	Docs       []DocScore      `json:"docs"`      // the ten best, best first
	Answer     string          `json:"answer"`    // the quotes, one after the other; empty unless answered
	Citations  []Quote         `json:"citations"` // of each quote

	Reasons    []answer.Reason `json:"-"` // what the confidence is made of
	Needs      float64         `json:"-"` // the confidence from which it is answered; over 1: never
	Calibrated bool            `json:"-"` // the desk's own calibration says so; else the fixed bar
	Rule       string          `json:"-"` // why a person must handle it
}

// DocScore is an article with its score, which compares within one reply only.
type DocScore struct {
	Doc   string  `json:"doc_id"`
	Score float64 `json:"score"`
}

// Quote is a sentence of the answer with the place it stands in.
type Quote struct {
	Doc     string           `json:"doc_id"`
	Title   string           `json:"title"`
	Heading string           `json:"heading,omitempty"`
	Passage candor.PassageID `json:"passage"`
	Quote   string           `json:"quote"`
}

var errNoQuery = errors.New("it has no query")

// Ask decides one question as a desk with these articles would, for a customer who allowed the
// assistant to read it.
func (l *Library) Ask(ctx context.Context, q AskLine) (Reply, error) {
	switch text := strings.TrimSpace(q.Query); {
	case text == "":
		return Reply{}, errNoQuery
	case utf8.RuneCountInString(text) > candor.MaxText:
		return Reply{}, errors.New("its query is longer than 8,000 characters")
	}
	found, err := l.drafter.Answer(ctx, answer.Question{Text: q.Query, Expects: q.Lang})
	if err != nil {
		return Reply{}, err
	}
	r := Reply{ID: q.ID, Decision: DecideAbstain, Docs: []DocScore{}, Citations: []Quote{}, Reasons: found.Reasons}
	r.Needs, r.Calibrated = l.needs(found)
	if found.Fixed == "" {
		r.Confidence = round(found.Confidence)
	}
	for _, hit := range found.Hits {
		r.Docs = append(r.Docs, DocScore{Doc: l.names[hit.Article], Score: round(hit.Score)})
	}
	if r.Rule = l.needsPerson(q); r.Rule != "" {
		r.Decision = DecidePerson
		return r, nil
	}
	if len(found.Sentences) > 0 {
		r.Decision = DecideAnswer
		l.quote(&r, found)
	}
	return r, nil
}

// needsPerson gives the rule because of which a person must handle the question, or "".
func (l *Library) needsPerson(q AskLine) string {
	for _, hit := range l.listener.Inspect(escalate.Input{Text: q.Query, Language: q.Lang}).Rules {
		if hit.Action == policy.HandOver {
			return hit.Rule
		}
	}
	return ""
}

func (l *Library) quote(r *Reply, found answer.Answer) {
	parts := make([]string, 0, len(found.Sentences))
	for _, s := range found.Sentences {
		parts = append(parts, s.Text)
		r.Citations = append(r.Citations, Quote{
			Doc: l.names[s.Citation.Article], Title: s.Citation.Title, Heading: s.Citation.Heading,
			Passage: s.Citation.Passage, Quote: s.Citation.Quote,
		})
	}
	r.Answer = strings.Join(parts, "\n")
}

// AskLines answers JSON lines of questions, each result in the order of its question. A line that
// cannot be used is reported and the rest goes on.
func (l *Library) AskLines(ctx context.Context, in io.Reader, out io.Writer, report func(jsonl.Bad)) error {
	return jsonl.Each(ctx, in, out, report, func(q AskLine) (Reply, error) { return l.Ask(ctx, q) })
}

// round keeps six digits: more is noise, and differs between machines.
func round(f float64) float64 { return math.Round(f*1e6) / 1e6 }
