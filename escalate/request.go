package escalate

import (
	"slices"

	"candor/escalate/request"
	"candor/language"
	"candor/policy"
)

// requestLearned is the id of the part that weighs words where no rule hears a wish for a person.
const requestLearned = "person.learned"

// A message is weighed from leastRequest to mostRequest words: fewer say too little, and who writes more
// and wants a person says so in words that a rule hears.
const (
	leastRequest = 3
	mostRequest  = 80
)

// requests adds a wish for a person that only the learned weights hear. Where a rule heard one in
// quotation marks, or whether this is a machine, that is the better reading. Places are bytes of the text.
func (in *Inspector) requests(text string, l lexed, r *Result) {
	if r.PersonRequested || r.AskedIfHuman || slices.ContainsFunc(r.Signals, func(s Signal) bool { return s.Category == person }) {
		return
	}
	if s, ok := in.weighed(text, r.Language, l); ok {
		r.Signals = append(r.Signals, s)
		r.take(Hit{Rule: s.Rule, Category: person, Start: s.Start, End: s.End, Action: policy.HandOver})
	}
}

// weighed asks the learned weights, in the languages that have rules for a person.
func (in *Inspector) weighed(text, tag string, l lexed) (Signal, bool) {
	if len(l.tokens) < leastRequest || len(l.tokens) > mostRequest || tag != "" && !in.asksIn(tag) {
		return Signal{}, false
	}
	s, ok := request.Score(text, tag)
	if !ok || s.End <= s.Start || len(s.Words) < 2 {
		return Signal{}, false
	}
	if at := l.tokenAt(s.Start); l.loose >= leastAroundQuote && at < len(l.tokens) && l.tokens[at].quoted {
		return Signal{}, false
	}
	start, end := l.normal.SourceSpan(s.Start, s.End)
	return Signal{Category: person, Rule: requestLearned, Start: start, End: end, Score: s.P, Words: s.Words}, true
}

// asksIn reports a language in which a wish for a person can be weighed. Thai has too few plain sentences
// to weigh its syllables against.
func (in *Inspector) asksIn(tag string) bool {
	return tag != "th" && slices.ContainsFunc(in.files, func(f *compiledFile) bool { return f.category == person && f.language == tag })
}

// heardRequest is what heard does for a wish for a person after no rule fired.
func (in *Inspector) heardRequest(text string, l lexed) (rule string, ok bool) {
	if _, machine := in.heard(text, askedIfHuman); machine {
		return "", false
	}
	tag, _ := language.Detect(text)
	if s, ok := in.weighed(text, tag, l); ok {
		return s.Rule, true
	}
	return "", false
}
