package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/action"
)

const commitmentColumns = `
	c.id, c.conversation, v.customer, c.kind, c.maker, c.agent, c.source, c.made, c.due, c.standing, c.ended, c.ended_by`

// commitments reads some without their words.
func (s *Store) commitments(ctx context.Context, where string, args ...any) ([]action.Commitment, error) {
	query := `SELECT` + commitmentColumns + ` FROM commitment c JOIN conversation v ON v.id = c.conversation ` + where
	var out []action.Commitment
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		var c action.Commitment
		var made, due, ended int64
		err := rows.Scan((*string)(&c.ID), (*string)(&c.Conversation), (*string)(&c.Customer), &c.Kind, (*string)(&c.By), (*string)(&c.Agent),
			&c.Source, &made, &due, (*string)(&c.Standing), &ended, (*string)(&c.EndedBy))
		c.Made, c.Due, c.Ended = moment(made), moment(due), moment(ended)
		out = append(out, c)
		return err
	})
	return out, s.fail("read commitments", err)
}

// Owed gives the open commitments, those due first before the others, at most limit. Their words are
// not opened.
func (s *Store) Owed(ctx context.Context, limit int) ([]action.Commitment, error) {
	return s.commitments(ctx, `WHERE c.standing = 'open' ORDER BY c.due, c.id LIMIT $1`, int64(min(max(limit, 0), 1000)))
}

// Settled gives the commitments that ended, the last first, at most limit. Their words are not opened.
func (s *Store) Settled(ctx context.Context, limit int) ([]action.Commitment, error) {
	return s.commitments(ctx, `WHERE c.standing IN ('kept', 'late', 'broken') ORDER BY c.ended DESC, c.id LIMIT $1`, int64(min(max(limit, 0), 1000)))
}

// CommitmentsOf gives those of one conversation, in order of their dates, without their words.
func (s *Store) CommitmentsOf(ctx context.Context, id candor.ConversationID) ([]action.Commitment, error) {
	return s.commitments(ctx, `WHERE c.conversation = $1 ORDER BY c.due, c.id`, string(id))
}

// Commitment gives one with its words; whoever looks is on record for it. CodeNotFound.
func (s *Store) Commitment(ctx context.Context, by candor.Access, id action.CommitmentID) (action.Commitment, error) {
	found, err := s.commitments(ctx, `WHERE c.id = $1`, string(id))
	if err == nil && len(found) == 0 {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return action.Commitment{}, err
	}
	c := found[0]
	of, err := s.ownerOf(ctx, c.Conversation)
	if err == nil {
		err = s.permit(ctx, by, c.Conversation, of)
	}
	if err != nil {
		return action.Commitment{}, err
	}
	var words, reason []byte
	err = s.row(ctx, `SELECT words, reason FROM commitment WHERE id = $1`, []any{string(id)}, &words, &reason)
	if errors.Is(err, sql.ErrNoRows) {
		return action.Commitment{}, candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return action.Commitment{}, s.fail("read a commitment", err)
	}
	for _, one := range []struct {
		what   string
		sealed []byte
		to     *candor.Text
	}{{sealedPromise, words, &c.Words}, {sealedReason, reason, &c.Reason}} {
		if one.sealed == nil {
			continue
		}
		plain, err := s.o.Keys.Open(ctx, of.customer, one.what, string(id), one.sealed)
		if err != nil {
			return action.Commitment{}, fmt.Errorf("store: open commitment %s: %w", id, err)
		}
		*one.to = candor.Text(plain)
	}
	return c, nil
}

// CommitmentCounts gives how many commitments are owed, how many of them are overdue at a time, and how
// many proposals wait for an agent.
func (s *Store) CommitmentCounts(ctx context.Context, now time.Time) (owed, overdue, proposals int, err error) {
	const query = `
		SELECT (SELECT COUNT(*) FROM commitment WHERE standing = 'open'), (SELECT COUNT(*) FROM commitment WHERE standing = 'open' AND due <= $1),
			(SELECT COUNT(*) FROM proposal WHERE ended = 0 AND state = 'accepted' AND kind = 'money')`
	err = s.row(ctx, query, []any{micros(now)}, &owed, &overdue, &proposals)
	return owed, overdue, proposals, s.fail("count commitments", err)
}
