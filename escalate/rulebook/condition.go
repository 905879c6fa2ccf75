package rulebook

import (
	"fmt"
	"strings"
	"time"
)

// mostCost is how much a condition may cost in the worst case, in steps of about a tenth of a character of text
// or one operation. It is worked out before the file is loaded, so nothing has to be stopped while a message waits.
const mostCost = 1_000_000

// condition is a "when" that was read: an expression in a part of CEL (cel.dev) that has no way to act and
// no loop but over what was heard. What is accepted means here what it means in CEL; a test holds it against cel-go.
type condition struct{ whole part }

// compile reads a condition, or says why it is refused.
func compile(when string) (condition, []string) {
	words, err := tokens(when)
	if err != nil {
		return condition{}, []string{err.Error()}
	}
	r := &reading{tokens: words}
	p, err := r.whole()
	if err != nil {
		return condition{}, []string{err.Error()}
	}
	switch rest := r.peek(); {
	case rest.kind != 0:
		return condition{}, []string{at1(rest.column, fmt.Sprintf("%q cannot stand here", rest.text)).Error()}
	case p.is != isBool:
		return condition{}, []string{fmt.Sprintf("when must be true or false, and this is %s", p.is)}
	case len(r.bad) > 0:
		return condition{}, r.bad
	case p.cost > mostCost:
		return condition{}, []string{fmt.Sprintf("when may never come to an end in time: it may take %s steps, and %d are allowed", steps(p.cost), mostCost)}
	}
	return condition{p}, nil
}

// holds works a condition out on what variables gave. An error says that it could not be known, and names no value.
func (c condition) holds(variables map[string]any) (bool, error) {
	is, err := c.whole.work(&moment{values: variables})
	if err != nil {
		return false, fmt.Errorf("a condition failed: %w", err)
	}
	return is.(bool), nil
}

// variables gives the names of the environment their values. Every matter has a score, so that none is missing.
func (f Facts) variables() map[string]any {
	heard, others := make([]string, 0, len(f.Heard)), make([]string, 0, len(f.Others))
	score := make(map[string]float64, len(matters))
	for _, m := range matters {
		score[string(m.Category)] = 0
	}
	for _, h := range f.Heard {
		heard = append(heard, string(h.Matter))
		score[string(h.Matter)] = h.Score
	}
	for _, c := range f.Others {
		others = append(others, string(c))
	}
	return map[string]any{
		"matters": heard, "about_others": others, "score": score, "message": f.Message, "language": f.Language, "inbox": f.Inbox, "channel": f.Channel,
		"answering": f.Answering, "tier": f.Tier, "confidence": f.Confidence, "first": f.First,
		"unresolved": int64(f.Unresolved), "waiting": int64(f.Waiting), "wait_minutes": int64(f.Wait / time.Minute),
		"staffed": f.Staffed, "open": f.Open, "hour": int64(f.Local.Hour()), "weekday": strings.ToLower(f.Local.Weekday().String()),
	}
}
