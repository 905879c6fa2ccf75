package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"

	"candor"
)

// Backup writes a whole copy of the database, as it is at one moment, to a new file that only its
// owner may read, while others go on reading and writing. The file appears when it is complete
// and on the disk. It never overwrites.
//
// Keys are not in it: customers' words in it stay sealed, and unreadable once their key is gone.
func (s *Store) Backup(ctx context.Context, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return fileExists(name)
	}
	work, err := os.MkdirTemp(filepath.Dir(name), ".candor-")
	if err != nil {
		return failed(name, "make room for a backup", err)
	}
	defer os.RemoveAll(work)
	draft := filepath.Join(work, "copy.db")
	f, err := os.OpenFile(draft, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return failed(name, "make a backup", err)
	}
	if err := f.Close(); err != nil {
		return failed(name, "make a backup", err)
	}
	err = onOwnConnection(s.o, func(db *sql.DB) error {
		_, err := db.ExecContext(ctx, `VACUUM INTO $1`, draft)
		return err
	})
	if err != nil {
		return failed(name, "copy the database", err)
	}
	if err := settle(draft, name); errors.Is(err, fs.ErrExist) {
		return fileExists(name)
	} else if err != nil {
		return failed(name, "finish a backup", err)
	}
	return nil
}

func fileExists(name string) error {
	return refuse(candor.CodeConflict, "error.file_exists", name,
		"store: %s exists already. It was left as it is. Choose another name", name)
}

// settle puts the draft on the disk and gives it its name, which must be free.
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
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	dir, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
