package wording

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"candor"
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

// Options are what New needs. All but Log and Patience are required.
type Options struct {
	Register *vendors.Register
	Gate     *egress.Gate
	Masker   *privacy.Masker
	Profiles Profiles
	Log      *slog.Logger
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
// those that the owner lets take over, that may have the same data, and that the customer allows too.
func (a *Asker) Propose(ctx context.Context, c *policy.Case, p answer.Prompt, on func(piece []byte) error) error {
	ctx, cancel := context.WithTimeout(ctx, a.o.Patience)
	defer cancel()
	first := slices.IndexFunc(a.o.Register.Entries(), func(e vendors.Entry) bool { return c.Consents.AllowsVendor(e.Name) })
	if first < 0 {
		return ErrNobody
	}
	asked := egress.Ask{Vendor: a.o.Register.Entries()[first].Name}
	began, err := a.ask(ctx, &asked, c, p, on)
	for _, other := range a.o.Gate.Instead(asked) {
		if err == nil || began || ctx.Err() != nil {
			return err
		}
		if !c.Consents.AllowsVendor(other.Vendor) {
			continue
		}
		a.o.Log.WarnContext(ctx, "a model could not be asked; another takes over", "vendor", asked.Vendor, "err", err)
		next := egress.Ask{Vendor: other.Vendor}
		began, err = a.ask(ctx, &next, c, p, on)
	}
	if err != nil {
		a.o.Log.WarnContext(ctx, "no model could be asked; the quotes stand", "err", err)
	}
	return err
}

// ask asks the vendor that sent names and fills in what was to be sent. Began says that a piece of an answer
// was handed on.
func (a *Asker) ask(ctx context.Context, sent *egress.Ask, c *policy.Case, p answer.Prompt, on func([]byte) error) (began bool, err error) {
	vendor := sent.Vendor
	entry, ok := a.o.Register.Entry(vendor)
	if !ok || len(entry.Models) == 0 {
		return false, ErrNobody
	}
	by := candor.VendorReads(vendor)
	profile, err := a.o.Profiles.Profile(ctx, by, c.Conversation.Customer)
	if err != nil {
		return false, fmt.Errorf("wording: read what must be masked: %w", err)
	}
	said, err := a.o.Masker.Mask(ctx, by, c.Conversation.ID, hints(p.Language, profile), pieces(c, p)...)
	if err != nil {
		return false, fmt.Errorf("wording: mask: %w", err)
	}
	*sent = egress.Ask{
		Vendor: vendor, Model: entry.Models[0], Purpose: candor.Answers, Conversation: c.Conversation.ID, Message: c.Message.ID,
		Said: said, Fixed: []string{schemaName, string(ground.Schema())}, Classes: []vendors.Class{vendors.Public, vendors.Dialogue},
		Fields: []string{"instructions", "passages", "question", "history"}, MostOutput: mostWords,
	}
	ctx, permit, err := a.o.Gate.Permit(ctx, *sent)
	if err != nil {
		return false, err
	}
	restorer, err := a.o.Masker.Restorer(ctx, by, c.Conversation.ID, "")
	if err != nil {
		return false, fmt.Errorf("wording: turn back: %w", err)
	}
	back := restorer.Stream(privacy.JSON)
	hand := func(piece string) error {
		if piece == "" {
			return nil
		}
		began = true
		return on([]byte(piece))
	}
	reply, err := a.models[vendor].Stream(ctx, llm.Request{
		Model: entry.Models[0], System: said[0], Messages: []llm.Message{{Role: llm.User, Content: said[1]}},
		Schema: ground.Schema(), SchemaName: schemaName, MaxTokens: mostWords,
	}, func(chunk llm.Chunk) error { return hand(back.Write(chunk.Text)) })
	used := vendors.Tokens(reply.Usage)
	if settled := permit.Settle(context.WithoutCancel(ctx), used, err); settled != nil {
		a.o.Log.ErrorContext(ctx, "what a call cost could not be written down; what was set aside counts", "vendor", vendor, "err", settled)
	}
	if err != nil {
		return began, err
	}
	if reply.Finish != llm.Stop {
		return began, errors.New("wording: the model did not come to an end")
	}
	return began, hand(back.Close())
}
