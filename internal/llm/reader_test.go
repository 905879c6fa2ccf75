package llm_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"candor/internal/llm"
)

func TestEventStreamsAreReadAsTheStandardSays(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, stream string
		want         []llm.Event
	}{
		{"one event", "data: a\n\n", []llm.Event{{Data: "a"}}},
		{"no space", "data:a\n\n", []llm.Event{{Data: "a"}}},
		{"only one space is taken", "data:  a \n\n", []llm.Event{{Data: " a "}}},
		{"several data lines are one text", "data: a\ndata:\ndata: b\n\n", []llm.Event{{Data: "a\n\nb"}}},
		{"a field without a colon", "data\n\n", []llm.Event{{}}},
		{"a name", "event: ping\ndata: a\n\n", []llm.Event{{Name: "ping", Data: "a"}}},
		{"the last name counts, and only for its event", "event: x\nevent: y\ndata: a\n\ndata: b\n\n", []llm.Event{{Name: "y", Data: "a"}, {Data: "b"}}},
		{"a name without data is no event", "event: x\n\ndata: a\n\n", []llm.Event{{Data: "a"}}},
		{"comments", ": c\n:\ndata: a\n: d\n\n:e\n\n", []llm.Event{{Data: "a"}}},
		{"other fields", "id: 1\nretry: 5\nwhat: ever\ndata: a\n\n", []llm.Event{{Data: "a"}}},
		{"CRLF", "data: a\r\n\r\ndata: b\r\n\r\n", []llm.Event{{Data: "a"}, {Data: "b"}}},
		{"CR", "data: a\r\rdata: b\r\r", []llm.Event{{Data: "a"}, {Data: "b"}}},
		{"mixed ends", "data: a\r\n\rdata: b\n\r\ndata: c\r\n\n", []llm.Event{{Data: "a"}, {Data: "b"}, {Data: "c"}}},
		{"byte order mark", "\ufeffdata: a\n\n", []llm.Event{{Data: "a"}}},
		{"a second mark is no mark", "data: a\n\n\ufeffdata: b\n\n", []llm.Event{{Data: "a"}}},
		{"cut behind a line", "data: a\n\ndata: b\n", []llm.Event{{Data: "a"}, {Data: "b", Last: true}}},
		{"cut in a line", "data: a\n\ndata: b", []llm.Event{{Data: "a"}, {Data: "b", Last: true}}},
		{"cut in a name", "data: a\n\neven", []llm.Event{{Data: "a"}}},
		{"nothing", "", nil},
		{"blank lines", "\n\n\r\n\r", nil},
		{"a colon in the data", "data: {\"a\": \"b: c\"}\n\n", []llm.Event{{Data: `{"a": "b: c"}`}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			for n := range len(test.stream) + 1 {
				cut := io.MultiReader(strings.NewReader(test.stream[:n]), strings.NewReader(test.stream[n:]))
				got, err := llm.ReadEvents(cut, 1000, false)
				if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
					t.Fatalf("cut at %d: %v (-want +got)\n%s", n, err, diff)
				}
			}
			got, err := llm.ReadEvents(iotest.OneByteReader(strings.NewReader(test.stream)), 1000, false)
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Errorf("byte by byte: %v (-want +got)\n%s", err, diff)
			}
			got, err = llm.ReadEvents(iotest.DataErrReader(strings.NewReader(test.stream)), 1000, false)
			if diff := cmp.Diff(test.want, got); err != nil || diff != "" {
				t.Errorf("the end together with the last bytes: %v (-want +got)\n%s", err, diff)
			}
		})
	}
}

func TestRecordsAreOneALine(t *testing.T) {
	t.Parallel()
	stream := "{\"a\":1}\n\n \t\r\n{\"b\":\"ü😀\"}\r\n{\"c\":3}"
	want := []llm.Event{{Data: `{"a":1}`}, {Data: `{"b":"ü😀"}`}, {Data: `{"c":3}`, Last: true}}
	for n := range len(stream) + 1 {
		cut := io.MultiReader(strings.NewReader(stream[:n]), strings.NewReader(stream[n:]))
		got, err := llm.ReadEvents(cut, 100, true)
		if diff := cmp.Diff(want, got); err != nil || diff != "" {
			t.Fatalf("cut at %d: %v (-want +got)\n%s", n, err, diff)
		}
	}
}

// endless gives the same bytes for ever and counts them.
type endless struct {
	text  string
	given int
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text[(e.given+n)%len(e.text):])
	}
	e.given += n
	return n, nil
}

