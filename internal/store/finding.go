package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"candor"
	"candor/fairness/finding"
	"candor/ledger"
)

// SettingFinding is how findings stand in the record.
const SettingFinding = "fairness_finding"

// ErrFindingMoved says that somebody else did something about the finding since it was read.
var ErrFindingMoved = candor.Fail(candor.CodeConflict, "console.audits.moved", nil)

// KeptFinding is a finding as it is stored: how it was opened, and what was done about it since.
type KeptFinding struct {
	Opening finding.Opening
	Acts    []finding.Act
}

// Findings gives every finding, the newest first, at most limit.
func (s *Store) Findings(ctx context.Context, limit int) ([]KeptFinding, error) {
	const query = `SELECT id, opening FROM fairness_finding ORDER BY at DESC, id LIMIT $1`
	return s.findings(ctx, query, int64(min(max(limit, 0), 10_000)))
}

// Finding gives one. candor.CodeNotFound.
func (s *Store) Finding(ctx context.Context, id finding.ID) (KeptFinding, error) {
	all, err := s.findings(ctx, `SELECT id, opening FROM fairness_finding WHERE id = $1`, string(id))
	if err == nil && len(all) == 0 {
		err = candor.Fail(candor.CodeNotFound, "error.not_found", nil)
	}
	if err != nil {
		return KeptFinding{}, err
	}
	return all[0], nil
}

func (s *Store) findings(ctx context.Context, query string, arg any) ([]KeptFinding, error) {
	var out []KeptFinding
	place := map[string]int{}
	err := s.rows(ctx, query, []any{arg}, func(rows *sql.Rows) error {
		var id, text string
		if err := rows.Scan(&id, &text); err != nil {
			return err
		}
		var k KeptFinding
		if err := json.Unmarshal([]byte(text), &k.Opening); err != nil || string(k.Opening.ID) != id {
			return s.damaged("finding %s cannot be read", id)
		}
		place[id], out = len(out), append(out, k)
		return nil
	})
	if err != nil || len(out) == 0 {
		return nil, s.fail("read the findings", err)
	}
	const acts = `SELECT finding, at, actor, act, words FROM fairness_finding_act WHERE finding = $1 ORDER BY number`
	for id, i := range place {
		err := s.rows(ctx, acts, []any{id}, func(rows *sql.Rows) error {
			var of string
			var at int64
			var a finding.Act
			if err := rows.Scan(&of, &at, &a.By, (*string)(&a.Do), &a.Text); err != nil {
				return err
			}
			a.At = moment(at)
			out[i].Acts = append(out[i].Acts, a)
			return nil
		})
		if err != nil {
			return nil, s.fail("read what was done about findings", err)
		}
	}
	return out, nil
}

// OpenFinding keeps a finding, with an entry in the ledger. Earlier is how many of the same test whoever opens it knows of; false:
// there is another one by now, and nothing was kept.
func (s *Store) OpenFinding(ctx context.Context, o finding.Opening, earlier int, by string) (opened bool, err error) {
	text, err := json.Marshal(o)
	if err != nil {
		return false, fmt.Errorf("store: write down a finding: %w", err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		opened = false
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM fairness_finding WHERE test = $1`, []any{o.Test.Key()}, &n); err != nil || n != earlier {
			return err
		}
		const insert = `INSERT INTO fairness_finding (id, test, at, opening) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`
		if n, err := tx.exec(insert, string(o.ID), o.Test.Key(), micros(o.At), string(text)); err != nil || n == 0 {
			return err
		}
		opened = true
		return recordFinding(tx, by, "opened", o.ID, o.Test.Digest())
	})
	return opened && err == nil, err
}

// ActOnFinding keeps what was done about a finding, with an entry in the ledger that holds no words. Seen is how many acts whoever did it
// knew of. It closes none: see CloseFinding. ErrFindingMoved.
func (s *Store) ActOnFinding(ctx context.Context, id finding.ID, seen int, a finding.Act) error {
	if a.Do == finding.Closed {
		return errors.New("store: a finding is closed by what was sealed, and by nothing else")
	}
	return s.actOnFinding(ctx, id, seen, a)
}

// CloseFinding keeps what closes a finding. The store does not know whether the signature is good; finding.Read does.
func (s *Store) CloseFinding(ctx context.Context, seen int, sealed finding.Sealed) error {
	if sealed.Finding() == "" {
		return errors.New("store: what closes no finding is not kept")
	}
	return s.actOnFinding(ctx, sealed.Finding(), seen, sealed.Act())
}

func (s *Store) actOnFinding(ctx context.Context, id finding.ID, seen int, a finding.Act) error {
	return s.write(ctx, func(tx *Tx) error {
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM fairness_finding_act WHERE finding = $1`, []any{string(id)}, &n); err != nil {
			return err
		}
		if n != seen {
			return ErrFindingMoved
		}
		const insert = `INSERT INTO fairness_finding_act (finding, number, at, actor, act, words) VALUES ($1, $2, $3, $4, $5, $6)`
		if _, err := tx.exec(insert, string(id), int64(n+1), micros(a.At), a.By, string(a.Do), a.Text); err != nil {
			return err
		}
		return recordFinding(tx, a.By, string(a.Do), id, a.Text)
	})
}

// recordFinding writes who did what about which finding; of words only a digest.
func recordFinding(tx *Tx, by, did string, id finding.ID, what string) error {
	e, err := entryOf(ledger.Entry{
		At: tx.at, Kind: ledger.KindSetting, Actor: staffActor(by),
		Facts: map[string]string{"setting": SettingFinding, "outcome": did, "key": string(id), "new": plainOrDigest(what)},
	})
	if err != nil {
		return fmt.Errorf("store: record a finding: %w", err)
	}
	return tx.record(e)
}
