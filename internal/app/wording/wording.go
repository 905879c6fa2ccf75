package wording

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"candor"
	"candor/action"
	"candor/answer"
	"candor/answer/ground"
	"candor/internal/egress"
	"candor/internal/llm"
	"candor/policy"
	"candor/privacy"
	"candor/vendors"
)

// Profiles gives who a customer is, as far as the vendor's purpose allows to read it. What is known is
// masked wherever it stands.
type Profiles interface {
	Profile(ctx context.Context, by candor.Access, id candor.CustomerID) (candor.Profile, error)
}

// Options are what New needs. Register, Gate, Masker and Profiles are required.
type Options struct {
	Register *vendors.Register
	Gate     *egress.Gate
	Masker   *privacy.Masker
	Profiles Profiles
	Log      *slog.Logger
	// Verifier is the vendor whose model reads each sentence in another's words a second time; empty: none does.
	Verifier string
	// Refusals keeps what models wanted done and were refused; nil: the log alone tells.
	Refusals Refusals
	// Patience is how long the quotes wait for a model's words; 12 s when zero.
	Patience time.Duration
}

// Asker asks models. Safe for concurrent use.
type Asker struct {
	o      Options
	models map[string]llm.Model // by vendor
}

var _ answer.Words = (*Asker)(nil)

// ErrNobody says that no vendor may be asked for this customer.
var ErrNobody = errors.New("wording: no vendor is named, or the customer allows none of them")

// New makes the clients of every vendor in the register. Nothing is dialled.
func New(o Options) (*Asker, error) {
	if o.Register == nil || o.Gate == nil || o.Masker == nil || o.Profiles == nil {
		return nil, errors.New("wording: a model is asked through the register, the gate and the masker, or not at all")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Patience <= 0 {
		o.Patience = 12 * time.Second
	}
	a := &Asker{o: o, models: map[string]llm.Model{}}
	if _, ok := o.Register.Entry(o.Verifier); o.Verifier != "" && !ok {
		return nil, fmt.Errorf("wording: the second model's vendor %q is not in the register", o.Verifier)
	}
	for _, e := range o.Register.Entries() {
		m, err := llm.New(llm.Format(e.Format), e.BaseURL, o.Gate.Client())
		if err != nil {
			return nil, fmt.Errorf("wording: vendor %q: %w", e.Name, err)
		}
		a.models[e.Name] = m
	}
	return a, nil
}

// mostWords is how many tokens an answer may have: a few sentences with their citations.
const (
	mostWords  = 700
	schemaName = "answer"
)

// Propose asks the first vendor that the customer allows; when it cannot answer, before it said anything,
// those that the owner lets take over, that may have the same data, and that the customer allows too. Where the desk
// has a second model whose maker the customer does not allow, nobody is asked: no sentence could be said.
func (a *Asker) Propose(ctx context.Context, c *policy.Case, p answer.Prompt, on func(piece []byte) error) error {
	ctx, cancel := within(ctx, a.o.Patience, 0.9)
	defer cancel()
	first, ok := a.allowed(c, func(vendors.Entry) bool { return true })
	if !ok || a.o.Verifier != "" && !c.Consents.AllowsVendor(a.o.Verifier) {
		return ErrNobody
	}
	asked, began, err := a.ask(ctx, first.Name, c, p, on)
	for _, other := range a.o.Gate.Instead(asked) {
		if err == nil || began || ctx.Err() != nil {
			return err
		}
		if !c.Consents.AllowsVendor(other.Vendor) {
			continue
		}
		a.o.Log.WarnContext(ctx, "a model could not be asked; another takes over", "vendor", asked.Vendor, "err", err)
		_, began, err = a.ask(ctx, other.Vendor, c, p, on)
	}
	if err != nil {
		a.o.Log.WarnContext(ctx, "no model could be asked; the quotes stand", "err", err)
	}
	return err
}

// ask asks a vendor and gives what was to be sent. Began says that a piece of an answer was handed on.
func (a *Asker) ask(ctx context.Context, vendor string, c *policy.Case, p answer.Prompt, on func([]byte) error) (asked egress.Ask, began bool, err error) {
	ctx, l, err := a.leave(ctx, vendor, c, request{
		language: p.Language, pieces: pieces(c, p), fixed: []string{schemaName, string(ground.Schema())},
		classes: []vendors.Class{vendors.Public, vendors.Dialogue}, fields: []string{"instructions", "passages", "question", "history"}, most: mostWords,
	})
	if err != nil {
		return l.Ask, false, err
	}
	back := l.back.Stream(privacy.JSON)
	hand := func(piece string) error {
		if piece == "" {
			return nil
		}
		began = true
		return on([]byte(piece))
	}
	r := l.llm()
	r.Schema, r.SchemaName = ground.Schema(), schemaName
	reply, err := l.model.Stream(ctx, r, func(chunk llm.Chunk) error { return hand(back.Write(chunk.Text)) })
	a.settle(ctx, l, reply.Usage, err)
	switch {
	case err != nil:
		return l.Ask, began, err
	case len(reply.Calls) > 0:
		a.refusedWords(ctx, c)
		return l.Ask, true, errCalls
	case reply.Finish != llm.Stop:
		return l.Ask, began, errNoEnd
	}
	return l.Ask, began, hand(back.Close())
}

// refusedWords writes down that a model wanted something done that was asked for words.
func (a *Asker) refusedWords(ctx context.Context, c *policy.Case) {
	a.refused(ctx, c, "", action.NotOffered)
}
