package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"candor"
)

const sealedProfile = "profile.body"

// Profile gives what is known of who a customer is; empty when nothing is. The read is on the record.
//
// ErrNoCustomer. ErrNoBasis, ErrRestricted: it may not be read for this purpose.
func (s *Store) Profile(ctx context.Context, by candor.Access, id candor.CustomerID) (candor.Profile, error) {
	if err := s.permitCustomer(ctx, by, id); err != nil {
		return candor.Profile{}, err
	}
	p, err := s.openProfile(ctx, id)
	return p, s.fail("read a profile", err)
}

// SaveProfile keeps what is known of who a customer is, in place of what was. ErrNoCustomer.
func (s *Store) SaveProfile(ctx context.Context, id candor.CustomerID, p candor.Profile) error {
	_, err := s.changeProfile(ctx, id, func(old candor.Profile) (candor.Profile, bool) { return p, true })
	return err
}

// ChangeProfile changes what is known of who a customer is, on what stands at that moment: change may be
// called again when somebody else was first. The read is on the record.
//
// ErrNoCustomer. ErrNoBasis, ErrRestricted: it may not be read for this purpose.
func (s *Store) ChangeProfile(ctx context.Context, by candor.Access, id candor.CustomerID, change func(candor.Profile) candor.Profile) error {
	if err := s.permitCustomer(ctx, by, id); err != nil {
		return err
	}
	_, err := s.changeProfile(ctx, id, func(old candor.Profile) (candor.Profile, bool) { return change(old), true })
	return err
}

// changeProfile reads, changes and writes a profile, again from the start when somebody was first. It
// reports whether anything was written.
func (s *Store) changeProfile(ctx context.Context, id candor.CustomerID, change func(candor.Profile) (candor.Profile, bool)) (bool, error) {
	for {
		before, err := s.sealedProfile(ctx, id)
		if err != nil {
			return false, s.fail("read a profile", err)
		}
		old, err := s.unsealProfile(ctx, id, before)
		if err != nil {
			return false, err
		}
		next, changed := change(old)
		if !changed {
			return false, nil
		}
		body, err := s.sealJSON(ctx, id, sealedProfile, string(id), next)
		if err != nil {
			return false, err
		}
		written := false
		err = s.write(ctx, func(tx *Tx) error {
			var err error
			written, err = tx.putProfile(id, before, body)
			return err
		})
		if err != nil || written {
			return written, err
		}
	}
}

// putProfile writes unless the profile is no longer as it was read.
func (tx *Tx) putProfile(id candor.CustomerID, before, body []byte) (bool, error) {
	var there int
	if err := tx.row(`SELECT COUNT(*) FROM customer WHERE id = $1`, []any{string(id)}, &there); err != nil {
		return false, err
	}
	if there == 0 {
		return false, candor.ErrNoCustomer
	}
	var stands []byte
	err := tx.row(`SELECT body FROM profile WHERE customer = $1`, []any{string(id)}, &stands)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, err
	}
	if !slices.Equal(stands, before) {
		return false, nil
	}
	const put = `
		INSERT INTO profile (customer, updated, body) VALUES ($1, $2, $3)
		ON CONFLICT (customer) DO UPDATE SET updated = excluded.updated, body = excluded.body`
	_, err = tx.exec(put, string(id), micros(tx.at), body)
	return err == nil, err
}

// openProfile reads without asking who reads: for the callers that have asked.
func (s *Store) openProfile(ctx context.Context, id candor.CustomerID) (candor.Profile, error) {
	sealed, err := s.sealedProfile(ctx, id)
	if err != nil {
		return candor.Profile{}, err
	}
	return s.unsealProfile(ctx, id, sealed)
}

func (s *Store) sealedProfile(ctx context.Context, id candor.CustomerID) ([]byte, error) {
	var body []byte
	err := s.row(ctx, `SELECT body FROM profile WHERE customer = $1`, []any{string(id)}, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return body, err
}

func (s *Store) unsealProfile(ctx context.Context, id candor.CustomerID, sealed []byte) (candor.Profile, error) {
	var p candor.Profile
	if sealed == nil {
		return p, nil
	}
	err := s.openJSON(ctx, id, sealedProfile, string(id), sealed, &p)
	return p, err
}

// permitCustomer is permit for what is kept of a customer apart from conversations.
func (s *Store) permitCustomer(ctx context.Context, by candor.Access, id candor.CustomerID) error {
	var restricted int64
	err := s.row(ctx, `SELECT restricted FROM customer WHERE id = $1`, []any{string(id)}, &restricted)
	if errors.Is(err, sql.ErrNoRows) {
		return candor.ErrNoCustomer
	}
	if err != nil {
		return s.fail("read a customer", err)
	}
	return s.permit(ctx, by, "", owner{customer: id, restricted: restricted != 0})
}

// sealJSON seals a value under a customer's key.
func (s *Store) sealJSON(ctx context.Context, id candor.CustomerID, place, row string, v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("store: encode %s: %w", place, err)
	}
	sealed, err := s.o.Keys.Seal(ctx, id, place, row, plain)
	if err != nil {
		return nil, fmt.Errorf("store: seal %s: %w", place, err)
	}
	return sealed, nil
}

func (s *Store) openJSON(ctx context.Context, id candor.CustomerID, place, row string, sealed []byte, v any) error {
	plain, err := s.o.Keys.Open(ctx, id, place, row, sealed)
	if err != nil {
		return fmt.Errorf("store: open %s: %w", place, err)
	}
	if err := json.Unmarshal(plain, v); err != nil {
		return s.damaged("%s of a customer cannot be read", place)
	}
	return nil
}
