package ground

import (
	"slices"
	"strings"
	"sync"

	"candor/language"
	"candor/policy"
)

// small decides on sentences that say nothing about the matter.
func (d *draft) small(r Ruling, c Claim) Ruling {
	if len(addresses(c.Text)) > 0 {
		r.Rule = RuleLink
		return r
	}
	words := language.Terms(c.Text)
	ok := false
	switch c.Kind {
	case Courtesy:
		r.Rule, ok = RuleNotCourtesy, isCourtesy(words)
	case Asks:
		r.Rule, ok = RuleNotAsking, d.isChoice(c.Text, words)
	case Offers:
		r.Rule = RuleOffer
	}
	if bad := neverSaid(words); !ok && len(bad) > 0 && (c.Kind != Offers || bad[0] != RulePromise) {
		r.Rule = bad[0]
	}
	if !ok {
		return r
	}
	if d.texts[signature(c.Text)] {
		r.Rule = RuleRepeated
		return r
	}
	d.texts[signature(c.Text)] = true
	r.Rule, r.Outcome, r.Score = "", Said, 1
	r.Sentences = []policy.Sentence{{Text: strings.TrimSpace(c.Text)}}
	r.Language, _ = language.Detect(c.Text, d.question.Language)
	return r
}

// mostCourtesy is how many words of courtesy one sentence may have.
const mostCourtesy = 24

// courtesies holds the phrases by their first word, as lists of words.
var courtesies = sync.OnceValue(func() map[string][][]string { return phrasesOf("courtesy") })

// openingsOfQuestions holds how a clarifying question begins.
var openingsOfQuestions = sync.OnceValue(func() map[string][][]string { return phrasesOf("ask") })

func phrasesOf(list string) map[string][][]string {
	out := map[string][][]string{}
	lines(list, func(_, rest string) {
		for text := range strings.SplitSeq(rest, ",") {
			if words := language.Terms(text); len(words) > 0 {
				out[words[0]] = append(out[words[0]], words)
			}
		}
	})
	return out
}

// isCourtesy reports words that can be read as phrases of courtesy from the first to the last.
func isCourtesy(words []string) bool {
	if len(words) == 0 || len(words) > mostCourtesy {
		return false
	}
	reached := make([]bool, len(words)+1)
	reached[0] = true
	for i := range words {
		if !reached[i] {
			continue
		}
		for _, p := range courtesies()[words[i]] {
			if i+len(p) <= len(words) && slices.Equal(words[i:i+len(p)], p) {
				reached[i+len(p)] = true
			}
		}
	}
	return reached[len(words)]
}

const longestQuestion = 25 // words

// isChoice reports a question for what the customer means: it opens like one, and whatever else it says are words of
// the customer, of a title or of a heading. It denies, allows, counts and promises nothing.
func (d *draft) isChoice(text string, words []string) bool {
	if !strings.HasSuffix(strings.TrimSpace(text), "?") || strings.Count(text, "?") > 1 || len(words) > longestQuestion || len(language.Sentences(text)) != 1 {
		return false
	}
	for _, open := range openingsOfQuestions()[first(words)] {
		if len(open) <= len(words) && slices.Equal(words[:len(open)], open) && d.known(text, len(open)) {
			return true
		}
	}
	return false
}

func first(words []string) string {
	if len(words) == 0 {
		return ""
	}
	return words[0]
}

// known reports whether all words behind the first skip ones were the customer's, or stand in a title or heading.
func (d *draft) known(text string, skip int) bool {
	for i := range d.given.all {
		e := &d.given.all[i]
		if e.lex == nil || !e.passage.Quotable() {
			continue
		}
		asked := d.given.reader.read(e.passage.Language, e.lex, d.question.Text)
		if d.knownIn(e, asked, text, skip) {
			return true
		}
	}
	return false
}

func (d *draft) knownIn(e *evidence, asked []token, text string, skip int) bool {
	words := language.Words(text)
	if skip >= len(words) {
		return skip == len(words)
	}
	for _, t := range d.given.reader.read(e.passage.Language, e.lex, text[words[skip].Start:]) {
		switch {
		case t.class == neutral, t.class == filler, t.class == join, t.class == you, t.class == comparator && t.name == "about":
		case t.class != self && t.class != desk && among(asked, t.key):
		case t.class == content && d.inHead(t.key):
		default:
			return false
		}
	}
	return true
}

func (d *draft) inHead(key int) bool {
	for i := range d.given.all {
		if among(d.given.all[i].head, key) {
			return true
		}
	}
	return false
}
