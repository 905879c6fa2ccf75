package store_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"candor/knowledge"

	"github.com/pressly/goose/v3"
)

// tablesAt makes a database as an earlier version of the program left it.
func tablesAt(t *testing.T, version int64) (path string, db *sql.DB) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "desk.db")
	db, err := sql.Open("sqlite", "file:"+path)
	must(t, err)
	p, err := goose.NewProvider(goose.DialectSQLite3, db, os.DirFS(filepath.Join("migrations", "sqlite")), goose.WithLogger(goose.NopLogger()))
	must(t, err)
	_, err = p.UpTo(t.Context(), version)
	must(t, err)
	return path, db
}

func TestArticlesFromBeforeApprovalGoOnAnswering(t *testing.T) {
	t.Parallel()
	path, db := tablesAt(t, 9)
	for version, current := range map[int]int{1: 0, 2: 1} {
		_, err := db.Exec(`
			INSERT INTO article (id, version, is_current, source_key, slug, title, language, topic, audience, source, updated, format, body, questions, digest, saved)
			VALUES ('art_1', $1, $2, 'k', 'refunds', 'Refunds', 'en', '', 'public', '', 0, 'markdown', 'We refund within five days.', '[]', 'd', 5)`, version, current)
		must(t, err)
	}
	_, err := db.Exec(`INSERT INTO passage (id, article, version, place, heading, body, first, past, steering) VALUES ('psg_1', 'art_1', 2, 0, '', 'We refund within five days.', 0, 5, 0)`)
	must(t, err)
	must(t, db.Close())
	_, d := open(t)
	d.options.Path, d.options.Create = path, true
	l := d.again(t).Library()
	articles, passages, err := l.All(t.Context())
	if err != nil || len(articles) != 1 || len(passages) != 1 || articles[0].Version != 2 || articles[0].Approval.By != "before approval existed" || !articles[0].Approval.Given() {
		t.Fatalf("%+v, %d passages, %v", articles, len(passages), err)
	}
	if n, err := l.Settle(t.Context()); n != 1 || err != nil {
		t.Errorf("%d settled, %v", n, err)
	}
	shelf, err := l.Shelf(t.Context())
	if err != nil || len(shelf) != 1 || shelf[0].Tier != knowledge.Grave {
		t.Errorf("%+v, %v", shelf, err)
	}
	if plan := knowledge.Merge(articles, nil); len(plan.Missing) != 1 {
		t.Errorf("%+v", plan)
	}
}
