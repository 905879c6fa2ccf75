package store

import (
	"context"
	"fmt"
)

// Version changes whenever an article is stored or withdrawn, by whatever process. It costs
// two looks into indexes, so a running desk can ask often.
func (l *Library) Version(ctx context.Context) (string, error) {
	const query = `
		SELECT (SELECT COALESCE(MAX(saved), 0) FROM article), (SELECT COUNT(*) FROM article WHERE is_current = 1)`
	var saved, current int64
	if err := l.s.row(ctx, query, nil, &saved, &current); err != nil {
		return "", l.s.fail("read the version of the articles", err)
	}
	return fmt.Sprintf("%d.%d", saved, current), nil
}
