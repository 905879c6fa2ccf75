package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"candor"
	"candor/assist"
	"candor/turn"
)

const sealedDraft = "assist_draft.body"

// mostDrafts is how many drafts of a conversation are kept to compare replies with, the newest.
const mostDrafts = 100

// KeepDraft keeps a draft that somebody is shown, once, and counts it as offered. It is kept before it is
// shown, so that no reply can be made of one that nobody knows of.
//
// ErrNoConversation: there is none. ErrNoBasis: the customer does not allow help.
func (s *Store) KeepDraft(ctx context.Context, by candor.Access, id candor.ConversationID, d assist.Draft) error {
	if s.writer == nil {
		return errReadOnly
	}
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoConversation
	}
	if err != nil {
		return s.fail("read a conversation", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return err
	}
	known, err := s.drafts(ctx, id, of.customer)
	if err != nil {
		return err
	}
	for _, k := range known {
		if k.Kind == d.Kind && k.Text == d.Text {
			return nil
		}
	}
	row := "dft_" + strings.ToLower(rand.Text())
	sealed, err := s.o.Keys.Seal(ctx, of.customer, sealedDraft, row, []byte(d.Text))
	if err != nil {
		return fmt.Errorf("store: seal a draft: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		const insert = `INSERT INTO assist_draft (id, conversation, kind, at, body) VALUES ($1, $2, $3, $4, $5)`
		if _, err := tx.exec(insert, row, string(id), string(d.Kind), micros(d.At), sealed); err != nil {
			return err
		}
		const tidy = `
			DELETE FROM assist_draft WHERE conversation = $1 AND id NOT IN (
				SELECT id FROM assist_draft WHERE conversation = $1 ORDER BY at DESC, id DESC LIMIT $2)`
		if _, err := tx.exec(tidy, string(id), mostDrafts); err != nil {
			return err
		}
		return tx.countHelp(d.At, string(d.Kind), -1)
	})
}

// Drafts gives the drafts that were shown in a conversation, oldest first, to compare a reply with.
func (s *Store) Drafts(ctx context.Context, by candor.Access, id candor.ConversationID) ([]assist.Draft, error) {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, s.fail("read a conversation", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return nil, err
	}
	return s.drafts(ctx, id, of.customer)
}

func (s *Store) drafts(ctx context.Context, id candor.ConversationID, customer candor.CustomerID) ([]assist.Draft, error) {
	type sealedDraftRow struct {
		id, kind string
		at       int64
		body     []byte
	}
	var rows []sealedDraftRow
	const query = `SELECT id, kind, at, body FROM assist_draft WHERE conversation = $1 ORDER BY at, id`
	err := s.rows(ctx, query, []any{string(id)}, func(r *sql.Rows) error {
		var x sealedDraftRow
		err := r.Scan(&x.id, &x.kind, &x.at, &x.body)
		rows = append(rows, x)
		return err
	})
	if err != nil {
		return nil, s.fail("read drafts", err)
	}
	out := make([]assist.Draft, 0, len(rows))
	for _, x := range rows {
		text, err := s.o.Keys.Open(ctx, customer, sealedDraft, x.id, x.body)
		if err != nil {
			return nil, fmt.Errorf("store: open a draft: %w", err)
		}
		out = append(out, assist.Draft{Kind: assist.Kind(x.kind), Text: candor.Text(text), At: moment(x.at)})
	}
	return out, nil
}

// useHelp counts a reply that was written with help.
func (tx *Tx) useHelp(at time.Time, used *turn.HelpUsed) error {
	if used == nil {
		return nil
	}
	return tx.countHelp(at, used.Kind, assist.Band(used.Kept))
}

// countHelp adds one to a day's sums: a draft that was offered for a band below 0, else a reply that was sent.
func (tx *Tx) countHelp(at time.Time, kind string, band int) error {
	offered, sent, kept := 0, 1, [5]int{}
	if band < 0 {
		offered, sent = 1, 0
	} else {
		kept[band] = 1
	}
	const add = `
		INSERT INTO assist_use (day, kind, offered, sent, kept_0, kept_1, kept_2, kept_3, kept_4)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (day, kind) DO UPDATE SET offered = offered + excluded.offered, sent = sent + excluded.sent,
			kept_0 = kept_0 + excluded.kept_0, kept_1 = kept_1 + excluded.kept_1, kept_2 = kept_2 + excluded.kept_2,
			kept_3 = kept_3 + excluded.kept_3, kept_4 = kept_4 + excluded.kept_4`
	_, err := tx.exec(add, dayOf(at)*dayMicros, kind, offered, sent, kept[0], kept[1], kept[2], kept[3], kept[4])
	return err
}

// HelpUse gives the sums since a day, the newest first. No person stands in them.
func (s *Store) HelpUse(ctx context.Context, since time.Time) ([]assist.Use, error) {
	const query = `
		SELECT day, kind, offered, sent, kept_0, kept_1, kept_2, kept_3, kept_4 FROM assist_use
		WHERE day >= $1 ORDER BY day DESC, kind`
	var out []assist.Use
	err := s.rows(ctx, query, []any{micros(since)}, func(r *sql.Rows) error {
		var u assist.Use
		var day int64
		err := r.Scan(&day, (*string)(&u.Kind), &u.Offered, &u.Sent, &u.Kept[0], &u.Kept[1], &u.Kept[2], &u.Kept[3], &u.Kept[4])
		u.Day = moment(day)
		out = append(out, u)
		return err
	})
	if err != nil {
		return nil, s.fail("read how help was used", err)
	}
	return out, nil
}
