package request

import (
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"sync"

	"candor/escalate/learned"
)

//go:embed weights.bin
var weights []byte

var model = sync.OnceValues(func() (*learned.Model, error) { return learned.Parse(weights) })

// Load checks the weights that are built in. It fails only if the file is damaged, which a test rules
// out.
func Load() error {
	_, err := model()
	return err
}

// Version is a digest of the weights, which changes whenever one does.
func Version() string {
	sum := sha256.Sum256(weights)
	return hex.EncodeToString(sum[:6])
}

// Score weighs the words of a message: how much it reads as a wish for a person. tag is its language, ISO
// 639-1, if known. It is false below the threshold that training chose. Start and End of the score are bytes of the
// normalised text.
func Score(text, tag string) (learned.Score, bool) {
	m, err := model()
	if err != nil {
		return learned.Score{}, false
	}
	all, matters := m.All(text, tag), m.Matters()
	if len(all) != 1 || len(matters) != 1 || all[0].P < float64(matters[0].Threshold) {
		return learned.Score{}, false
	}
	return all[0], true
}
