package assist

import (
	"strings"
	"time"

	"candor"
	"candor/policy"
)

// Kind is a kind of help. Use is counted by it.
type Kind string

// The kinds.
const (
	Reply       Kind = "reply"       // a reply to start from, out of passages
	Quote       Kind = "quote"       // one passage that was looked at
	Rewritten   Kind = "rewritten"   // the person's own words in plainer or warmer ones; needs a model
	Translation Kind = "translation" // the person's own words in the customer's language; needs a model
)

// Kinds lists every kind.
func Kinds() []Kind { return []Kind{Reply, Quote, Rewritten, Translation} }

// Draft is a text for a person to start from. It cannot be sent: only a person's own words can.
type Draft struct {
	Kind    Kind
	Text    candor.Text
	Sources []candor.Citation // where each sentence stands; none for a text made of the person's own
	Sure    bool              // the assistant would have answered with it
	Model   string            // who wrote it, where a model did
	At      time.Time
}

// Compose makes a reply to start from out of quotes, each sentence once, in their order: those of the same
// passage are one paragraph. False when there are none.
func Compose(quotes []policy.Sentence, sure bool, at time.Time) (Draft, bool) {
	d := Draft{Kind: Reply, Sure: sure, At: at}
	var text strings.Builder
	seen := map[string]bool{}
	var last candor.PassageID
	for _, q := range quotes {
		words := strings.TrimSpace(q.Text)
		if words == "" || seen[words] {
			continue
		}
		seen[words] = true
		switch {
		case text.Len() == 0:
		case q.Citation.Passage == last && !strings.Contains(words, "\n"):
			text.WriteByte(' ')
		default:
			text.WriteString("\n\n")
		}
		text.WriteString(words)
		d.Sources, last = append(d.Sources, q.Citation), q.Citation.Passage
	}
	d.Text = candor.Text(text.String())
	return d, text.Len() > 0
}

// Question is what a reply would have to deal with: what is open, else what was asked last, in the customer's
// words, and what they said before it. False when the customer asked nothing.
func (s Summary) Question(t Talk) (ask string, before []string, ok bool) {
	open := s.Open
	if len(open) == 0 && len(s.Asked) > 0 {
		open = s.Asked[len(s.Asked)-1:]
	}
	if len(open) == 0 {
		return "", nil, false
	}
	var parts []string
	for _, l := range open[max(0, len(open)-questionsAtOnce):] {
		parts = append(parts, l.Text)
	}
	for _, m := range t.Messages {
		if m.Author == candor.ByCustomer && m.Kind == candor.Said && m.Number < open[0].Number {
			before = append(before, string(m.Body))
		}
	}
	return strings.Join(parts, " "), before[max(0, len(before)-4):], true
}

// questionsAtOnce is how many open questions a reply is looked for at once.
const questionsAtOnce = 2
