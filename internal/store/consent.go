package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
	"candor/policy"
)

const consentColumns = ` id, purpose, act, notice, version, recipients, language, via, at`

// Consents gives the last act of a customer for each purpose, also where it was a no. A purpose that
// is missing was never decided about. Whether an act still allows anything, policy.Consents says.
func (s *Store) Consents(ctx context.Context, id candor.CustomerID) (policy.Consents, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	all, err := s.consents(context.WithoutCancel(ctx), id)
	if err != nil {
		return nil, err
	}
	out := policy.Consents{}
	for _, c := range all {
		out[c.Purpose] = c
	}
	return out, nil
}

// ConsentHistory gives every act of a customer, oldest first within a purpose.
func (s *Store) ConsentHistory(ctx context.Context, id candor.CustomerID) ([]candor.Consent, error) {
	return s.consents(ctx, id)
}

func (s *Store) consents(ctx context.Context, id candor.CustomerID) ([]candor.Consent, error) {
	const query = `SELECT` + consentColumns + ` FROM consent WHERE customer = $1 ORDER BY purpose, number`
	var out []candor.Consent
	err := s.rows(ctx, query, []any{string(id)}, func(rows *sql.Rows) error {
		c := candor.Consent{Customer: id}
		var recipients string
		var version, at int64
		err := rows.Scan((*string)(&c.ID), (*string)(&c.Purpose), (*string)(&c.Act), &c.Notice, &version, &recipients,
			&c.Language, (*string)(&c.Via), &at)
		if err != nil {
			return err
		}
		c.Version, c.At = int(version), moment(at)
		if c.Recipients, err = decodeList(recipients); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	})
	return out, s.fail("read consents", err)
}

// errNoAct: a consent that does not say what was done must not read as anything.
var errNoAct = candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a consent that is no act on a purpose was refused"))

func (tx *Tx) insertConsent(c candor.Consent) error {
	if c.Act == "" || c.Purpose == "" || c.Act == candor.Gave && c.Version <= 0 {
		return errNoAct
	}
	recipients, err := encodeList(c.Recipients)
	if err != nil {
		return err
	}
	const insert = `
		INSERT INTO consent (customer, purpose, number, id, act, notice, version, recipients, language, via, at)
		SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10
		FROM consent WHERE customer = $1 AND purpose = $2`
	_, err = tx.exec(insert, string(c.Customer), string(c.Purpose), string(c.ID), string(c.Act), c.Notice, int64(c.Version),
		recipients, c.Language, string(c.Via), micros(c.At))
	return err
}

// Pseudonym stands for a customer towards others, such as in a receipt: a commitment under their own
// salt, which goes with their key. Afterwards nobody can tell whom it stood for.
func (s *Store) Pseudonym(ctx context.Context, id candor.CustomerID) (string, error) {
	salt, err := s.o.Keys.Salt(ctx, id)
	if err != nil {
		return "", fmt.Errorf("store: read the customer's salt: %w", err)
	}
	return ledger.Commitment(salt, "customer", string(id)), nil
}
