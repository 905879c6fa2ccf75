package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"candor/bench/privacy/corpus"
	"candor/bench/privacy/score"
	"candor/bench/report"
)

// asDetector makes this test binary a detector that takes every word with a digit for an order.
const asDetector = "CANDOR_TEST_AS_DETECTOR"

func TestMain(m *testing.M) {
	switch os.Getenv(asDetector) {
	case "":
		os.Exit(m.Run())
	case "silent":
		os.Exit(0)
	case "broken":
		fmt.Fprintln(os.Stderr, "it fell over")
		os.Exit(3)
	}
	answerAll()
}

// answerAll answers each line at once, as candor does.
func answerAll() {
	lines, answers := bufio.NewScanner(os.Stdin), json.NewEncoder(os.Stdout)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var q query
		if json.Unmarshal(lines.Bytes(), &q) != nil {
			os.Exit(1)
		}
		a, at := answer{ID: q.ID, Spans: []score.Span{}}, 0
		for _, word := range strings.SplitAfter(q.Text, " ") {
			end := at + utf8.RuneCountInString(word)
			if strings.ContainsAny(word, "0123456789") {
				a.Spans = append(a.Spans, score.Span{Type: "ORDER", Start: at, End: end - 1, Score: 0.5})
			}
			at = end
		}
		if answers.Encode(a) != nil {
			os.Exit(1)
		}
	}
}

