package storetest

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"errors"

	"candor"
)

// Keys seals with a real cipher under keys that follow from the customers' ids, so that a store
// that is opened again finds them. It protects nothing; it stands in for the keyring in tests.
type Keys struct{}

func (Keys) NewCustomer(context.Context, candor.CustomerID) error { return nil }

func (Keys) Salt(_ context.Context, id candor.CustomerID) ([32]byte, error) {
	return sha256.Sum256([]byte("salt " + string(id))), nil
}

func (Keys) Seal(_ context.Context, id candor.CustomerID, table, row string, plain []byte) ([]byte, error) {
	aead, err := cipherOf(id)
	if err != nil {
		return nil, err
	}
	return aead.Seal(nil, nil, plain, []byte(table+"\x00"+row)), nil
}

func (Keys) Open(_ context.Context, id candor.CustomerID, table, row string, sealed []byte) ([]byte, error) {
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
