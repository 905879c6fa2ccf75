package app

import (
	"context"
	"fmt"
	"os"

	"candor/internal/config"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/ledger"
)

// VerifyLedger checks every entry of the ledger against its tree, the signed head and the kept
// checkpoints, and against further checkpoints from files. It only reads, also a database that is
// too damaged to be served.
func VerifyLedger(ctx context.Context, c config.Config, files []string) (ledger.Report, error) {
	var kept [][]byte
	for _, name := range files {
		note, err := os.ReadFile(name)
		if err != nil {
			return ledger.Report{}, fmt.Errorf("read a checkpoint: %w", err)
		}
		kept = append(kept, note)
	}
	var report ledger.Report
	err := withRecord(ctx, c, func(s *store.Store, signer *ledger.Signer) error {
		var err error
		report, err = s.VerifyLedger(ctx, signer.Verifier(), kept...)
		return err
	})
	return report, err
}

// Checkpoint gives the signed head of the ledger, to publish or to keep elsewhere, and the public
// key that it is checked with.
func Checkpoint(ctx context.Context, c config.Config) (note []byte, key string, err error) {
	err = withRecord(ctx, c, func(s *store.Store, signer *ledger.Signer) error {
		note, _, err = s.Checkpoint(ctx)
		key = signer.Verifier().String()
		return err
	})
	return note, key, err
}

// withRecord opens the data to look at its ledger, writing nothing.
func withRecord(ctx context.Context, c config.Config, do func(*store.Store, *ledger.Signer) error) error {
	keys, err := keyring.Open(ctx, keyOptions(c))
	if err != nil {
		return err
	}
	defer keys.Close()
	signer, err := ledger.NewSigner(keys.LedgerSeed())
	if err != nil {
		return err
	}
	s, err := store.Open(ctx, store.Options{Path: dataFile(c), ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	return do(s, signer)
}
