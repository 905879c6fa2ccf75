package jsonl_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/app/jsonl"
)

type row struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

func echo(r row) (row, error) {
	if r.Text == "" {
		return row{}, errors.New("it has no text")
	}
	return r, nil
}

func TestBadsAreReportedAndTheRestGoesOn(t *testing.T) {
	t.Parallel()
	in := "\ufeff" + `{"id":"a","text":"one <b>"}` + "\n\n" +
		`not JSON` + "\n" +
		`{"id":"b","text":7}` + "\n" +
		`{"id":"c"}` + "\r\n" +
		"{\"id\":\"d\",\"text\":\"\xff\"}\n" +
		`{"id":"e","text":"` + strings.Repeat("x", jsonl.Longest) + `"}` + "\n" +
		`["id"]` + "\n" +
		`{"id":"f","text":"two"}`
	var out bytes.Buffer
	var bad []jsonl.Bad
	err := jsonl.Each(context.Background(), strings.NewReader(in), &out, func(b jsonl.Bad) { bad = append(bad, b) }, echo)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"id":"a","text":"one <b>"}` + "\n" + `{"id":"f","text":"two"}` + "\n"
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Error(diff)
	}
	wantBad := []jsonl.Bad{
		{Number: 3, Why: "it is not a JSON object"}, {Number: 4, Why: `"text" is a number where something else belongs`}, {Number: 5, Why: "it has no text"},
		{Number: 6, Why: "it is not valid UTF-8"}, {Number: 7, Why: "it is longer than 8 MB"}, {Number: 8, Why: "it is not a JSON object"},
	}
	if diff := cmp.Diff(wantBad, bad); diff != "" {
		t.Error(diff)
	}
}

func TestWhoFeedsLineByLineGetsEachAnswerAtOnce(t *testing.T) {
	t.Parallel()
	questions, ask := io.Pipe()
	hear, answers := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- jsonl.Each(context.Background(), questions, answers, func(jsonl.Bad) {}, echo)
		answers.Close()
	}()
	for _, line := range []string{`{"id":"a","text":"x"}` + "\n", `{"id":"b","text":"y"}` + "\n"} {
		if _, err := io.WriteString(ask, line); err != nil {
			t.Fatal(err)
		}
		got := make([]byte, len(line))
		if _, err := io.ReadFull(hear, got); err != nil || string(got) != line {
			t.Fatalf("got %q, %v", got, err)
		}
	}
	ask.Close()
	if rest, err := io.ReadAll(hear); err != nil || len(rest) > 0 {
		t.Errorf("after the end: %q, %v", rest, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestFailedWritingIsAnError(t *testing.T) {
	t.Parallel()
	_, out := io.Pipe()
	out.Close()
	err := jsonl.Each(context.Background(), strings.NewReader(`{"text":"x"}`), out, func(jsonl.Bad) {}, echo)
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("got %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if err := jsonl.Each(ended, strings.NewReader(`{"text":"x"}`), io.Discard, func(jsonl.Bad) {}, echo); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func ExampleEach() {
	type question struct{ ID, Text string }
	type length struct {
		ID string `json:"id"`
		N  int    `json:"n"`
	}
	in := strings.NewReader("{\"id\":\"a\",\"text\":\"hello\"}\nnot JSON\n")
	jsonl.Each(context.Background(), in, os.Stdout, func(b jsonl.Bad) {
		fmt.Printf("line %d: %s\n", b.Number, b.Why)
	}, func(q question) (length, error) {
		return length{q.ID, len(q.Text)}, nil
	})
	// Output:
	// line 2: it is not a JSON object
	// {"id":"a","n":5}
}
