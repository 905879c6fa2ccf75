// Command train makes escalate/request/weights.bin from examples for and against a wish for a person.
// Run it at the root of the repository:
//
//	go run ./escalate/request/train
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
	root := flag.String("root", ".", "the root of the repository")
	flag.Parse()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join(*root, "..", "shared")
	}
	data, err := train(*root, filepath.Join(shared, "data"), os.Stdout)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(*root, "escalate", "request", "weights.bin"), data, 0o644)
}

// train makes the weights and tells what cross-validation found.
func train(root, public string, say io.Writer) ([]byte, error) {
	var all []fit.Example
	for _, read := range []func() ([]fit.Example, error){
		func() ([]fit.Example, error) { return ruleExamples(filepath.Join(root, "escalate", "rules")) },
		func() ([]fit.Example, error) {
			return fit.ReadExamples(filepath.Join(root, "escalate", "request", "examples.txt"))
		},
		func() ([]fit.Example, error) {
			return plainSentences(filepath.Join(root, "language", "profiles", "*.txt"), filepath.Join(root, "internal", "demo", "company", "articles", "*", "*"))
		},
		func() ([]fit.Example, error) { return publicQuestions(public) },
	} {
		some, err := read()
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	fmt.Fprintf(say, "%d examples\n", len(all))
	return fit.Fit("person", all, map[string]float64{"rules": .07, "sentences": .0018, "banking77": .001, "clinc150": .001, "bitext-cs": .001}, say)
}
