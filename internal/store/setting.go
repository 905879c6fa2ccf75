package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"errors"
	"fmt"

	"candor"
	"candor/ledger"
)

// SettingStopped is the stop switch: "true" keeps the assistant silent everywhere.
const SettingStopped = "stopped"

// Setting gives the value of a setting; ok is false when it was never set.
func (s *Store) Setting(ctx context.Context, name string) (value string, ok bool, err error) {
	const query = `SELECT value FROM setting WHERE name = $1`
	err = s.row(ctx, query, []any{name}, &value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", false, nil
	}
	return value, err == nil, s.fail("read a setting", err)
}

// Settings gives every setting that was ever set.
func (s *Store) Settings(ctx context.Context) (map[string]string, error) {
	out := make(map[string]string)
	err := s.rows(ctx, `SELECT name, value FROM setting ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		out[name] = value
		return nil
	})
	return out, s.fail("read settings", err)
}

// SetSetting changes a setting and puts the change on the record, with the old and the new value
// or, where they are no plain words, their digests. The same value again changes nothing.
func (s *Store) SetSetting(ctx context.Context, name, value, by string) error {
	if name == "" || !ledger.Plain(name) {
		return candor.Fail(candor.CodeInvalid, "error.bad_request", errors.New("store: a setting needs a plain name"))
	}
	return s.write(ctx, func(tx *Tx) error {
		var old string
		err := tx.row(`SELECT value FROM setting WHERE name = $1`, []any{name}, &old)
		if err == nil && old == value {
			return nil
		}
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		e, err := entryOf(ledger.Entry{
			At: tx.at, Kind: ledger.KindSetting, Actor: staffActor(by),
			Facts: map[string]string{"setting": name, "old": plainOrDigest(old), "new": plainOrDigest(value)},
		})
		if err != nil {
			return fmt.Errorf("store: record a setting: %w", err)
		}
		const put = `
			INSERT INTO setting (name, value, at, changed) VALUES ($1, $2, $3, $4)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at, changed = excluded.changed`
		if _, err := tx.exec(put, name, value, micros(tx.at), by); err != nil {
			return err
		}
		tx.setting = true
		return tx.record(e)
	})
}

func plainOrDigest(value string) string {
	if ledger.Plain(value) {
		return value
	}
	sum := sha256.Sum256([]byte(value))
	return "sha256:" + base64.RawURLEncoding.EncodeToString(sum[:])
}

// Stopped reports the stop switch. What another process switched shows within a second.
func (s *Store) Stopped(ctx context.Context) (bool, error) {
	return look(&s.glance, glanceKey{what: SettingStopped}, func() (bool, error) {
		value, _, err := s.Setting(ctx, SettingStopped)
		return value == "true", err
	})
}
