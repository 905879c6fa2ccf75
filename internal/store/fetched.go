package store

import (
	"context"
	"database/sql"
	"fmt"

	"candor"
)

// Fetched is what a page said of itself when it was last read.
type Fetched struct {
	URL            string
	ETag, Modified string
	Article        candor.ArticleID // that came of it; empty: none
}

// Fetched gives every page that was read, by address.
func (l *Library) Fetched(ctx context.Context) (map[string]Fetched, error) {
	const query = `SELECT url, etag, modified, article FROM fetched`
	out := map[string]Fetched{}
	err := l.s.rows(ctx, query, nil, func(rows *sql.Rows) error {
		var f Fetched
		err := rows.Scan(&f.URL, &f.ETag, &f.Modified, &f.Article)
		out[f.URL] = f
		return err
	})
	return out, l.s.fail("read what was fetched", err)
}

// KeepFetched remembers what pages said of themselves.
func (l *Library) KeepFetched(ctx context.Context, all []Fetched) error {
	for len(all) > 0 {
		some := all[:min(200, len(all))]
		all = all[len(some):]
		err := l.s.write(ctx, func(tx *Tx) error {
			for _, f := range some {
				const keep = `
					INSERT INTO fetched (url, etag, modified, article, at) VALUES ($1, $2, $3, $4, $5)
					ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, modified = excluded.modified, article = excluded.article, at = excluded.at`
				if _, err := tx.exec(keep, f.URL, f.ETag, f.Modified, string(f.Article), micros(tx.at)); err != nil {
					return fmt.Errorf("keep what a page said of itself: %w", err)
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
