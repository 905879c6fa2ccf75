package main

import (
	"fmt"
	"path"
	"runtime"
	"strings"
)

// fault tells of a mistake in the program itself: where it is, and not what it was about, because
// that may be a customer's words.
func fault(r any) failure {
	kind := fmt.Sprintf("%T", r)
	if err, ok := r.(runtime.Error); ok {
		kind = err.Error()
	}
	return failure{
		what: fmt.Sprintf("a mistake in the program itself stopped it (%s at %s)", kind, broken()),
		do:   "What was acknowledged is kept. Please report this line together with candor version.",
		code: exitFailed,
	}
}

// broken is the place in this module that panicked.
func broken() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		if strings.HasPrefix(f.Function, "candor") || strings.HasPrefix(f.Function, "main.") && !strings.HasPrefix(f.Function, "main.run.") {
			return fmt.Sprintf("%s:%d", path.Base(f.File), f.Line)
		}
		if !more {
			return "an unknown place"
		}
	}
}
