package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"candor/bench/meter"
	"candor/bench/privacy/score"
)

// query is one line of input. Country and regions are hints; empty: none.
type query struct {
	ID       int      `json:"id"`
	Text     string   `json:"text"`
	Language string   `json:"language,omitempty"`
	Country  string   `json:"country,omitempty"`
	Regions  []string `json:"regions,omitempty"`
}

type answer struct {
	ID    int          `json:"id"`
	Spans []score.Span `json:"spans"`
}

// detector is a program that finds personal data: candor, or another with the same lines.
type detector struct{ binary string }

func (d detector) command(ctx context.Context) *exec.Cmd {
	return exec.CommandContext(ctx, d.binary, "privacy", "detect", "--jsonl")
}

// find gives the spans of each text, in the order of the queries, whose ids it sets.
func (d detector) find(ctx context.Context, queries []query) ([][]score.Span, error) {
	for i := range queries {
		queries[i].ID = i
	}
	out, _, err := d.run(ctx, queries)
	if err != nil {
		return nil, err
	}
	found := make([][]score.Span, len(queries))
	lines := json.NewDecoder(bytes.NewReader(out))
	for n := 0; ; n++ {
		var a answer
		switch err := lines.Decode(&a); {
		case err == io.EOF && n == len(queries):
			return found, nil
		case err == io.EOF:
			return nil, fmt.Errorf("the detector gave %d answers to %d texts", n, len(queries))
		case err != nil:
			return nil, fmt.Errorf("read the detector's answers: %w", err)
		case a.ID < 0 || a.ID >= len(queries):
			return nil, fmt.Errorf("the detector answered to the text %d, which does not exist", a.ID)
		}
		found[a.ID] = a.Spans
	}
}

// cost is the processor time of one run and the cores that others used meanwhile.
type cost struct {
	time    time.Duration
	foreign float64
}

func (c cost) disturbed() bool { return c.foreign > meter.Noise }

// run gives what the detector writes when it may use one core, and what that cost.
func (d detector) run(ctx context.Context, queries []query) ([]byte, cost, error) {
	in, err := linesOf(queries)
	if err != nil {
		return nil, cost{}, err
	}
	window, err := meter.Machine{}.Open(0)
	if err != nil {
		return nil, cost{}, err
	}
	cmd := d.command(ctx)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	var out, trouble bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &trouble
	if err := cmd.Run(); err != nil {
		return nil, cost{}, fmt.Errorf("detector: %w\n%s", err, tail(trouble.String()))
	}
	used, err := window.Close()
	took := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return out.Bytes(), cost{took, max(0, used.Foreign-took.Seconds()/used.Wall.Seconds())}, err
}

func linesOf(queries []query) ([]byte, error) {
	var b bytes.Buffer
	lines := json.NewEncoder(&b)
	lines.SetEscapeHTML(false)
	for _, q := range queries {
		if err := lines.Encode(q); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// talk is a detector that stays and answers line by line.
type talk struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (d detector) talk(ctx context.Context) (*talk, error) {
	t := &talk{cmd: d.command(ctx)}
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
func (t *talk) ask(q query) (time.Duration, error) {
	line, err := linesOf([]query{q})
	if err != nil {
		return 0, err
	}
	start := time.Now()
	sent := make(chan error, 1)
	go func() {
		_, err := t.in.Write(line)
		sent <- err
	}()
	for more := true; more; {
		_, err := t.out.ReadSlice('\n')
		if err != nil && err != bufio.ErrBufferFull {
			return 0, fmt.Errorf("wait for the detector: %w", err)
		}
		more = err != nil
	}
	took := time.Since(start)
	return took, <-sent
}

func (t *talk) end() error {
	t.in.Close()
	return t.cmd.Wait()
}

func tail(s string) string { return s[max(0, len(s)-2000):] }
