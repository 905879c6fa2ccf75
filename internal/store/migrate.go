package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"candor"

	"github.com/pressly/goose/v3"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

const migrationsFolder = "migrations/sqlite"

// schemaVersion is the number of the newest migration: 14 for 0014_label.sql.
func schemaVersion() (int, error) {
	files, err := migrations.ReadDir(migrationsFolder)
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("store: find migrations: %w", err)
	}
	number, _, _ := strings.Cut(files[len(files)-1].Name(), "_")
	version, err := strconv.Atoi(number)
	if err != nil {
		return 0, fmt.Errorf("store: number of the newest migration: %w", err)
	}
	return version, nil
}

// migrate brings the tables up to date. It only goes forward.
func migrate(ctx context.Context, o Options) error {
	return onOwnConnection(o, func(db *sql.DB) error {
		files, err := fs.Sub(migrations, migrationsFolder)
		if err != nil {
			return fmt.Errorf("store: find migrations: %w", err)
		}
		p, err := goose.NewProvider(goose.DialectSQLite3, db, files, goose.WithLogger(goose.NopLogger()))
		if err != nil {
			return fmt.Errorf("store: read migrations: %w", err)
		}
		if _, err := p.Up(ctx); err != nil {
			return failed(o.Path, "bring the tables up to date", err)
		}
		return nil
	})
}

// checkVersion refuses a file that a newer program wrote, or that is no database of this one. An
// empty one is new only where one was asked for; otherwise something emptied it.
func checkVersion(ctx context.Context, db *sql.DB, path string, emptyIsNew bool) error {
	const tables = `SELECT COUNT(*), COALESCE(SUM(name = 'goose_db_version'), 0) FROM sqlite_master WHERE type = 'table'`
	var all, ours int
	if err := db.QueryRowContext(ctx, tables).Scan(&all, &ours); err != nil {
		return failed(path, "open the database", err)
	}
	if all == 0 && !emptyIsNew {
		return refuse(candor.CodeInternal, "error.store_damaged", path,
			"store: %s is empty. Nothing was changed. Restore it from its backup; for a new desk run: candor init", path)
	}
	if all == 0 {
		return nil
	}
	if ours == 0 {
		return refuse(candor.CodeInvalid, "error.store_damaged", path,
			"store: %s is a database of another program. Nothing was changed. Name the file of this desk", path)
	}
	const newest = `SELECT COALESCE(MAX(version_id), 0) FROM goose_db_version WHERE is_applied`
	var version int
	if err := db.QueryRowContext(ctx, newest).Scan(&version); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return failed(path, "read the version of the tables", err)
	}
	known, err := schemaVersion()
	if err != nil {
		return err
	}
	if version > known {
		return refuse(candor.CodeInvalid, "error.store_newer", path,
			"store: %s was written by a newer version of this program (tables %d, this program knows %d). "+
				"Nothing was changed. Use that version or a later one", path, version, known)
	}
	return nil
}
