package storetest

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"
	"slices"
	"sync"
	"time"

	"candor"
)

// Keys seals with a real cipher under keys that follow from the customers' ids, so that a store
// that is opened again finds them. It protects nothing; it stands in for the keyring in tests. The
// zero value can do everything but shred: NewKeys can do that too.
type Keys struct{ gone *gone }

// gone is whose keys were shredded, and who was given one.
type gone struct {
	mu    sync.Mutex
	known map[candor.CustomerID]bool
	at    map[candor.CustomerID]time.Time
}

// NewKeys gives keys that can be shredded.
func NewKeys() Keys {
	return Keys{&gone{known: map[candor.CustomerID]bool{}, at: map[candor.CustomerID]time.Time{}}}
}

// ErrShredded stands for the keyring's error of the same name.
var ErrShredded = candor.Fail(candor.CodeNotFound, "error.customer_erased", nil)

func (k Keys) live(id candor.CustomerID) error {
	if k.gone == nil {
		return nil
	}
	k.gone.mu.Lock()
	defer k.gone.mu.Unlock()
	if _, shredded := k.gone.at[id]; shredded {
		return ErrShredded
	}
	k.gone.known[id] = true
	return nil
}

func (k Keys) NewCustomer(_ context.Context, id candor.CustomerID) error { return k.live(id) }

func (k Keys) Salt(_ context.Context, id candor.CustomerID) ([32]byte, error) {
	return sha256.Sum256([]byte("salt " + string(id))), k.live(id)
}

func (k Keys) Alias(_ context.Context, id candor.CustomerID) ([16]byte, error) {
	sum := sha256.Sum256([]byte("alias " + string(id)))
	return [16]byte(sum[:16]), k.live(id)
}

func (k Keys) ByAlias(ctx context.Context, aliases ...[16]byte) (map[[16]byte]candor.CustomerID, error) {
	out := map[[16]byte]candor.CustomerID{}
	if k.gone == nil {
		return out, nil
	}
	k.gone.mu.Lock()
	known := make([]candor.CustomerID, 0, len(k.gone.known))
	for id := range k.gone.known {
		known = append(known, id)
	}
	k.gone.mu.Unlock()
	for _, id := range known {
		if a, err := k.Alias(ctx, id); err == nil && slices.Contains(aliases, a) {
			out[a] = id
		}
	}
	return out, nil
}

func (Keys) IndexKey() []byte { return bytes.Repeat([]byte{7}, 32) }

func (k Keys) Shred(_ context.Context, id candor.CustomerID) error {
	if k.gone == nil {
		return errors.New("storetest: these keys cannot be shredded")
	}
	k.gone.mu.Lock()
	defer k.gone.mu.Unlock()
	if _, shredded := k.gone.at[id]; !shredded {
		k.gone.at[id] = time.Now()
	}
	return nil
}

func (k Keys) ShreddedSince(_ context.Context, since time.Time, visit func(candor.CustomerID, time.Time) error) error {
	if k.gone == nil {
		return nil
	}
	k.gone.mu.Lock()
	var ids []candor.CustomerID
	at := map[candor.CustomerID]time.Time{}
	for id, t := range k.gone.at {
		if !t.Before(since) {
			ids, at[id] = append(ids, id), t
		}
	}
	k.gone.mu.Unlock()
	slices.SortFunc(ids, func(a, b candor.CustomerID) int { return at[a].Compare(at[b]) })
	for _, id := range ids {
		if err := visit(id, at[id]); err != nil {
			return err
		}
	}
	return nil
}

func (k Keys) Seal(_ context.Context, id candor.CustomerID, table, row string, plain []byte) ([]byte, error) {
	if err := k.live(id); err != nil {
		return nil, err
	}
	aead, err := cipherOf(id)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, plain, []byte(table+"\x00"+row)), nil
}

func (k Keys) Open(_ context.Context, id candor.CustomerID, table, row string, sealed []byte) ([]byte, error) {
	if err := k.live(id); err != nil {
		return nil, err
	}
	aead, err := cipherOf(id)
	if err != nil {
		return nil, err
	}
	if len(sealed) < aead.Overhead() {
		return nil, errors.New("storetest: sealed bytes are cut")
	}
	return aead.Open(nil, nil, sealed, []byte(table+"\x00"+row))
}

func cipherOf(id candor.CustomerID) (cipher.AEAD, error) {
	key := sha256.Sum256([]byte("key " + string(id)))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}
