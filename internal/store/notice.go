package store

import (
	"context"
	"database/sql"
	"errors"

	"candor"
)

// NoticeText is the exact text that customers are shown, by its digest.
type NoticeText struct{ Digest, Language, Text string }

// SaveNotice is SaveNotices for one.
func (s *Store) SaveNotice(ctx context.Context, digest, language, text string) error {
	return s.SaveNotices(ctx, []NoticeText{{digest, language, text}})
}

// SaveNotices keeps the texts that customers are shown, all in one transaction. A digest that is there
// keeps its text.
func (s *Store) SaveNotices(ctx context.Context, all []NoticeText) error {
	var fresh []NoticeText
	for _, n := range all {
		if n.Digest == "" || n.Text == "" {
			return candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a notice needs a digest and a text"))
		}
		if _, _, err := s.Notice(ctx, n.Digest); err != nil {
			fresh = append(fresh, n)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return s.write(ctx, func(tx *Tx) error {
		const insert = `INSERT INTO notice (digest, language, text, at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING`
		for _, n := range fresh {
			if _, err := tx.exec(insert, n.Digest, n.Language, n.Text, micros(tx.at)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Notice gives the text that was shown under a digest. candor.CodeNotFound when there is none.
func (s *Store) Notice(ctx context.Context, digest string) (language, text string, err error) {
	const query = `SELECT language, text FROM notice WHERE digest = $1`
	err = s.row(ctx, query, []any{digest}, &language, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return "", "", candor.Fail(candor.CodeNotFound, "error.no_notice", nil)
	}
	return language, text, s.fail("read a notice", err)
}
