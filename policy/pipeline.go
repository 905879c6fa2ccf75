package policy

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"candor"
)

// Phrases gives the catalogue's text for a key in a language, or false. It never falls back
// to the key itself.
type Phrases interface {
	Phrase(language, key string, args map[string]string) (string, bool)
}

// Options are what New needs. All but Timeout and Now are required.
type Options struct {
	Route   []Gate // who should handle it, in order
	Say     []Gate // may it be said, in order
	Phrases Phrases
	Screen  Screen           // takes out what must never be kept
	Timeout time.Duration    // for one gate and for the screen; 2 s when zero
	Now     func() time.Time // time.Now when nil
}

// Pipeline runs the gates in order. It is safe for concurrent use.
type Pipeline struct {
	o       Options
	version string
}

// New refuses a pipeline without gates in both stages: a desk without gates does not start.
func New(o Options) (*Pipeline, error) {
	if len(o.Route) == 0 || len(o.Say) == 0 {
		return nil, errors.New("policy: a pipeline needs gates in both stages")
	}
	if o.Phrases == nil {
		return nil, errors.New("policy: a pipeline needs the catalogue of fixed texts")
	}
	if o.Screen == nil {
		return nil, errors.New("policy: a pipeline needs a screen for what must never be kept")
	}
	if o.Timeout <= 0 {
		o.Timeout = 2 * time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	names := []string{"screen", "route"}
	for _, g := range o.Route {
		names = append(names, g.Name())
	}
	names = append(names, "say")
	for _, g := range o.Say {
		names = append(names, g.Name())
	}
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return &Pipeline{o: o, version: hex.EncodeToString(sum[:6])}, nil
}

// Version is a digest of the gates and their order.
func (p *Pipeline) Version() string { return p.version }

// Receive takes out of the customer's words what must never be kept, and decides who should handle
// the rest. The gates see only what is kept. It never fails: when a gate or the screen does, the
// decision is that a person takes over, and the words are kept all the same, screened crudely where
// nothing better is at hand.
func (p *Pipeline) Receive(ctx context.Context, c *Case) *Received {
	screened := *c
	m := &screened.Message
	clean, failed := p.screen(ctx, m.Body, m.Language)
	m.Body = clean.words
	d := p.run(ctx, Route, p.o.Route, &screened)
	if failed.Reason != "" && (d.Action == Pass || d.Action == Reply) {
		d = p.decide(Route, append(d.Verdicts, failed))
	}
	m.Author, m.Kind, m.Verdict = candor.ByCustomer, candor.Said, d.ID
	m.Agent, m.Name, m.Key, m.Citations = "", "", "", nil
	return &Received{message: *m, decision: d, hidden: clean.hidden, rehearse: c.Rehearsal}
}

// Clear asks every say gate about c.Draft. When all pass it returns the message that may be
// stored and sent; otherwise nil and the decision that says why. A person's own words are screened
// like a customer's; when that fails they are held, and whoever wrote them still has them.
func (p *Pipeline) Clear(ctx context.Context, c *Case) (*Cleared, Decision) {
	var hidden []string
	if c.Draft != nil && c.Draft.Author == candor.ByAgent && c.Draft.Words != "" {
		clean, failed := p.screen(ctx, c.Draft.Words, c.Draft.Language)
		if failed.Reason != "" {
			return nil, p.decide(Say, []Verdict{failed})
		}
		screened, draft := *c, *c.Draft
		draft.Words, hidden = clean.words, clean.hidden
		screened.Draft = &draft
		c = &screened
	}
	m, hold := p.compose(c)
	if hold.Reason != "" {
		d := p.decide(Say, []Verdict{hold})
		return nil, d
	}
	var d Decision
	if m.Author == candor.ByDesk {
		// A catalogue text of the desk itself: compiled in, nothing to judge. It must not depend on
		// a gate that may be the very thing that failed, or a hand-over could be silent.
		d = p.decide(Say, []Verdict{{Gate: "catalogue", Action: Pass, Reason: "fixed_text"}})
	} else {
		d = p.run(ctx, Say, p.o.Say, c)
	}
	if len(c.Draft.Dropped) > 0 {
		d.Verdicts = append([]Verdict{{Gate: "words", Action: Pass, Reason: ReasonDropped, Rule: strings.Join(c.Draft.Dropped, " ")}}, d.Verdicts...)
	}
	if d.Action != Pass {
		return nil, d
	}
	m.Verdict = d.ID
	return &Cleared{message: m, decision: d, answers: c.Draft.Answers, hidden: hidden, rehearse: c.Rehearsal}, d
}

// compose turns the draft into the message it would become. Fixed texts come from the
// catalogue here, so that no caller can pass free words off as one.
func (p *Pipeline) compose(c *Case) (candor.Message, Verdict) {
	refuse := func(reason string, err error) (candor.Message, Verdict) {
		return candor.Message{}, Verdict{Gate: "pipeline", Reason: reason, Err: err}
	}
	d := c.Draft
	if d == nil {
		return refuse(ReasonNoDraft, nil)
	}
	m := candor.Message{
		ID: candor.NewMessageID(), Conversation: c.Conversation.ID, Author: d.Author, Kind: d.Kind,
		Language: d.Language, ClientKey: d.ClientKey, At: c.Now,
	}
	switch {
	case d.Author == candor.ByAssistant && !c.Conversation.AssistantMaySpeak():
		return refuse(ReasonNotAllowed, nil)
	case d.Author == candor.ByDesk && d.Fixed.Key == "":
		return refuse(ReasonNotAllowed, errors.New("the desk speaks in fixed texts only"))
	case d.Author == candor.ByCustomer:
		return refuse(ReasonNotAllowed, errors.New("a draft cannot speak for the customer"))
	case d.Author == candor.ByAgent && d.Agent.ID == "":
		return refuse(ReasonNotAllowed, errors.New("a person's words need the person"))
	}
	switch d.Author {
	case candor.ByAgent:
		m.Agent, m.Name, m.Body, m.Helped = d.Agent.ID, d.Agent.FirstName, d.Words, d.Helped
	case candor.ByAssistant:
		m.Name = c.Desk
	}
	switch {
	case d.Fixed.Key != "":
		if d.Author == candor.ByAgent {
			return refuse(ReasonNotAllowed, errors.New("a person does not speak in fixed texts"))
		}
		text, ok := p.o.Phrases.Phrase(d.Language, d.Fixed.Key, d.Fixed.Args)
		if !ok {
			return refuse(ReasonNoDraft, fmt.Errorf("no text %q", d.Fixed.Key))
		}
		m.Kind, m.Key, m.Body = candor.Notice, d.Fixed.Key, candor.Text(text)
		if d.Author == candor.ByDesk && d.Kind == candor.Note {
			m.Kind = candor.Note // the desk tells its staff something; customers never see it
		}
	case d.Author == candor.ByAssistant:
		m.Kind, m.Confidence = candor.Said, d.Confidence
		parts := make([]string, 0, len(d.Sentences))
		for _, s := range d.Sentences {
			parts = append(parts, s.Text)
			m.Citations = append(m.Citations, s.Citation)
		}
		m.Body = candor.Text(strings.Join(parts, "\n"))
	}
	if m.Body == "" {
		return refuse(ReasonNoDraft, nil)
	}
	return m, Verdict{}
}

// run asks the gates in order until one does not pass.
func (p *Pipeline) run(ctx context.Context, stage Stage, gates []Gate, c *Case) Decision {
	verdicts := make([]Verdict, 0, len(gates))
	for _, g := range gates {
		v := p.ask(ctx, g, c)
		verdicts = append(verdicts, v)
		if v.Action != Pass {
			break
		}
	}
	return p.decide(stage, verdicts)
}

func (p *Pipeline) decide(stage Stage, verdicts []Verdict) Decision {
	d := sum(verdicts)
	d.ID, d.Stage, d.At = candor.NewVerdictID(), stage, p.o.Now()
	if d.Policy != "" {
		d.Policy = "+" + d.Policy
	}
	d.Policy = p.version + d.Policy
	return d
}

// ask runs one gate, contained: an error, a panic or a time-out is a Hold.
func (p *Pipeline) ask(ctx context.Context, g Gate, c *Case) Verdict {
	v, failed := contained(ctx, p.o.Timeout, "gate "+g.Name(), func(ctx context.Context) (Verdict, error) { return g.Check(ctx, c) })
	if failed.Reason != "" {
		v = failed
	}
	v.Gate = g.Name()
	if v.Reason == "" && v.Action == Hold {
		v.Reason = ReasonNoVerdict
	}
	return v
}

// contained runs what may fail, panic or not end. Where it does, failed is a Hold that says so.
func contained[T any](ctx context.Context, limit time.Duration, name string, work func(context.Context) (T, error)) (value T, failed Verdict) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	type outcome struct {
		value  T
		failed Verdict
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{failed: Verdict{Reason: ReasonGatePanicked, Err: fmt.Errorf("%s panicked: %s", name, panicText(r))}}
			}
		}()
		value, err := work(ctx)
		if err != nil {
			done <- outcome{failed: Verdict{Reason: ReasonGateFailed, Err: fmt.Errorf("%s: %w", name, err)}}
			return
		}
		done <- outcome{value: value}
	}()
	select {
	case o := <-done:
		return o.value, o.failed
	case <-ctx.Done():
		return value, Verdict{Reason: ReasonGateTimeout, Err: fmt.Errorf("%s: %w", name, ctx.Err())}
	}
}

// panicText names a panic without repeating a value that may hold a customer's words.
func panicText(r any) string {
	if err, ok := r.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("%T", r)
}
