package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"candor"
)

// keySize is the length of every key here, in bytes: AES-256.
const keySize = 32

// master is the key-encryption key, ready to wrap.
type master struct{ aead cipher.AEAD }

// Format keeps the key out of every print.
func (master) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

func newMaster(key []byte) (master, error) {
	aead, err := newAEAD(key)
	return master{aead}, err
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("keyring: %w", err)
	}
	return aead, nil
}

// wrapVersion begins every wrapped key.
const wrapVersion = 1

// wrap seals a key so that it opens only for the same use and owner.
func (m master) wrap(use, owner string, key []byte) []byte {
	return m.aead.Seal([]byte{wrapVersion}, nil, key, canonical("wrap", use, owner))
}

func (m master) unwrap(use, owner string, wrapped []byte) ([]byte, error) {
	if len(wrapped) == 0 || wrapped[0] != wrapVersion {
		return nil, ErrUnreadable
	}
	key, err := m.aead.Open(nil, nil, wrapped[1:], canonical("wrap", use, owner))
	if err != nil || len(key) != keySize {
		return nil, ErrUnreadable
	}
	return key, nil
}

// readMaster takes the key from the text if there is one, else from the file.
func readMaster(o Options) (master, error) {
	if o.KeyText != "" {
		key, ok := decodeKey(o.KeyText)
		if !ok {
			return master{}, refuse(candor.CodeInvalid, "error.key_malformed", KeyVariable,
				"keyring: %s is not a key: it must be 32 bytes in base64 (44 characters). Nothing was changed. "+
					"Set it to the text of this desk's key file", KeyVariable)
		}
		return newMaster(key)
	}
	return readMasterFile(o.KeyFile)
}

func readMasterFile(name string) (master, error) {
	if name == "" {
		return master{}, refuse(candor.CodeInvalid, "error.key_missing", KeyVariable,
			"keyring: no key-encryption key is given. Nothing was changed. Name a key file or set %s", KeyVariable)
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return master{}, refuse(candor.CodeInvalid, "error.key_missing", name,
			"keyring: the key file %s is missing. Nothing was changed and no new key was made, because a new key cannot read old data. "+
				"Put the key file back from where you keep its copy, or set %s", name, KeyVariable)
	}
	if err != nil {
		return master{}, refuse(candor.CodeInvalid, "error.key_unreadable", name,
			"keyring: the key file %s cannot be read: %w. Nothing was changed. Let the desk's own user read it", name, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return master{}, fmt.Errorf("keyring: look at the key file: %w", err)
	}
	if !info.Mode().IsRegular() {
		return master{}, refuse(candor.CodeInvalid, "error.key_malformed", name,
			"keyring: %s is not a file. Nothing was changed. Name the file that holds the key", name)
	}
	if mode := info.Mode().Perm(); runtime.GOOS != "windows" && mode&0o077 != 0 {
		return master{}, refuse(candor.CodeInvalid, "error.key_open_to_others", name,
			"keyring: others may read or change the key file %s (mode %04o). Nothing was changed. "+
				"Run: chmod 600 %s, and if someone may have read it, treat the key as lost", name, mode, name)
	}
	text, err := io.ReadAll(io.LimitReader(f, 1024))
	if err != nil {
		return master{}, fmt.Errorf("keyring: read the key file: %w", err)
	}
	key, ok := decodeKey(string(text))
	if !ok {
		return master{}, refuse(candor.CodeInvalid, "error.key_malformed", name,
			"keyring: %s does not hold a key: it must be 32 bytes in base64 (44 characters) and nothing else. Nothing was changed. "+
				"Put the key file back from where you keep its copy", name)
	}
	return newMaster(key)
}

func decodeKey(text string) ([]byte, bool) {
	key, err := base64.StdEncoding.Strict().DecodeString(strings.TrimSpace(text))
	return key, err == nil && len(key) == keySize
}

// makeMasterFile makes a random key in a new file that only its owner may read, durable
// before it returns.
func makeMasterFile(name string) (master, error) {
	key := randomKey()
	text := base64.StdEncoding.EncodeToString(key) + "\n"
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return master{}, failed(name, "make the key file", err)
	}
	_, err = io.WriteString(f, text)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = syncFolder(filepath.Dir(name))
	}
	if err != nil {
		os.Remove(name)
		return master{}, failed(name, "write the key file", err)
	}
	return newMaster(key)
}

func randomKey() []byte {
	key := make([]byte, keySize)
	rand.Read(key)
	return key
}

// syncFolder makes a new name in a folder durable.
func syncFolder(name string) error {
	if runtime.GOOS == "windows" {
		return nil // folders cannot be synced there
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
