package inspect

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/escalate"
	"candor/internal/app/jsonl"
)

// Line is one line of input: the customer's new message and, if known, what was said before, oldest
// first. Text may be left out when the turns end with it.
type Line struct {
	ID    json.RawMessage `json:"id"`
	Text  string          `json:"text"`
	Lang  string          `json:"lang"` // BCP 47, what the page expects; may be empty
	Turns []Turn          `json:"turns"`
}

// Turn is one earlier message: {"s": "U" or "A", "t": words}, {"role": …, "content": …}, or bare
// words, which are the customer's.
type Turn struct{ escalate.Turn }

// UnmarshalJSON reads the forms that dialogues come in.
func (t *Turn) UnmarshalJSON(data []byte) error {
	var words string
	if json.Unmarshal(data, &words) == nil {
		t.S, t.T = customer, words
		return nil
	}
	var in struct {
		S       string `json:"s"`
		Role    string `json:"role"`
		Author  string `json:"author"`
		T       string `json:"t"`
		Text    string `json:"text"`
		Content string `json:"content"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return errors.New("a turn is neither an object nor text")
	}
	t.S, t.T = speaker(in.S+in.Role+in.Author), in.T+in.Text+in.Content
	return nil
}

// The two sides of a dialogue as escalate knows them.
const (
	customer  = "U"
	assistant = "A"
)

func speaker(name string) string {
	switch strings.ToLower(name) {
	case "u", "user", "customer", "client", "human":
		return customer
	}
	return assistant
}

// Heard is one line of output. Start and End of a rule are code points of the text, half open.
type Heard struct {
	ID              json.RawMessage     `json:"id"`
	Language        *string             `json:"language"` // ISO 639-1; null when it cannot be told
	PersonRequested bool                `json:"person_requested"`
	Categories      []escalate.Category `json:"categories"`
	Injection       bool                `json:"injection"`
	Loop            bool                `json:"loop"`
	LoopScore       float64             `json:"loop_score"` // how alike the customer's own turns are, 0 to 1
	Rules           []Rule              `json:"rules"`
}

// Rule is one rule or learned part that fired, where, and what it asks for.
type Rule struct {
	Rule     string            `json:"rule"`
	Category escalate.Category `json:"category"`
	Start    int               `json:"start"`
	End      int               `json:"end"`
	Action   string            `json:"action"`
	Score    float64           `json:"score,omitempty"` // of a learned part, 0 to 1
	Words    []string          `json:"words,omitempty"` // of a learned part: what weighed most
}

// Listener inspects messages. Safe for concurrent use.
type Listener struct{ rules *escalate.Inspector }

// New makes a listener with the rules that are built in.
func New() (*Listener, error) {
	rules, err := escalate.New()
	if err != nil {
		return nil, fmt.Errorf("inspect: %w", err)
	}
	return &Listener{rules: rules}, nil
}

// Hear inspects one message.
func (l *Listener) Hear(in Line) (Heard, error) {
	input := escalate.Input{Text: in.Text, Language: in.Lang}
	for _, t := range in.Turns {
		input.Turns = append(input.Turns, t.Turn)
	}
	switch {
	case strings.TrimSpace(in.Text) == "" && len(in.Turns) == 0:
		return Heard{}, errors.New("it has neither text nor turns")
	case utf8.RuneCountInString(in.Text) > candor.MaxText:
		return Heard{}, fmt.Errorf("its text is longer than %d characters", candor.MaxText)
	}
	found := l.rules.Inspect(input)
	heard := Heard{
		ID: in.ID, PersonRequested: found.PersonRequested, Categories: found.Categories, Injection: found.Injection,
		Loop: found.Loop, LoopScore: math.Round(found.LoopScore*1000) / 1000, Rules: make([]Rule, 0, len(found.Rules)),
	}
	if found.Language != "" {
		heard.Language = &found.Language
	}
	for _, hit := range found.Rules {
		heard.Rules = append(heard.Rules, rule(hit, found.Signals))
	}
	return heard, nil
}

// rule tells a hit, with what weighed most where it was learned.
func rule(hit escalate.Hit, signals []escalate.Signal) Rule {
	r := Rule{Rule: hit.Rule, Category: hit.Category, Start: hit.Start, End: hit.End, Action: hit.Action.String()}
	for _, s := range signals {
		if s.Rule == hit.Rule && s.Start == hit.Start && len(s.Words) > 0 {
			r.Score, r.Words = math.Round(s.Score*1000)/1000, s.Words
			break
		}
	}
	return r
}

// Lines inspects JSON lines, each result in the order of its message. A line that cannot be used is
// reported and the rest goes on.
func (l *Listener) Lines(ctx context.Context, in io.Reader, out io.Writer, report func(jsonl.Bad)) error {
	return jsonl.Each(ctx, in, out, report, l.Hear)
}
