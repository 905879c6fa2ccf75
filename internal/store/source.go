package store

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"

	_ "modernc.org/sqlite" // the driver
)

// source names the file for the driver. busy_timeout comes first: the others may have to wait.
func source(o Options, pragmas ...string) (string, error) {
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return "", err
	}
	path = filepath.ToSlash(path)
	if runtime.GOOS == "windows" {
		path = "/" + path
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": append([]string{
		fmt.Sprintf("busy_timeout(%d)", o.Patience.Milliseconds()), "foreign_keys(1)",
	}, pragmas...)}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode(), nil
}

// openPool gives connections that open at their first use.
func openPool(o Options, connections int, readOnly bool) (*sql.DB, error) {
	pragmas := []string{"journal_mode(WAL)", "synchronous(FULL)", "secure_delete(1)", "cache_size(-8000)"}
	if readOnly {
		pragmas = []string{"query_only(1)", "cache_size(-512)"} // the system caches the file; each reader need not again
	}
	name, err := source(o, pragmas...)
	if err != nil {
		return nil, failed(o.Path, "find the database", err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, failed(o.Path, "open the database", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

// onOwnConnection runs f on a connection that may write and that nobody else has.
func onOwnConnection(o Options, f func(*sql.DB) error) (err error) {
	db, err := openPool(o, 1, false)
	if err != nil {
		return err
	}
	err = f(db)
	if closed := db.Close(); err == nil {
		err = closed
	}
	return err
}

// query reads rows outside the prepared statements, for rare questions.
func query(ctx context.Context, db *sql.DB, text string, visit func(*sql.Rows) error, args ...any) error {
	st, err := db.PrepareContext(ctx, text)
	if err != nil {
		return err
	}
	defer st.Close()
	return each(ctx, st, args, visit)
}
