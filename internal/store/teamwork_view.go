package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"candor"
	"candor/teamwork"
)

// Views gives the lists that an agent saved and those that are everybody's, by name.
func (s *Store) Views(ctx context.Context, agent candor.AgentID) ([]teamwork.View, error) {
	const query = `SELECT id, name, owner, filter, changed FROM saved_view WHERE owner IN ('', $1) ORDER BY owner = '' DESC, name, id`
	var out []teamwork.View
	err := s.rows(ctx, query, []any{string(agent)}, func(rows *sql.Rows) error {
		var v teamwork.View
		var filter string
		var changed int64
		if err := rows.Scan(&v.ID, &v.Name, (*string)(&v.Owner), &filter, &changed); err != nil {
			return err
		}
		v.Changed = moment(changed)
		out = append(out, v)
		return json.Unmarshal([]byte(filter), &out[len(out)-1].Filter)
	})
	return out, s.fail("list views", err)
}

// SaveView keeps a list. CodeConflict: its owner has as many as they may.
func (s *Store) SaveView(ctx context.Context, v teamwork.View) error {
	filter, err := json.Marshal(v.Filter)
	if err != nil {
		return fmt.Errorf("store: encode a view: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM saved_view WHERE owner = $1 AND id <> $2`, []any{string(v.Owner), v.ID}, &n); err != nil {
			return err
		}
		if n >= teamwork.MostViews {
			return candor.Fail(candor.CodeConflict, "teamwork.view_many", nil)
		}
		const put = `
			INSERT INTO saved_view (id, name, owner, filter, changed) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, owner = excluded.owner, filter = excluded.filter, changed = excluded.changed`
		_, err := tx.exec(put, v.ID, v.Name, string(v.Owner), string(filter), micros(tx.at))
		return err
	})
}

// DropView drops a list; the conversations in it are as they were.
func (s *Store) DropView(ctx context.Context, id string) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`DELETE FROM saved_view WHERE id = $1`, id)
		return err
	})
}
