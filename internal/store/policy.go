package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/ledger"
)

// Policy is a policy file that is or was in force. Text is the file as it was written; lists leave it out.
type Policy struct {
	Digest  string
	Version string
	Cases   int
	Text    string
	At      time.Time // since when it was in force
	By      string    // an AgentID, "command" or "desk"
}

// SettingPolicy is how a policy file stands in the record.
const SettingPolicy = "policy"

// PutPolicy puts a file in force from now on, with an entry in the ledger that says by whom, which version,
// and the digests of what was in force and what is. What is in force already changes nothing.
func (s *Store) PutPolicy(ctx context.Context, p Policy) error {
	return s.write(ctx, func(tx *Tx) error {
		var old string
		err := tx.row(`SELECT digest FROM policy_force ORDER BY number DESC LIMIT 1`, nil, &old)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if old == p.Digest {
			return nil
		}
		e, err := entryOf(ledger.Entry{
			At: tx.at, Kind: ledger.KindSetting, Actor: staffActor(p.By),
			Facts: map[string]string{"setting": SettingPolicy, "old": old, "new": p.Digest, "version": plainOrDigest(p.Version)},
		})
		if err != nil {
			return fmt.Errorf("store: record a policy: %w", err)
		}
		const keep = `INSERT INTO policy_file (digest, version, cases, text) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING`
		if _, err := tx.exec(keep, p.Digest, p.Version, int64(p.Cases), p.Text); err != nil {
			return err
		}
		if _, err := tx.exec(`INSERT INTO policy_force (at, actor, digest) VALUES ($1, $2, $3)`, micros(tx.at), p.By, p.Digest); err != nil {
			return err
		}
		return tx.record(e)
	})
}

// PolicyInForce gives the file that was put in force last, with its text; false when none ever was.
func (s *Store) PolicyInForce(ctx context.Context) (p Policy, ok bool, err error) {
	const query = `
		SELECT f.digest, f.version, f.cases, f.text, p.at, p.actor FROM policy_force p JOIN policy_file f ON f.digest = p.digest
		ORDER BY p.number DESC LIMIT 1`
	var at, cases int64
	err = s.row(ctx, query, nil, &p.Digest, &p.Version, &cases, &p.Text, &at, &p.By)
	if errors.Is(err, sql.ErrNoRows) {
		return Policy{}, false, nil
	}
	p.At, p.Cases = moment(at), int(cases)
	return p, err == nil, s.fail("read the policy in force", err)
}

// Policies gives what was in force, the newest first, without texts, at most limit.
func (s *Store) Policies(ctx context.Context, limit int) ([]Policy, error) {
	const query = `
		SELECT f.digest, f.version, f.cases, p.at, p.actor FROM policy_force p JOIN policy_file f ON f.digest = p.digest
		ORDER BY p.number DESC LIMIT $1`
	var out []Policy
	err := s.rows(ctx, query, []any{int64(min(max(limit, 0), 1000))}, func(rows *sql.Rows) error {
		var p Policy
		var at, cases int64
		if err := rows.Scan(&p.Digest, &p.Version, &cases, &at, &p.By); err != nil {
			return err
		}
		p.At, p.Cases = moment(at), int(cases)
		out = append(out, p)
		return nil
	})
	return out, s.fail("read the policies that were in force", err)
}

// PolicyTexts gives every file that was ever in force, by digest.
func (s *Store) PolicyTexts(ctx context.Context) (map[string]string, error) {
	out := map[string]string{}
	err := s.rows(ctx, `SELECT digest, text FROM policy_file`, nil, func(rows *sql.Rows) error {
		var digest, text string
		if err := rows.Scan(&digest, &text); err != nil {
			return err
		}
		out[digest] = text
		return nil
	})
	return out, s.fail("read policy files", err)
}

// RuleCount says in how many conversations a rule decided, or offered a person.
type RuleCount struct {
	Reason, Rule  string
	Conversations int
}

// RuleCounts counts since a time. It reads decisions, never words.
func (s *Store) RuleCounts(ctx context.Context, since time.Time) ([]RuleCount, error) {
	const query = `
		SELECT reason, rule, COUNT(DISTINCT conversation) FROM verdict
		WHERE rule <> '' AND at >= $1 GROUP BY reason, rule ORDER BY 3 DESC, reason, rule`
	var out []RuleCount
	err := s.rows(ctx, query, []any{micros(since)}, func(rows *sql.Rows) error {
		var c RuleCount
		var n int64
		if err := rows.Scan(&c.Reason, &c.Rule, &n); err != nil {
			return err
		}
		c.Conversations = int(n)
		out = append(out, c)
		return nil
	})
	return out, s.fail("count which rules decided", err)
}

// Began gives the conversations that began since a time, the newest first, at most limit.
func (s *Store) Began(ctx context.Context, since time.Time, limit int) ([]candor.ConversationID, error) {
	var out []candor.ConversationID
	err := s.rows(ctx, `SELECT id FROM conversation WHERE created >= $1 ORDER BY created DESC, id LIMIT $2`, []any{micros(since), int64(limit)},
		func(rows *sql.Rows) error {
			var id string
			if err := rows.Scan(&id); err != nil {
				return err
			}
			out = append(out, candor.ConversationID(id))
			return nil
		})
	return out, s.fail("list conversations", err)
}