func TestAnswersComeInTheOrderOfTheTexts(t *testing.T) {
	t.Setenv(asDetector, "words")
	found, err := detector{os.Args[0]}.find(t.Context(), []query{{Text: "über 12 Tage"}, {Text: "nothing"}, {Text: "7 x"}})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]score.Span{{{Type: "ORDER", Start: 5, End: 7, Score: 0.5}}, {}, {{Type: "ORDER", Start: 0, End: 1, Score: 0.5}}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestADetectorThatFailsIsNoFigure(t *testing.T) {
	for how, want := range map[string]string{"silent": "0 answers to 1 texts", "broken": "it fell over"} {
		t.Setenv(asDetector, how)
		if _, err := (detector{os.Args[0]}).find(t.Context(), []query{{Text: "x"}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", how, err)
		}
	}
}

func TestAskingWaitsForTheWholeAnswer(t *testing.T) {
	t.Setenv(asDetector, "words")
	k, err := detector{os.Args[0]}.talk(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []int{1, 100_000, 1} { // an answer longer than the buffer, between two short ones
		if took, err := k.ask(query{Text: strings.Repeat("1 ", words)}); err != nil || took <= 0 {
			t.Errorf("%d words: %v, %v", words, took, err)
		}
	}
	if err := k.end(); err != nil {
		t.Error(err)
	}
}

func TestASetThatIsAbsentIsToldAndTheRestIsMeasured(t *testing.T) {
	t.Setenv(asDetector, "words")
	t.Setenv("CANDOR_SHARED", t.TempDir())
	out, said := t.TempDir(), &strings.Builder{}
	if err := run(t.Context(), []string{"-binary", os.Args[0], "-out", out, "-messages", "45", "-only", "cases,messages,corpus,awkward,names"}, said); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(out, "figures.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| presidio-cases | not measured: the shared data is not here |  |", "| pii-chat | not measured: the shared data is not here |  |",
		"own messages, without hints: decoys masked | at most 2 % |", "| **missed** |", "| of 65 awkward spellings, masked in full each time | at least 58 | ",
		"| unknown names in fr, recall at precision 0.9 | at least 0.85 | not measured: no bar on the scores reaches the precision | not measured |", "| JP (ja) | 45 |",
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%q is not in\n%s", want, b)
		}
	}
	var found report.Findings
	if b, err = os.ReadFile(filepath.Join(out, "figures.json")); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, &found); err != nil || !strings.HasPrefix(found.Command, "go run ./bench/privacy -binary ") || len(found.Tables) < 8 {
		t.Errorf("%v: %s with %d tables", err, found.Command, len(found.Tables))
	}
}

func TestAPartThatDoesNotExistIsRefused(t *testing.T) {
	t.Parallel()
	err := run(context.Background(), []string{"-binary", os.Args[0], "-out", t.TempDir(), "-only", "cases,lightning"}, &strings.Builder{})
	if err == nil || !strings.Contains(err.Error(), `"lightning"`) {
		t.Errorf("%v", err)
	}
}

func TestALabelThatIsNothingPersonalIsADecoy(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	line := `{"text":"order 7 for Ada","spans":[{"type":"ORDER_ID","start":6,"end":7,"pii":false},{"type":"PERSON","start":12,"end":15,"pii":true}]}`
	if err := os.WriteFile(filepath.Join(dir, "m.jsonl"), []byte(line+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := sharedMessages(dir, "m.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	want := score.Case{Length: 15, Gold: []score.Span{{Type: "PERSON", Start: 12, End: 15}}, Decoys: []score.Span{{Type: "ORDER_ID", Start: 6, End: 7}}}
	if diff := cmp.Diff(want, got[0].labels); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHintsAreGivenOrLeftOut(t *testing.T) {
	t.Parallel()
	m := corpus.Messages(corpus.Home{Country: "AT", Lang: "de"}, 1, 1)
	for hints, want := range map[bool]query{true: {Text: m[0].Text, Language: "de", Country: "AT"}, false: {Text: m[0].Text}} {
		if diff := cmp.Diff(want, ownMessages(m, hints)[0].query); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if got := withoutHints(ownMessages(m, true))[0].query; got.Country != "" {
		t.Errorf("left over: %+v", got)
	}
}

func TestDenseMessagesHaveTheirLength(t *testing.T) {
	t.Parallel()
	texts := denseMessages(1)
	if len(texts) < 200 {
		t.Errorf("only %d", len(texts))
	}
	for _, text := range texts {
		if n := utf8.RuneCountInString(text); n != message {
			t.Fatalf("one has %d characters", n)
		}
	}
}

func TestMadeMessagesCanBeWrittenForOtherPrograms(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "own.jsonl")
	if err := run(context.Background(), []string{"-write", name, "-messages", "5"}, &strings.Builder{}); err != nil {
		t.Fatal(err)
	}
	rows, err := readLines[corpus.Message](name)
	if want := len(corpus.Awkward(1)) + 5*len(corpus.Homes()); err != nil || len(rows) != want {
		t.Errorf("%d messages, want %d: %v", len(rows), want, err)
	}
}

func TestSharedSetsAreReadInFull(t *testing.T) {
	t.Parallel()
	folder := os.Getenv("CANDOR_SHARED")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared")
	}
	folder = filepath.Join(folder, "data")
	if _, err := os.Stat(filepath.Join(folder, "presidio-cases")); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("the shared data is missing; CANDOR_SHARED names its folder")
		}
		t.Skip("the shared data is not here; CANDOR_SHARED names its folder")
	}
	cases, err := sharedCases(folder)
	chat, err2 := sharedMessages(folder, "pii-chat/messages.jsonl.gz")
	synth, err3 := sharedMessages(folder, "presidio-synth/samples.jsonl.gz")
	if err := errors.Join(err, err2, err3); err != nil || len(cases) != 840 || len(chat) != 700 || len(synth) != 1519 {
		t.Errorf("%d cases, %d and %d messages: %v", len(cases), len(chat), len(synth), err)
	}
	decoys := 0
	for _, m := range chat {
		decoys += len(m.labels.Decoys)
	}
	if decoys != 400 {
		t.Errorf("%d decoys", decoys)
	}
}

func TestHostileTextsHaveNamesOfTheirOwn(t *testing.T) {
	t.Parallel()
	names, pieces := map[string]bool{}, map[string]bool{}
	for _, x := range hostileTexts() {
		if names[x.name] || pieces[x.piece] || x.piece == "" {
			t.Errorf("%q, %q stands there twice or is empty", x.name, x.piece)
		}
		names[x.name], pieces[x.piece] = true, true
	}
	for _, want := range []string{"dots", "at signs", "digits", "brackets", "base 64", "zero width"} {
		if !names[want] {
			t.Errorf("%q is missing", want)
		}
	}
}
