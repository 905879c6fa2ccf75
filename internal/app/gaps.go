package app

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/knowledge"
	"candor/privacy"
)

// How far gaps are looked for: the questions of so many days, the newest so many of them.
const (
	gapDays  = 30
	mostGaps = 300
)

// gaps finds what nobody could answer. It keeps nothing: each look opens the questions anew, for those
// who let the desk learn from their conversations and no others, on the record, and shows them without
// personal data.
type gaps struct {
	store  *store.Store
	finder privacy.Finder
	now    func() time.Time
}

func learns(id candor.AgentID) candor.Access {
	return candor.Access{Actor: "agent:" + string(id), Purpose: candor.Improve}
}

// Gaps groups them.
func (g gaps) Gaps(ctx context.Context, by candor.AgentID) (console.GapReport, error) {
	places, total, err := g.store.Unanswered(ctx, g.now().AddDate(0, 0, -gapDays), mostGaps)
	if err != nil {
		return console.GapReport{}, err
	}
	out := console.GapReport{Days: gapDays, Unanswered: total, Cut: total > len(places)}
	var questions []knowledge.Question
	for _, p := range places {
		q, err := g.question(ctx, by, p)
		if closed(err) {
			continue
		}
		if err != nil {
			return console.GapReport{}, err
		}
		if q.Text != "" {
			out.Opened++
			questions = append(questions, q)
		}
	}
	out.Groups = knowledge.Gaps(questions)
	return out, nil
}

// closed reports that a customer's words may not be read for this, or are gone.
func closed(err error) bool {
	return errors.Is(err, candor.ErrNoBasis) || errors.Is(err, candor.ErrRestricted) || err != nil && candor.CodeOf(err) == candor.CodeNotFound
}

// before is how many messages are looked through for the question: a burst of short ones counts as one.
const before = 6

// question gives what the customer had asked when the assistant found nothing.
func (g gaps) question(ctx context.Context, by candor.AgentID, p store.Unanswered) (knowledge.Question, error) {
	c, err := g.store.Conversation(ctx, p.Conversation)
	if err != nil {
		return knowledge.Question{}, err
	}
	messages, err := g.store.Messages(ctx, learns(by), p.Conversation, max(0, p.Number-before-1), before, false)
	if err != nil {
		return knowledge.Question{}, err
	}
	q := knowledge.Question{Language: c.Language, At: p.At}
	for _, m := range slices.Backward(messages) {
		if m.Number < p.Number && m.Author == candor.ByCustomer && m.Kind == candor.Said {
			q.Text = g.without(string(m.Body), c.Language)
			break
		}
	}
	return q, nil
}

// Answered gives what people of the desk answered in a conversation.
func (g gaps) Answered(ctx context.Context, by candor.AgentID, id candor.ConversationID) (string, error) {
	c, err := g.store.Conversation(ctx, id)
	if err != nil {
		return "", err
	}
	messages, err := g.store.Messages(ctx, learns(by), id, 0, 1000, false)
	if errors.Is(err, candor.ErrNoBasis) || errors.Is(err, candor.ErrRestricted) {
		return "", candor.Fail(candor.CodeForbidden, "error.no_basis", err)
	}
	if err != nil {
		return "", err
	}
	var parts []string
	for _, m := range messages {
		if m.Author == candor.ByAgent && m.Kind == candor.Said {
			parts = append(parts, g.without(string(m.Body), c.Language))
		}
	}
	return strings.Join(parts, "\n\n"), nil
}

// without gives a text in which each piece of personal data is the name of its kind.
func (g gaps) without(text, language string) string {
	spans, _ := g.finder.Detect(text, privacy.Hints{Language: language})
	for _, s := range slices.Backward(spans) {
		text = text[:s.Start] + "[" + string(s.Type) + "]" + text[s.End:]
	}
	return text
}

// Personal names the kinds of personal data in a text.
func (g gaps) Personal(_ context.Context, text, language string) []string {
	spans, _ := g.finder.Detect(text, privacy.Hints{Language: language})
	var out []string
	for _, s := range spans {
		if !slices.Contains(out, string(s.Type)) {
			out = append(out, string(s.Type))
		}
	}
	return out
}
