package store

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"candor"
)

// wordsInOne is how many rows of the word index share one turn of the writer, so that a message
// on its way in does not wait long for them.
const wordsInOne = 400

// Words says what the index of words was made with, up to which event of the outbox it holds the
// messages, and how far a walk over all conversations has come, "" when none is going on.
func (s *Store) Words(ctx context.Context) (version string, seq int64, walked candor.ConversationID, err error) {
	const query = `SELECT version, seq, walked FROM word_progress WHERE id = 1`
	err = s.row(ctx, query, nil, &version, &seq, (*string)(&walked))
	return version, seq, walked, s.fail("read how far the index of words is", err)
}

// AddWords adds tags to aliases, in several transactions; those that are there stay. The last one
// notes how far the index has come: after a failure in between the same call can be made again.
func (s *Store) AddWords(ctx context.Context, words map[[16]byte][][8]byte, version string, seq int64, walked candor.ConversationID) error {
	rows := make([][24]byte, 0, 16*len(words))
	for alias, tags := range words {
		for _, tag := range tags {
			var row [24]byte
			copy(row[:], tag[:])
			copy(row[8:], alias[:])
			rows = append(rows, row)
		}
	}
	// In the order of the table: neighbours share a page.
	slices.SortFunc(rows, func(a, b [24]byte) int { return bytes.Compare(a[:], b[:]) })
	rows = slices.Compact(rows)
	for part := range slices.Chunk(rows, wordsInOne) {
		if err := s.write(ctx, func(tx *Tx) error { return tx.insertWords(part) }); err != nil {
			return fmt.Errorf("store: add words: %w", err)
		}
	}
	return s.write(ctx, func(tx *Tx) error {
		const note = `UPDATE word_progress SET version = $1, seq = $2, walked = $3 WHERE id = 1`
		return tx.one(note, version, seq, string(walked))
	})
}

// insertWords adds rows of a tag and an alias, many with one statement: each has its price.
func (tx *Tx) insertWords(rows [][24]byte) error {
	const many = 50
	for some := range slices.Chunk(rows, many) {
		args := make([]any, 0, 2*len(some))
		for i := range some {
			args = append(args, some[i][:8], some[i][8:])
		}
		if _, err := tx.exec(insertWords(len(some)), args...); err != nil {
			return err
		}
	}
	return nil
}

func insertWords(rows int) string {
	var b strings.Builder
	b.WriteString(`INSERT INTO word (tag, alias) VALUES `)
	for i := range rows {
		if i > 0 {
			b.WriteString(`, `)
		}
		fmt.Fprintf(&b, `($%d, $%d)`, 2*i+1, 2*i+2)
	}
	b.WriteString(` ON CONFLICT (tag, alias) DO NOTHING`)
	return b.String()
}

// ClearWords takes out some rows of the index of words and says whether any were left.
func (s *Store) ClearWords(ctx context.Context) (more bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		const remove = `
			DELETE FROM word WHERE (tag, alias) IN (SELECT tag, alias FROM word ORDER BY tag, alias LIMIT $1)`
		n, err := tx.exec(remove, 4*wordsInOne)
		more = n > 0
		return err
	})
	return more, err
}

// DeleteWords takes every row of an alias out of the index of words and says how many there were.
// Finding them reads the whole index, beside the writer and not in it; the rows say nothing of
// the customer once the alias is gone, so this keeps the index small rather than the secret.
func (s *Store) DeleteWords(ctx context.Context, alias [16]byte) (int, error) {
	const query = `SELECT tag FROM word WHERE alias = $1`
	var tags [][]byte
	err := s.rows(ctx, query, []any{alias[:]}, func(rows *sql.Rows) error {
		tags = append(tags, nil)
		return rows.Scan(&tags[len(tags)-1])
	})
	if err != nil {
		return 0, s.fail("find the words of an alias", err)
	}
	for part := range slices.Chunk(tags, wordsInOne) {
		err := s.write(ctx, func(tx *Tx) error {
			const remove = `DELETE FROM word WHERE tag = $1 AND alias = $2`
			for _, tag := range part {
				if _, err := tx.exec(remove, tag, alias[:]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, fmt.Errorf("store: delete words: %w", err)
		}
	}
	return len(tags), nil
}

// WordAliases gives the aliases that have any of the tags, each once, in order of their bytes.
func (s *Store) WordAliases(ctx context.Context, tags ...[8]byte) ([][16]byte, error) {
	const query = `SELECT alias FROM word WHERE tag = $1 ORDER BY alias`
	var out [][16]byte
	for _, tag := range tags {
		var raw sql.RawBytes
		err := s.rows(ctx, query, []any{tag[:]}, func(rows *sql.Rows) error {
			if err := rows.Scan(&raw); err != nil {
				return err
			}
			out = append(out, [16]byte(raw))
			return nil
		})
		if err != nil {
			return nil, s.fail("look up a word", err)
		}
	}
	slices.SortFunc(out, func(a, b [16]byte) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(out), nil
}

// ConversationsFrom gives the ids of conversations that come after this one in order of their
// bytes, at most limit.
func (s *Store) ConversationsFrom(ctx context.Context, after candor.ConversationID, limit int) ([]candor.ConversationID, error) {
	const query = `SELECT id FROM conversation WHERE id > $1 ORDER BY id LIMIT $2`
	var out []candor.ConversationID
	err := s.rows(ctx, query, []any{string(after), max(limit, 0)}, func(rows *sql.Rows) error {
		var id string
		err := rows.Scan(&id)
		out = append(out, candor.ConversationID(id))
		return err
	})
	return out, s.fail("list conversations", err)
}

// ConversationsOf gives a customer's conversations, newest first, at most 1000.
func (s *Store) ConversationsOf(ctx context.Context, id candor.CustomerID) ([]candor.Conversation, error) {
	const query = `SELECT` + conversationColumns + ` FROM conversation WHERE customer = $1 ORDER BY updated DESC, id LIMIT 1000`
	out, err := s.conversations(ctx, query, string(id))
	return out, s.fail("list a customer's conversations", err)
}
