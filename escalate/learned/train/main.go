// Command train makes escalate/learned/weights.bin from the example sentences beside it, from those of
// the rule files, and from the public sets that the register of shared data calls permissive. Run it at the root of the repository:
//
//	go run ./escalate/learned/train
//
// The same examples give the same bytes. It prints, for each matter, what cross-validation found and
// the threshold that it chose. CANDOR_SHARED names the folder with the public sets; the default is
// ../shared. Never used to train: sets that are kept for measuring, and what customers write.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"candor/escalate/fit"
	"candor/escalate/learned"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run() error {
	folder := flag.String("folder", filepath.Join("escalate", "learned"), "where examples/ is read and weights.bin is written")
	rules := flag.String("rules", filepath.Join("escalate", "rules"), "the rule files, whose examples are learned from, too")
	testdata := flag.String("measured", filepath.Join("escalate", "testdata"), "sets of messages that nothing is learned from")
	misses := flag.Int("misses", 0, "print so many of the examples that cross-validation got wrong, for each matter")
	flag.Parse()
	shared := os.Getenv("CANDOR_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "shared")
	}
	own, err := readExamples(filepath.Join(*folder, "examples"))
	if err != nil {
		return err
	}
	fromRules, err := readRules(*rules)
	if err != nil {
		return err
	}
	own = append(own, fromRules...)
	kept, err := measured(filepath.Join(shared, "data"), *testdata)
	if err != nil {
		return err
	}
	own = without(own, kept)
	public, err := readPublic(filepath.Join(shared, "data"))
	if err != nil {
		return err
	}
	t := newTraining(append(own, public...))
	fmt.Printf("%d examples of our own, %d public, %d features\n", len(own), len(public), t.corpus.Features())
	matters := make([]learned.Matter, len(matterNames))
	rows := fit.Rows{}
	for i, name := range matterNames {
		chosen := t.crossValidate(i)
		fmt.Println(chosen.line(name))
		t.printMisses(i, chosen, *misses)
		matters[i] = t.corpus.Quantise(t.corpus.Solve(t.task(i), fit.Everything), uint8(i), name, least, rows)
		matters[i].Threshold = float32(chosen.threshold)
	}
	data, err := learned.Encode(matters, rows)
	if err != nil {
		return err
	}
	name := filepath.Join(*folder, "weights.bin")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		return fmt.Errorf("write the weights: %w", err)
	}
	fmt.Printf("%s: %d features, %d bytes\n", name, len(rows), len(data))
	return nil
}
