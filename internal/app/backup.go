package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"candor"
	"candor/internal/config"
	"candor/internal/keyring"
	"candor/internal/store"
)

// Backup copies the databases of a desk, also one that is running, into dir: the data, and in a
// folder of its own the wrapped customer keys, so that the two can be kept apart. The key file is
// never copied. Dir must not exist yet or be empty. It gives the files it made.
func Backup(ctx context.Context, c config.Config, dir string) ([]string, error) {
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 {
		return nil, candor.Fail(candor.CodeConflict, "error.exists", fmt.Errorf(
			"%s is not empty. Nothing was copied. Name a new or empty folder", dir))
	}
	keysDir := filepath.Join(dir, "keys")
	if err := os.MkdirAll(keysDir, 0o700); err != nil {
		return nil, fmt.Errorf("make a folder for the backup: %w", err)
	}
	data, wrapped := filepath.Join(dir, "candor.db"), filepath.Join(keysDir, "keys.db")
	keys, err := keyring.Open(ctx, keyOptions(c))
	if err != nil {
		return nil, err
	}
	defer keys.Close()
	// The data first: a customer who comes in between has a key in the copy and no words, which
	// harms nobody. The other way round words would be copied that nothing opens.
	s, err := store.Open(ctx, store.Options{Path: dataFile(c), ReadOnly: true})
	if err != nil {
		return nil, err
	}
	if err := errors.Join(s.Backup(ctx, data), s.Close()); err != nil {
		return nil, err
	}
	if err := keys.Backup(ctx, wrapped); err != nil {
		return nil, err
	}
	return []string{data, wrapped}, nil
}
