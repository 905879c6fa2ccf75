package keyring

import (
	"crypto/hkdf"
	"crypto/sha256"
	"fmt"
)

// ReceiptSeed is the 32-byte Ed25519 seed with which receipts of consent are signed. It follows from
// the ledger's seed under a label of its own, so that every desk has it and neither key tells the other.
func (k *Keyring) ReceiptSeed() ([]byte, error) {
	seed, err := hkdf.Key(sha256.New, k.deskKey(ledgerSeed), nil, "candor receipt 1", keySize)
	if err != nil {
		return nil, fmt.Errorf("keyring: derive the key of receipts: %w", err)
	}
	return seed, nil
}
