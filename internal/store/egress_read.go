package store

import (
	"context"
	"database/sql"

	"candor"
	"candor/vendors"
)

const sendingColumns = ` id, conversation, message, vendor, model, region, purpose, attempt, at, ended, classes, fields, masked,
	outcome, reason, status, bytes_out, bytes_in, counted, input, cached, output, currency, micros, settled`

func (tx *Tx) insertSending(r sendingRow) error {
	const insert = `INSERT INTO egress (` + sendingColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
		$13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`
	_, err := tx.exec(insert, r.ID, string(r.Conversation), string(r.Message), r.Vendor, r.Model, r.Region, string(r.Purpose),
		int64(r.Attempt), micros(r.At), micros(r.Ended), r.classes, r.fields, r.masked, string(r.Outcome), string(r.Reason),
		int64(r.Status), r.BytesOut, r.BytesIn, flag(r.Tokens.Known), r.Tokens.Input, r.Tokens.Cached, r.Tokens.Output,
		string(r.Cost.Currency), r.Cost.Micros, flag(r.Cost.Known() && !r.Cost.AtMost))
	return err
}

func (tx *Tx) updateSending(x vendors.Sending) error {
	const update = `
		UPDATE egress SET ended = $2, outcome = $3, status = $4, bytes_in = $5, counted = $6, input = $7, cached = $8,
			output = $9, currency = $10, micros = $11, settled = $12
		WHERE id = $1`
	return tx.one(update, x.ID, micros(x.Ended), string(x.Outcome), int64(x.Status), x.BytesIn, flag(x.Tokens.Known),
		x.Tokens.Input, x.Tokens.Cached, x.Tokens.Output, string(x.Cost.Currency), x.Cost.Micros, flag(x.Cost.Known() && !x.Cost.AtMost))
}

// sending reads one record as the transaction sees it. sql.ErrNoRows: there is none.
func (tx *Tx) sending(id string) (vendors.Sending, error) {
	var x vendors.Sending
	found := false
	err := tx.rows(`SELECT`+sendingColumns+` FROM egress WHERE id = $1`, []any{id}, func(rows *sql.Rows) error {
		var err error
		x, err = scanSending(rows)
		found = true
		return err
	})
	if err == nil && !found {
		err = sql.ErrNoRows
	}
	return x, err
}

func scanSending(rows *sql.Rows) (vendors.Sending, error) {
	var x vendors.Sending
	var at, ended, attempt, status, counted, settled int64
	var classes, fields, masked string
	err := rows.Scan(&x.ID, (*string)(&x.Conversation), (*string)(&x.Message), &x.Vendor, &x.Model, &x.Region, (*string)(&x.Purpose),
		&attempt, &at, &ended, &classes, &fields, &masked, (*string)(&x.Outcome), (*string)(&x.Reason), &status, &x.BytesOut,
		&x.BytesIn, &counted, &x.Tokens.Input, &x.Tokens.Cached, &x.Tokens.Output, (*string)(&x.Cost.Currency), &x.Cost.Micros, &settled)
	if err != nil {
		return x, err
	}
	x.Attempt, x.Status, x.At, x.Ended = int(attempt), int(status), moment(at), moment(ended)
	x.Tokens.Known, x.Cost.AtMost = counted == 1, x.Cost.Known() && settled == 0
	kinds, err := decodeList(classes)
	if err != nil {
		return x, err
	}
	for _, k := range kinds {
		x.Classes = append(x.Classes, vendors.Class(k))
	}
	if x.Fields, err = decodeList(fields); err != nil {
		return x, err
	}
	x.Masked, err = decodeList(masked)
	return x, err
}

// mostSendings bounds how many records one call gives.
const mostSendings = 10_000

// Sendings gives what left a conversation for vendors, and what did not, oldest first, at most limit.
// There is no word in it of what was said.
func (s *Store) Sendings(ctx context.Context, id candor.ConversationID, limit int) ([]vendors.Sending, error) {
	const query = `SELECT` + sendingColumns + ` FROM egress WHERE conversation = $1 ORDER BY at, attempt, id LIMIT $2`
	return s.sendings(ctx, query, string(id), min(max(limit, 0), mostSendings))
}

// SendingsOf gives what left a customer's conversations for vendors, and what did not, newest first, at
// most limit.
func (s *Store) SendingsOf(ctx context.Context, id candor.CustomerID, limit int) ([]vendors.Sending, error) {
	const query = `SELECT` + sendingColumns + ` FROM egress
		WHERE conversation IN (SELECT id FROM conversation WHERE customer = $1) ORDER BY at DESC, attempt DESC, id DESC LIMIT $2`
	return s.sendings(ctx, query, string(id), min(max(limit, 0), mostSendings))
}

func (s *Store) sendings(ctx context.Context, query string, args ...any) ([]vendors.Sending, error) {
	var out []vendors.Sending
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		x, err := scanSending(rows)
		out = append(out, x)
		return err
	})
	return out, s.fail("read what went to vendors", err)
}
