package keyring

import (
	"context"
	"errors"
	"fmt"
	"os"

	"candor"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// Errors that callers act upon.
var (
	// ErrShredded: the customer's key was destroyed; what it sealed cannot be read any more.
	ErrShredded = candor.Fail(candor.CodeNotFound, "error.customer_erased", nil)
	// ErrNoKey: this customer never had a key.
	ErrNoKey = candor.Fail(candor.CodeNotFound, "error.no_customer_key", nil)
	// ErrUnreadable: sealed bytes that were changed, or that belong to another row, table or customer.
	ErrUnreadable = candor.Fail(candor.CodeInternal, "error.sealed_unreadable", nil)
)

// refuse makes an error that says what is wrong, what is safe and what to do.
func refuse(code candor.Code, key, file, format string, args ...any) error {
	return &candor.Error{
		Code: code, Key: key, Args: map[string]string{"file": file},
		Err: fmt.Errorf(format, args...),
	}
}

// failed turns a failure of the key database into an error that the edge can explain.
func failed(file, doing string, err error) error {
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	err = fmt.Errorf("keyring: %s: %w", doing, err)
	var known *candor.Error
	if errors.As(err, &known) {
		return err
	}
	args := map[string]string{"file": file}
	fail := func(code candor.Code, key string) error {
		return &candor.Error{Code: code, Key: key, Args: args, Err: err}
	}
	if errors.Is(err, os.ErrPermission) {
		return fail(candor.CodeUnavailable, "error.store_read_only")
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return fail(candor.CodeInternal, "error.keys_failed")
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fail(candor.CodeUnavailable, "error.disk_full")
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fail(candor.CodeUnavailable, "error.store_locked")
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return fail(candor.CodeUnavailable, "error.store_read_only")
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fail(candor.CodeInternal, "error.keys_damaged")
	}
	return fail(candor.CodeUnavailable, "error.keys_failed")
}
