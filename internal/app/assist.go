package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"candor"
	"candor/answer"
	"candor/assist"
	"candor/escalate"
	"candor/escalate/rulebook"
	"candor/internal/app/wording"
	"candor/internal/search/blind"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/knowledge"
	"candor/language"
	"candor/policy"
	"candor/privacy"
	"candor/turn"
)

// How far help looks.
const (
	helpRemembers = 400 // newest messages of the conversation
	helpNear      = 3   // articles worth a look where no answer is sure
	quoteLines    = 3   // sentences of a passage that are offered as a quote
	alikeLooked   = 6   // other conversations that are compared
)

// helper helps people with a conversation whose customer allows it. Everything it opens it opens under that
// purpose, so that a store which says no leaves it with nothing.
type helper struct {
	store   *store.Store
	drafter answer.Drafter
	words   *blind.Index
	finder  privacy.Finder
	signals *escalate.Inspector
	book    func() *rulebook.Book // says about which matters AI drafts nothing
	asker   *wording.Asker        // nil: no model is named
	looksUp bool                  // the desk can look something up for who proved who they are
	now     func() time.Time
	log     *slog.Logger
}

func (a *App) newHelper(signals *escalate.Inspector) *helper {
	return &helper{
		store: a.base.store, finder: a.screen.Finder, signals: signals, book: a.policy.Book, asker: a.asker, looksUp: len(a.o.Config.Tools) > 0, now: a.o.Now, log: a.o.Log,
		// People see what is internal too, and judge for themselves what is not sure enough for a machine to say.
		drafter: answer.Drafter{Search: staffSearch{&a.library.index}, Passages: a.library.store, Calibration: a.sure, SaysLanguage: true},
	}
}

// staffSearch also looks in what is not public.
type staffSearch struct{ index answer.Searcher }

func (s staffSearch) Search(ctx context.Context, q knowledge.Query) (knowledge.Found, error) {
	q.Staff = true
	return s.index.Search(ctx, q)
}

func helpsWith(a candor.Agent) candor.Access {
	return candor.Access{Actor: "agent:" + string(a.ID), Purpose: candor.Assist}
}

// Help gives what is known of a conversation to whoever works on it. Nothing is opened where the customer does not
// allow it.
func (h *helper) Help(ctx context.Context, a candor.Agent, id candor.ConversationID) (console.HelpGiven, error) {
	c, err := h.store.Conversation(ctx, id)
	if err != nil {
		return console.HelpGiven{}, err
	}
	talk, may, mayDraft, err := h.guard(ctx, helpsWith(a), c)
	if err != nil || may != assist.Free {
		return console.HelpGiven{Off: may, NoDraft: may}, err
	}
	out := console.HelpGiven{Summary: assist.Summarise(talk), NoDraft: mayDraft}
	proven, err := h.proven(ctx, a, c)
	if err != nil {
		return console.HelpGiven{}, err
	}
	out.Steps = assist.Steps(talk, out.Summary, assist.Standing{
		Conversation: c, Mine: c.State == candor.Attended && c.Agent == a.ID, Proven: proven, Lookups: h.looksUp,
		Speaks: len(a.Languages) == 0 || slices.Contains(a.Languages, c.Language),
	})
	ask, before, ok := out.Summary.Question(talk)
	if !ok {
		return out, nil
	}
	if out.NoDraft == assist.Free {
		if err := h.draft(ctx, a, c, answer.Question{Text: ask, Before: before, Expects: c.Language}, &out); err != nil {
			return console.HelpGiven{}, err
		}
	}
	out.Like, err = h.alike(ctx, a, c, ask)
	return out, err
}

// guard says whether there may be help with a conversation at all, and whether there may be drafts: replies, and a
// person's words put in others. It is asked anew each time.
func (h *helper) guard(ctx context.Context, by candor.Access, c candor.Conversation) (talk assist.Talk, may, draft assist.Guard, err error) {
	consents, err := h.store.Consents(ctx, c.Customer)
	if err != nil {
		return talk, "", "", err
	}
	on := assist.Case{Allowed: assist.Allowed(consents), Rights: !c.Complained.IsZero()}
	if on.Stopped, err = h.store.Stopped(ctx); err != nil {
		return talk, "", "", err
	}
	if g := assist.May(on); g != assist.Free {
		return talk, g, g, nil
	}
	talk, err = h.talk(ctx, by, c)
	if closed(err) { // taken back in this moment, or restricted
		return talk, assist.NotAllowed, assist.NotAllowed, nil
	}
	if err != nil {
		return talk, "", "", err
	}
	on.Sensitive = h.sensitive(talk)
	return talk, assist.Free, assist.MayDraft(on), nil
}

