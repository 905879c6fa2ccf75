package app

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"

	"candor"
	"candor/answer"
	"candor/answer/calibrate"
	"candor/internal/store"
	"candor/internal/web/console"
	"candor/knowledge"
	"candor/policy"
)

// What is drawn to be judged: so many of the questions of so many days, by lot.
const (
	drawDays = 28
	drawMost = 300
	drawFrom = 5000 // the newest turns that it is drawn from
)

// drawn gives the turns that are to be judged, in the order of the lot, judged ones included. The lot falls
// on ids that are made at random and knows nothing of whether the assistant answered: labels of answered
// questions alone would say nothing about the others, and complaints alone would look like errors.
func (c *calibration) drawn(ctx context.Context) ([]store.Turn, error) {
	turns, err := c.store.Turns(ctx, c.now().AddDate(0, 0, -drawDays), drawFrom)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(turns, func(a, b store.Turn) int {
		return cmp.Compare(lot(string(a.Message)), lot(string(b.Message)))
	})
	return turns[:min(len(turns), drawMost)], nil
}

// turnRead is a turn with what the customer asked, as the desk searches for it now.
type turnRead struct {
	conversation candor.Conversation
	question     candor.Message
	measured     answer.Measured
}

// read opens what was asked before a message of the assistant. It is a use of a customer's words to
// learn from, so it takes their leave for that, and is on the record. CodeNotFound: nothing was asked.
func (c *calibration) read(ctx context.Context, by candor.AgentID, id candor.ConversationID, number int64) (turnRead, error) {
	var out turnRead
	var err error
	if out.conversation, err = c.store.Conversation(ctx, id); err != nil {
		return out, err
	}
	const history = 30 // messages before the answer are enough to lean on
	messages, err := c.store.Messages(ctx, learns(by), id, max(0, number-history-1), history, false)
	if err != nil {
		return out, err
	}
	at := -1
	for i, m := range messages {
		if m.Number < number && m.Author == candor.ByCustomer && m.Kind == candor.Said {
			at = i
		}
	}
	if at < 0 {
		return out, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	out.question = messages[at]
	asked := answer.Asked(&policy.Case{Conversation: out.conversation, Message: out.question, History: messages[:at]})
	d := answer.Drafter{Search: &c.library.index, Passages: c.library.store, SaysLanguage: true} // it searches as the desk drafts
	out.measured, err = d.Measure(ctx, asked)
	return out, err
}

// ToJudge gives questions that were drawn and wait for a person's word, with the article that the desk finds
// for each, without the personal data in them. Customers who do not let the desk learn from them
// are passed over, so what comes of it speaks of those who do.
func (c *calibration) ToJudge(ctx context.Context, by candor.AgentID, limit int) ([]console.Judging, error) {
	turns, err := c.drawn(ctx)
	if err != nil {
		return nil, err
	}
	var out []console.Judging
	for _, t := range turns {
		if len(out) == limit {
			break
		}
		if t.Labelled {
			continue
		}
		j, err := c.judging(ctx, by, t.Conversation, t.Message, t.Number)
		if closed(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if j.May {
			out = append(out, j)
		}
	}
	return out, nil
}

// Judging gives one turn, drawn or not. May is false where nothing can be said of it, and when the customer does
// not allow it, Closed is true.
func (c *calibration) Judging(ctx context.Context, by candor.AgentID, m candor.Message) (console.Judging, error) {
	j, err := c.judging(ctx, by, m.Conversation, m.ID, m.Number)
	if closed(err) {
		return console.Judging{Closed: true}, nil
	}
	return j, err
}

func (c *calibration) judging(ctx context.Context, by candor.AgentID, id candor.ConversationID, message candor.MessageID, number int64) (console.Judging, error) {
	t, err := c.read(ctx, by, id, number)
	if err != nil {
		return console.Judging{}, err
	}
	j := console.Judging{Conversation: id, Message: message, May: !t.measured.Several && !t.measured.Talk, Article: t.measured.Article}
	j.Question = candor.Text(gaps{finder: c.finder}.without(string(t.question.Body), t.conversation.Language))
	if label, ok, err := c.store.LabelOf(ctx, id, message); err != nil {
		return j, err
	} else if ok {
		j.Given = string(label.Verdict)
	}
	if j.Article == "" {
		return j, nil
	}
	p, err := c.library.store.Passage(ctx, t.measured.Passage)
	if err == nil {
		j.Title, j.URL = p.Title, "/help/"+p.Slug+"?lang="+p.Language+"#"+string(p.ID)
	}
	return j, err
}

// Judge keeps a person's word on a question: that the article which the desk finds for it is the right one,
// that it is not, or that there is none. Article is the one that they saw; when the desk finds another
// one by now, nothing is kept.
//
// CodeConflict: that. CodeForbidden: the customer does not allow it. CodeInvalid: it cannot be judged.
func (c *calibration) Judge(ctx context.Context, by candor.AgentID, m candor.Message, article candor.ArticleID, verdict string) error {
	t, err := c.read(ctx, by, m.Conversation, m.Number)
	switch {
	case closed(err):
		return candor.Fail(candor.CodeForbidden, "error.no_basis", err)
	case err != nil:
		return err
	case t.measured.Several || t.measured.Talk:
		return candor.Fail(candor.CodeInvalid, "error.bad_request", nil)
	case t.measured.Article != article:
		return candor.Fail(candor.CodeConflict, "console.calibration.moved", nil)
	}
	drawn, err := c.drawn(ctx)
	if err != nil {
		return err
	}
	tier := knowledge.Information
	if t.measured.Article != "" {
		p, err := c.library.store.Passage(ctx, t.measured.Passage)
		if err != nil {
			return err
		}
		tier = p.Tier.AtLeast("")
	}
	l := store.Label{
		ID: strings.Replace(string(candor.NewMessageID()), "msg_", "lbl_", 1), Article: article, Tier: string(tier), Verdict: store.LabelVerdict(verdict),
		Drawn: slices.ContainsFunc(drawn, func(t store.Turn) bool { return t.Message == m.ID }), Agent: by,
	}
	if t.measured.Features != nil {
		l.Features = map[string]float64{}
		for i, name := range answer.FeatureNames() {
			l.Features[name] = t.measured.Features[i]
		}
	}
	_, before, err := c.store.LabelOf(ctx, m.Conversation, m.ID)
	if err != nil {
		return err
	}
	if err := c.store.SaveLabel(ctx, m.Conversation, m.ID, l); err != nil {
		return err
	}
	if before || !l.Drawn {
		return nil // the watch has counted it already, or must not
	}
	return c.watched(ctx, l, t.measured.Features)
}

// watched tells the watch of a drawn question what became of it: how sure the model is of it, and, where the
// model would answer it, whether that would be wrong.
func (c *calibration) watched(ctx context.Context, l store.Label, features []float64) error {
	c.judged.Lock()
	defer c.judged.Unlock()
	if err := c.load(ctx); err != nil {
		return err
	}
	digest := c.articles()
	c.mu.Lock()
	state := c.state
	c.mu.Unlock()
	if !state.fits(digest, c.owner) || state.watch.Model == "" {
		return nil
	}
	w := copyOf(state.watch)
	before := len(w.Alarms)
	sure, _ := state.model.Confidence(features)
	w.Question(math.Max(0, sure), c.now())
	calm := answer.Sureness{Model: state.model, Watch: calibrate.NewWatch(state.model, 0), Floor: state.row.Bar}
	if d, in := calm.Decide(features, knowledge.Tier(l.Tier)); in && d.Answer {
		w.Outcome(calibrate.Tier(l.Tier), l.Verdict != store.RightSource, c.now())
	}
	var text bytes.Buffer
	if err := w.Save(&text); err != nil {
		return err
	}
	standing := append([]calibrate.Alarm{}, state.alarms...)
	standing = append(standing, w.Alarms[before:]...)
	raw, err := json.Marshal(standing)
	if err != nil {
		return err
	}
	if _, err := c.store.SaveWatch(ctx, state.row.Digest, text.String(), string(raw), len(w.Alarms)-before); err != nil {
		return err
	}
	return c.load(ctx)
}

// copyOf gives a watch that shares nothing with the one that drafts are decided with.
func copyOf(w calibrate.Watch) calibrate.Watch {
	w.Errors = slices.Clone(w.Errors)
	for i := range w.Errors {
		w.Errors[i].Wealth = slices.Clone(w.Errors[i].Wealth)
	}
	w.Questions.Edges, w.Questions.Counts = slices.Clone(w.Questions.Edges), slices.Clone(w.Questions.Counts)
	w.Questions.Wealth, w.Alarms = slices.Clone(w.Questions.Wealth), slices.Clone(w.Alarms)
	return w
}
