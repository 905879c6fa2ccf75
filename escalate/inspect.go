package escalate

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"candor/language"
)

// Input is what is looked at: the new message and, if known, what was said before.
type Input struct {
	Text     string // the customer's new message; may be empty when Turns end with it
	Language string // a tag that the caller expects, such as the page's; may be empty
	Turns    []Turn // oldest first; Text may be among them as the last one, or not
}

// Turn is one earlier message.
type Turn struct {
	S string // who: "U" the customer, "A" the assistant or the desk
	T string // the words
	// First: it answered nothing, but asked the customer to do something first, such as to prove who they
	// are. Only for "A".
	First bool
}

// Result is what was heard. The zero value is silence.
type Result struct {
	Language        string     // of the message, ISO 639-1; "" if it cannot be told
	PersonRequested bool       // the customer asks for a person
	AskedIfHuman    bool       // the customer asks whether this is a machine
	Categories      []Category // sensitive matters, sorted, without doubles; never nil
	Injection       bool       // it gives the assistant orders, or asks for what is hidden
	Signals         []Signal   // everything that was heard, also what does not count, by start; never nil
	Loop            bool       // the customer says the same again and again
	LoopScore       float64    // how alike the customer's own turns are, 0 to 1
	Unresolved      bool       // the customer says that the last answer did not help
	NeedDeclared    bool       // the customer tells of a disability or that they need care: believed, and kept nowhere
	Stuck           int        // turns in a row, up to this one, that are unresolved or repeat an earlier one
	Rules           []Hit      // what fired and where, by start; never nil
}

// mostTokens bounds the work on one message; a message of the greatest length that the desk
// takes never has more.
const mostTokens = 20000

// Inspect looks at one message. It is pure and deterministic.
func (in *Inspector) Inspect(i Input) Result {
	turns, text := customerTurns(i)
	r := in.hear(text, i.Language)
	loop := judgeLoop(turns)
	r.Loop, r.LoopScore = loop.repeats(), loop.score
	r.Stuck = in.stuck(turns, loop, r.Unresolved)
	return r
}

// hear applies the rules and the learned parts to one message.
func (in *Inspector) hear(text, hint string) Result {
	r := Result{Categories: []Category{}, Rules: []Hit{}, Signals: []Signal{}}
	said := in.spoken(text, hint)
	r.Language = said.language()
	l := lex(text)
	in.scan(l.tokens, said, "", func(f *compiledFile, rule *compiledRule, at tokenRange) bool {
		start, end := l.normal.SourceSpan(l.tokens[at.start].start, l.tokens[at.end-1].end)
		quoted := f.quotedOnly(l, at)
		r.Signals = append(r.Signals, Signal{Category: f.category, Rule: rule.id, Start: start, End: end, Score: 1, Quoted: quoted})
		if quoted {
			return false
		}
		r.take(Hit{Rule: rule.id, Category: f.category, Start: start, End: end, Action: rule.action})
		return true
	})
	in.requests(text, l, &r)
	in.injected(text, l, &r)
	in.matters(text, l, &r)
	slices.Sort(r.Categories)
	inCodePoints(text, r.Rules, r.Signals)
	return r
}

// take notes what a rule found.
func (r *Result) take(h Hit) {
	r.Rules = append(r.Rules, h)
	switch h.Category {
	case person:
		r.PersonRequested = true
	case askedIfHuman:
		r.AskedIfHuman = true
	case unresolved:
		r.Unresolved = true
	case Need:
		r.NeedDeclared = true
	default:
		r.Injection = r.Injection || h.Category == Injection
		if !slices.Contains(r.Categories, h.Category) {
			r.Categories = append(r.Categories, h.Category)
		}
	}
}

// heard gives the id of the first rule of one category that fires, by file and place, or of the learned part
// for a wish for a person. It does less work than Inspect.
func (in *Inspector) heard(text string, only Category) (rule string, ok bool) {
	l := lex(text)
	said, quoted := in.spoken(text, ""), false
	in.scan(l.tokens, said, only, func(f *compiledFile, r *compiledRule, at tokenRange) bool {
		if f.quotedOnly(l, at) {
			quoted = true
			return false
		}
		if !ok {
			rule, ok = r.id, true
		}
		return true
	})
	if !ok && !quoted && only == person {
		return in.heardRequest(text, l)
	}
	return rule, ok
}

// leastAroundQuote is how many words make quotation marks stand inside a longer message.
const leastAroundQuote = 2

// quotedOnly reports a find that stands in quotation marks inside a longer message: the
// customer repeats what stands on a button or what somebody said. Danger counts even then, and so
// does an order to the assistant, which hides in quotes.
func (f *compiledFile) quotedOnly(l lexed, at tokenRange) bool {
	if f.category == Crisis || f.category == Injection || l.loose < leastAroundQuote {
		return false
	}
	for _, t := range l.tokens[at.start:at.end] {
		if !t.quoted {
			return false
		}
	}
	return true
}

