package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"time"

	"candor"
)

// OverrideAsk is a release against the audit that one person asked for. A second has to confirm it by their own sign-in; until then it
// releases nothing.
type OverrideAsk struct {
	ID      string
	Release string // of what answered when it was asked
	At      time.Time
	By      candor.AgentID
	Reason  string
	Days    int            // that it is to hold, from when it is confirmed
	Ended   string         // how: OverrideConfirmed or OverrideDropped; empty: it waits
	Second  candor.AgentID // who ended it
}

// How an ask ends.
const (
	OverrideConfirmed = "confirmed"
	OverrideDropped   = "dropped"
)

// ErrOverrideEnded says that somebody else ended it.
var ErrOverrideEnded = candor.Fail(candor.CodeConflict, "console.audits.override_ended", nil)

// AskOverride keeps what one person asked for, on the record, in place of whatever waited before.
func (s *Store) AskOverride(ctx context.Context, o OverrideAsk) (OverrideAsk, error) {
	var random [10]byte
	rand.Read(random[:])
	o.ID = hex.EncodeToString(random[:])
	err := s.write(ctx, func(tx *Tx) error {
		o.At = moment(micros(tx.at))
		if _, err := tx.exec(`UPDATE fairness_override SET ended = $1, second = $2 WHERE ended = ''`, OverrideDropped, string(o.By)); err != nil {
			return err
		}
		const insert = `INSERT INTO fairness_override (id, release, at, agent, reason, days, ended, second) VALUES ($1, $2, $3, $4, $5, $6, '', '')`
		if _, err := tx.exec(insert, o.ID, o.Release, micros(o.At), string(o.By), o.Reason, int64(o.Days)); err != nil {
			return err
		}
		return recordFairness(tx, SettingRelease, string(o.By), "override_asked", o.Release)
	})
	return o, err
}

// WaitingOverride gives the one that waits for a second person; false when none does.
func (s *Store) WaitingOverride(ctx context.Context) (o OverrideAsk, waits bool, err error) {
	const query = `SELECT id, release, at, agent, reason, days, ended, second FROM fairness_override WHERE ended = '' ORDER BY at DESC LIMIT 1`
	err = s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var at int64
		waits = true
		err := rows.Scan(&o.ID, &o.Release, &at, (*string)(&o.By), &o.Reason, &o.Days, &o.Ended, (*string)(&o.Second))
		o.At = moment(at)
		return err
	})
	return o, waits && err == nil, s.fail("read what waits for a second person", err)
}

// EndOverride says how it ended, on the record. ErrOverrideEnded: somebody was first.
func (s *Store) EndOverride(ctx context.Context, o OverrideAsk, how string, second candor.AgentID) error {
	return s.write(ctx, func(tx *Tx) error {
		n, err := tx.exec(`UPDATE fairness_override SET ended = $2, second = $3 WHERE id = $1 AND ended = ''`, o.ID, how, string(second))
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrOverrideEnded
		}
		return recordFairness(tx, SettingRelease, string(second), "override_"+how, o.Release)
	})
}