func TestReadersHoldNoMoreThanTheyMay(t *testing.T) {
	t.Parallel()
	const most, atOnce = 1 << 20, 64 << 10
	for _, text := range []string{"x", "data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n", "data:\n", ": comment without an end "} {
		for _, ndjson := range []bool{false, true} {
			if ndjson && strings.Contains(text, "\n") {
				continue // those are whole lines there
			}
			from := &endless{text: text}
			got, err := llm.ReadEvents(from, most, ndjson)
			if !errors.Is(err, llm.ErrLongLine) || len(got) > 0 {
				t.Errorf("%.10q without an end: %d events, %v", text, len(got), err)
			}
			if bound := (most + atOnce) * len(text); from.given > bound {
				t.Errorf("%.10q without an end: %d bytes were read, at most %d make sense", text, from.given, bound)
			}
		}
	}
}

func TestReadersWaitForNothingOnceALineHasEnded(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"\n", "\r\n", "\r"} {
		got, err := llm.ReadEvents(&firstOnly{strings.NewReader("data: a" + end + end)}, 100, false)
		if len(got) != 1 || got[0] != (llm.Event{Data: "a"}) || !errors.Is(err, errAskedAgain) {
			t.Errorf("lines that end with %q: before more was asked for there were %+v (%v)", end, got, err)
		}
	}
}

var errAskedAgain = errors.New("asked again")

// firstOnly gives what the first read gives; the second says that it was asked.
type firstOnly struct{ from io.Reader }

func (f *firstOnly) Read(p []byte) (int, error) {
	if f.from == nil {
		return 0, errAskedAgain
	}
	n, err := f.from.Read(p)
	f.from = nil
	return n, err
}

func TestAReaderThatGivesNothingIsNotAskedForEver(t *testing.T) {
	t.Parallel()
	if _, err := llm.ReadEvents(nothing{}, 100, false); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("the error is %v", err)
	}
}

type nothing struct{}

func (nothing) Read([]byte) (int, error) { return 0, nil }

func FuzzEventsAreTheSameHoweverTheyAreCut(f *testing.F) {
	for _, seed := range []string{"data: a\n\n", "event: x\r\ndata: {}\r\n\r\n", ": c\rdata:a\r\r", "\ufeffdata: 1\n", "data", "id\n:\n\n"} {
		f.Add([]byte(seed), 3, false)
		f.Add([]byte(seed), 1, true)
	}
	f.Fuzz(func(t *testing.T, stream []byte, cut int, ndjson bool) {
		const most = 200
		whole, err := llm.ReadEvents(bytes.NewReader(stream), most, ndjson)
		pieces, errPieces := llm.ReadEvents(iotest.OneByteReader(bytes.NewReader(stream)), most, ndjson)
		at := min(max(cut, 0), len(stream))
		halves, errHalves := llm.ReadEvents(io.MultiReader(bytes.NewReader(stream[:at]), bytes.NewReader(stream[at:])), most, ndjson)
		if diff := cmp.Diff(whole, pieces); diff != "" || fmt.Sprint(err) != fmt.Sprint(errPieces) {
			t.Fatalf("%v, %v: %s", err, errPieces, diff)
		}
		if diff := cmp.Diff(whole, halves); diff != "" || fmt.Sprint(err) != fmt.Sprint(errHalves) {
			t.Fatalf("%v, %v: %s", err, errHalves, diff)
		}
		for _, e := range whole {
			if len(e.Data) > most {
				t.Fatalf("an event of %d bytes", len(e.Data))
			}
		}
		if !ndjson && err == nil {
			if diff := cmp.Diff(plainly(string(stream)), whole); diff != "" {
				t.Fatalf("read plainly it is something else: %s", diff)
			}
		}
	})
}

// plainly reads an event stream the slow way, from all of it at once.
func plainly(stream string) []llm.Event {
	stream = strings.ReplaceAll(strings.ReplaceAll(stream, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(strings.TrimPrefix(stream, "\ufeff"), "\n")
	var all []llm.Event
	var name string
	var data []string
	for i, line := range lines {
		if last := i == len(lines)-1; last && line == "" {
			break
		}
		if line == "" {
			if data != nil {
				all = append(all, llm.Event{Name: name, Data: strings.Join(data, "\n")})
			}
			name, data = "", nil
			continue
		}
		field, value, _ := strings.Cut(line, ":")
		value = strings.TrimPrefix(value, " ")
		switch field {
		case "event":
			name = value
		case "data":
			data = append(data, value)
		}
	}
	if data != nil {
		all = append(all, llm.Event{Name: name, Data: strings.Join(data, "\n"), Last: true})
	}
	return all
}
