package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"time"

	"candor"
	"candor/privacy/rights"
)

// Links keeps the one-time links that people prove themselves with, as rights.Door asks for.
type Links struct{ s *Store }

// Links gives the store of links.
func (s *Store) Links() *Links { return &Links{s} }

// Keep stores a new link.
func (x *Links) Keep(ctx context.Context, l rights.Link) error {
	return x.s.write(ctx, func(tx *Tx) error {
		const insert = `
			INSERT INTO link (hash, bound, contact, purpose, request, expires, used)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`
		_, err := tx.exec(insert, l.Hash[:], l.Bound[:], l.Contact, l.Purpose, string(l.Request), micros(l.Expires), micros(l.Used))
		return err
	})
}

// Find gives the link with the hash. rights.ErrLinkUnknown when there is none.
func (x *Links) Find(ctx context.Context, hash [32]byte) (rights.Link, error) {
	const query = `SELECT bound, contact, purpose, request, expires, used FROM link WHERE hash = $1`
	l := rights.Link{Hash: hash}
	var bound []byte
	var expires, used int64
	err := x.s.row(ctx, query, []any{hash[:]}, &bound, &l.Contact, &l.Purpose, (*string)(&l.Request), &expires, &used)
	if errors.Is(err, sql.ErrNoRows) {
		return rights.Link{}, rights.ErrLinkUnknown
	}
	if err != nil {
		return rights.Link{}, x.s.fail("read a link", err)
	}
	copy(l.Bound[:], bound)
	l.Expires, l.Used = moment(expires), moment(used)
	return l, nil
}

// Use marks a link as used. rights.ErrLinkUsed: somebody was first. rights.ErrLinkUnknown.
func (x *Links) Use(ctx context.Context, hash [32]byte, at time.Time) error {
	return x.s.write(ctx, func(tx *Tx) error {
		var used int64
		err := tx.row(`SELECT used FROM link WHERE hash = $1`, []any{hash[:]}, &used)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return rights.ErrLinkUnknown
		case err != nil:
			return err
		case used != 0:
			return rights.ErrLinkUsed
		}
		return tx.one(`UPDATE link SET used = $2 WHERE hash = $1`, hash[:], micros(at))
	})
}

// Once reports true the first time that an embedding site's token is seen, as rights.Site asks for.
// It is remembered until the time given.
func (x *Links) Once(ctx context.Context, inbox candor.InboxID, jti string, until time.Time) (bool, error) {
	digest := sha256.Sum256([]byte(string(inbox) + "\x00" + jti))
	var first bool
	err := x.s.write(ctx, func(tx *Tx) error {
		const insert = `INSERT INTO replay (digest, expires) VALUES ($1, $2) ON CONFLICT (digest) DO NOTHING`
		n, err := tx.exec(insert, digest[:], micros(until))
		first = n == 1
		return err
	})
	return first && err == nil, err
}
