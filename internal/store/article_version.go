package store

import (
	"context"
	"fmt"
)

// Version changes whenever the articles that answer change: one is stored, approved or withdrawn, by
// whatever process, or the time of one comes or ends. It costs a few looks into indexes, so a running
// desk can ask often.
func (l *Library) Version(ctx context.Context) (string, error) {
	const query = `
		SELECT (SELECT COALESCE(MAX(saved), 0) FROM article), (SELECT COALESCE(MAX(approved), 0) FROM article),
			(SELECT COUNT(*) FROM article WHERE is_current = 1), (SELECT COUNT(*) FROM article WHERE answers = 1),
			(SELECT COUNT(*) FROM article WHERE answers = 1 AND valid_from > 0 AND valid_from <= $1),
			(SELECT COUNT(*) FROM article WHERE answers = 1 AND valid_until > 0 AND valid_until <= $1)`
	var v [6]int64
	if err := l.s.row(ctx, query, []any{l.now()}, &v[0], &v[1], &v[2], &v[3], &v[4], &v[5]); err != nil {
		return "", l.s.fail("read the version of the articles", err)
	}
	return fmt.Sprintf("%d.%d.%d.%d.%d.%d", v[0], v[1], v[2], v[3], v[4], v[5]), nil
}
