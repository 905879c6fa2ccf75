package client_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"candor/bench/client"
)

func events(t *testing.T, r io.Reader) []client.Event {
	t.Helper()
	var all []client.Event
	for er := client.NewEventReader(r); ; {
		e, err := er.Next()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
}

func TestEventsAreReadAsTheStandardSays(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name, stream string
		want         []client.Event
	}{
		{"nothing", "", nil},
		{"a name, an id and data", "id: 7\nevent: conversation\ndata: {}\n\n", []client.Event{{ID: "7", Name: "conversation", Data: "{}"}}},
		{"without a name it is a message", "data: a\n\n", []client.Event{{Name: "message", Data: "a"}}},
		{"lines of data are joined", "data: a\ndata\ndata: b\n\n", []client.Event{{Name: "message", Data: "a\n\nb"}}},
		{"one space after the colon goes, a second stays", "data:  a\n\ndata:b\n\n",
			[]client.Event{{Name: "message", Data: " a"}, {Name: "message", Data: "b"}}},
		{"an id lasts until another", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
			[]client.Event{{ID: "1", Name: "message", Data: "a"}, {ID: "1", Name: "message", Data: "b"}, {Name: "message", Data: "c"}}},
		{"an id with a zero byte is not one", "id: 1\ndata: a\n\nid: 2\x003\ndata: b\n\n",
			[]client.Event{{ID: "1", Name: "message", Data: "a"}, {ID: "1", Name: "message", Data: "b"}}},
		{"comments and unknown fields pass", ": still here\n\nretry: 10\nfoo: bar\ndata: a\n\n", []client.Event{{Name: "message", Data: "a"}}},
		{"a name without data is dropped, and does not stick", "event: x\n\ndata: a\n\n", []client.Event{{Name: "message", Data: "a"}}},
		{"all three line ends", "data: a\r\ndata: b\rdata: c\n\r\ndata: d\r\r", []client.Event{{Name: "message", Data: "a\nb\nc"}, {Name: "message", Data: "d"}}},
		{"half an event at the end is dropped", "data: a\n\ndata: b\n", []client.Event{{Name: "message", Data: "a"}}},
		{"a byte order mark at the start", "\uFEFFdata: a\n\n", []client.Event{{Name: "message", Data: "a"}}},
		{"a byte order mark later is part of a field's name", "data: a\n\n\uFEFFdata: b\n\n", []client.Event{{Name: "message", Data: "a"}}},
	} {
		if diff := cmp.Diff(x.want, events(t, strings.NewReader(x.stream))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.name, diff)
		}
		if diff := cmp.Diff(x.want, events(t, iotest.OneByteReader(strings.NewReader(x.stream)))); diff != "" {
			t.Errorf("%s, byte by byte (-want +got):\n%s", x.name, diff)
		}
	}
}

func TestAnEventWithoutEndIsRefused(t *testing.T) {
	t.Parallel()
	for name, stream := range map[string]string{
		"one line":   "data: " + strings.Repeat("a", client.MaxEvent+1),
		"many lines": strings.Repeat("data: aaaaaaaaaaaaaaaaaaaaaaaa\n", client.MaxEvent/16),
	} {
		if _, err := client.NewEventReader(strings.NewReader(stream)).Next(); !errors.Is(err, client.ErrEventTooLong) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// FuzzEvents holds the reader against a slow and plain second reading of the standard.
func FuzzEvents(f *testing.F) {
	for _, s := range []string{"data: a\n\n", "id: 1\r\ndata: a\rdata: b\n\n", "event: x\n\ndata\n\n", "\uFEFF: c\n\ndata:\r\n\r\n", "data: a\n\ndata: b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, stream string) {
		if diff := cmp.Diff(plainly(stream), events(t, iotest.HalfReader(strings.NewReader(stream)))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", stream, diff)
		}
	})
}

func plainly(stream string) []client.Event {
	stream = strings.TrimPrefix(stream, "\uFEFF")
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(stream, "\r\n", "\n"), "\r", "\n"), "\n")
	var all []client.Event
	var id, name string
	var data []string
	for _, line := range lines[:len(lines)-1] { // what follows the last line end is no line
		if line == "" {
			if len(data) > 0 {
				if name == "" {
					name = "message"
				}
				all = append(all, client.Event{ID: id, Name: name, Data: strings.Join(data, "\n")})
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
		case "id":
			if !strings.Contains(value, "\x00") {
				id = value
			}
		}
	}
	return all
}
