package escalate

import (
	"fmt"

	"candor/escalate/injection"
	"candor/escalate/request"
	"candor/policy"
)

// What is said to the assistant, or to the people behind it, to make them act against the desk.
const (
	Injection Category = "injection" // orders to the assistant, or a demand for what is hidden
	Phishing  Category = "phishing"  // somebody tries to get staff to give away access or open something
)

const (
	learnedLanguage = "en" // of nearly all the examples that the weights come from
	leastLearned    = 4    // words that a message needs to be weighed
	mostLearned     = 120  // words up to which it is: the examples are messages, and articles read otherwise
)

// injectionLearned is the id of the part that weighs words where no rule fires.
const injectionLearned = "injection.learned"

// injected adds what the rules did not see: orders in disguise, and orders that only the learned weights
// know. Places are bytes of the text.
func (in *Inspector) injected(text string, l lexed, r *Result) {
	for _, piece := range injection.Hidden(text) {
		if rule, ok := in.heard(piece.Text, Injection); ok {
			r.takeInjection(Signal{Rule: rule, Start: piece.Start, End: piece.End, Score: 1})
			continue
		}
		if s, ok := injection.Score(piece.Text, r.Language); ok {
			r.takeInjection(Signal{Rule: injectionLearned, Start: piece.Start, End: piece.End, Score: s.P, Words: s.Words})
		}
	}
	if r.Injection || r.Language != learnedLanguage || len(l.tokens) < leastLearned || len(l.tokens) > mostLearned {
		return
	}
	if s, ok := injection.Score(text, r.Language); ok && len(s.Words) > 1 {
		start, end := l.normal.SourceSpan(s.Start, s.End)
		r.takeInjection(Signal{Rule: injectionLearned, Start: start, End: end, Score: s.P, Words: s.Words})
	}
}

func (r *Result) takeInjection(s Signal) {
	s.Category = Injection
	r.Signals = append(r.Signals, s)
	r.take(Hit{Rule: s.Rule, Category: Injection, Start: s.Start, End: s.End, Action: policy.Pass})
}

// Orders reports whether a text gives orders to an assistant, and by which rule. It is for text that
// nobody wrote to the desk, such as an article that is brought in or what a tool gave back, and so asks
// the rules alone, also about what the text hides.
func (in *Inspector) Orders(text string) (rule string, ok bool) {
	if rule, ok = in.heard(text, Injection); ok {
		return rule, true
	}
	for _, piece := range injection.Hidden(text) {
		if rule, ok = in.heard(piece.Text, Injection); ok {
			return rule, true
		}
	}
	return "", false
}

// loadLearned checks the weights that are built in.
func loadLearned() error {
	if err := injection.Load(); err != nil {
		return fmt.Errorf("escalate: weights of injection: %w", err)
	}
	if err := request.Load(); err != nil {
		return fmt.Errorf("escalate: weights of requests: %w", err)
	}
	return nil
}
