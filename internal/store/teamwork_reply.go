package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"candor"
	"candor/teamwork"
)

// CannedReplies gives every prepared reply, by name.
func (s *Store) CannedReplies(ctx context.Context) ([]teamwork.Canned, error) {
	const query = `SELECT id, name, language, team, body, made_by, changed FROM canned ORDER BY name, language, team`
	var out []teamwork.Canned
	err := s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var c teamwork.Canned
		var changed int64
		err := rows.Scan(&c.ID, &c.Name, &c.Language, &c.Team, &c.Body, (*string)(&c.By), &changed)
		c.Changed = moment(changed)
		out = append(out, c)
		return err
	})
	return out, s.fail("list prepared replies", err)
}

// errSameName: something of that name is there.
var errSameName = candor.Fail(candor.CodeConflict, "teamwork.same_name", nil)

// SaveCanned keeps a prepared reply, in place of the one with its ID. CodeConflict: another has its name, language and
// team.
func (s *Store) SaveCanned(ctx context.Context, c teamwork.Canned) error {
	return s.write(ctx, func(tx *Tx) error {
		var n int
		const other = `SELECT COUNT(*) FROM canned WHERE name = $1 AND language = $2 AND team = $3 AND id <> $4`
		if err := tx.row(other, []any{c.Name, c.Language, c.Team, c.ID}, &n); err != nil {
			return err
		}
		if n > 0 {
			return errSameName
		}
		const put = `
			INSERT INTO canned (id, name, language, team, body, made_by, changed) VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, language = excluded.language, team = excluded.team,
				body = excluded.body, made_by = excluded.made_by, changed = excluded.changed`
		if _, err := tx.exec(put, c.ID, c.Name, c.Language, c.Team, c.Body, string(c.By), micros(tx.at)); err != nil {
			return err
		}
		return tx.recordPrepared("reply", "save", c.ID, c.By)
	})
}

// DropCanned drops a prepared reply; one that is not there is gone.
func (s *Store) DropCanned(ctx context.Context, id string, by candor.AgentID) error {
	return s.write(ctx, func(tx *Tx) error {
		if _, err := tx.exec(`DELETE FROM canned WHERE id = $1`, id); err != nil {
			return err
		}
		return tx.recordPrepared("reply", "drop", id, by)
	})
}

// Macros gives every macro, by name.
func (s *Store) Macros(ctx context.Context) ([]teamwork.Macro, error) {
	var out []teamwork.Macro
	err := s.rows(ctx, `SELECT id, name, team, steps, made_by, changed FROM macro ORDER BY name`, nil, func(rows *sql.Rows) error {
		var m teamwork.Macro
		var steps string
		var changed int64
		if err := rows.Scan(&m.ID, &m.Name, &m.Team, &steps, (*string)(&m.By), &changed); err != nil {
			return err
		}
		m.Changed = moment(changed)
		out = append(out, m)
		return json.Unmarshal([]byte(steps), &out[len(out)-1].Steps)
	})
	return out, s.fail("list macros", err)
}

// SaveMacro keeps a macro, in place of the one with its ID. CodeConflict: another has its name.
func (s *Store) SaveMacro(ctx context.Context, m teamwork.Macro) error {
	steps, err := json.Marshal(m.Steps)
	if err != nil {
		return fmt.Errorf("store: encode a macro: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM macro WHERE name = $1 AND id <> $2`, []any{m.Name, m.ID}, &n); err != nil {
			return err
		}
		if n > 0 {
			return errSameName
		}
		const put = `
			INSERT INTO macro (id, name, team, steps, made_by, changed) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, team = excluded.team, steps = excluded.steps,
				made_by = excluded.made_by, changed = excluded.changed`
		if _, err := tx.exec(put, m.ID, m.Name, m.Team, string(steps), string(m.By), micros(tx.at)); err != nil {
			return err
		}
		return tx.recordPrepared("macro", "save", m.ID, m.By)
	})
}

// DropMacro drops a macro; one that is not there is gone.
func (s *Store) DropMacro(ctx context.Context, id string, by candor.AgentID) error {
	return s.write(ctx, func(tx *Tx) error {
		if _, err := tx.exec(`DELETE FROM macro WHERE id = $1`, id); err != nil {
			return err
		}
		return tx.recordPrepared("macro", "drop", id, by)
	})
}
