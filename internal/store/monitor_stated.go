package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"time"

	"candor"
	"candor/fairness/monitor"
	"candor/privacy/rights"
)

const sealedStated = "stated.body"

// Stated is which groups a customer chose to name, by axis. It is for the counts of fairness and for nobody who decides.
type Stated struct {
	Groups map[string]string
	At     time.Time // zero: nothing was stated
}

// Stated gives what a customer stated of themselves: to them, to answer a request about their own data, and for the
// purpose of fairness while they allow that. Everybody else is refused, whatever their purpose. The read is on the record but
// for the customer's own.
//
// ErrNoCustomer. ErrNoBasis, ErrRestricted: it may not be read for this purpose.
func (s *Store) Stated(ctx context.Context, by candor.Access, id candor.CustomerID) (Stated, error) {
	if by.Purpose != candor.Fairness && by.Purpose != candor.Rights && by != candor.CustomerReads() {
		return Stated{}, fmt.Errorf("store: read what a customer stated for %q: %w", by.Purpose, ErrNoBasis)
	}
	var sealed []byte
	var at int64
	err := s.row(ctx, `SELECT at, body FROM stated WHERE customer = $1`, []any{string(id)}, &at, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return Stated{}, nil // nothing is opened, so there is nothing to record
	}
	if err != nil {
		return Stated{}, s.fail("read what a customer stated", err)
	}
	if err := s.permitCustomer(ctx, by, id); err != nil {
		return Stated{}, err
	}
	out := Stated{At: moment(at)}
	err = s.openJSON(ctx, id, sealedStated, string(id), sealed, &out.Groups)
	return out, err
}

// State keeps which groups a customer names, in place of what was; with none it is destroyed. Only groups of the desk's lists
// are kept.
//
// ErrConsentNeeded: they do not allow that it is used. ErrNoCustomer.
func (s *Store) State(ctx context.Context, id candor.CustomerID, groups map[string]string) error {
	groups = s.o.Groups.Only(groups)
	if len(groups) == 0 {
		return s.write(ctx, func(tx *Tx) error { return tx.forgetStated(id) })
	}
	body, err := s.sealJSON(ctx, id, sealedStated, string(id), groups)
	if candor.CodeOf(err) == candor.CodeNotFound {
		return candor.ErrNoCustomer
	}
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		c := candor.Consent{Purpose: candor.Fairness}
		const last = `SELECT act, version FROM consent WHERE customer = $1 AND purpose = $2 ORDER BY number DESC LIMIT 1`
		err := tx.row(last, []any{string(id), string(candor.Fairness)}, (*string)(&c.Act), &c.Version)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if !c.Live() {
			return candor.ErrConsentNeeded
		}
		const put = `
			INSERT INTO stated (customer, at, body) VALUES ($1, $2, $3)
			ON CONFLICT (customer) DO UPDATE SET at = excluded.at, body = excluded.body`
		_, err = tx.exec(put, string(id), micros(tx.at), body)
		return err
	})
}

func (tx *Tx) forgetStated(id candor.CustomerID) error {
	_, err := tx.exec(`DELETE FROM stated WHERE customer = $1`, string(id))
	return err
}

// unstate destroys what a customer stated once they do not allow its use any more.
func (tx *Tx) unstate(c candor.Consent) error {
	if c.Purpose != candor.Fairness || c.Act == candor.Gave {
		return nil
	}
	return tx.forgetStated(c.Customer)
}

// exportedStated is what a person reads of what they stated.
type exportedStated struct {
	Groups map[string]string `json:"groups"`
	At     time.Time         `json:"at"`
}

func (x exporter) stated(ctx context.Context, of rights.Subject, to rights.Sink) error {
	for _, id := range of.Customers {
		stated, err := x.s.Stated(ctx, of.Access, id)
		if errors.Is(err, candor.ErrNoCustomer) || err == nil && stated.At.IsZero() {
			continue
		}
		if err != nil {
			return err
		}
		body, err := json.MarshalIndent(exportedStated(stated), "", "  ")
		if err != nil {
			return fmt.Errorf("store: write what was stated: %w", err)
		}
		err = to.Attach(rights.Attachment{
			ID: "stated-" + string(id), Name: "stated.json", MediaType: "application/json", At: stated.At,
		}, bytes.NewReader(body))
		if err != nil {
			return err
		}
	}
	return nil
}

// correctStated sets one axis right, named by Old, or takes it away.
func (s *Store) correctStated(ctx context.Context, of rights.Subject, c rights.Correction) error {
	axis, group := string(c.Old), string(c.New)
	if c.Field != rights.FieldGroup || group != "" && len(s.o.Groups.Only(map[string]string{axis: group})) == 0 {
		return rights.ErrNotCorrected
	}
	done := false
	for _, id := range of.Customers {
		stated, err := s.Stated(ctx, of.Access, id)
		if errors.Is(err, candor.ErrNoCustomer) || err == nil && stated.At.IsZero() {
			continue
		}
		if err != nil {
			return err
		}
		groups := maps.Clone(stated.Groups)
		if groups[axis] = group; group == "" {
			delete(groups, axis)
		}
		if err := s.State(ctx, id, groups); err != nil {
			return err
		}
		done = true
	}
	if !done {
		return rights.ErrNotCorrected
	}
	return nil
}

// Groups gives what may be stated at this desk.
func (s *Store) Groups() monitor.Groups { return s.o.Groups }
