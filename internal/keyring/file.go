package keyring

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"candor"

	_ "modernc.org/sqlite" // the driver
)

// schemaVersion is what PRAGMA user_version says of the tables below.
const schemaVersion = 1

// A customer's row is never deleted and never grows or shrinks: destroying the key overwrites
// it in place. Rows are only ever added at the end, so SQLite never moves one to another page
// and leaves no copy of a wrapped key behind. The index holds ids alone.
const schema = `
CREATE TABLE key_check (
	id      INTEGER PRIMARY KEY CHECK (id = 1),
	sealed  BLOB NOT NULL,
	made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE desk_key (
	name    TEXT PRIMARY KEY,
	wrapped BLOB NOT NULL,
	made_at INTEGER NOT NULL
) STRICT;
CREATE TABLE customer_key (
	n        INTEGER PRIMARY KEY,
	customer TEXT NOT NULL,
	wrapped  BLOB NOT NULL CHECK (length(wrapped) = 61),
	made_at  INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX customer_key_customer ON customer_key (customer);
CREATE TABLE shredded (
	customer TEXT PRIMARY KEY,
	at       INTEGER NOT NULL
) STRICT;
PRAGMA user_version = 1;`

// wrappedSize is the length of a wrapped key: version, nonce, key and tag.
const wrappedSize = 1 + 12 + keySize + 16

func source(name string, pragmas ...string) string {
	q := url.Values{"_txlock": {"immediate"}, "_pragma": append([]string{
		"busy_timeout(5000)", "secure_delete(1)", "cache_size(-256)",
	}, pragmas...)}
	path := filepath.ToSlash(name)
	if runtime.GOOS == "windows" && filepath.IsAbs(name) {
		path = "/" + path
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// openDB opens lazily, so what can go wrong shows at first use.
func openDB(name string, connections int, pragmas ...string) (*sql.DB, error) {
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, failed(name, "find", err)
	}
	db, err := sql.Open("sqlite", source(abs, pragmas...))
	if err != nil {
		return nil, failed(name, "open", err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db, nil
}

func openReaders(name string) (*sql.DB, error) { return openDB(name, 2, "query_only(1)") }

func openWriter(name string) (*sql.DB, error) {
	return openDB(name, 1, "journal_mode(WAL)", "synchronous(FULL)")
}

func checkSchema(ctx context.Context, db *sql.DB, name string) error {
	var version int
	if err := db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return failed(name, "open", err)
	}
	switch {
	case version > schemaVersion:
		return refuse(candor.CodeInvalid, "error.keys_newer", name,
			"keyring: %s was written by a newer version of this program. Nothing was changed. Use that version or a later one", name)
	case version < schemaVersion:
		return refuse(candor.CodeInternal, "error.keys_damaged", name,
			"keyring: %s is not a key database. Nothing was changed. Restore it from its backup", name)
	}
	return nil
}

// createFile makes a key database with fresh keys of the desk's own. It is made under another
// name and takes its own only when it is whole and durable.
func createFile(ctx context.Context, name string, m master) error {
	folder := filepath.Dir(name)
	work, err := os.MkdirTemp(folder, ".keys-")
	if err != nil {
		return failed(name, "make the key database", err)
	}
	defer os.RemoveAll(work)
	draft := filepath.Join(work, "keys.db")
	if err := touch(draft); err != nil {
		return failed(name, "make the key database", err)
	}
	if err := fill(ctx, draft, m); err != nil {
		return failed(name, "make the key database", err)
	}
	return failed(name, "make the key database", settle(draft, name))
}

func fill(ctx context.Context, draft string, m master) (err error) {
	db, err := openWriter(draft)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return err
	}
	now := time.Now().UnixMicro()
	const check = `INSERT INTO key_check (id, sealed, made_at) VALUES (1, $1, $2)`
	if _, err := db.ExecContext(ctx, check, m.wrap("check", "", []byte(checkText)), now); err != nil {
		return err
	}
	for _, key := range deskKeyNames() {
		const insert = `INSERT INTO desk_key (name, wrapped, made_at) VALUES ($1, $2, $3)`
		if _, err := db.ExecContext(ctx, insert, key, m.wrap("desk", key, randomKey()), now); err != nil {
			return err
		}
	}
	return nil
}

// copyFile writes a whole copy of the database to a new file. Others go on reading and writing.
func copyFile(ctx context.Context, file, name string) error {
	work, err := os.MkdirTemp(filepath.Dir(name), ".keys-")
	if err != nil {
		return failed(name, "copy the key database", err)
	}
	defer os.RemoveAll(work)
	draft := filepath.Join(work, "keys.db")
	if err := touch(draft); err != nil {
		return failed(name, "copy the key database", err)
	}
	db, err := openDB(file, 1)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO $1`, draft)
	if err := errors.Join(err, db.Close()); err != nil {
		return failed(file, "copy the key database", err)
	}
	return failed(name, "copy the key database", settle(draft, name))
}

// touch makes an empty file that only its owner may read; SQLite gives its side files the same mode.
func touch(name string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// settle makes the draft durable and gives it its name, which must be free.
func settle(draft, name string) error {
	f, err := os.OpenFile(draft, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	err = os.Link(draft, name) // unlike a rename, never replaces a file
	if err != nil && !errors.Is(err, fs.ErrExist) {
		if _, there := os.Lstat(name); errors.Is(there, fs.ErrNotExist) {
			err = os.Rename(draft, name) // a file system without links
		}
	}
	if err != nil {
		return fmt.Errorf("name the finished file: %w", err)
	}
	return syncFolder(filepath.Dir(name))
}
