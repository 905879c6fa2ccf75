package store

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"database/sql"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"

	"candor"
)

// alias stands for a customer where a row must not say who; see Keys.Alias.
type alias = [16]byte

// Tag gives the keyed tag of a contact: 43 characters, the same for the same kind ("email", "site:main"
// …) and folded value, and telling nothing of it to whoever lacks the desk's index key.
func (s *Store) Tag(kind, folded string) string {
	if s.o.Keys == nil {
		return ""
	}
	// A key of its own for this use (RFC 5869's expand step with one block).
	derive := hmac.New(sha256.New, s.o.Keys.IndexKey())
	derive.Write([]byte("candor contact 1\x01"))
	mac := hmac.New(sha256.New, derive.Sum(nil))
	var length [8]byte
	binary.BigEndian.PutUint64(length[:], uint64(len(kind)))
	mac.Write(length[:])
	mac.Write([]byte(kind))
	mac.Write([]byte(folded))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// AddContact notes that a customer proved to have a contact. Tag is what Tag gave. Noting it again
// changes nothing. ErrNoCustomer.
func (s *Store) AddContact(ctx context.Context, id candor.CustomerID, tag string) error {
	a, err := s.o.Keys.Alias(ctx, id)
	if err != nil {
		return fmt.Errorf("store: find a customer's alias: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		var there int
		if err := tx.row(`SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &there); err != nil {
			return err
		}
		if there == 0 {
			return candor.ErrNoCustomer
		}
		const insert = `INSERT INTO contact (tag, alias, at) VALUES ($1, $2, $3) ON CONFLICT (tag, alias) DO NOTHING`
		_, err := tx.exec(insert, tag, a[:], micros(tx.at))
		return err
	})
}

// DropContact forgets that a contact is a customer's.
func (s *Store) DropContact(ctx context.Context, id candor.CustomerID, tag string) error {
	a, err := s.o.Keys.Alias(ctx, id)
	if err != nil {
		return fmt.Errorf("store: find a customer's alias: %w", err)
	}
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.exec(`DELETE FROM contact WHERE tag = $1 AND alias = $2`, tag, a[:])
		return err
	})
}

// WithContact gives every customer who proved to have the contact, sorted: one person may be several.
func (s *Store) WithContact(ctx context.Context, tag string) ([]candor.CustomerID, error) {
	found, err := s.aliases(ctx, `SELECT alias FROM contact WHERE tag = $1`, tag)
	if err != nil {
		return nil, s.fail("find a contact", err)
	}
	known, err := s.o.Keys.ByAlias(ctx, found...)
	if err != nil {
		return nil, fmt.Errorf("store: find whose contact it is: %w", err)
	}
	out := make([]candor.CustomerID, 0, len(known))
	for _, id := range known {
		out = append(out, id)
	}
	slices.Sort(out)
	return out, nil
}

// aliases reads a column of aliases.
func (s *Store) aliases(ctx context.Context, query string, args ...any) ([]alias, error) {
	var out []alias
	err := s.rows(ctx, query, args, func(rows *sql.Rows) error {
		var a []byte
		if err := rows.Scan(&a); err != nil {
			return err
		}
		if len(a) != len(alias{}) {
			return s.damaged("an alias has %d bytes", len(a))
		}
		out = append(out, alias(a))
		return nil
	})
	return out, err
}
