package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"candor"
)

// Digest is how often a member of staff gets a summary by e-mail.
type Digest string

// How often.
const (
	NoDigest Digest = "never"
	Daily    Digest = "daily"  // at eight in the morning
	Hourly   Digest = "hourly" // when somebody waits
)

// Digests lists them.
func Digests() []Digest { return []Digest{NoDigest, Daily, Hourly} }

// AgentNotice is what a member of staff chose.
type AgentNotice struct {
	Agent  candor.AgentID
	Digest Digest
	Sent   time.Time // the last one; zero: none yet
}

// SaveAgentNotice keeps a choice. CodeInvalid: there is no such choice.
func (s *Store) SaveAgentNotice(ctx context.Context, id candor.AgentID, d Digest) error {
	if s.writer == nil {
		return errReadOnly
	}
	switch d {
	case NoDigest, Daily, Hourly:
	default:
		return candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: no such digest"))
	}
	return s.write(ctx, func(tx *Tx) error {
		const put = `
			INSERT INTO agent_notice (agent, digest, sent) VALUES ($1, $2, 0)
			ON CONFLICT (agent) DO UPDATE SET digest = excluded.digest`
		_, err := tx.exec(put, string(id), string(d))
		return err
	})
}

// DigestSent notes when the last summary went out.
func (s *Store) DigestSent(ctx context.Context, id candor.AgentID, at time.Time) error {
	if s.writer == nil {
		return errReadOnly
	}
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`UPDATE agent_notice SET sent = $2 WHERE agent = $1`, string(id), micros(at))
		return err
	})
}

// AgentNotice gives what somebody chose: never, where they chose nothing.
func (s *Store) AgentNotice(ctx context.Context, id candor.AgentID) (AgentNotice, error) {
	n := AgentNotice{Agent: id, Digest: NoDigest}
	var sent int64
	err := s.row(ctx, `SELECT digest, sent FROM agent_notice WHERE agent = $1`, []any{string(id)}, (*string)(&n.Digest), &sent)
	if errors.Is(err, sql.ErrNoRows) {
		return n, nil
	}
	if err != nil {
		return n, s.fail("read a choice of notices", err)
	}
	n.Sent = moment(sent)
	return n, nil
}

// Digested gives everybody on the staff who wants summaries.
func (s *Store) Digested(ctx context.Context) ([]AgentNotice, error) {
	const query = `
		SELECT n.agent, n.digest, n.sent FROM agent_notice n JOIN agent a ON a.id = n.agent
		WHERE n.digest <> 'never' AND a.disabled = 0 ORDER BY n.agent`
	var out []AgentNotice
	err := s.rows(ctx, query, nil, func(r *sql.Rows) error {
		var n AgentNotice
		var sent int64
		err := r.Scan((*string)(&n.Agent), (*string)(&n.Digest), &sent)
		n.Sent = moment(sent)
		out = append(out, n)
		return err
	})
	if err != nil {
		return nil, s.fail("read who wants summaries", err)
	}
	return out, nil
}

// Queued tells of the queue without saying whose it is: how many wait for a person, how many of them are
// in danger, and since when the first.
func (s *Store) Queued(ctx context.Context) (waiting, urgent int, since time.Time, err error) {
	const query = `
		SELECT COUNT(*), COALESCE(SUM(priority >= $1), 0), COALESCE(MIN(waiting_since), 0)
		FROM conversation WHERE state = 'waiting'`
	var first int64
	if err = s.row(ctx, query, []any{int64(candor.Urgent)}, &waiting, &urgent, &first); err != nil {
		return 0, 0, time.Time{}, s.fail("count the queue", err)
	}
	return waiting, urgent, moment(first), nil
}

// HeldBy counts the conversations that somebody has, or set aside.
func (s *Store) HeldBy(ctx context.Context, id candor.AgentID) (n int, err error) {
	const query = `SELECT COUNT(*) FROM conversation WHERE agent = $1 AND state IN ('attended', 'snoozed')`
	if err = s.row(ctx, query, []any{string(id)}, &n); err != nil {
		return 0, s.fail("count somebody's conversations", err)
	}
	return n, nil
}
