// Command train makes escalate/injection/weights.bin from the example sentences beside it and from
// the public sets that the register of shared data calls permissive. Run it at the root of the
// repository:
//
//	go run ./escalate/injection/train
//
// The same examples give the same bytes. It prints what cross-validation found at the threshold that it
// chose. CANDOR_SHARED names the folder with the public sets; the default is ../shared. Never used to
// train: sets that are kept for measuring, and what customers write.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"candor/escalate/fit"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	folder := flag.String("folder", filepath.Join("escalate", "injection"), "where examples.txt is read and weights.bin is written")
	flag.Parse()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "shared")
	}
	data, err := train(filepath.Join(*folder, "examples.txt"), filepath.Join(shared, "data"), os.Stdout)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(*folder, "weights.bin"), data, 0o644)
}

// train makes the weights and tells what cross-validation found.
func train(examples, public string, say io.Writer) ([]byte, error) {
	own, err := fit.ReadExamples(examples)
	if err != nil {
		return nil, err
	}
	others, err := readPublic(public)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(say, "%d examples of our own, %d public\n", len(own), len(others))
	return fit.Fit("injection", append(own, others...), map[string]float64{"own": .015, "banking77": .0005, "clinc150": .0005, "bitext-cs": .0005}, say)
}
