package rights

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"time"

	"candor"
)

// Exporter hands a person everything that is kept about them. All fields are needed.
type Exporter struct {
	Handlers  []Handler
	Journal   Journal
	Ledger    Recorder
	Turnstile *Turnstile
	Now       func() time.Time
}

// Export writes the archive to w. Customers and Created of the options are filled when empty. A store
// that fails fails the whole: half an answer would look like all there is.
//
// ErrSubject, ErrHandlers; ErrBusy while the person's data is being erased, also when that was
// interrupted and has not ended. After an error what was written to w cannot be opened.
func (e Exporter) Export(ctx context.Context, s Subject, o ArchiveOptions, w io.Writer) (Summary, error) {
	if err := checkSubject(s); err != nil {
		return Summary{}, err
	}
	if err := checkHandlers(e.Handlers); err != nil {
		return Summary{}, err
	}
	leave, err := e.Turnstile.Export(s)
	if err != nil {
		return Summary{}, fmt.Errorf("rights: export: %w", err)
	}
	defer leave()
	living, err := e.undisturbed(ctx, s.Customers)
	if err != nil {
		return Summary{}, err
	}
	if len(o.Customers) == 0 {
		o.Customers = s.Customers
	}
	if o.Created.IsZero() {
		o.Created = e.Now()
	}
	a, err := NewArchive(w, o)
	if err != nil {
		return Summary{}, err
	}
	for _, h := range e.Handlers {
		if err := h.Export(ctx, s, a); err != nil {
			return Summary{}, fmt.Errorf("rights: export from store %s: %w", h.Name(), err)
		}
		if err := ctx.Err(); err != nil {
			return Summary{}, fmt.Errorf("rights: export: interrupted: %w", err)
		}
	}
	// The turnstile speaks for this process; another one may have erased meanwhile.
	still, err := e.undisturbed(ctx, s.Customers)
	if err != nil {
		return Summary{}, err
	}
	if !slices.Equal(living, still) {
		return Summary{}, fmt.Errorf("rights: export: erased meanwhile: %w", ErrBusy)
	}
	sum, err := a.Finish()
	if err != nil {
		return Summary{}, err
	}
	_, err = e.Ledger.Record(ctx, Trace{
		Kind: "export", Actor: s.Access.Actor, Request: o.Request, At: o.Created,
		Facts: map[string]string{"digest": sum.Digest, "size": strconv.FormatInt(sum.Bytes, 10), "count": strconv.FormatInt(sum.total(), 10)},
	})
	if err != nil {
		return Summary{}, fmt.Errorf("rights: record the export: %w", err)
	}
	return sum, nil
}

// undisturbed gives the customers who are there. ErrBusy while one of them is being erased.
func (e Exporter) undisturbed(ctx context.Context, customers []candor.CustomerID) ([]candor.CustomerID, error) {
	erasing, err := e.Journal.Erasing(ctx, customers)
	if err == nil && erasing {
		err = ErrBusy
	}
	if err != nil {
		return nil, fmt.Errorf("rights: export: look for an erasure: %w", err)
	}
	living, err := e.Journal.Living(ctx, customers)
	if err != nil {
		return nil, fmt.Errorf("rights: export: look who is there: %w", err)
	}
	return living, nil
}

func (s Summary) total() int64 {
	n := int64(0)
	for _, c := range s.Counts {
		n += c
	}
	return n
}

// Correct sets one thing right in every store that keeps it, and tells in how many. An e-mail address is
// checked and kept as it is written.
//
// ErrSubject, ErrHandlers, ErrEmail; ErrRequest: an unknown field or a value that cannot be kept;
// ErrNotCorrected: no store keeps the field for this person. Another error leaves some stores corrected:
// calling again finishes.
func Correct(ctx context.Context, s Subject, list []Handler, c Correction) (int, error) {
	if err := checkSubject(s); err != nil {
		return 0, err
	}
	if err := checkHandlers(list); err != nil {
		return 0, err
	}
	if err := c.check(); err != nil {
		return 0, err
	}
	stores := 0
	for _, h := range list {
		err := h.Correct(ctx, s, c)
		switch {
		case err == nil:
			stores++
		case !errors.Is(err, ErrNotCorrected):
			return stores, fmt.Errorf("rights: correct in store %s: %w", h.Name(), err)
		}
	}
	if stores == 0 {
		return 0, ErrNotCorrected
	}
	return stores, nil
}

func (c Correction) check() error {
	most := 200
	switch c.Field {
	case FieldName, FieldPhone, FieldOrder, FieldGroup:
	case FieldAddress:
		most = 500
	case FieldEmail:
		if _, err := FoldEmail(string(c.New)); err != nil && c.New != "" {
			return err
		}
		most = maxEmail
	case FieldStatement:
		if !c.Message.Valid() {
			return fmt.Errorf("rights: correct: no message: %w", ErrRequest)
		}
		most = maxWords
	default:
		return fmt.Errorf("rights: correct: unknown field: %w", ErrRequest)
	}
	if len([]rune(string(c.New))) > most || c.New != "" && !wordsFit(c.New) {
		return fmt.Errorf("rights: correct: not a value: %w", ErrRequest)
	}
	return nil
}

var _ Sink = (*Archive)(nil)
