package answer

import (
	"context"
	"fmt"
	"math"
	"strings"

	"candor"
	"candor/knowledge"
	"candor/policy"
)

// What makes a sentence likelier to be the answer than its words alone say.
const (
	laterPassage = 0.08 // taken off for each better passage before its own
	summary      = 0.15 // added in the first passage of an article, which often sums it up
	underHeading = 0.5  // what a word of the question counts that only the heading has
	asTitle      = 0.6  // how far a title that is the question speaks for what stands right below it
	asNamed      = 0.65 // the same for a way to ask that the owner listed
	asHeading    = 3.0  // added for a heading that is the question, as a share of all its words' weight
)

// part is one unit of a passage that may be quoted.
type part struct {
	passage int // among the passages read
	unit    int
	score   float64
	stems   map[string]bool
}

// compose picks the sentences of the best article that answer best, or none when
// its passages are gone or withheld.
func (d Drafter) compose(ctx context.Context, asked string, found knowledge.Found) ([]policy.Sentence, error) {
	passages, err := d.read(ctx, found.Hits[0])
	if err != nil || len(passages) == 0 {
		return nil, err
	}
	units := make([][]knowledge.Unit, len(passages))
	var parts []part
	for i, p := range passages {
		units[i] = knowledge.Units(p.Text, p.Language)
		for k, u := range units[i] {
			parts = append(parts, part{passage: i, unit: k, stems: stems(p.Language, p.Text[u.Start:u.End])})
		}
	}
	best := pick(asked, parts, passages, found)
	if best < 0 {
		return nil, nil
	}
	at := parts[best]
	p := passages[at.passage]
	from, to := span(p, units[at.passage], at.unit, scoresOf(parts, at.passage))
	return quotes(p, units[at.passage], from, to), nil
}

// read fetches the passages of a hit that may be quoted now. One that has gone or changed
// its article since the index was built is passed over.
func (d Drafter) read(ctx context.Context, hit knowledge.Hit) ([]knowledge.Passage, error) {
	var out []knowledge.Passage
	for _, h := range hit.Passages {
		p, err := d.Passages.Passage(ctx, h.Passage)
		switch {
		case err != nil && candor.CodeOf(err) == candor.CodeNotFound:
		case err != nil:
			return nil, fmt.Errorf("answer: read passage %s: %w", h.Passage, err)
		case p.Quotable() && p.Article == hit.Article:
			out = append(out, p)
		}
	}
	return out, nil
}

func stems(lang, text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range knowledge.Words(text) {
		out[knowledge.Stem(lang, w)] = true
	}
	return out
}

// pick scores every part and gives the best, or -1. A word of the question counts more the
// fewer parts have it: within an article on returns, "return" tells nothing.
func pick(asked string, parts []part, passages []knowledge.Passage, found knowledge.Found) int {
	best, all := -1, 0.0
	for _, t := range found.Terms {
		all += t.Weight
	}
	for i := range parts {
		p := passages[parts[i].passage]
		head := stems(p.Language, p.Heading)
		like := alike(stems(p.Language, asked), stems(p.Language, lastOf(p.Heading)))
		if p.Heading == "" && p.Position == 0 {
			same := alike(stems(p.Language, asked), stems(p.Language, p.Title))
			switch like = asTitle * same; {
			case same == 1:
				like = 1 // who asks for the whole article wants what sums it up
			case found.Signals.Named:
				like = max(like, asNamed)
			}
		}
		for _, t := range found.Terms {
			if t.Weight <= 0 || !t.Known {
				continue
			}
			in := 0
			for _, other := range parts {
				if other.stems[t.Stem] {
					in++
				}
			}
			rare := math.Log(1 + float64(len(parts))/(0.5+float64(in)))
			switch {
			case parts[i].stems[t.Stem]:
				parts[i].score += t.Weight * rare
			case head[t.Stem]:
				parts[i].score += underHeading * t.Weight
			}
		}
		parts[i].score += asHeading * like * like * all
		parts[i].score *= 1 - laterPassage*float64(parts[i].passage)
		if p.Position == 0 {
			parts[i].score *= 1 + summary
		}
		if best < 0 || parts[i].score > parts[best].score {
			best = i
		}
	}
	return best
}

// alike tells how far two sets of words are the same, 0 to 1 (Dice 1945). Words that every text has
// count too: "how long" tells a heading from "how to" where the rest does not.
func alike(a, b map[string]bool) float64 {
	both := 0
	for w := range a {
		if b[w] {
			both++
		}
	}
	if both == 0 {
		return 0
	}
	return 2 * float64(both) / float64(len(a)+len(b))
}

// lastOf gives the innermost of a path of headings.
func lastOf(path string) string {
	if i := strings.LastIndex(path, "›"); i >= 0 {
		return path[i+len("›"):]
	}
	return path
}

func scoresOf(parts []part, passage int) []float64 {
	var out []float64
	for _, p := range parts {
		if p.passage == passage {
			out = append(out, p.score)
		}
	}
	return out
}

// quotes turns units into sentences with their citation. Items of a list stay with the line before
// them, on lines of their own and with their marks.
func quotes(p knowledge.Passage, units []knowledge.Unit, from, to int) []policy.Sentence {
	var out []policy.Sentence
	for i := from; i < to; {
		next := i + 1
		for next < to && units[next].Item {
			next++
		}
		start := units[i].Start
		if units[i].Item {
			start = lineStart(p.Text, start)
		}
		text := strings.TrimSpace(p.Text[start:units[next-1].End])
		out = append(out, policy.Sentence{Text: text, Citation: p.Citation(text)})
		i = next
	}
	return out
}

func lineStart(text string, at int) int { return strings.LastIndexByte(text[:at], '\n') + 1 }
