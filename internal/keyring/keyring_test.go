package keyring_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"candor"
	"candor/internal/keyring"

	"github.com/google/go-cmp/cmp"
)

func folder(t testing.TB) keyring.Options {
	dir := t.TempDir()
	return keyring.Options{File: filepath.Join(dir, "keys.db"), KeyFile: filepath.Join(dir, "candor.key")}
}

func create(t testing.TB, o keyring.Options) *keyring.Keyring {
	t.Helper()
	k, err := keyring.Create(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k
}

func open(t testing.TB, o keyring.Options) *keyring.Keyring {
	t.Helper()
	k, err := keyring.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.Close() })
	return k
}

func newCustomer(t testing.TB, k *keyring.Keyring) candor.CustomerID {
	t.Helper()
	id := candor.NewCustomerID()
	if err := k.NewCustomer(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	return id
}

func TestKeysOutliveTheProgram(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	id := newCustomer(t, k)
	sealed, err := k.Seal(t.Context(), id, "message", "msg_1", []byte("hello"))
	if err != nil {
		t.Fatal(err)
	}
	salt, err := k.Salt(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	seed, session, index := k.LedgerSeed(), k.SessionKey(), k.IndexKey()
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}

	k = open(t, o)
	plain, err := k.Open(t.Context(), id, "message", "msg_1", sealed)
	if err != nil || string(plain) != "hello" {
		t.Errorf("got %q, %v", plain, err)
	}
	again, err := k.Salt(t.Context(), id)
	if err != nil || again != salt {
		t.Errorf("the salt changed: %v", err)
	}
	want := [][]byte{seed, session, index}
	if d := cmp.Diff(want, [][]byte{k.LedgerSeed(), k.SessionKey(), k.IndexKey()}); d != "" {
		t.Errorf("the desk's own keys changed: %s", d)
	}
}

func TestDeskKeysDiffer(t *testing.T) {
	t.Parallel()
	a, b := create(t, folder(t)), create(t, folder(t))
	seen := map[string]bool{}
	for _, key := range [][]byte{a.LedgerSeed(), a.SessionKey(), a.IndexKey(), b.LedgerSeed(), b.SessionKey(), b.IndexKey()} {
		if len(key) != 32 {
			t.Errorf("a key has %d bytes", len(key))
		}
		seen[string(key)] = true
	}
	if len(seen) != 6 {
		t.Errorf("six keys, of which %d differ", len(seen))
	}
	a.LedgerSeed()[0]++
	if seed := a.LedgerSeed(); !seen[string(seed)] {
		t.Error("a caller changed the desk's own key")
	}
}

func TestFilesAreTheirOwnersOnly(t *testing.T) {
	t.Parallel()
	o := folder(t)
	k := create(t, o)
	newCustomer(t, k)
	names, err := filepath.Glob(filepath.Join(filepath.Dir(o.File), "*"))
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 3 {
		t.Fatalf("only %v", names)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestKeyFromTheEnvironmentWins(t *testing.T) {
	t.Parallel()
	o := folder(t)
	o.KeyText = base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{9}, 32))
	k := create(t, o)
	newCustomer(t, k)
	k.Close()
	if _, err := os.Stat(o.KeyFile); !os.IsNotExist(err) {
		t.Errorf("a key file was made beside the given key: %v", err)
	}
	open(t, o)
	o.KeyText = " " + o.KeyText + "\n"
	open(t, o)
}

func TestCreateUsesTheKeyThatIsThere(t *testing.T) {
	t.Parallel()
	o := folder(t)
	text := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{7}, 32))
	write(t, o.KeyFile, text, 0o600)
	create(t, o).Close()
	if got := read(t, o.KeyFile); got != text {
		t.Errorf("the key file now holds %d bytes", len(got))
	}
	open(t, keyring.Options{File: o.File, KeyText: text})
}

func TestNoNewKeysWhereDataExists(t *testing.T) {
	t.Parallel()
	t.Run("a key database", func(t *testing.T) {
		o := folder(t)
		k := create(t, o)
		id := newCustomer(t, k)
		k.Close()
		os.Remove(o.KeyFile)
		refused(t, "error.keys_exist", filepath.Dir(o.File), func() error {
			_, err := keyring.Create(t.Context(), o)
			return err
		})
		_ = id
	})
	t.Run("the desk's data", func(t *testing.T) {
		o := folder(t)
		o.Data = []string{filepath.Join(filepath.Dir(o.File), "candor.db")}
		write(t, o.Data[0], "data", 0o600)
		refused(t, "error.keys_exist", filepath.Dir(o.File), func() error {
			_, err := keyring.Create(t.Context(), o)
			return err
		})
	})
}

