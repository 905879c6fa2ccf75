package app

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"candor/internal/config"
	"candor/internal/keyring"
	"candor/internal/staff"
	"candor/internal/store"
	"candor/ledger"
)

// Where a desk keeps its two databases. The key-encryption key stands elsewhere, see config.Keys.
func dataFile(c config.Config) string { return filepath.Join(c.Data.Dir, "candor.db") }
func keysFile(c config.Config) string { return filepath.Join(c.Data.Dir, "keys.db") }

func keyOptions(c config.Config) keyring.Options {
	return keyring.Options{File: keysFile(c), KeyFile: c.Keys.File, KeyText: os.Getenv(keyring.KeyVariable)}
}

// base is what every command that touches the data needs.
type base struct {
	keys   *keyring.Keyring
	signer *ledger.Signer
	store  *store.Store
	team   *staff.Team
}

// openBase opens the keys, then the data. It makes nothing: where one of them is missing it refuses.
func openBase(ctx context.Context, c config.Config, log *slog.Logger, now func() time.Time) (*base, error) {
	keys, err := keyring.Open(ctx, keyOptions(c))
	if err != nil {
		return nil, err
	}
	b := &base{keys: keys}
	if b.signer, err = ledger.NewSigner(keys.LedgerSeed()); err != nil {
		return nil, errors.Join(err, b.close())
	}
	b.store, err = store.Open(ctx, store.Options{
		Path: dataFile(c), Keys: keys, Signer: b.signer, Log: log, Now: now, Zone: c.Hours.Zone, Groups: groupsOf(c.Fairness.Stated()),
	})
	if err != nil {
		return nil, errors.Join(err, b.close())
	}
	b.team = staff.NewTeam(staff.Options{Store: b.store, Ledger: b.store, Now: now})
	return b, nil
}

func (b *base) close() error {
	var errs []error
	if b.store != nil {
		errs = append(errs, b.store.Close())
	}
	return errors.Join(append(errs, b.keys.Close())...)
}

// with opens the base for one thing to be done, and closes it whatever comes of it.
func with(ctx context.Context, c config.Config, do func(*base) error) (err error) {
	b, err := openBase(ctx, c, nil, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.close()) }()
	return do(b)
}
