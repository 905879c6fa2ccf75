package privacy

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"candor/internal/app/jsonl"
	"candor/privacy"
)

// Line is one line of input. Text may be empty but must be there.
type Line struct {
	ID       json.RawMessage `json:"id"`
	Text     *string         `json:"text"`
	Language string          `json:"language"` // BCP 47
	Country  string          `json:"country"`  // ISO 3166-1 alpha-2
	Regions  []string        `json:"regions"`
}

// Found is one line of output.
type Found struct {
	ID    json.RawMessage `json:"id"`
	Spans []Span          `json:"spans"`
}

// Span is one finding, half open, in code points of the text. Score is from 0 to 1.
type Span struct {
	Type  privacy.Type `json:"type"`
	Start int          `json:"start"`
	End   int          `json:"end"`
	Score float64      `json:"score"`
}

// Looker looks through texts. Safe for concurrent use.
type Looker struct{ detector *privacy.Detector }

// New makes a looker with the rules that are built in.
func New() *Looker { return &Looker{detector: privacy.New()} }

// Look gives every reading of one text. A place that may be several things is there once for each,
// best first.
func (l *Looker) Look(in Line) (Found, error) {
	if in.Text == nil {
		return Found{}, errors.New("it has no text")
	}
	text := *in.Text
	read, _ := l.detector.Readings(text, Hints{Language: in.Language, Country: in.Country, Regions: in.Regions})
	found := Found{ID: in.ID, Spans: make([]Span, 0, len(read))}
	at, points := 0, 0
	for _, s := range read {
		points += utf8.RuneCountInString(text[at:s.Start])
		at = s.Start
		found.Spans = append(found.Spans, Span{Type: s.Type, Start: points, End: points + utf8.RuneCountInString(text[s.Start:s.End]), Score: round(s.Score)})
	}
	return found, nil
}

// round keeps three digits, which is more than a score knows.
func round(score float64) float64 { return float64(int(score*1000+0.5)) / 1000 }

// Lines looks through JSON lines, each result in the order of its text. A line that cannot be used is
// reported and the rest goes on.
func (l *Looker) Lines(ctx context.Context, in io.Reader, out io.Writer, report func(jsonl.Bad)) error {
	if err := jsonl.Each(ctx, in, out, report, l.Look); err != nil {
		return fmt.Errorf("privacy: %w", err)
	}
	return nil
}

// Hints are what is known of a text beside its words.
type Hints = privacy.Hints
