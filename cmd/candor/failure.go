package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"candor"
	"candor/internal/app"
	"candor/internal/config"
)

// The exit codes; the page of candor tells them.
const (
	exitDone    = 0
	exitTrouble = 1 // done, but something in the input was bad or a check found trouble
	exitUsage   = 2 // the command or the settings are wrong; nothing was done
	exitFailed  = 3 // it could not be done
)

// failure is what a person is told: what happened, and what to do.
type failure struct {
	what, do string
	code     int
}

func (f failure) Error() string { return f.what }

// tell writes a failure as its lines and gives the exit code.
func tell(w io.Writer, err error) int {
	f := explain(err)
	if f.what != "" {
		fmt.Fprintf(w, "candor: %s\n", f.what)
	}
	if f.do != "" {
		fmt.Fprintf(w, "  %s\n", f.do)
	}
	return f.code
}

// explain finds words for an error of any kind. It never shows a stack or a customer's words:
// errors of the house do not carry them.
func explain(err error) failure {
	var f failure
	var settings *config.Problems
	var known *candor.Error
	switch {
	case errors.As(err, &f):
		return f
	case errors.As(err, &settings):
		return failure{what: "the settings cannot be used; nothing was started or changed.\n" + settings.Error(),
			do: "Put this right and try again; candor init --print shows every setting.", code: exitUsage}
	case errors.Is(err, config.ErrNoFile):
		return failure{what: strings.TrimPrefix(err.Error(), "config: "),
			do: "Write one with candor init, or name another with --config.", code: exitUsage}
	case errors.Is(err, context.Canceled):
		return failure{what: "stopped before it was done", do: "Start the command again; what was done is kept.", code: exitFailed}
	case errors.As(err, &known):
		return explainKnown(known)
	case errors.Is(err, syscall.EADDRINUSE):
		return failure{what: "the address is in use by another program",
			do: "Stop that program, or choose another port with --listen.", code: exitFailed}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
		var path *os.PathError
		if errors.As(err, &path) {
			return failure{what: fmt.Sprintf("cannot %s %s: %v", path.Op, path.Path, path.Err),
				do: "Check the name, and that you may read and write there.", code: exitFailed}
		}
	}
	return split(err.Error(), "Run candor doctor; it looks for what may be wrong.", exitFailed)
}

// explainKnown takes the words for what commands often meet, else the cause that the house gives
// with its errors (a first sentence that says what happened, further ones what is safe and what to
// do), else the text of the catalogue.
func explainKnown(e *candor.Error) failure {
	code := exitFailed
	if e.Code == candor.CodeInvalid && !strings.HasPrefix(e.Key, "error.key") {
		code = exitUsage
	}
	if f, ok := often(e); ok {
		f.code = code
		return f
	}
	if e.Err != nil {
		return split(e.Err.Error(), hint(e.Code), code)
	}
	if text, ok := app.Words(e); ok {
		return split(strings.TrimSuffix(text, "."), hint(e.Code), code)
	}
	return failure{what: strings.ReplaceAll(strings.TrimPrefix(e.Key, "error."), "_", " "), do: hint(e.Code), code: code}
}

// often has words for failures of the machine, whose causes are too technical to act upon.
func often(e *candor.Error) (failure, bool) {
	file := e.Args["file"]
	if e.Err != nil && strings.Contains(e.Err.Error(), ". ") {
		return failure{}, false // the cause speaks for itself
	}
	switch e.Key {
	case "error.store_damaged":
		return failure{what: "the database " + file + " is damaged, or is none", do: "Nothing was changed. Keep a copy of the file, and restore it from a backup."}, true
	case "error.store_missing":
		return failure{what: "there is no database " + file, do: "Nothing was changed. Check [data] dir in the settings, restore it from a backup, or make a new desk with candor init."}, true
	case "error.store_read_only":
		return failure{what: "the database " + file + " cannot be written", do: "Nothing was changed. Check who may write there, and that the disk is not mounted for reading only."}, true
	case "error.disk_full":
		return failure{what: "the disk is full", do: "Nothing that was acknowledged is lost. Make room and try again."}, true
	case "error.store_locked":
		return failure{what: "another program holds the database " + file, do: "Nothing was changed. Stop that program, or wait for it, and try again."}, true
	case "error.store_failed":
		return failure{what: "the database " + file + " could not be read or written", do: "Nothing that was acknowledged is lost. Check the disk; candor doctor says more."}, true
	}
	return failure{}, false
}

// split parts a message of several sentences after the first.
func split(message, do string, code int) failure {
	message = strings.ReplaceAll(strings.TrimSpace(message), "\n", "; ")
	if name, rest, ok := strings.Cut(message, ": "); ok && !strings.ContainsAny(name, " /\\\"") {
		message = rest // the package's own name, as in "keyring: "
	}
	what, rest, more := strings.Cut(message, ". ")
	if more {
		do = strings.TrimSuffix(rest, ".") + "."
	}
	return failure{what: what, do: do, code: code}
}

func hint(code candor.Code) string {
	switch code {
	case candor.CodeUnavailable:
		return "Nothing was lost. Free the disk or wait for the other program, then try again."
	case candor.CodeConflict:
		return "Somebody else was first. Look again, then decide."
	case candor.CodeNotFound:
		return "Check the name; the list command shows what there is."
	case candor.CodeInvalid, candor.CodeTooLarge:
		return "Nothing was changed. Correct it and try again."
	}
	return "Run candor doctor; it looks for what may be wrong."
}
