package keyring_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"candor/internal/keyring"
)

func TestTheKeyOfReceiptsIsTheSameAtEveryOpeningAndNoOtherKey(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	o := keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "key")}
	k, err := keyring.Create(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	first, err := k.ReceiptSeed()
	if err != nil || len(first) != 32 {
		t.Fatalf("%d bytes, %v; want 32", len(first), err)
	}
	for name, other := range map[string][]byte{"ledger": k.LedgerSeed(), "sessions": k.SessionKey(), "index": k.IndexKey()} {
		if bytes.Equal(first, other) {
			t.Errorf("it is the key of the %s", name)
		}
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	if k, err = keyring.Open(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	if again, err := k.ReceiptSeed(); err != nil || !bytes.Equal(first, again) {
		t.Errorf("it changed, %v", err)
	}
}
