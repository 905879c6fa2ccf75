package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Check looks at the database from end to end and gives what is wrong with it, in plain words;
// nothing when it is sound. The ledger has a check of its own: VerifyLedger.
func (s *Store) Check(ctx context.Context) (problems []string, err error) {
	err = query(ctx, s.readers, `PRAGMA quick_check(20)`, func(rows *sql.Rows) error {
		var found string
		if err := rows.Scan(&found); err != nil {
			return err
		}
		if found != "ok" {
			problems = append(problems, "The database file is damaged: "+found+".")
		}
		return nil
	})
	if err != nil {
		return problems, s.fail("check the database", err)
	}
	err = query(ctx, s.readers, `PRAGMA foreign_key_check`, func(rows *sql.Rows) error {
		var table, parent string
		var row, constraint sql.NullInt64
		if err := rows.Scan(&table, &row, &parent, &constraint); err != nil {
			return err
		}
		problems = append(problems, fmt.Sprintf("A row of %s belongs to a row of %s that is not there.", table, parent))
		return nil
	})
	return problems, s.fail("check the database", err)
}
