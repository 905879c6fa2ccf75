package blind

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"sync"
)

// TagSize is how many bytes of the keyed hash are kept of a word. Eight keep a billion words apart
// nearly always; where two meet, the check on the opened message tells them apart.
const TagSize = 8

// tagger makes the tags of words. It prints as [redacted].
type tagger struct{ macs sync.Pool }

// newTagger takes the desk's key of the index. The words use a key of their own that follows from
// it, so that their tags meet those of nothing else.
func newTagger(key []byte) (*tagger, error) {
	own, err := hkdf.Key(sha256.New, key, nil, "candor words 1", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("blind: derive: %w", err)
	}
	return &tagger{macs: sync.Pool{New: func() any { return hmac.New(sha256.New, own) }}}, nil
}

func (t *tagger) tag(term string) [TagSize]byte {
	mac := t.macs.Get().(hash.Hash)
	defer t.macs.Put(mac)
	mac.Reset()
	io.WriteString(mac, term)
	var sum [sha256.Size]byte
	return [TagSize]byte(mac.Sum(sum[:0]))
}

// Format keeps the key out of every print.
func (t *tagger) Format(s fmt.State, _ rune) { io.WriteString(s, "[redacted]") }

// termsVersion changes whenever terms are made another way: what is indexed is then made anew.
const termsVersion = "2"

// version names what the index was made with: the way and the key.
func (t *tagger) version() string {
	tag := t.tag("\x00the key of this index")
	return termsVersion + "." + hex.EncodeToString(tag[:4])
}
