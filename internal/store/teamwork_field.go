package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"candor"
	"candor/teamwork"
)

// Fields gives every field, those in use first, by label.
func (s *Store) Fields(ctx context.Context) ([]teamwork.Field, error) {
	const query = `SELECT id, label, kind, choices, purpose, made_by, made, retired FROM field ORDER BY retired > 0, label, id`
	var out []teamwork.Field
	err := s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var f teamwork.Field
		var made, retired int64
		var choices string
		err := rows.Scan(&f.ID, &f.Label, (*string)(&f.Kind), &choices, &f.Purpose, (*string)(&f.By), &made, &retired)
		if err != nil {
			return err
		}
		f.Made, f.Retired = moment(made), moment(retired)
		f.Choices, err = decodeList(choices)
		out = append(out, f)
		return err
	})
	return out, s.fail("list fields", err)
}

// errNoField: there is no such field in use.
var errNoField = candor.Fail(candor.CodeNotFound, "teamwork.no_field", nil)

// AddField keeps a new field. CodeConflict: there are as many as there may be.
func (s *Store) AddField(ctx context.Context, f teamwork.Field) error {
	choices, err := encodeList(f.Choices)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM field WHERE retired = 0`, nil, &n); err != nil {
			return err
		}
		if n >= teamwork.MostFields {
			return candor.Fail(candor.CodeConflict, "teamwork.field_many", nil)
		}
		const insert = `INSERT INTO field (id, label, kind, choices, purpose, made_by, made, retired) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)`
		if _, err := tx.exec(insert, f.ID, f.Label, string(f.Kind), choices, f.Purpose, string(f.By), micros(tx.at)); err != nil {
			return err
		}
		return tx.recordPrepared("field", "add", f.ID, f.By)
	})
}

// RetireField ends the use of a field. With drop, what was noted in it goes too. CodeNotFound.
func (s *Store) RetireField(ctx context.Context, id string, drop bool, by candor.AgentID) error {
	return s.write(ctx, func(tx *Tx) error {
		const retire = `UPDATE field SET retired = CASE WHEN retired = 0 THEN $2 ELSE retired END WHERE id = $1`
		n, err := tx.exec(retire, id, micros(tx.at))
		if err == nil && n == 0 {
			err = errNoField
		}
		if err != nil {
			return err
		}
		act := "retire"
		if drop {
			act = "drop"
			if _, err := tx.exec(`DELETE FROM field_value WHERE field = $1`, id); err != nil {
				return err
			}
		}
		return tx.recordPrepared("field", act, id, by)
	})
}

// SetField notes a value beside a conversation, sealed; an empty one is nothing noted.
//
// ErrNoConversation. CodeNotFound: no such field is in use.
func (s *Store) SetField(ctx context.Context, id candor.ConversationID, v teamwork.Value) error {
	of, err := s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoConversation
	}
	if err != nil {
		return s.fail("read a conversation", err)
	}
	var body []byte
	if v.Text != "" {
		if body, err = s.o.Keys.Seal(ctx, of.customer, sealedField, string(id)+"/"+v.Field, []byte(v.Text)); err != nil {
			return fmt.Errorf("store: seal a field: %w", err)
		}
	}
	return s.write(ctx, func(tx *Tx) error {
		if err := tx.stillThere(id); err != nil {
			return err
		}
		var n int
		if err := tx.row(`SELECT COUNT(*) FROM field WHERE id = $1 AND retired = 0`, []any{v.Field}, &n); err != nil {
			return err
		}
		if n == 0 {
			return errNoField
		}
		tx.hint(id)
		if body == nil {
			_, err := tx.exec(`DELETE FROM field_value WHERE conversation = $1 AND field = $2`, string(id), v.Field)
			return err
		}
		const put = `
			INSERT INTO field_value (conversation, field, made_by, at, body) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (conversation, field) DO UPDATE SET made_by = excluded.made_by, at = excluded.at, body = excluded.body`
		_, err := tx.exec(put, string(id), v.Field, string(v.By), micros(tx.at), body)
		return err
	})
}

// FieldValues gives what is noted beside a conversation, in the order of the fields. The read is on the record.
func (s *Store) FieldValues(ctx context.Context, by candor.Access, id candor.ConversationID) ([]teamwork.Value, error) {
	type row struct {
		teamwork.Value
		body []byte
	}
	var sealed []row
	const query = `SELECT field, made_by, at, body FROM field_value WHERE conversation = $1 ORDER BY field`
	err := s.rows(ctx, query, []any{string(id)}, func(rows *sql.Rows) error {
		var r row
		var at int64
		err := rows.Scan(&r.Field, (*string)(&r.By), &at, &r.body)
		r.At = moment(at)
		sealed = append(sealed, r)
		return err
	})
	if err != nil || len(sealed) == 0 {
		return nil, s.fail("read fields", err)
	}
	of, err := s.ownerOf(ctx, id)
	if err != nil {
		return nil, s.fail("read a conversation", err)
	}
	if err := s.permit(ctx, by, id, of); err != nil {
		return nil, err
	}
	out := make([]teamwork.Value, 0, len(sealed))
	for _, r := range sealed {
		plain, err := s.o.Keys.Open(ctx, of.customer, sealedField, string(id)+"/"+r.Field, r.body)
		if err != nil {
			return nil, fmt.Errorf("store: open a field: %w", err)
		}
		r.Text = candor.Text(plain)
		out = append(out, r.Value)
	}
	return out, nil
}
