package store

import (
	"context"
	"database/sql"
	"errors"

	"candor"
)

// SaveNotice keeps the exact text that customers are shown, by its digest. A digest that is there
// keeps its text.
func (s *Store) SaveNotice(ctx context.Context, digest, language, text string) error {
	if digest == "" || text == "" {
		return candor.Fail(candor.CodeInternal, "error.internal", errors.New("store: a notice needs a digest and a text"))
	}
	if _, _, err := s.Notice(ctx, digest); err == nil {
		return nil
	}
	return s.write(ctx, func(tx *Tx) error {
		const insert = `INSERT INTO notice (digest, language, text, at) VALUES ($1, $2, $3, $4) ON CONFLICT (digest) DO NOTHING`
		_, err := tx.exec(insert, digest, language, text, micros(tx.at))
		return err
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
