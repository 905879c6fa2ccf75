package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"candor/ledger"
)

// Calibration is the one in force, as it is kept. Model, Watch and Alarms are texts that whoever made them
// reads; nothing in them is about a person.
type Calibration struct {
	At        time.Time
	By        string // an AgentID, "command" or "desk"
	Knowledge string // digest of the articles it is for
	Target    float64
	Bar       float64
	Model     string
	Digest    string // of the model
	Watch     string
	Alarms    string
	Labels    int // drawn ones that there were
}

// SettingCalibration is how a calibration stands in the record.
const SettingCalibration = "calibration"

// Calibration gives the one in force; false when there is none yet.
func (s *Store) Calibration(ctx context.Context) (c Calibration, ok bool, err error) {
	const query = `SELECT at, actor, knowledge, target, bar, model, digest, watch, alarms, labels FROM calibration WHERE one = 1`
	var at, labels int64
	err = s.row(ctx, query, nil, &at, &c.By, &c.Knowledge, &c.Target, &c.Bar, &c.Model, &c.Digest, &c.Watch, &c.Alarms, &labels)
	if errors.Is(err, sql.ErrNoRows) {
		return Calibration{}, false, nil
	}
	c.At, c.Labels = moment(at), int(labels)
	return c, err == nil, s.fail("read the calibration", err)
}

// SetCalibration puts one in force in place of the one before, and on the record: by whom, under which
// target, and the digests of both.
func (s *Store) SetCalibration(ctx context.Context, c Calibration) error {
	return s.write(ctx, func(tx *Tx) error {
		var old string
		if err := tx.row(`SELECT digest FROM calibration WHERE one = 1`, nil, &old); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		actor := c.By
		if actor != "desk" {
			actor = staffActor(c.By)
		}
		e, err := entryOf(ledger.Entry{
			At: tx.at, Kind: ledger.KindSetting, Actor: actor,
			Facts: map[string]string{"setting": SettingCalibration, "old": plainOrDigest(old), "new": plainOrDigest(c.Digest)},
		})
		if err != nil {
			return fmt.Errorf("store: record a calibration: %w", err)
		}
		const put = `
			INSERT INTO calibration (one, at, actor, knowledge, target, bar, model, digest, watch, alarms, labels)
			VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
			ON CONFLICT (one) DO UPDATE SET at = excluded.at, actor = excluded.actor, knowledge = excluded.knowledge, target = excluded.target,
				bar = excluded.bar, model = excluded.model, digest = excluded.digest, watch = excluded.watch, alarms = excluded.alarms, labels = excluded.labels`
		if _, err := tx.exec(put, micros(c.At), c.By, c.Knowledge, c.Target, c.Bar, c.Model, c.Digest, c.Watch, c.Alarms, int64(c.Labels)); err != nil {
			return err
		}
		return tx.record(e)
	})
}

// SaveWatch keeps how the watch of a model stands; an alarm more goes on the record. False: that model is not in
// force any more.
func (s *Store) SaveWatch(ctx context.Context, model, watch, alarms string, raised int) (bool, error) {
	kept := false
	err := s.write(ctx, func(tx *Tx) error {
		n, err := tx.exec(`UPDATE calibration SET watch = $2, alarms = $3 WHERE digest = $1`, model, watch, alarms)
		kept = n == 1
		if err != nil || !kept || raised == 0 {
			return err
		}
		e, err := entryOf(ledger.Entry{
			At: tx.at, Kind: ledger.KindSetting, Actor: "desk",
			Facts: map[string]string{"setting": "calibration_alarm", "old": "", "new": strconv.Itoa(raised)},
		})
		if err != nil {
			return fmt.Errorf("store: record an alarm: %w", err)
		}
		return tx.record(e)
	})
	return kept, err
}