// found takes a find of a rule and reports whether it counts.
type found func(f *compiledFile, r *compiledRule, at tokenRange) bool

// scan runs every rule of a category, or of all if it is empty, whose words occur, and yields
// its finds until one counts.
func (in *Inspector) scan(tokens []token, said *spoken, only Category, yield found) {
	if len(tokens) == 0 {
		return
	}
	spans := in.words.find(tokens, said, make([]span, 0, 4*len(tokens)+16))
	counts := make([]int32, len(in.files)+1)
	for _, s := range spans {
		counts[s.file+1]++
	}
	for i := 1; i < len(counts); i++ {
		counts[i] += counts[i-1]
	}
	sorted := make([]span, len(spans))
	next := slices.Clone(counts)
	for _, s := range spans {
		sorted[next[s.file]] = s
		next[s.file]++
	}
	first := make([]int32, len(tokens)+1)
	for i, f := range in.files {
		mine := sorted[counts[i]:counts[i+1]]
		if len(mine) == 0 || only != "" && f.category != only {
			continue
		}
		s := scene{tokens: tokens, spans: mine, first: first}
		s.index()
		f.find(&s, yield)
	}
}

// index notes which classes occur and where each token's spans begin.
func (s *scene) index() {
	at := 0
	for i := range s.tokens {
		s.first[i] = int32(at)
		for at < len(s.spans) && int(s.spans[at].start) == i {
			c := s.spans[at].class
			s.has[c>>6] |= 1 << (c & 63)
			at++
		}
	}
	s.first[len(s.tokens)] = int32(at)
}

func (f *compiledFile) find(s *scene, yield found) {
	var general []tokenRange
	looked := false
	for _, r := range f.rules {
		var special []tokenRange
		lookedHere := false
		counts := func(at tokenRange) bool {
			if !lookedHere {
				special, lookedHere = all(s, r.unless), true
			}
			return !covered(at, special) && yield(f, r, at)
		}
		if slices.ContainsFunc(all(s, r.surely), func(at tokenRange) bool { return s.founded(at) && counts(at) }) {
			continue
		}
	matches:
		for _, p := range r.match {
			for _, at := range s.matches(p) {
				if !s.founded(at) {
					continue
				}
				if !looked {
					general, looked = all(s, f.unless), true
				}
				if !covered(at, general) && counts(at) {
					break matches
				}
			}
		}
	}
}

// founded reports a find in which at least one word stands as it should: where each must have been misspelt
// for a rule to be heard, nobody said it.
func (s *scene) founded(at tokenRange) bool {
	return slices.ContainsFunc(s.spans[s.first[at.start]:s.first[at.end]], func(sp span) bool { return sp.sure && int(sp.end) <= at.end })
}

func all(s *scene, patterns []*pattern) []tokenRange {
	var out []tokenRange
	for _, p := range patterns {
		out = append(out, s.matches(p)...)
	}
	return out
}

func covered(at tokenRange, by []tokenRange) bool {
	return slices.ContainsFunc(by, at.overlaps)
}

// inCodePoints sorts hits and signals and turns their bytes into code points.
func inCodePoints(text string, hits []Hit, signals []Signal) {
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Or(a.Start-b.Start, strings.Compare(a.Rule, b.Rule)) })
	slices.SortStableFunc(signals, func(a, b Signal) int { return cmp.Or(a.Start-b.Start, strings.Compare(a.Rule, b.Rule)) })
	spans := make([]language.Span, 0, len(hits)+len(signals))
	for _, h := range hits {
		spans = append(spans, language.Span{Start: h.Start, End: h.End})
	}
	for _, s := range signals {
		spans = append(spans, language.Span{Start: s.Start, End: s.End})
	}
	spans = language.CodePoints(text, spans)
	for i := range hits {
		hits[i].Start, hits[i].End = spans[i].Start, spans[i].End
	}
	for i, s := range spans[len(hits):] {
		signals[i].Start, signals[i].End = s.Start, s.End
	}
}

// versionOf digests everything that the rules say, and the versions of what was learned.
func versionOf(files []*ruleFile, learned ...string) string {
	h := sha256.New()
	h.Write([]byte(strings.Join(learned, " ") + "\x00"))
	for _, f := range files {
		for _, part := range []string{f.name, f.language, string(f.category), f.owner, f.version, strings.Join(f.joined, " "), strings.Join(f.unless, "\n")} {
			h.Write([]byte(part + "\x00"))
		}
		for _, class := range f.classes {
			h.Write([]byte(class + ":" + strings.Join(f.words[class], ",") + "\x00"))
		}
		for _, r := range f.rules {
			h.Write([]byte(r.id + "\n" + strings.Join(r.match, "\n") + "\x00" + strings.Join(r.surely, "\n") + "\x00" + strings.Join(r.unless, "\n") + "\x00"))
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
