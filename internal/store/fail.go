package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"candor"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// errStopping: the store is being closed.
var errStopping = candor.Fail(candor.CodeUnavailable, "error.stopping", nil)

// errReadOnly: this store was opened to look only.
var errReadOnly = candor.Fail(candor.CodeUnavailable, "error.store_read_only",
	errors.New("store: it was opened for reading only"))

// refuse makes an error that says what is wrong, what is safe and what to do.
func refuse(code candor.Code, key, file, format string, args ...any) error {
	return &candor.Error{
		Code: code, Key: key, Args: map[string]string{"file": file},
		Err: fmt.Errorf(format, args...),
	}
}

// failed turns a failure of the database into an error that the edge can explain. What is one
// already, and what the caller's own context caused, stays what it is.
func failed(file, doing string, err error) error {
	if err == nil {
		return nil
	}
	var known *candor.Error
	if errors.As(err, &known) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	code, key := reasonOf(err)
	return &candor.Error{
		Code: code, Key: key, Args: map[string]string{"file": file},
		Err: fmt.Errorf("store: %s: %w", doing, err),
	}
}

// reasonOf tells what a failure means to people.
func reasonOf(err error) (candor.Code, string) {
	var e *sqlite.Error
	switch {
	case errors.As(err, &e):
	case errors.Is(err, syscall.ENOSPC):
		return candor.CodeUnavailable, "error.disk_full"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return candor.CodeUnavailable, "error.store_read_only"
	case errors.Is(err, fs.ErrNotExist):
		return candor.CodeInvalid, "error.store_missing"
	default:
		return candor.CodeInternal, "error.store_failed"
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return candor.CodeUnavailable, "error.disk_full"
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return candor.CodeUnavailable, "error.store_locked"
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return candor.CodeUnavailable, "error.store_read_only"
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return candor.CodeInternal, "error.store_damaged"
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL:
		return candor.CodeUnavailable, "error.store_failed"
	}
	return candor.CodeInternal, "error.store_failed"
}
