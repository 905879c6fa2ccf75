package main

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// benchmarks runs the Go benchmarks of single parts, in the packages that were named.
func (b *bench) benchmarks(ctx context.Context) error {
	for _, pkg := range b.parts {
		out, err := exec.CommandContext(ctx, "go", "test", "-run", "^$", "-bench", ".", "-benchmem", "-benchtime", "300ms", pkg).CombinedOutput()
		if err != nil {
			return fmt.Errorf("go test -bench %s: %w\n%s", pkg, err, tail(string(out)))
		}
		for l := range strings.Lines(string(out)) {
			if strings.HasPrefix(l, "Benchmark") {
				b.benched = append(b.benched, pkg+" "+strings.Join(strings.Fields(l), " "))
				b.say("  %s", strings.TrimSpace(l))
			}
		}
	}
	return nil
}
