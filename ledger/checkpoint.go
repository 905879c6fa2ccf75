package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// origin is the first line of every checkpoint: it says what kind of tree was signed.
const origin = "candor ledger"

// keyName is the name under which the desk signs, as signed notes have one.
const keyName = "candor-ledger"

// ErrBadCheckpoint says that a checkpoint is malformed or was not signed by this desk.
var ErrBadCheckpoint = errors.New("ledger: not a checkpoint signed by this desk")

// Checkpoint says what the log was at a size. Its note is a signed text of three lines,
//
//	candor ledger
//	<size>
//	<root, base64>
//
// that anyone can keep and check later with the public key.
type Checkpoint struct {
	Size int64
	Root tlog.Hash
	Note []byte // as signed
}

// Signer signs checkpoints.
type Signer struct {
	key      note.Signer
	verifier *Verifier
}

// NewSigner makes a signer out of a 32-byte Ed25519 seed (RFC 8032).
func NewSigner(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("ledger: a signing seed has %d bytes, not %d", ed25519.SeedSize, len(seed))
	}
	public := ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
	text, err := note.NewEd25519VerifierKey(keyName, public)
	if err != nil {
		return nil, fmt.Errorf("ledger: make signer: %w", err)
	}
	verifier, err := NewVerifier(text)
	if err != nil {
		return nil, err
	}
	const ed25519Algorithm = 1 // of signed notes
	secret := base64.StdEncoding.EncodeToString(append([]byte{ed25519Algorithm}, seed...))
	key, err := note.NewSigner(fmt.Sprintf("PRIVATE+KEY+%s+%08x+%s", keyName, verifier.key.KeyHash(), secret))
	if err != nil {
		return nil, fmt.Errorf("ledger: make signer: %w", err)
	}
	return &Signer{key: key, verifier: verifier}, nil
}

// Sign gives the checkpoint of the tree as it is.
func (s *Signer) Sign(t *Tree) (Checkpoint, error) {
	c := Checkpoint{Size: t.Size(), Root: t.Root()}
	signed, err := note.Sign(&note.Note{Text: c.text()}, s.key)
	if err != nil {
		return Checkpoint{}, fmt.Errorf("ledger: sign checkpoint: %w", err)
	}
	c.Note = signed
	return c, nil
}

// Verifier gives the public half.
func (s *Signer) Verifier() *Verifier { return s.verifier }

// Verifier checks checkpoints.
type Verifier struct {
	key  note.Verifier
	text string
}

// NewVerifier reads a public key as String gives it: candor-ledger+hash+base64.
func NewVerifier(text string) (*Verifier, error) {
	key, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("ledger: read public key: %w", err)
	}
	if key.Name() != keyName {
		return nil, fmt.Errorf("ledger: read public key: it is not named %s", keyName)
	}
	return &Verifier{key: key, text: text}, nil
}

// String is the public key as text, to be published.
func (v *Verifier) String() string { return v.text }

// Open checks a checkpoint's signature and form, to the last byte.
//
// ErrBadCheckpoint: with the reason.
func (v *Verifier) Open(signed []byte) (Checkpoint, error) {
	n, err := note.Open(signed, note.VerifierList(v.key))
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the signature does not match", ErrBadCheckpoint)
	}
	if len(n.Sigs) != 1 || len(n.UnverifiedSigs) != 0 {
		return Checkpoint{}, fmt.Errorf("%w: it must carry exactly one signature", ErrBadCheckpoint)
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(n.Sigs[0].Base64); err != nil {
		return Checkpoint{}, fmt.Errorf("%w: the signature is not in canonical form", ErrBadCheckpoint)
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 || lines[0] != origin {
		return Checkpoint{}, fmt.Errorf("%w: it is of another kind", ErrBadCheckpoint)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 {
		return Checkpoint{}, fmt.Errorf("%w: its size is not a number", ErrBadCheckpoint)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return Checkpoint{}, fmt.Errorf("%w: its root is not a hash", ErrBadCheckpoint)
	}
	c := Checkpoint{Size: size, Root: root, Note: signed}
	if c.text() != n.Text {
		return Checkpoint{}, fmt.Errorf("%w: it is not in canonical form", ErrBadCheckpoint)
	}
	return c, nil
}

func (c Checkpoint) text() string {
	return origin + "\n" + strconv.FormatInt(c.Size, 10) + "\n" + c.Root.String() + "\n"
}
