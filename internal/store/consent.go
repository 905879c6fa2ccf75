package store

import (
	"context"
	"database/sql"

	"candor"
	"candor/policy"
)

// Consents gives what a customer allows now: the last act for each purpose, also where it was a
// refusal. A purpose that is missing was never asked about.
func (s *Store) Consents(ctx context.Context, id candor.CustomerID) (policy.Consents, error) {
	const query = `
		SELECT id, purpose, given, notice, language, at FROM consent
		WHERE customer = $1 ORDER BY purpose, number`
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := policy.Consents{}
	err := s.rows(context.WithoutCancel(ctx), query, []any{string(id)}, func(rows *sql.Rows) error {
		c := candor.Consent{Customer: id}
		var given, at int64
		if err := rows.Scan((*string)(&c.ID), (*string)(&c.Purpose), &given, &c.Notice, &c.Language, &at); err != nil {
			return err
		}
		c.Given, c.At = given == 1, moment(at)
		out[c.Purpose] = c
		return nil
	})
	if err != nil {
		return nil, s.fail("read consents", err)
	}
	return out, nil
}

// ConsentHistory gives every act of a customer, oldest first within a purpose.
func (s *Store) ConsentHistory(ctx context.Context, id candor.CustomerID) ([]candor.Consent, error) {
	const query = `
		SELECT id, purpose, given, notice, language, at FROM consent
		WHERE customer = $1 ORDER BY purpose, number`
	var out []candor.Consent
	err := s.rows(ctx, query, []any{string(id)}, func(rows *sql.Rows) error {
		c := candor.Consent{Customer: id}
		var given, at int64
		if err := rows.Scan((*string)(&c.ID), (*string)(&c.Purpose), &given, &c.Notice, &c.Language, &at); err != nil {
			return err
		}
		c.Given, c.At = given == 1, moment(at)
		out = append(out, c)
		return nil
	})
	return out, s.fail("read consents", err)
}

func (tx *Tx) insertConsent(c candor.Consent) error {
	const insert = `
		INSERT INTO consent (customer, purpose, number, id, given, notice, language, at)
		SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7
		FROM consent WHERE customer = $1 AND purpose = $2`
	_, err := tx.exec(insert, string(c.Customer), string(c.Purpose), string(c.ID), flag(c.Given), c.Notice, c.Language, micros(c.At))
	return err
}
