package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"candor"
	"candor/fairness/monitor"
)

// SettingAlarm is how an alarm over a gap stands in the record.
const SettingAlarm = "fairness_alarm"

// Looked is one look of the watch, to be kept.
type Looked struct {
	At       time.Time
	Watch    monitor.Watch
	Evidence []monitor.Evidence // of which what speaks for a gap is kept for charts
	Raised   []monitor.Evidence
}

// Watch gives the memory of the watch, its version, and when it last looked; the zero memory and version 0 when it
// never did.
func (s *Store) Watch(ctx context.Context) (w monitor.Watch, version int64, at time.Time, err error) {
	var body string
	var micro int64
	err = s.row(ctx, `SELECT version, at, body FROM monitor_watch WHERE id = 1`, nil, &version, &micro, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return w, 0, time.Time{}, nil
	}
	if err != nil {
		return w, 0, time.Time{}, s.fail("read the watch", err)
	}
	if err := json.Unmarshal([]byte(body), &w); err != nil {
		return w, 0, time.Time{}, s.damaged("the watch cannot be read")
	}
	return w, version, moment(micro), nil
}

// SaveLook keeps a look, its evidence and its alarms in one transaction, with an entry in the ledger for each alarm that does not
// stand yet; those it gives. ErrMoved: another node looked first, and nothing was kept.
func (s *Store) SaveLook(ctx context.Context, version int64, l Looked) (raised []monitor.Alarm, err error) {
	body, err := json.Marshal(l.Watch)
	if err != nil {
		return nil, fmt.Errorf("store: write the watch down: %w", err)
	}
	err = s.write(ctx, func(tx *Tx) error {
		raised = nil
		if err := tx.putWatch(version, l.At, string(body)); err != nil {
			return err
		}
		if err := tx.putLines(l); err != nil {
			return err
		}
		for _, e := range l.Raised {
			a, err := tx.raise(l.At, e)
			if err != nil {
				return err
			}
			if a.Number > 0 {
				raised = append(raised, a)
			}
		}
		return nil
	})
	return raised, err
}

func (tx *Tx) putWatch(version int64, at time.Time, body string) error {
	const first = `INSERT INTO monitor_watch (id, version, at, body) VALUES (1, 1, $1, $2) ON CONFLICT (id) DO NOTHING`
	const next = `UPDATE monitor_watch SET version = version + 1, at = $1, body = $2 WHERE id = 1 AND version = $3`
	query, args := first, []any{micros(at), body}
	if version > 0 {
		query, args = next, append(args, version)
	}
	n, err := tx.exec(query, args...)
	if err == nil && n == 0 {
		err = candor.ErrMoved
	}
	return err
}

// putLines keeps the evidence of the day where it speaks for a gap, or did before.
func (tx *Tx) putLines(l Looked) error {
	const put = `
		INSERT INTO monitor_line (outcome, part, grp, day, log_e) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (outcome, part, grp, day) DO UPDATE SET log_e = excluded.log_e`
	day := dayOf(l.At)
	for _, e := range l.Evidence {
		if e.LogE <= 0 {
			continue
		}
		if _, err := tx.exec(put, string(e.Outcome), string(e.By), e.Group, day, e.LogE); err != nil {
			return err
		}
	}
	return nil
}

// raise keeps an alarm unless the same stands.
func (tx *Tx) raise(at time.Time, e monitor.Evidence) (monitor.Alarm, error) {
	const put = `
		INSERT INTO monitor_alarm (outcome, part, grp, at, log_e, n, k, rest_n, rest_k) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
		ON CONFLICT (outcome, part, grp) WHERE ended = 0 DO NOTHING`
	n, err := tx.exec(put, string(e.Outcome), string(e.By), e.Group, micros(at), e.LogE, e.N, e.K, e.RestN, e.RestK)
	if err != nil || n == 0 {
		return monitor.Alarm{}, err
	}
	a := monitor.Alarm{
		Outcome: e.Outcome, By: e.By, Group: e.Group, Since: moment(micros(at)), LogE: e.LogE, N: e.N, K: e.K, RestN: e.RestN, RestK: e.RestK,
	}
	const number = `SELECT number FROM monitor_alarm WHERE outcome = $1 AND part = $2 AND grp = $3 AND ended = 0`
	if err := tx.row(number, []any{string(e.Outcome), string(e.By), e.Group}, &a.Number); err != nil {
		return a, err
	}
	return a, recordFairness(tx, SettingAlarm, "desk", "raised", a.Name())
}

// Alarms gives the alarms, those that stand first, then the newest, at most limit.
func (s *Store) Alarms(ctx context.Context, limit int) ([]monitor.Alarm, error) {
	const query = `
		SELECT number, outcome, part, grp, at, log_e, n, k, rest_n, rest_k, ended, ended_by FROM monitor_alarm
		ORDER BY ended > 0, at DESC, number DESC LIMIT $1`
	var out []monitor.Alarm
	err := s.rows(ctx, query, []any{int64(min(max(limit, 0), 1000))}, func(rows *sql.Rows) error {
		var a monitor.Alarm
		var at, ended int64
		err := rows.Scan(&a.Number, (*string)(&a.Outcome), (*string)(&a.By), &a.Group, &at, &a.LogE, &a.N, &a.K, &a.RestN, &a.RestK, &ended, &a.EndedBy)
		a.Since, a.Ended = moment(at), moment(ended)
		out = append(out, a)
		return err
	})
	return out, s.fail("read alarms", err)
}

// EndAlarm ends an alarm that somebody has looked into, keeps the watch as it is to go on, and puts both on the record.
// ErrMoved: somebody looked, or ended it, first.
func (s *Store) EndAlarm(ctx context.Context, a monitor.Alarm, by candor.AgentID, version int64, w monitor.Watch) error {
	body, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("store: write the watch down: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		var stands int64
		if err := tx.row(`SELECT COUNT(*) FROM monitor_alarm WHERE number = $1 AND ended = 0`, []any{a.Number}, &stands); err != nil {
			return err
		}
		if stands == 0 {
			return candor.ErrMoved
		}
		if err := tx.putWatch(version, tx.at, string(body)); err != nil {
			return err
		}
		if err := tx.one(`UPDATE monitor_alarm SET ended = $2, ended_by = $3 WHERE number = $1`, a.Number, micros(tx.at), string(by)); err != nil {
			return err
		}
		return recordFairness(tx, SettingAlarm, string(by), "looked_into", a.Name())
	})
}

// Line is the evidence of one comparison at the end of a day.
type Line struct {
	Outcome monitor.Outcome
	By      monitor.Part
	Group   string
	Day     time.Time
	LogE    float64
}

// Lines gives the evidence that spoke for a gap, from a day on, by comparison and day.
func (s *Store) Lines(ctx context.Context, from time.Time) ([]Line, error) {
	const query = `SELECT outcome, part, grp, day, log_e FROM monitor_line WHERE day >= $1 ORDER BY outcome, part, grp, day`
	var out []Line
	err := s.rows(ctx, query, []any{dayOf(from)}, func(rows *sql.Rows) error {
		var l Line
		var day int64
		err := rows.Scan((*string)(&l.Outcome), (*string)(&l.By), &l.Group, &day, &l.LogE)
		l.Day = moment(day * dayMicros)
		out = append(out, l)
		return err
	})
	return out, s.fail("read evidence", err)
}
