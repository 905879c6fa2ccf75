package keyring

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"candor"
)

// Shred destroys a customer's key. When it returns nil, no file of the keyring holds the key
// any more, wrapped or not, and what it sealed is unreadable for good. Calling it again is
// harmless and completes what an earlier call could not.
//
// ErrNoKey: there never was one.
func (k *Keyring) Shred(ctx context.Context, id candor.CustomerID) error {
	select {
	case k.writing <- struct{}{}:
		defer func() { <-k.writing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	defer k.cache.purge(string(id))
	n, err := k.overwrite(ctx, string(id))
	if err != nil {
		return failed(k.file, "destroy a customer's key", err)
	}
	k.aliases.forget(n)
	return failed(k.file, "destroy a customer's key", k.emptyLog(ctx))
}

// overwrite puts zeros in the place of the key. The row stays as the mark that there was one;
// its number is returned.
func (k *Keyring) overwrite(ctx context.Context, customer string) (n int64, err error) {
	tx, err := k.writer.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	const query = `SELECT n, wrapped FROM customer_key WHERE customer = $1`
	var wrapped []byte
	err = tx.QueryRowContext(ctx, query, customer).Scan(&n, &wrapped)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, ErrNoKey
	}
	if err != nil || isShredded(wrapped) {
		return n, err
	}
	const zero = `UPDATE customer_key SET wrapped = $2 WHERE customer = $1`
	if _, err := tx.ExecContext(ctx, zero, customer, make([]byte, wrappedSize)); err != nil {
		return 0, err
	}
	const mark = `INSERT INTO shredded (customer, at) VALUES ($1, $2)`
	if _, err := tx.ExecContext(ctx, mark, customer, time.Now().UnixMicro()); err != nil {
		return 0, err
	}
	return n, tx.Commit()
}

// emptyLog moves the write-ahead log, which may still hold the page as it was, into the
// database and cuts it to nothing.
func (k *Keyring) emptyLog(ctx context.Context) error {
	for {
		var busy, frames, moved int
		if err := k.writer.QueryRowContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`).Scan(&busy, &frames, &moved); err != nil {
			return err
		}
		if busy == 0 {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for readers: %w", ctx.Err())
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Shredded tells when a customer's key was destroyed; ok is false if it was not.
func (k *Keyring) Shredded(ctx context.Context, id candor.CustomerID) (at time.Time, ok bool, err error) {
	const query = `SELECT at FROM shredded WHERE customer = $1`
	var micros int64
	err = k.readers.QueryRowContext(ctx, query, string(id)).Scan(&micros)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil {
		return time.Time{}, false, failed(k.file, "look for a destroyed key", err)
	}
	return time.UnixMicro(micros).UTC(), true, nil
}

func isShredded(wrapped []byte) bool { return len(bytes.Trim(wrapped, "\x00")) == 0 }
