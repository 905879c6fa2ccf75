package app

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"

	"candor"
	"candor/consent"
	"candor/internal/config"
	"candor/internal/store"
	"candor/privacy/rights"
)

// Imported is what came of an import.
type Imported struct {
	store.Brought
	From string // the other desk's name
}

// ImportPerson takes over the archive of a person from another desk. Key is that desk's public key, as
// it publishes it; without one it can only be looked at.
func ImportPerson(ctx context.Context, c config.Config, name, key string, dry bool) (out Imported, err error) {
	f, err := os.Open(name)
	if err != nil {
		return out, fmt.Errorf("read the archive: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return out, fmt.Errorf("read the archive: %w", err)
	}
	var o rights.ReadOptions
	if key != "" {
		public, err := consent.ParseKey(key)
		if err != nil {
			return out, candor.Fail(candor.CodeInvalid, "error.bad_request", err)
		}
		o.Trusted = []ed25519.PublicKey{public}
	}
	in, err := rights.Read(f, info.Size(), o)
	if err != nil {
		return out, err
	}
	out.From = in.Header.Desk
	err = with(ctx, c, func(b *base) error {
		out.Brought, err = b.store.Import(ctx, in, commandActor, dry)
		return err
	})
	return out, err
}

// VerifyCertificate checks the certificate of an erasure against a desk's public key, as it publishes it.
func VerifyCertificate(text []byte, key string) (*rights.Certificate, error) {
	public, err := consent.ParseKey(key)
	if err != nil {
		return nil, candor.Fail(candor.CodeInvalid, "error.bad_request", err)
	}
	return rights.Verify(text, public)
}
