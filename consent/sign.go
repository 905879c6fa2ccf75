package consent

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// proofType says how a receipt is signed: Ed25519 (RFC 8032) over canonical JSON (RFC 8785).
const proofType = "Ed25519-RFC8785"

// keyName begins every public key of receipts.
const keyName = "candor-receipt"

// proof is what is signed: a digest of each part of the receipt, so that a check can say which part
// was changed, and the key.
type proof struct {
	Type      string            `json:"type"`
	Key       string            `json:"key"`
	Parts     map[string]string `json:"parts"` // SHA-256 in hex of each member of the receipt, canonical
	Signature string            `json:"signature"`
}

// Signer signs receipts. Safe for concurrent use.
type Signer struct{ private ed25519.PrivateKey }

// NewSigner takes the 32-byte seed that is kept with the desk's keys.
func NewSigner(seed []byte) (*Signer, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, errors.New("consent: the seed of the key for receipts is not 32 bytes")
	}
	return &Signer{ed25519.NewKeyFromSeed(seed)}, nil
}

// PublicKey gives the key that receipts are checked with, as text: a name, a fingerprint, the key.
func (s *Signer) PublicKey() string { return keyText(s.private.Public().(ed25519.PublicKey)) }

// Format keeps the key out of every print.
func (s *Signer) Format(f fmt.State, _ rune) { fmt.Fprint(f, "[redacted]") }

// Sign gives the receipt as a file: JSON that people can read, with its proof.
func (s *Signer) Sign(r Receipt) ([]byte, error) {
	text, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("consent: write a receipt: %w", err)
	}
	tree, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("consent: write a receipt: %w", err)
	}
	p := proof{Type: proofType, Key: s.PublicKey(), Parts: digests(tree.(map[string]any))}
	p.Signature = base64.StdEncoding.EncodeToString(ed25519.Sign(s.private, p.signed()))
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err = e.Encode(struct {
		Receipt Receipt `json:"receipt"`
		Proof   proof   `json:"proof"`
	}{r, p})
	return out.Bytes(), err
}

// signed gives the bytes that the signature is over.
func (p proof) signed() []byte {
	parts := make(map[string]any, len(p.Parts))
	for name, digest := range p.Parts {
		parts[name] = digest
	}
	return canonical(nil, map[string]any{"type": p.Type, "key": p.Key, "parts": parts})
}

func digests(receipt map[string]any) map[string]string {
	out := make(map[string]string, len(receipt))
	for name, part := range receipt {
		sum := sha256.Sum256(canonical(nil, part))
		out[name] = hex.EncodeToString(sum[:])
	}
	return out
}

func keyText(key ed25519.PublicKey) string {
	sum := sha256.Sum256(key)
	return keyName + "+" + hex.EncodeToString(sum[:4]) + "+" + base64.StdEncoding.EncodeToString(key)
}

// ParseKey reads a public key as a desk publishes it.
func ParseKey(text string) (ed25519.PublicKey, error) {
	return parseKey(text)
}

func parseKey(text string) (ed25519.PublicKey, error) {
	parts := strings.SplitN(strings.TrimSpace(text), "+", 3)
	if len(parts) != 3 || parts[0] != keyName {
		return nil, errors.New("it is not a key of receipts, which begins with " + keyName + "+")
	}
	key, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(key) != ed25519.PublicKeySize || keyText(key) != keyName+"+"+parts[1]+"+"+parts[2] {
		return nil, errors.New("the key of receipts is damaged: it does not fit its own fingerprint")
	}
	return key, nil
}

// Fault says why a receipt does not verify, in a sentence for people.
type Fault struct{ What string }

func (f *Fault) Error() string { return "consent: the receipt does not verify: " + f.What }

func fault(format string, args ...any) error { return &Fault{fmt.Sprintf(format, args...)} }

// Verify checks a receipt's file against the public key of the desk, or, where key is empty, against
// the key that the receipt itself names, which shows only that nothing was changed since. It gives
// the receipt and the key that signed it. It needs neither network nor desk.
//
// *Fault: it does not verify, and why. Any other error: key is not a key.
func Verify(file []byte, key string) (Receipt, string, error) {
	var want ed25519.PublicKey
	if key != "" {
		var err error
		if want, err = parseKey(key); err != nil {
			return Receipt{}, "", fmt.Errorf("consent: %w", err)
		}
	}
	tree, err := parse(file)
	if err != nil {
		return Receipt{}, "", fault("%v", err)
	}
	whole, _ := tree.(map[string]any)
	receipt, has := whole["receipt"].(map[string]any)
	if len(whole) != 2 || !has || whole["proof"] == nil {
		return Receipt{}, "", fault("it is not a receipt with its proof and nothing else")
	}
	var p proof
	if err := strict(whole["proof"], &p); err != nil || p.Type != proofType {
		return Receipt{}, "", fault("its proof is not of the kind %s", proofType)
	}
	named, err := parseKey(p.Key)
	if err != nil {
		return Receipt{}, "", fault("%v", err)
	}
	if want != nil && !want.Equal(named) {
		return Receipt{}, "", fault("it was signed with another key, %s", p.Key)
	}
	signature, err := base64.StdEncoding.Strict().DecodeString(p.Signature)
	if err != nil || !ed25519.Verify(named, p.signed(), signature) {
		return Receipt{}, "", fault("the signature does not fit: the proof was changed, or that key never signed it")
	}
	if err := unchanged(receipt, p.Parts); err != nil {
		return Receipt{}, "", err
	}
	var r Receipt
	if err := strict(receipt, &r); err != nil || r.SchemaVersion != SchemaVersion {
		return Receipt{}, "", fault("it is of another version than %s", SchemaVersion)
	}
	return r, p.Key, nil
}

// unchanged compares each part with what was signed.
func unchanged(receipt map[string]any, signed map[string]string) error {
	now := digests(receipt)
	for _, name := range slices.Sorted(maps.Keys(signed)) {
		switch now[name] {
		case signed[name]:
		case "":
			return fault("the part %s was taken out after it was signed", name)
		default:
			return fault("the part %s was changed after it was signed", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, ok := signed[name]; !ok {
			return fault("a part was added after it was signed: %.40q", name)
		}
	}
	return nil
}

// strict reads a parsed value into a struct that must know every name, letter for letter.
func strict(tree, into any) error {
	text := canonical(nil, tree)
	if err := json.Unmarshal(text, into); err != nil {
		return err
	}
	back, err := json.Marshal(into)
	if err != nil {
		return err
	}
	again, err := parse(back)
	if err == nil && !bytes.Equal(canonical(nil, again), text) {
		err = errors.New("consent: it holds names or forms that are not known")
	}
	return err
}
