package learned

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Single is a model of one matter, with its threshold. The zero value hears nothing.
type Single struct {
	model   *Model
	version string
}

// ParseSingle reads the weights of one matter. It fails if they are damaged or of several.
func ParseSingle(data []byte) (Single, error) {
	m, err := Parse(data)
	if err != nil {
		return Single{}, err
	}
	if len(m.matters) != 1 {
		return Single{}, fmt.Errorf("learned: weights of %d matters, want 1", len(m.matters))
	}
	return Single{m, versionOf(data)}, nil
}

// Version is a digest of the weights, which changes whenever one does.
func (s Single) Version() string { return s.version }

// Score weighs the words of a message. tag is its language, ISO 639-1, if known. It is false below the threshold
// that training chose. Start and End of the score are bytes of the normalised text.
func (s Single) Score(text, tag string) (Score, bool) {
	if s.model == nil {
		return Score{}, false
	}
	all := s.model.All(text, tag)
	if len(all) != 1 || all[0].P < float64(s.model.matters[0].Threshold) {
		return Score{}, false
	}
	return all[0], true
}

// Version is a digest of the built-in weights of the sensitive matters, which changes whenever one does.
func Version() string { return versionOf(builtIn) }

func versionOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}
