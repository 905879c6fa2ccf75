package rights

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"candor"
)

// Row is a request in the officer's queue with its clocks.
type Row struct {
	Request
	Clock Clock
}

// queueLimit bounds what one look at the queue reads.
const queueLimit = 500

// Queue gives the open requests without their words, those first whose time ends first. Of very many it
// gives the oldest.
func (o *Office) Queue(ctx context.Context, actor string) ([]Row, error) {
	found, err := o.Requests.OpenRequests(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, queueLimit)
	if err != nil {
		return nil, err
	}
	rows := o.rows(found)
	slices.SortStableFunc(rows, func(a, b Row) int {
		return cmp.Or(a.Clock.Due.End.Compare(b.Clock.Due.End), a.Received.Compare(b.Received))
	})
	return rows, nil
}

// Closed gives requests that were answered, without their words, at most limit, the last one first.
func (o *Office) Closed(ctx context.Context, actor string, limit int) ([]Row, error) {
	found, err := o.Requests.ClosedRequests(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, limit)
	if err != nil {
		return nil, err
	}
	return o.rows(found), nil
}

// Request gives one request with its clocks and words; that the actor read it is on the record.
// CodeNotFound.
func (o *Office) Request(ctx context.Context, actor string, id candor.RequestID) (Row, error) {
	r, err := o.Requests.Request(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, id)
	if err != nil {
		return Row{}, err
	}
	return o.rows([]Request{r})[0], nil
}

// AnswerBy gives the day by which a request of the kind that comes now is answered, or its person told
// why it takes longer.
func (o *Office) AnswerBy(kind Kind) time.Time {
	now := o.Now()
	return Request{Kind: kind, Regime: o.Regime, Received: now}.Clock(o.Calendar, now).Due.Day
}

func (o *Office) rows(found []Request) []Row {
	out := make([]Row, len(found))
	now := o.Now()
	for i, r := range found {
		out[i] = Row{Request: r, Clock: r.Clock(o.Calendar, now)}
	}
	return out
}

// Deliver writes the archive of an open request to see or to take along, for an officer to hand over,
// and closes the request.
func (o *Office) Deliver(ctx context.Context, id candor.RequestID, version int64, actor string, to io.Writer) (Request, Summary, error) {
	r, err := o.Requests.Request(ctx, candor.Access{Actor: actor, Purpose: candor.Rights}, id)
	switch {
	case err != nil:
		return Request{}, Summary{}, err
	case r.Version != version:
		return r, Summary{}, candor.ErrMoved
	case r.Kind != ToSee && r.Kind != ToExport, r.State != Open && r.State != Extended:
		return r, Summary{}, ErrNoStep
	}
	return o.export(ctx, r, Who{Customers: r.Customers, Actor: actor, Language: r.Language, Via: "console"}, to)
}

// WriteDown takes a request that came by letter or telephone, for a customer or for an address that
// somebody still has to prove: Reply, whose tag becomes Contact. ErrSubject: nobody writes it down.
// ErrEmail, ErrRequest.
func (o *Office) WriteDown(ctx context.Context, a Asking) (Row, error) {
	if a.Actor == "" {
		return Row{}, ErrSubject
	}
	if a.Regime == "" {
		a.Regime = o.Regime
	}
	var err error
	if a.Reply != "" {
		folded, err := FoldEmail(string(a.Reply))
		if err != nil {
			return Row{}, err
		}
		a.Reply, a.Contact = candor.Text(folded), o.emailTag(folded)
	}
	if a.Words, err = o.screened(ctx, a.Words, a.Language); err != nil {
		return Row{}, err
	}
	r, trace, err := New(a, o.Now())
	if err != nil {
		return Row{}, err
	}
	if err := o.Requests.SaveRequest(ctx, 0, r, trace); err != nil {
		return Row{}, fmt.Errorf("rights: keep a request: %w", err)
	}
	return o.rows([]Request{r})[0], nil
}
