package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"candor"
)

func TestFailuresAreTwoLines(t *testing.T) {
	t.Parallel()
	_, noFile := os.Open("no-such-file")
	tests := []struct {
		name     string
		err      error
		code     int
		what, do string
	}{
		{"sentences", candor.Fail(candor.CodeInvalid, "error.key_wrong", errors.New("keyring: the key is not the one. Nothing was changed. Use the right one")),
			exitFailed, "candor: the key is not the one\n", "  Nothing was changed. Use the right one.\n"},
		{"one sentence", fmt.Errorf("app: open: %w", candor.Fail(candor.CodeUnavailable, "error.full", errors.New("store: the disk is full"))),
			exitFailed, "candor: the disk is full\n", "Nothing was lost"},
		{"no cause", candor.Fail(candor.CodeConflict, "staff.email_taken", nil), exitFailed, "Somebody on the team has this e-mail address already\n", "  Nothing was changed.\n"},
		{"of the machine", &candor.Error{Code: candor.CodeUnavailable, Key: "error.disk_full", Err: errors.New("store: commit: SQLITE_FULL (13)")},
			exitFailed, "candor: the disk is full\n", "Make room"},
		{"damaged", &candor.Error{Code: candor.CodeInternal, Key: "error.store_damaged", Args: map[string]string{"file": "x/candor.db"}, Err: errors.New("store: open: file is not a database (26)")},
			exitFailed, "candor: the database x/candor.db is damaged, or is none\n", "Nothing was changed. Keep a copy"},
		{"missing file", noFile, exitFailed, "cannot open no-such-file", "Check the name"},
		{"port", fmt.Errorf("listen: %w", syscall.EADDRINUSE), exitFailed, "in use", "--listen"},
		{"interrupted", fmt.Errorf("x: %w", context.Canceled), exitFailed, "stopped before", "again"},
		{"unknown", errors.New("several\nlines"), exitFailed, "candor: several; lines\n", "candor doctor"},
		{"own", failure{what: "a", do: "b", code: exitUsage}, exitUsage, "candor: a\n", "  b\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var b bytes.Buffer
			if code := tell(&b, test.err); code != test.code {
				t.Errorf("code %d, want %d", code, test.code)
			}
			what, do, _ := strings.Cut(b.String(), "\n")
			if !strings.Contains(what+"\n", test.what) || !strings.Contains(do, test.do) || strings.Count(b.String(), "\n") != 2 {
				t.Errorf("told %q", b.String())
			}
		})
	}
}

func TestMistakesInTheProgramShowNoStackAndNoWords(t *testing.T) {
	t.Parallel()
	tell := func(boom func()) (text string) {
		defer func() {
			var b bytes.Buffer
			if code := tell(&b, fault(recover())); code != exitFailed {
				t.Errorf("code %d", code)
			}
			text = b.String()
		}()
		boom()
		return ""
	}
	for name, boom := range map[string]func(){
		"index": func() { var none []int; _ = none[len(name(t))] },
		"value": func() { panic("the customer wrote: my card is 4111") },
	} {
		got := tell(boom)
		if strings.Contains(got, "goroutine") || strings.Contains(got, "4111") || strings.Count(got, "\n") != 2 {
			t.Errorf("%s: %q", name, got)
		}
		if !strings.Contains(got, "failure_test.go:") {
			t.Errorf("%s does not say where: %q", name, got)
		}
	}
}

func name(t *testing.T) string { return t.Name() }