func (h *helper) talk(ctx context.Context, by candor.Access, c candor.Conversation) (assist.Talk, error) {
	messages, err := h.store.Messages(ctx, by, c.ID, max(0, c.Messages-helpRemembers), helpRemembers, false)
	if err != nil {
		return assist.Talk{}, err
	}
	talk := assist.Talk{Messages: messages, Language: c.Language, Now: h.now()}
	promised, err := h.store.CommitmentsOf(ctx, c.ID)
	for _, p := range promised {
		talk.Promises = append(talk.Promises, assist.Promise{What: p.Kind, Due: p.Due, Done: !p.Ended.IsZero()})
	}
	return talk, err
}

// sensitive reports that something was heard which only people should word. It is heard anew each time and
// kept nowhere.
func (h *helper) sensitive(t assist.Talk) bool {
	for _, m := range t.Messages {
		if m.Author != candor.ByCustomer || m.Kind != candor.Said {
			continue
		}
		if h.book().DraftsOff(rulebook.Listen(h.signals, string(m.Body), t.Language)) {
			return true
		}
	}
	return false
}

func (h *helper) proven(ctx context.Context, a candor.Agent, c candor.Conversation) (bool, error) {
	p, err := h.store.Profile(ctx, helpsWith(a), c.Customer)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return false, nil
	}
	return p.Email != "", err
}

// draft looks for a reply to start from, or for passages worth a look. What is shown is kept first, so that a
// reply made of it can be told.
func (h *helper) draft(ctx context.Context, a candor.Agent, c candor.Conversation, q answer.Question, out *console.HelpGiven) error {
	found, err := h.drafter.Answer(ctx, q)
	if err != nil {
		return err
	}
	out.Confidence = found.Confidence
	if d, ok := assist.Compose(found.Sentences, true, h.now()); ok {
		out.Draft = &d
		return h.store.KeepDraft(ctx, helpsWith(a), c.ID, d)
	}
	for _, hit := range found.Hits[:min(len(found.Hits), helpNear)] {
		if len(hit.Passages) == 0 {
			continue
		}
		p, err := h.drafter.Passages.Passage(ctx, hit.Passages[0].Passage)
		if err != nil && candor.CodeOf(err) == candor.CodeNotFound {
			continue
		}
		if err != nil {
			return err
		}
		near := console.Near{Title: p.Title, Heading: p.Heading, Slug: p.Slug, Article: p.Article, Internal: p.Audience != knowledge.Public}
		near.Draft = assist.Draft{Kind: assist.Quote, Text: candor.Text(opening(p.Text)), At: h.now()}
		if !near.Internal && p.Quotable() {
			near.Draft.Sources = []candor.Citation{p.Citation(string(near.Draft.Text))}
			if err := h.store.KeepDraft(ctx, helpsWith(a), c.ID, near.Draft); err != nil {
				return err
			}
		}
		out.Near = append(out.Near, near)
	}
	return nil
}

// opening gives the first sentences of a passage, whole.
func opening(text string) string {
	spans := language.Sentences(text)
	if len(spans) == 0 {
		return text
	}
	last := spans[min(len(spans), quoteLines)-1]
	return text[:last.End]
}

