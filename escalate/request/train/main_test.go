package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"candor/escalate/fit"
	"candor/escalate/learned"
)

// The weights in the repository decide as those that the command makes now. They need not be the same: the
// examples of the rule files are learned from, and anyone may add one.
func TestWeightsDecideAsTheExamplesTeach(t *testing.T) {
	if testing.Short() {
		t.Skip("trains anew")
	}
	t.Parallel()
	root := filepath.Join("..", "..", "..")
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join(root, "..", "shared")
	}
	made, err := train(root, filepath.Join(shared, "data"), io.Discard)
	if errors.Is(err, fs.ErrNotExist) && os.Getenv("CI") == "" {
		t.Skipf("the shared data is missing: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(filepath.Join("..", "weights.bin"))
	if err != nil {
		t.Fatal(err)
	}
	examples, err := fit.ReadExamples(filepath.Join("..", "examples.txt"))
	if err != nil {
		t.Fatal(err)
	}
	same := 0
	for _, e := range examples {
		if hears(t, made, e.Text) == hears(t, kept, e.Text) {
			same++
		}
	}
	if same*100 < 97*len(examples) {
		t.Errorf("weights.bin decides %d of %d examples as go run ./escalate/request/train teaches: run it", same, len(examples))
	}
}

func hears(t *testing.T, weights []byte, text string) bool {
	t.Helper()
	m, err := learned.Parse(weights)
	if err != nil {
		t.Fatal(err)
	}
	all := m.All(text, "")
	return len(all) > 0 && all[0].P >= float64(m.Matters()[0].Threshold)
}
