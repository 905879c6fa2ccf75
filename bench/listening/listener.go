package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"time"
)

// query is one line of input.
type query struct {
	ID    int    `json:"id"`
	Text  string `json:"text,omitempty"`
	Turns []turn `json:"turns,omitempty"`
}

type turn struct {
	S string `json:"s"`
	T string `json:"t"`
}

// heard is one line of output.
type heard struct {
	ID         int      `json:"id"`
	Person     bool     `json:"person_requested"`
	Categories []string `json:"categories"`
	Injection  bool     `json:"injection"`
	Loop       bool     `json:"loop"`
	LoopScore  float64  `json:"loop_score"`
	Rules      []struct {
		Rule     string `json:"rule"`
		Category string `json:"category"`
	} `json:"rules"`
}

func (h heard) about(category string) bool { return slices.Contains(h.Categories, category) }

// rule reports a rule of one category, also of those that are no sensitive matter.
func (h heard) rule(category string) bool {
	for _, r := range h.Rules {
		if r.Category == category {
			return true
		}
	}
	return false
}

// sensitive leaves out what speaks to the machine and not of the customer.
func (h heard) sensitive() bool {
	return slices.ContainsFunc(h.Categories, func(c string) bool { return c != "injection" && c != "phishing" })
}

// listener is the binary under measure.
type listener struct{ binary string }

func (l listener) command(ctx context.Context) *exec.Cmd {
	cmd := exec.CommandContext(ctx, l.binary, "inspect", "--jsonl")
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	return cmd
}

// hear gives what is heard in each text, in their order.
func (l listener) hear(ctx context.Context, texts []string) ([]heard, error) {
	queries := make([]query, len(texts))
	for i, t := range texts {
		queries[i].Text = t
	}
	return l.hearAll(ctx, queries)
}

func (l listener) hearAll(ctx context.Context, queries []query) ([]heard, error) {
	var in, out, trouble bytes.Buffer
	lines := json.NewEncoder(&in)
	for i := range queries {
		queries[i].ID = i
		if err := lines.Encode(queries[i]); err != nil {
			return nil, err
		}
	}
	cmd := l.command(ctx)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = &in, &out, &trouble
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("candor inspect: %w\n%s", err, tail(trouble.String()))
	}
	found := make([]heard, 0, len(queries))
	answers := json.NewDecoder(&out)
	for {
		var h heard
		switch err := answers.Decode(&h); {
		case errors.Is(err, io.EOF) && len(found) == len(queries):
			return found, nil
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("candor inspect gave %d answers to %d messages", len(found), len(queries))
		case err != nil:
			return nil, fmt.Errorf("read answers: %w", err)
		case h.ID != len(found):
			return nil, fmt.Errorf("answer %d came where %d was due", h.ID, len(found))
		}
		found = append(found, h)
	}
}

// talk is a listener that stays and answers line by line.
type talk struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (l listener) talk(ctx context.Context) (*talk, error) {
	t := &talk{cmd: l.command(ctx)}
	in, err := t.cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := t.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	t.in, t.out = in, bufio.NewReaderSize(out, 1<<20)
	return t, t.cmd.Start()
}

// ask gives the time from sending a line to having its whole answer.
func (t *talk) ask(text string) (time.Duration, error) {
	line, err := json.Marshal(query{Text: text})
	if err != nil {
		return 0, err
	}
	start := time.Now()
	if _, err := t.in.Write(append(line, '\n')); err != nil {
		return 0, err
	}
	for more := true; more; {
		_, err := t.out.ReadSlice('\n')
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			return 0, fmt.Errorf("wait for an answer: %w", err)
		}
		more = err != nil
	}
	return time.Since(start), nil
}

func (t *talk) end() error {
	t.in.Close()
	return t.cmd.Wait()
}

func tail(s string) string { return s[max(0, len(s)-2000):] }
