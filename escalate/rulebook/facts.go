package rulebook

import (
	"slices"
	"time"

	"candor/escalate"
)

// Facts are what conditions may look at. They hold no name and no profile.
type Facts struct {
	Heard    []Heard             // what counts, without doubles by category
	Others   []escalate.Category // what was said of somebody else
	Message  string              // the customer's words, as they are kept
	Language string              // of the conversation, ISO 639-1
	Inbox    string
	Channel  string // where the conversation began: "widget", "page" or "api"; empty where that was not kept

	Answering  bool    // an answer is drafted; the next three are known only then
	Tier       string  // the gravest of the articles that it quotes: "information", "account", "money-legal-health"
	Confidence float64 // of the answer, 0 to 1
	Sources    int     // how many passages it quotes
	Conflict   bool    // two of the articles that it quotes give different figures for the same

	First      bool // the customer's first message
	Unresolved int  // turns in a row that did not help, before this one
	Waiting    int  // conversations in the queue
	Wait       time.Duration
	Staffed    bool      // somebody has the console open
	Open       bool      // within opening hours
	Local      time.Time // in the desk's zone
}

// Heard is one matter with what speaks for it.
type Heard struct {
	Matter escalate.Category
	Rule   string  // id of the rule or of the learned part
	Score  float64 // 0 to 1; 1 for a rule
}

// hearing takes from what the listener found what counts, and what was said of somebody else.
//
// What was only guessed from a message that is too short to guess from does not count.
func hearing(text string, r escalate.Result) (heard []Heard, others []escalate.Category) {
	enough := escalate.EnoughToGuess(text)
	counts := slices.Clone(r.Categories)
	for c, is := range map[escalate.Category]bool{Person: r.PersonRequested, Unresolved: r.Unresolved, escalate.Need: r.NeedDeclared, escalate.Injection: r.Injection} {
		if is && !slices.Contains(counts, c) {
			counts = append(counts, c)
		}
	}
	slices.Sort(counts)
	for _, c := range counts {
		if h := best(r, c); enough || !Guessed(h.Rule) {
			heard = append(heard, h)
		}
	}
	for _, s := range r.Signals {
		if s.Third && !slices.Contains(others, s.Category) {
			others = append(others, s.Category)
		}
	}
	slices.Sort(others)
	return heard, others
}

// best gives the strongest signal of a category that counts.
func best(r escalate.Result, c escalate.Category) Heard {
	h := Heard{Matter: c}
	for _, s := range r.Signals {
		if s.Category == c && !s.Negated && !s.Quoted && s.Score > h.Score {
			h.Rule, h.Score = s.Rule, s.Score
		}
	}
	if h.Score > 0 {
		return h
	}
	h.Score = 1
	for _, hit := range r.Rules {
		if hit.Category == c {
			h.Rule = hit.Rule
			break
		}
	}
	return h
}
