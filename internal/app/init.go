package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"candor"
	"candor/internal/config"
	"candor/internal/keyring"
	"candor/internal/store"
	"candor/ledger"
)

// settingsName is what the settings file of a desk is called.
const settingsName = "candor.toml"

// Made tells where Init put things.
type Made struct{ Settings, Key, Data string }

// Init makes a new desk in dir: the settings, the key, the empty databases. It overwrites nothing:
// where one of them exists it stops before it has made any.
func Init(ctx context.Context, dir, settings string) (Made, error) {
	path := filepath.Join(dir, settingsName)
	c, err := config.Read(path, []byte(settings), nil)
	if err != nil {
		return Made{}, err
	}
	c.Data.Dir, c.Keys.File = beside(dir, c.Data.Dir), beside(dir, c.Keys.File)
	for _, name := range []string{path, dataFile(c), keysFile(c)} {
		if _, err := os.Lstat(name); err == nil {
			return Made{}, candor.Fail(candor.CodeConflict, "error.exists", fmt.Errorf(
				"%s exists already. Nothing was changed. Use that desk, or choose an empty folder", name))
		} else if !errors.Is(err, fs.ErrNotExist) {
			return Made{}, fmt.Errorf("look for an existing desk: %w", err)
		}
	}
	if err := Make(ctx, c); err != nil {
		return Made{}, err
	}
	// The settings come last: a desk with settings is a whole one.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return Made{}, fmt.Errorf("write the settings: %w", err)
	}
	_, err = f.WriteString(settings)
	if err := errors.Join(err, f.Close()); err != nil {
		return Made{}, fmt.Errorf("write the settings: %w", err)
	}
	return Made{Settings: path, Key: c.Keys.File, Data: c.Data.Dir}, nil
}

// Make makes the key and both databases of a new desk; see Init for one with a settings file.
func Make(ctx context.Context, c config.Config) error {
	for _, dir := range []string{c.Data.Dir, filepath.Dir(c.Keys.File)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return fmt.Errorf("make a folder: %w", err)
		}
	}
	o := keyOptions(c)
	o.Data = []string{dataFile(c)}
	keys, err := keyring.Create(ctx, o)
	if err != nil {
		return err
	}
	signer, err := ledger.NewSigner(keys.LedgerSeed())
	if err != nil {
		return errors.Join(err, keys.Close())
	}
	s, err := store.Open(ctx, store.Options{Path: dataFile(c), Keys: keys, Signer: signer, Create: true})
	if err != nil {
		return errors.Join(err, keys.Close())
	}
	return errors.Join(s.Close(), keys.Close())
}

func beside(dir, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(dir, path)
}
