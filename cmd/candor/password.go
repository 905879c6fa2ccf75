package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"
)

// flagPasswordIn lets a script give the password on standard input. There is no flag for the
// password itself: what stands on a command line can be read by every user of the machine.
const flagPasswordIn = "password-stdin"

func addPasswordFlag(cmd *cobra.Command) {
	cmd.Flags().Bool(flagPasswordIn, false, "read the password from standard input, its first line")
}

// readPassword asks twice at a terminal, without echo, or reads one line of standard input.
func readPassword(cmd *cobra.Command) (string, error) {
	fromInput, err := cmd.Flags().GetBool(flagPasswordIn)
	if err != nil {
		return "", usage(err)
	}
	if fromInput {
		return firstLine(cmd.InOrStdin())
	}
	terminal, ok := cmd.InOrStdin().(*os.File)
	if !ok || !term.IsTerminal(int(terminal.Fd())) {
		return "", failure{what: "a password is needed and there is no terminal to ask at",
			do: "Give it on standard input with --" + flagPasswordIn + ".", code: exitUsage}
	}
	first, err := askHidden(cmd.ErrOrStderr(), terminal, "Password: ")
	if err != nil {
		return "", err
	}
	again, err := askHidden(cmd.ErrOrStderr(), terminal, "The same again: ")
	if err != nil {
		return "", err
	}
	if first != again {
		return "", failure{what: "the two passwords differ", do: "Nothing was changed. Try again.", code: exitUsage}
	}
	return first, nil
}

func askHidden(w io.Writer, terminal *os.File, prompt string) (string, error) {
	fmt.Fprint(w, prompt)
	text, err := term.ReadPassword(int(terminal.Fd()))
	fmt.Fprintln(w)
	if err != nil {
		return "", fmt.Errorf("read the password: %w", err)
	}
	return string(text), nil
}

func firstLine(in io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(in, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", fmt.Errorf("read the password: %w", err)
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", failure{what: "standard input held no password", do: "Nothing was changed. Write it on the first line.", code: exitUsage}
	}
	return line, nil
}
