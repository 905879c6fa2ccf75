package request

import (
	_ "embed"
	"sync"

	"candor/escalate/learned"
)

//go:embed weights.bin
var weights []byte

var model = sync.OnceValues(func() (learned.Single, error) { return learned.ParseSingle(weights) })

// Load checks the weights that are built in. It fails only if the file is damaged, which a test rules
// out.
func Load() error {
	_, err := model()
	return err
}

// Version is a digest of the weights, which changes whenever one does; "" if they are damaged.
func Version() string {
	m, err := model()
	if err != nil {
		return ""
	}
	return m.Version()
}

// Score weighs the words of a message: how much it reads as a wish for a person. tag is its language, ISO
// 639-1, if known. It is false below the threshold that training chose. Start and End of the score are bytes of the
// normalised text.
func Score(text, tag string) (learned.Score, bool) {
	m, err := model()
	if err != nil {
		return learned.Score{}, false
	}
	return m.Score(text, tag)
}
