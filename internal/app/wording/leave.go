package wording

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"candor"
	"candor/internal/egress"
	"candor/internal/llm"
	"candor/policy"
	"candor/privacy"
	"candor/vendors"
)

// request is what is to be asked, before it is masked.
type request struct {
	purpose  candor.Purpose // what the customer allowed it for
	language string
	known    []privacy.Known // to be masked wherever it stands, besides what the profile says
	pieces   []privacy.Piece // the instructions, then the messages
	fixed    []string        // texts of the program itself: schemas, tools
	fields   []string
	classes  []vendors.Class
	most     int // tokens of the reply
}

// leave is a request that may go: masked for its vendor, permitted, and with the way back.
type leave struct {
	egress.Ask
	permit *egress.Permit
	back   privacy.Restorer
	model  llm.Model
}

// leave masks a request for a vendor and asks whether it may go, in this order, so that whatever fails sends
// nothing. The Ask is there also with an error, as far as it came: it says who may take over.
func (a *Asker) leave(ctx context.Context, vendor string, c *policy.Case, r request) (context.Context, leave, error) {
	l := leave{Ask: egress.Ask{Vendor: vendor}}
	entry, ok := a.o.Register.Entry(vendor)
	if !ok || len(entry.Models) == 0 {
		return ctx, l, ErrNobody
	}
	by := candor.VendorReads(vendor)
	profile, err := a.o.Profiles.Profile(ctx, by, c.Conversation.Customer)
	if err != nil {
		return ctx, l, fmt.Errorf("wording: read what must be masked: %w", err)
	}
	h := hints(r.language, profile)
	h.Known = append(h.Known, r.known...)
	said, err := a.o.Masker.Mask(ctx, by, c.Conversation.ID, h, r.pieces...)
	if err != nil {
		return ctx, l, fmt.Errorf("wording: mask: %w", err)
	}
	l.Ask = egress.Ask{
		Vendor: vendor, Model: entry.Models[0], Purpose: cmp.Or(r.purpose, candor.Answers), Conversation: c.Conversation.ID, Message: c.Message.ID,
		Said: said, Fixed: r.fixed, Classes: r.classes, Fields: r.fields, MostOutput: int64(r.most),
	}
	if ctx, l.permit, err = a.o.Gate.Permit(ctx, l.Ask); err != nil {
		return ctx, l, err
	}
	if l.back, err = a.o.Masker.Restorer(ctx, by, c.Conversation.ID, ""); err != nil {
		return ctx, l, fmt.Errorf("wording: turn back: %w", err)
	}
	l.model = a.models[vendor]
	return ctx, l, nil
}

// llm is the request as the model's client takes it.
func (l leave) llm() llm.Request {
	r := llm.Request{Model: l.Model, System: l.Said[0], MaxTokens: int(l.MostOutput)}
	for _, m := range l.Said[1:] {
		r.Messages = append(r.Messages, llm.Message{Role: llm.User, Content: m})
	}
	return r
}

// settle writes down what a call cost, whatever came of it.
func (a *Asker) settle(ctx context.Context, l leave, used llm.Usage, read error) {
	if err := l.permit.Settle(context.WithoutCancel(ctx), vendors.Tokens(used), read); err != nil {
		a.o.Log.ErrorContext(ctx, "what a call cost could not be written down; what was set aside counts", "vendor", l.Vendor, "err", err)
	}
}

// allowed gives the first vendor that the customer allows and that is as wanted.
func (a *Asker) allowed(c *policy.Case, want func(vendors.Entry) bool) (vendors.Entry, bool) {
	all := a.o.Register.Entries()
	at := slices.IndexFunc(all, func(e vendors.Entry) bool { return c.Consents.AllowsVendor(e.Name) && want(e) })
	if at < 0 {
		return vendors.Entry{}, false
	}
	return all[at], true
}

// within bounds what a model may take of the time that is left, so that the desk can still answer without it.
func within(ctx context.Context, most time.Duration, part float64) (context.Context, context.CancelFunc) {
	if end, ok := ctx.Deadline(); ok {
		most = min(most, time.Duration(part*float64(time.Until(end))))
	}
	return context.WithTimeout(ctx, most)
}
