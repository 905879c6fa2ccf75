package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Message is one text with its labels.
type Message struct {
	Text    string  `json:"text"`
	Lang    string  `json:"lang"`
	Country string  `json:"country"`
	Spans   []Span  `json:"spans"`             // what is personal, in order, without overlap
	Decoys  []Decoy `json:"decoys"`            // what only looks so
	Variant string  `json:"variant,omitempty"` // the awkward spelling it was made for
}

// Span is personal data from one code point up to another.
type Span struct {
	Type  string `json:"type"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Decoy is a place that must not be taken for personal data.
type Decoy struct {
	Kind  string `json:"kind"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Write writes messages as JSON lines.
func Write(w io.Writer, messages []Message) error {
	out := bufio.NewWriter(w)
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	for _, m := range messages {
		if err := lines.Encode(m); err != nil {
			return fmt.Errorf("corpus: write: %w", err)
		}
	}
	return out.Flush()
}

// writer puts a message together and counts code points.
type writer struct {
	text  strings.Builder
	count int
	m     Message
}

func (w *writer) add(s string) {
	w.text.WriteString(s)
	w.count += utf8.RuneCountInString(s)
}

// put adds a piece with its label.
func (w *writer) put(p piece) {
	start := w.count
	w.add(p.text)
	switch {
	case p.decoy:
		w.m.Decoys = append(w.m.Decoys, Decoy{p.kind, start, w.count})
	case p.kind != "":
		w.m.Spans = append(w.m.Spans, Span{p.kind, start, w.count})
	}
}

func (w *writer) message() Message {
	w.m.Text = w.text.String()
	if w.m.Spans == nil {
		w.m.Spans = []Span{}
	}
	if w.m.Decoys == nil {
		w.m.Decoys = []Decoy{}
	}
	return w.m
}

// piece is a text with what it is: a type of personal data, a kind of decoy, or nothing.
type piece struct {
	text, kind string
	decoy      bool
}
