package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"candor"
	"candor/privacy"
)

// sealedVault is what a conversation's map of tokens is sealed for: table and column.
const sealedVault = "mask_vault.body"

// Vaults keeps the way back from masked text, sealed under the customer's key.
type Vaults struct{ s *Store }

// Vaults gives the store as whoever masks sees it.
func (s *Store) Vaults() Vaults { return Vaults{s} }

// admit lets the vault be used for sending masked text to a vendor, while the customer allows that one.
// The reading is put on the record like any other.
func (v Vaults) admit(ctx context.Context, by candor.Access, id candor.ConversationID) (owner, error) {
	of, err := v.s.ownerOf(ctx, id)
	if errors.Is(err, sql.ErrNoRows) {
		return owner{}, candor.ErrNoConversation
	}
	if err != nil {
		return owner{}, v.s.fail("read whose vault it is", err)
	}
	if by.Purpose != candor.Vendor {
		return owner{}, fmt.Errorf("store: open a vault for %q by %q: %w", by.Purpose, by.Actor, ErrNoBasis)
	}
	return of, v.s.permit(ctx, by, id, of)
}

// Load gives a conversation's vault, an empty one of version 0 when there is none yet.
//
// candor.ErrNoConversation, candor.ErrNoBasis, candor.ErrRestricted: see privacy.Vaults.
func (v Vaults) Load(ctx context.Context, by candor.Access, id candor.ConversationID) (*privacy.Vault, error) {
	of, err := v.admit(ctx, by, id)
	if err != nil {
		return nil, err
	}
	const query = `SELECT version, body FROM mask_vault WHERE conversation = $1`
	var version int64
	var sealed []byte
	err = v.s.row(ctx, query, []any{string(id)}, &version, &sealed)
	if errors.Is(err, sql.ErrNoRows) {
		return privacy.OpenVault(nil, 0)
	}
	if err != nil {
		return nil, v.s.fail("read a vault", err)
	}
	plain, err := v.s.o.Keys.Open(ctx, of.customer, sealedVault, string(id), sealed)
	if err != nil {
		return nil, fmt.Errorf("store: open the vault of %s: %w", id, err)
	}
	vault, err := privacy.OpenVault(plain, version)
	if err != nil {
		return nil, v.s.damaged("the vault of %s cannot be read", id)
	}
	return vault, nil
}

// Save keeps a vault as the one that follows the version it was loaded with.
//
// candor.ErrMoved: another was saved since; nothing was kept. The consent is asked for again.
func (v Vaults) Save(ctx context.Context, by candor.Access, id candor.ConversationID, vault *privacy.Vault) error {
	of, err := v.admit(ctx, by, id)
	if err != nil {
		return err
	}
	plain, err := vault.Plain()
	if err != nil {
		return err
	}
	sealed, err := v.s.o.Keys.Seal(ctx, of.customer, sealedVault, string(id), plain)
	if err != nil {
		return fmt.Errorf("store: seal the vault of %s: %w", id, err)
	}
	return v.s.write(ctx, func(tx *Tx) error {
		const look = `SELECT COALESCE(MAX(version), 0) FROM mask_vault WHERE conversation = $1`
		var version int64
		if err := tx.row(look, []any{string(id)}, &version); err != nil {
			return err
		}
		if version != vault.Version() {
			return candor.ErrMoved
		}
		const save = `
			INSERT INTO mask_vault (conversation, version, body) VALUES ($1, $2, $3)
			ON CONFLICT (conversation) DO UPDATE SET version = excluded.version, body = excluded.body`
		return tx.one(save, string(id), version+1, sealed)
	})
}
