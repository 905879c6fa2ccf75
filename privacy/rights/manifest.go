package rights

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"candor"
)

// Manifest lists the files of an archive. It is signed as it stands, byte by byte.
type Manifest struct {
	Format  string           `json:"format"`
	Version int              `json:"version"`
	Created time.Time        `json:"created"`
	Desk    string           `json:"desk"`    // name of the company
	Request candor.RequestID `json:"request"` // for which it was made
	Key     []byte           `json:"key"`     // the desk's public key, Ed25519
	Files   []File           `json:"files"`
}

// File is one file of an archive.
type File struct {
	Name   string `json:"name"`
	Size   int64  `json:"size"`   // bytes
	SHA256 string `json:"sha256"` // hexadecimal
}

// Prefixes keep a signature of one kind from being shown as another.
const (
	manifestPrefix    = "candor archive manifest 1\n"
	certificatePrefix = "candor erasure certificate 1\n"
)

// maxManifest is the longest manifest that is read, in bytes.
const maxManifest = 4 << 20

// signature is of the manifest's text, in base64 with a line end, as manifest.sig holds it.
func signature(key ed25519.PrivateKey, prefix string, text []byte) []byte {
	sum := ed25519.Sign(key, append([]byte(prefix), text...))
	return append(base64.StdEncoding.AppendEncode(nil, sum), '\n')
}

func checkSignature(key ed25519.PublicKey, prefix string, text, encoded []byte) bool {
	if len(key) != ed25519.PublicKeySize || len(encoded) != base64.StdEncoding.EncodedLen(ed25519.SignatureSize)+1 || encoded[len(encoded)-1] != '\n' {
		return false
	}
	sum, err := base64.StdEncoding.Strict().DecodeString(string(encoded[:len(encoded)-1]))
	return err == nil && ed25519.Verify(key, append([]byte(prefix), text...), sum)
}

// counted hashes and counts what goes through it.
type counted struct {
	to   io.Writer
	hash interface {
		io.Writer
		Sum([]byte) []byte
	}
	size int64
}

func newCounted(to io.Writer) *counted { return &counted{to: to, hash: sha256.New()} }

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.hash.Write(p[:n])
	c.size += int64(n)
	return n, err
}

func (c *counted) file(name string) File {
	return File{Name: name, Size: c.size, SHA256: hex.EncodeToString(c.hash.Sum(nil))}
}

func (m Manifest) text() ([]byte, error) {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("rights: write the manifest: %w", err)
	}
	return append(text, '\n'), nil
}
