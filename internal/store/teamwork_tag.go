package store

import (
	"context"
	"database/sql"
	"errors"

	"candor"
	"candor/teamwork"
)

// Tags gives every tag with how many conversations have it, by name.
func (s *Store) Tags(ctx context.Context) ([]teamwork.Tag, error) {
	const query = `
		SELECT t.name, t.meaning, t.made_by, t.made, COUNT(c.conversation), COUNT(v.id)
		FROM tag t
		LEFT JOIN conversation_tag c ON c.tag = t.name
		LEFT JOIN conversation v ON v.id = c.conversation AND v.state <> 'resolved'
		GROUP BY t.name ORDER BY t.name`
	var out []teamwork.Tag
	err := s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var t teamwork.Tag
		var made int64
		err := rows.Scan(&t.Name, &t.Meaning, (*string)(&t.By), &made, &t.All, &t.Open)
		t.Made = moment(made)
		out = append(out, t)
		return err
	})
	return out, s.fail("list tags", err)
}

// TagNames gives the names of all tags, in order.
func (s *Store) TagNames(ctx context.Context) ([]string, error) {
	var out []string
	err := s.rows(ctx, `SELECT name FROM tag ORDER BY name`, nil, func(rows *sql.Rows) error {
		var name string
		err := rows.Scan(&name)
		out = append(out, name)
		return err
	})
	return out, s.fail("list tags", err)
}

// errNoTag: there is no such tag.
var errNoTag = candor.Fail(candor.CodeNotFound, "teamwork.no_tag", nil)

// SaveTag keeps a tag, or changes what it means.
func (s *Store) SaveTag(ctx context.Context, t teamwork.Tag) error {
	return s.write(ctx, func(tx *Tx) error {
		const put = `
			INSERT INTO tag (name, meaning, made_by, made) VALUES ($1, $2, $3, $4)
			ON CONFLICT (name) DO UPDATE SET meaning = excluded.meaning`
		if _, err := tx.exec(put, t.Name, t.Meaning, string(t.By), micros(tx.at)); err != nil {
			return err
		}
		return tx.recordPrepared("tag", "save", t.Name, t.By)
	})
}

// MergeTags makes one tag of two: whatever had the first has the second, and the first is gone. An empty second drops
// the first from everything. CodeNotFound: one of them is not there.
func (s *Store) MergeTags(ctx context.Context, from, into string, by candor.AgentID) error {
	if from == into {
		return errNoTag
	}
	return s.write(ctx, func(tx *Tx) error {
		for _, name := range []string{from, into} {
			var n int
			if err := tx.row(`SELECT COUNT(*) FROM tag WHERE name = $1`, []any{name}, &n); err != nil {
				return err
			}
			if n == 0 && name != "" {
				return errNoTag
			}
		}
		if into != "" {
			const move = `
				INSERT INTO conversation_tag (conversation, tag, made_by, at)
				SELECT conversation, $2, made_by, at FROM conversation_tag WHERE tag = $1
				ON CONFLICT (conversation, tag) DO NOTHING`
			if _, err := tx.exec(move, from, into); err != nil {
				return err
			}
		}
		if _, err := tx.exec(`DELETE FROM conversation_tag WHERE tag = $1`, from); err != nil {
			return err
		}
		n, err := tx.exec(`DELETE FROM tag WHERE name = $1`, from)
		if err == nil && n == 0 {
			err = errNoTag
		}
		if err != nil {
			return err
		}
		return tx.recordPrepared("tag", "merge", from, by)
	})
}

// SetTag gives a conversation a tag, or takes it away. Twice is once.
//
// ErrNoConversation. CodeNotFound: there is no such tag.
func (s *Store) SetTag(ctx context.Context, id candor.ConversationID, tag string, on bool, by candor.AgentID) error {
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		tx.hint(id)
		if !on {
			_, err := tx.exec(`DELETE FROM conversation_tag WHERE conversation = $1 AND tag = $2`, string(id), tag)
			return err
		}
		var there string
		err := tx.row(`SELECT name FROM tag WHERE name = $1`, []any{tag}, &there)
		if errors.Is(err, sql.ErrNoRows) {
			return errNoTag
		}
		if err != nil {
			return err
		}
		const put = `
			INSERT INTO conversation_tag (conversation, tag, made_by, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (conversation, tag) DO NOTHING`
		_, err = tx.exec(put, string(id), tag, string(by), micros(tx.at))
		return err
	})
}
