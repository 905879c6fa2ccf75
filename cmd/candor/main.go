// Command candor is the whole desk in one binary: the demo, the server, and what an owner needs to
// set it up, feed it, check it and keep it.
//
// One file per command. A command parses its flags and calls internal/app; what it prints is for
// people, and a failure is two lines: what happened, and what to do.
package main

import (
	"context"
	"os"
)

func main() {
	os.Exit(run(context.Background(), os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