// alike looks for conversations that people finished, of customers who let the desk learn from theirs. It
// shows them without personal data.
func (h *helper) alike(ctx context.Context, a candor.Agent, c candor.Conversation, ask string) ([]assist.Like, error) {
	var pool []assist.Solved
	for _, word := range assist.Tellings(c.Language, ask, 3) {
		if len(pool) >= alikeLooked {
			break
		}
		found, _, err := h.words.Search(ctx, learns(a.ID), word, alikeLooked)
		if candor.CodeOf(err) == candor.CodeInvalid {
			continue // a word that says nothing
		}
		if err != nil {
			return nil, err
		}
		for _, f := range found {
			other := f.Conversation
			known := slices.ContainsFunc(pool, func(s assist.Solved) bool { return s.Conversation == other.ID })
			if known || other.ID == c.ID || other.Customer == c.Customer || other.State != candor.Resolved || other.Agent == "" {
				continue
			}
			s, err := h.solved(ctx, a, other)
			if closed(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if s.Answer != "" {
				pool = append(pool, s)
			}
		}
	}
	return assist.Similar(c.Language, ask, pool), nil
}

// solved gives what was asked and what a person answered last, each piece of personal data as the name of its
// kind.
func (h *helper) solved(ctx context.Context, a candor.Agent, c candor.Conversation) (assist.Solved, error) {
	messages, err := h.store.Messages(ctx, learns(a.ID), c.ID, 0, helpRemembers, false)
	if err != nil {
		return assist.Solved{}, err
	}
	without := gaps{finder: h.finder}.without
	out := assist.Solved{Conversation: c.ID}
	if asked := assist.Summarise(assist.Talk{Messages: messages, Language: c.Language}).Asked; len(asked) > 0 {
		out.Question = without(asked[0].Text, c.Language)
	}
	for _, m := range slices.Backward(messages) {
		if m.Author == candor.ByAgent && m.Kind == candor.Said {
			out.Answer = without(string(m.Body), c.Language)
			break
		}
	}
	return out, nil
}

// Used implements turn.Help.
func (h *helper) Used(ctx context.Context, id candor.ConversationID, words candor.Text) (*turn.HelpUsed, error) {
	drafts, err := h.store.Drafts(ctx, candor.Access{Actor: "desk", Purpose: candor.Serve}, id)
	if err != nil {
		return nil, err
	}
	var best *turn.HelpUsed
	for _, d := range drafts {
		if !assist.WithHelp(string(words), string(d.Text)) {
			continue
		}
		if kept := assist.Kept(string(d.Text), string(words)); best == nil || kept > best.Kept {
			best = &turn.HelpUsed{Kind: string(d.Kind), Kept: kept}
		}
	}
	return best, nil
}

// Rewriter implements console.Help.
func (h *helper) Rewriter(ctx context.Context, a candor.Agent, id candor.ConversationID) (string, error) {
	if h.asker == nil {
		return "", nil
	}
	c, off, err := h.rewriteCase(ctx, a, id)
	if err != nil || off != assist.Free {
		return "", err
	}
	return h.asker.Rewriter(c.Consents), nil
}

// Rewrite implements console.Help. What is shown is kept first, so that a reply made of it can be told.
func (h *helper) Rewrite(ctx context.Context, a candor.Agent, id candor.ConversationID, words candor.Text, manner console.Manner) (assist.Draft, error) {
	if h.asker == nil {
		return assist.Draft{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	words, err := turn.CheckText(words)
	if err != nil {
		return assist.Draft{}, err
	}
	c, off, err := h.rewriteCase(ctx, a, id)
	switch {
	case err != nil:
		return assist.Draft{}, err
	case off == assist.SwitchedOff:
		return assist.Draft{}, candor.Fail(candor.CodeConflict, "staff.stopped", nil)
	case off == assist.NotAllowed:
		return assist.Draft{}, candor.Fail(candor.CodeForbidden, "error.no_basis", nil)
	case off != assist.Free:
		return assist.Draft{}, candor.Fail(candor.CodeConflict, "staff.own_words", nil)
	}
	text, vendor, err := h.asker.Rewrite(ctx, c, words, wording.Manner(manner))
	if errors.Is(err, wording.ErrNobody) {
		return assist.Draft{}, candor.Fail(candor.CodeForbidden, "error.no_basis", err)
	}
	if err != nil {
		h.log.WarnContext(ctx, "assist: words were not put in others", "err", err)
		return assist.Draft{}, wording.ErrReworded
	}
	d := assist.Draft{Kind: assist.Rewritten, Text: text, Model: vendor, At: h.now()}
	if manner == console.Translated {
		d.Kind = assist.Translation
	}
	return d, h.store.KeepDraft(ctx, helpsWith(a), id, d)
}

// rewriteCase gives what the vendor's leave is judged by, and why words may not be put in others.
func (h *helper) rewriteCase(ctx context.Context, a candor.Agent, id candor.ConversationID) (*policy.Case, assist.Guard, error) {
	c := &policy.Case{Now: h.now()}
	var err error
	if c.Conversation, err = h.store.Conversation(ctx, id); err != nil {
		return nil, "", err
	}
	if c.Consents, err = h.store.Consents(ctx, c.Conversation.Customer); err != nil {
		return nil, "", err
	}
	_, _, off, err := h.guard(ctx, helpsWith(a), c.Conversation)
	c.Message.ID = candor.NewMessageID() // a call of its own in the record of what left
	return c, off, err
}
