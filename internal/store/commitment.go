package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"candor"
	"candor/action"
	"candor/ledger"
)

const (
	sealedPromise = "commitment.words"
	sealedReason  = "commitment.reason"
)

// commitmentRow is a commitment with everything made that needs no transaction.
type commitmentRow struct {
	action.Commitment
	words, reason []byte
	entry         entry
}

// commitmentRow seals what is said in a commitment. ErrNoConversation: there is none, or it is another
// customer's.
func (s *Store) commitmentRow(ctx context.Context, c action.Commitment) (commitmentRow, error) {
	row := commitmentRow{Commitment: c}
	of, err := s.ownerOf(ctx, c.Conversation)
	if errors.Is(err, sql.ErrNoRows) || err == nil && of.customer != c.Customer {
		return row, candor.ErrNoConversation
	}
	if err != nil {
		return row, s.fail("read a conversation", err)
	}
	for _, one := range []struct {
		what string
		text candor.Text
		to   *[]byte
	}{{sealedPromise, c.Words, &row.words}, {sealedReason, c.Reason, &row.reason}} {
		if one.text == "" {
			continue
		}
		if *one.to, err = s.o.Keys.Seal(ctx, c.Customer, one.what, string(c.ID), []byte(one.text)); err != nil {
			return row, fmt.Errorf("store: seal a commitment: %w", err)
		}
	}
	salt, err := s.o.Keys.Salt(ctx, c.Customer)
	if err != nil {
		return row, fmt.Errorf("store: read the customer's salt: %w", err)
	}
	row.entry, err = commitmentEntry(c, salt)
	return row, err
}

// commitmentEntry records what was promised by when, or what became of it, and to nobody by name.
func commitmentEntry(c action.Commitment, salt [32]byte) (entry, error) {
	actor, at := "desk", c.Made
	if c.By == action.ByAgent {
		actor = "agent:" + string(c.Agent)
	}
	if c.Standing != action.Open {
		actor, at = "desk", c.Ended
		if c.EndedBy != "" {
			actor = "agent:" + string(c.EndedBy)
		}
	}
	row, err := entryOf(ledger.Entry{
		At: at, Kind: ledger.KindCommitment, Actor: actor, Subject: ledger.Commitment(salt, "conversation", string(c.Conversation)),
		Facts: map[string]string{"method": c.Kind, "state": string(c.Standing), "deadline": dateFact(c.Due)},
	})
	if err != nil {
		return entry{}, fmt.Errorf("store: record a commitment: %w", err)
	}
	return row, nil
}

// addCommitment keeps one, but once for each source. Added is false when it was there.
func (tx *Tx) addCommitment(row commitmentRow) (added bool, err error) {
	if err := tx.stillThere(row.Conversation); err != nil {
		return false, err
	}
	const insert = `
		INSERT INTO commitment (id, conversation, kind, maker, agent, source, made, due, standing, ended, ended_by, words, reason)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 0, '', $9, NULL)
		ON CONFLICT (conversation, kind, source) WHERE source <> '' DO NOTHING`
	n, err := tx.exec(insert, string(row.ID), string(row.Conversation), row.Kind, string(row.By), string(row.Agent), row.Source,
		micros(row.Made), micros(row.Due), row.words)
	if err != nil || n == 0 {
		return false, err
	}
	return true, tx.record(row.entry)
}

// AddCommitment keeps what was promised. The same kind from the same source of a conversation is kept
// once; added is false then.
//
// ErrNoConversation: there is none, or it is another customer's.
func (s *Store) AddCommitment(ctx context.Context, c action.Commitment) (added bool, err error) {
	if s.writer == nil {
		return false, errReadOnly
	}
	if !c.ID.Valid() || c.Standing != action.Open {
		return false, action.ErrCommitment
	}
	row, err := s.commitmentRow(ctx, c)
	if err != nil {
		return false, err
	}
	err = s.write(ctx, func(tx *Tx) error {
		added, err = tx.addCommitment(row)
		return err
	})
	return added, err
}

// EndCommitment keeps how a commitment ended. action.ErrEnded: it had ended already, or is gone.
func (s *Store) EndCommitment(ctx context.Context, next action.Commitment) error {
	if s.writer == nil {
		return errReadOnly
	}
	if next.Standing == action.Open || next.Ended.IsZero() {
		return action.ErrEnded
	}
	row, err := s.commitmentRow(ctx, next)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error { return tx.endCommitment(row) })
}

func (tx *Tx) endCommitment(row commitmentRow) error {
	const update = `
		UPDATE commitment SET standing = $2, ended = $3, ended_by = $4, reason = $5 WHERE id = $1 AND standing = 'open'`
	n, err := tx.exec(update, string(row.ID), string(row.Standing), micros(row.Ended), string(row.EndedBy), row.reason)
	if err == nil && n != 1 {
		err = action.ErrEnded
	}
	if err != nil {
		return err
	}
	return tx.record(row.entry)
}
