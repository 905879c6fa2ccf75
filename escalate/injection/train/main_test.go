package main

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// The weights in the repository are those that the command makes.
func TestWeightsAreThoseOfTheExamples(t *testing.T) {
	if testing.Short() {
		t.Skip("trains anew")
	}
	if runtime.GOARCH != "amd64" {
		t.Skip("other processors round sums in other places")
	}
	t.Parallel()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "..", "shared")
	}
	made, err := train(filepath.Join("..", "examples.txt"), filepath.Join(shared, "data"), io.Discard)
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
	if !bytes.Equal(made, kept) {
		t.Error("weights.bin is not what go run ./escalate/injection/train makes of the examples")
	}
}
