package store

import (
	"context"
	"database/sql"
	"time"

	"candor/vendors"
)

// spent gives what a vendor has cost already: on the day of a sending, and for its conversation. What is
// under way counts with what it may cost.
func (tx *Tx) spent(x vendors.Sending) (vendors.Spent, error) {
	const day = `SELECT COALESCE(SUM(micros), 0) FROM egress_day WHERE day = $1 AND vendor = $2 AND currency = $3`
	const conversation = `SELECT COALESCE(SUM(micros), 0) FROM egress WHERE conversation = $1 AND vendor = $2 AND currency = $3`
	var s vendors.Spent
	if err := tx.row(day, []any{dayOf(x.At), x.Vendor, string(x.Cost.Currency)}, &s.Day); err != nil {
		return s, err
	}
	err := tx.row(conversation, []any{string(x.Conversation), x.Vendor, string(x.Cost.Currency)}, &s.Conversation)
	return s, err
}

// figureOf gives what one sending adds to the sums of its day.
func figureOf(x vendors.Sending) vendors.Figure {
	f := vendors.Figure{Vendor: x.Vendor, Model: x.Model, Currency: x.Cost.Currency, Micros: x.Cost.Micros}
	switch {
	case x.Outcome == vendors.Refused:
		f.Refused = 1
	case x.Outcome.Left():
		f.Sent = 1
	}
	if x.Tokens.Known {
		f.Counted, f.Tokens = 1, x.Tokens
	}
	return f
}

// count adds to the sums of the day of a sending.
func (tx *Tx) count(x vendors.Sending, f vendors.Figure) error {
	const add = `
		INSERT INTO egress_day (day, vendor, model, currency, sent, refused, counted, input, cached, output, micros)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (day, vendor, model, currency) DO UPDATE SET
			sent = egress_day.sent + excluded.sent, refused = egress_day.refused + excluded.refused,
			counted = egress_day.counted + excluded.counted, input = egress_day.input + excluded.input,
			cached = egress_day.cached + excluded.cached, output = egress_day.output + excluded.output,
			micros = egress_day.micros + excluded.micros`
	_, err := tx.exec(add, dayOf(x.At), f.Vendor, f.Model, string(f.Currency), f.Sent, f.Refused, f.Counted,
		f.Tokens.Input, f.Tokens.Cached, f.Tokens.Output, f.Micros)
	return err
}

// uncount takes back what count added.
func (tx *Tx) uncount(x vendors.Sending, f vendors.Figure) error {
	const take = `
		UPDATE egress_day SET sent = sent - $5, refused = refused - $6, counted = counted - $7, input = input - $8,
			cached = cached - $9, output = output - $10, micros = micros - $11
		WHERE day = $1 AND vendor = $2 AND model = $3 AND currency = $4`
	return tx.one(take, dayOf(x.At), f.Vendor, f.Model, string(f.Currency), f.Sent, f.Refused, f.Counted,
		f.Tokens.Input, f.Tokens.Cached, f.Tokens.Output, f.Micros)
}

// EgressFigures gives what went to vendors on each day from the first to the last, both included, in UTC,
// in order of day, vendor, model and currency. It stays the same when people are erased.
func (s *Store) EgressFigures(ctx context.Context, first, last time.Time) ([]vendors.Figure, error) {
	const query = `
		SELECT day, vendor, model, currency, sent, refused, counted, input, cached, output, micros FROM egress_day
		WHERE day >= $1 AND day <= $2 ORDER BY day, vendor, model, currency`
	var out []vendors.Figure
	err := s.rows(ctx, query, []any{dayOf(first), dayOf(last)}, func(rows *sql.Rows) error {
		var f vendors.Figure
		var day int64
		err := rows.Scan(&day, &f.Vendor, &f.Model, (*string)(&f.Currency), &f.Sent, &f.Refused, &f.Counted,
			&f.Tokens.Input, &f.Tokens.Cached, &f.Tokens.Output, &f.Micros)
		f.Day, f.Tokens.Known = time.UnixMicro(day*dayMicros).UTC(), f.Counted > 0
		out = append(out, f)
		return err
	})
	return out, s.fail("read what went to vendors", err)
}
