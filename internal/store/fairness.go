package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor/ledger"
)

// Audit is an audit of fairness as it was reported. Report is JSON that whoever made it reads; lists leave it out.
type Audit struct {
	Digest  string // of Report
	Release string // what was audited
	At      time.Time
	Blocked bool
	Report  string
}

// How audits and releases stand in the record.
const (
	SettingAudit   = "fairness_audit"
	SettingRelease = "fairness_release"
)

// SaveAudit keeps an audit, with an entry in the ledger. One that is kept already changes nothing.
func (s *Store) SaveAudit(ctx context.Context, a Audit, by string) error {
	return s.write(ctx, func(tx *Tx) error {
		const insert = `INSERT INTO fairness_audit (digest, release, at, blocked, report) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (digest) DO NOTHING`
		n, err := tx.exec(insert, a.Digest, a.Release, micros(a.At), flag(a.Blocked), a.Report)
		if err != nil || n == 0 {
			return err
		}
		outcome := "passed"
		if a.Blocked {
			outcome = "blocked"
		}
		return recordFairness(tx, SettingAudit, by, outcome, a.Digest)
	})
}

// Audits gives what was audited, the newest first, without reports, at most limit.
func (s *Store) Audits(ctx context.Context, limit int) ([]Audit, error) {
	const query = `SELECT digest, release, at, blocked FROM fairness_audit ORDER BY at DESC, digest LIMIT $1`
	var out []Audit
	err := s.rows(ctx, query, []any{int64(min(max(limit, 0), 1000))}, func(rows *sql.Rows) error {
		var a Audit
		var at int64
		if err := rows.Scan(&a.Digest, &a.Release, &at, &a.Blocked); err != nil {
			return err
		}
		a.At = moment(at)
		out = append(out, a)
		return nil
	})
	return out, s.fail("read the audits", err)
}

// AuditBlocked reports that the newest audit of a release found what blocks it. Of two of the same moment that one counts.
func (s *Store) AuditBlocked(ctx context.Context, release string) (blocked bool, err error) {
	err = s.row(ctx, `SELECT blocked FROM fairness_audit WHERE release = $1 ORDER BY at DESC, blocked DESC LIMIT 1`, []any{release}, &blocked)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return blocked, s.fail("read whether an audit blocked", err)
}

// AuditReport gives a report by its digest; false when there is none.
func (s *Store) AuditReport(ctx context.Context, digest string) (report string, ok bool, err error) {
	err = s.row(ctx, `SELECT report FROM fairness_audit WHERE digest = $1`, []any{digest}, &report)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return report, err == nil, s.fail("read an audit", err)
}

// SaveRelease keeps what the desk signed about a release, with an entry in the ledger. The store does not know whether
// the signature is good; who uses it checks.
func (s *Store) SaveRelease(ctx context.Context, release, signed, by, outcome string) error {
	return s.write(ctx, func(tx *Tx) error {
		if _, err := tx.exec(`INSERT INTO fairness_release (release, at, signed) VALUES ($1, $2, $3)`, release, micros(tx.at), signed); err != nil {
			return err
		}
		return recordFairness(tx, SettingRelease, by, outcome, release)
	})
}

// Releases gives what was signed about a release, the newest first, at most 20.
func (s *Store) Releases(ctx context.Context, release string) ([]string, error) {
	return s.signed(ctx, `SELECT signed FROM fairness_release WHERE release = $1 ORDER BY number DESC LIMIT 20`, release)
}

// AllReleases gives what was signed about any release, the newest first, at most limit.
func (s *Store) AllReleases(ctx context.Context, limit int) ([]string, error) {
	return s.signed(ctx, `SELECT signed FROM fairness_release ORDER BY number DESC LIMIT $1`, int64(min(max(limit, 0), 1000)))
}

func (s *Store) signed(ctx context.Context, query string, arg any) ([]string, error) {
	var out []string
	err := s.rows(ctx, query, []any{arg}, func(rows *sql.Rows) error {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		out = append(out, text)
		return nil
	})
	return out, s.fail("read what was released", err)
}

func recordFairness(tx *Tx, setting, by, outcome, digest string) error {
	e, err := entryOf(ledger.Entry{
		At: tx.at, Kind: ledger.KindSetting, Actor: staffActor(by),
		Facts: map[string]string{"setting": setting, "outcome": outcome, "new": plainOrDigest(digest)},
	})
	if err != nil {
		return fmt.Errorf("store: record %s: %w", setting, err)
	}
	return tx.record(e)
}
