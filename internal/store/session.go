package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"
)

// Sessions keeps who is signed in, in the shape that alexedwards/scs asks for. A token is stored
// as its SHA-256 only: who reads the database cannot sign in with it.
type Sessions struct{ s *Store }

// Sessions gives the session store.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx gives the data of a session that has not expired; found is false when there is none.
func (x *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	const query = `SELECT data FROM session WHERE token = $1 AND expires > $2`
	err = x.s.row(ctx, query, []any{tokenHash(token), micros(x.s.o.Now())}, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, x.s.fail("read a session", err)
	}
	return data, true, nil
}

// CommitCtx keeps a session, and drops those that have expired.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	return x.s.write(ctx, func(tx *Tx) error {
		const put = `
			INSERT INTO session (token, data, expires) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET data = excluded.data, expires = excluded.expires`
		if _, err := tx.exec(put, tokenHash(token), data, micros(expiry)); err != nil {
			return err
		}
		const sweep = `DELETE FROM session WHERE expires <= $1`
		_, err := tx.exec(sweep, micros(tx.at))
		return err
	})
}

// DeleteCtx ends a session. One that is not there is ended.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	return x.s.write(ctx, func(tx *Tx) error {
		const remove = `DELETE FROM session WHERE token = $1`
		_, err := tx.exec(remove, tokenHash(token))
		return err
	})
}

// Find is FindCtx without a context, as scs also asks for.
func (x *Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (x *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (x *Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }
