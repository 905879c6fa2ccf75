package keyring

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"log/slog"
	"sync/atomic"

	"candor"
)

// sealVersion begins everything that is sealed: AES-256-GCM, 96-bit random nonce, 128-bit tag.
const sealVersion = 1

// Overhead is how many bytes Seal adds: version, nonce and tag.
const Overhead = 1 + 12 + 16

// Key is one customer's key, ready to use by any number of goroutines. It prints as [redacted].
type Key struct {
	customer string
	aead     cipher.AEAD
	salt     [32]byte
	alias    [aliasSize]byte
	shredded atomic.Bool
	newer    *Key // neighbours in the cache
	older    *Key
}

// newKey derives what is used from the secret that is stored. The secret itself is not kept.
func newKey(customer string, secret []byte) (*Key, error) {
	root, err := hkdf.Extract(sha256.New, secret, nil)
	if err != nil {
		return nil, fmt.Errorf("keyring: derive: %w", err)
	}
	seal, err := hkdf.Expand(sha256.New, root, "candor seal 1", keySize)
	if err != nil {
		return nil, fmt.Errorf("keyring: derive: %w", err)
	}
	salt, err := hkdf.Expand(sha256.New, root, "candor ledger salt 1", 32)
	if err != nil {
		return nil, fmt.Errorf("keyring: derive: %w", err)
	}
	alias, err := hkdf.Expand(sha256.New, root, aliasUse, aliasSize)
	if err != nil {
		return nil, fmt.Errorf("keyring: derive: %w", err)
	}
	aead, err := newAEAD(seal)
	if err != nil {
		return nil, err
	}
	return &Key{customer: customer, aead: aead, salt: [32]byte(salt), alias: [aliasSize]byte(alias)}, nil
}

// Seal encrypts for one row of one table. The result is len(plain)+Overhead bytes and opens
// only there, only for this customer.
func (k *Key) Seal(table, row string, plain []byte) []byte {
	out := make([]byte, 1, len(plain)+Overhead)
	out[0] = sealVersion
	return k.aead.Seal(out, nil, plain, canonical(table, row, k.customer))
}

// Open decrypts what Seal gave for the same table and row.
//
// ErrUnreadable: changed, cut, or sealed for elsewhere. ErrShredded: the key was destroyed.
func (k *Key) Open(table, row string, sealed []byte) ([]byte, error) {
	if k.shredded.Load() {
		return nil, ErrShredded
	}
	if len(sealed) < Overhead || sealed[0] != sealVersion {
		return nil, ErrUnreadable
	}
	plain, err := k.aead.Open(nil, nil, sealed[1:], canonical(table, row, k.customer))
	if err != nil {
		return nil, ErrUnreadable
	}
	return plain, nil
}

// Salt is the secret under which the ledger commits to this customer. It goes with the key.
func (k *Key) Salt() [32]byte { return k.salt }

// Customer says whose key this is.
func (k *Key) Customer() candor.CustomerID { return candor.CustomerID(k.customer) }

// LogValue keeps the key out of logs.
func (k *Key) LogValue() slog.Value { return slog.StringValue("[redacted]") }

// Format keeps the key out of every print.
func (k *Key) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// canonical joins three parts so that no two different triples give the same bytes: each part
// is led by its length.
func canonical(a, b, c string) []byte {
	out := make([]byte, 0, len(a)+len(b)+len(c)+6)
	for _, part := range [...]string{a, b, c} {
		out = binary.AppendUvarint(out, uint64(len(part)))
		out = append(out, part...)
	}
	return out
}