func TestOpenRefusesBadKeysAndChangesNothing(t *testing.T) {
	t.Parallel()
	other := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{5}, 32))
	tests := []struct {
		name  string
		spoil func(t *testing.T, o *keyring.Options)
		key   string
	}{
		{"missing", func(t *testing.T, o *keyring.Options) { os.Remove(o.KeyFile) }, "error.key_missing"},
		{"not named", func(t *testing.T, o *keyring.Options) { o.KeyFile = "" }, "error.key_missing"},
		{"wrong", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, other, 0o600) }, "error.key_wrong"},
		{"wrong in the environment", func(t *testing.T, o *keyring.Options) { o.KeyText = other }, "error.key_wrong"},
		{"empty", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, "", 0o600) }, "error.key_malformed"},
		{"short", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, other[:40], 0o600) }, "error.key_malformed"},
		{"two keys", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, other+other, 0o600) }, "error.key_malformed"},
		{"binary", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, strings.Repeat("\x00\xff", 16), 0o600) }, "error.key_malformed"},
		{"huge", func(t *testing.T, o *keyring.Options) { write(t, o.KeyFile, strings.Repeat("A", 1<<20), 0o600) }, "error.key_malformed"},
		{"malformed in the environment", func(t *testing.T, o *keyring.Options) { o.KeyText = "secret" }, "error.key_malformed"},
		{"a folder", func(t *testing.T, o *keyring.Options) {
			os.Remove(o.KeyFile)
			if err := os.Mkdir(o.KeyFile, 0o700); err != nil {
				t.Fatal(err)
			}
		}, "error.key_malformed"},
		{"open to the group", func(t *testing.T, o *keyring.Options) { chmod(t, o.KeyFile, 0o640) }, "error.key_open_to_others"},
		{"open to all", func(t *testing.T, o *keyring.Options) { chmod(t, o.KeyFile, 0o604) }, "error.key_open_to_others"},
		{"database missing", func(t *testing.T, o *keyring.Options) { os.Remove(o.File) }, "error.keys_missing"},
		{"database empty", func(t *testing.T, o *keyring.Options) { write(t, o.File, "", 0o600) }, "error.keys_damaged"},
		{"database of another kind", func(t *testing.T, o *keyring.Options) {
			write(t, o.File, strings.Repeat("not a database ", 1000), 0o600)
		}, "error.keys_damaged"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := folder(t)
			k := create(t, o)
			newCustomer(t, k)
			if err := k.Close(); err != nil {
				t.Fatal(err)
			}
			tt.spoil(t, &o)
			refused(t, tt.key, filepath.Dir(o.File), func() error {
				_, err := keyring.Open(t.Context(), o)
				if err != nil && strings.Contains(err.Error(), "secret") {
					t.Errorf("the error repeats the key: %v", err)
				}
				return err
			})
		})
	}
}

// refused checks that the call fails with the key, tells what is safe, and leaves every file as it was.
func refused(t *testing.T, key, dir string, call func() error) {
	t.Helper()
	before := contents(t, dir)
	err := call()
	var e *candor.Error
	if !errors.As(err, &e) || e.Key != key {
		t.Fatalf("got %v, want %s", err, key)
	}
	if e.Code != candor.CodeInternal && !strings.Contains(err.Error(), "Nothing was changed") {
		t.Errorf("it does not say what is safe: %v", err)
	}
	if d := cmp.Diff(before, contents(t, dir)); d != "" {
		t.Errorf("files changed: %s", d)
	}
}

func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			out[e.Name()] = "folder"
			continue
		}
		out[e.Name()] = read(t, filepath.Join(dir, e.Name()))
	}
	return out
}

func read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t testing.TB, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

func chmod(t testing.TB, name string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(name, mode); err != nil {
		t.Fatal(err)
	}
}

func TestKeyringPrintsAsRedacted(t *testing.T) {
	t.Parallel()
	k := create(t, folder(t))
	key, err := k.CustomerKey(t.Context(), newCustomer(t, k))
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		if got := fmt.Sprintf(format+format, k, key); got != "[redacted][redacted]" {
			t.Errorf("%s prints %q", format, got)
		}
	}
	if got := key.LogValue().String(); got != "[redacted]" {
		t.Errorf("logs %q", got)
	}
}
