package rights

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"candor"
)

// Export hands a person everything that is kept about them, and closes the request it made for that.
// When it fails the request stays open for a person of the desk, and what was written cannot be opened.
func (o *Office) Export(ctx context.Context, w Who, to io.Writer) (Request, Summary, error) {
	r, err := o.begin(ctx, w, ToExport, "")
	if err != nil {
		return Request{}, Summary{}, err
	}
	return o.export(ctx, r, w, to)
}

func (o *Office) export(ctx context.Context, r Request, w Who, to io.Writer) (Request, Summary, error) {
	sum, err := o.Exporter.Export(ctx, w.subject(), ArchiveOptions{
		Desk: o.Desk, Language: w.Language, Request: r.ID, Complain: o.Complain, Zone: o.Calendar.Zone, Created: o.Now(), Key: o.Eraser.Key,
		Reason: func(language, key string) string { return string(o.words(language, "reason."+key)) },
	}, to)
	if err != nil {
		return r, Summary{}, err
	}
	r, err = o.finish(context.WithoutCancel(ctx), r, w.Actor)
	return r, sum, err
}

// Correct sets one thing right. ErrNotCorrected closes the request: nothing of the kind is kept. ErrEmail
// and ErrRequest change nothing; after another error the request stays open for a person of the desk.
func (o *Office) Correct(ctx context.Context, w Who, c Correction) (Request, error) {
	if err := c.check(); err != nil {
		return Request{}, err
	}
	var err error
	if c.New, err = o.screened(ctx, c.New, w.Language); err != nil {
		return Request{}, err
	}
	r, err := o.begin(ctx, w, ToCorrect, "")
	if err != nil {
		return Request{}, err
	}
	_, err = Correct(ctx, w.subject(), o.Eraser.Handlers, c)
	if errors.Is(err, ErrNotCorrected) {
		next, closing := o.nothingHeld(ctx, r, w.Actor)
		return next, errors.Join(err, closing)
	}
	if err != nil {
		return r, err
	}
	return o.finish(ctx, r, w.Actor)
}

// nothingHeld closes a request that turned out to be about nothing that is kept.
func (o *Office) nothingHeld(ctx context.Context, r Request, actor string) (Request, error) {
	answer := Answer{Reason: NothingHeld, Words: o.words(r.Language, "rights.nothing_held"), Complain: o.Complain}
	return o.close(ctx, r, func(at time.Time) (Request, Trace, error) { return r.Refuse(answer, actor, at) })
}

// Restrict lets the person's data only be kept from now on, or be used again.
func (o *Office) Restrict(ctx context.Context, w Who, on bool) (Request, error) {
	r, err := o.begin(ctx, w, ToRestrict, "")
	if err != nil {
		return Request{}, err
	}
	if err := o.restrict(ctx, w.Customers, on); err != nil {
		return r, err
	}
	return o.finish(ctx, r, w.Actor)
}

func (o *Office) restrict(ctx context.Context, customers []candor.CustomerID, on bool) error {
	ctx = context.WithoutCancel(ctx)
	for _, id := range customers {
		if err := o.People.Restrict(ctx, id, on); err != nil {
			return fmt.Errorf("rights: restrict: %w", err)
		}
	}
	return nil
}

// Object stops every use that rests on consent at once, and puts the objection before a person of the
// desk, who answers the rest. It stops also when the words cannot be kept, and the words are kept also
// when it does not stop; the error tells which.
func (o *Office) Object(ctx context.Context, w Who, words candor.Text) (Request, error) {
	if err := w.check(); err != nil {
		return Request{}, err
	}
	stopped := o.stop(ctx, w.Customers)
	r, err := o.begin(ctx, w, ToObject, words)
	return r, errors.Join(stopped, err)
}

// stop takes back whatever the customers allowed. One whom it fails for stops no other.
func (o *Office) stop(ctx context.Context, customers []candor.CustomerID) error {
	ctx = context.WithoutCancel(ctx)
	var failures []error
	for _, id := range customers {
		if err := o.Objections.WithdrawEverything(ctx, id); err != nil {
			failures = append(failures, fmt.Errorf("rights: object: %w", err))
		}
	}
	return errors.Join(failures...)
}

// Ask puts a request into the queue as it is, in the person's own words, for what a machine should not
// decide: a complaint, a doubtful correction.
func (o *Office) Ask(ctx context.Context, w Who, kind Kind, words candor.Text) (Request, error) {
	return o.begin(ctx, w, kind, words)
}
