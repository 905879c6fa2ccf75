package scan

import (
	"slices"
	"strings"
	"sync"
)

// Finding is one reading of one place: bytes of the plain text, half open. Score is from 0 to 1.
// Several readings may share a place.
type Finding struct {
	Type       string
	Start, End int
	Score      float64
}

// Options say where a message comes from. Both may be empty.
type Options struct {
	Language  string
	Countries []string // ISO 3166-1 alpha-2; UK is read as GB
}

// Scanner holds the compiled rules. It is not changed after New and may be shared.
type Scanner struct {
	rules []rule
	index *index
	cues  map[string]cue
	sieve *sieve
	pairs map[string]cue
	wides map[[wideLetter]byte][]wideWord
	dials dialPlans
	keys  [256][]string // beginnings of keys by first byte
	spare sync.Pool     // of *walk
}

// New compiles the rules; it takes about a millisecond.
func New() *Scanner {
	s := &Scanner{rules: allRules()}
	s.cues, s.pairs = compileCues()
	s.sieve = compileSieve(s.cues)
	s.index = compileIndex(s.rules)
	s.wides = compileWide()
	s.dials = compilePlans()
	s.keys = compileKeys()
	s.spare.New = func() any { return new(walk) }
	return s
}

// largest is the number of tokens up to which a walk is kept for the next message.
const largest = 1 << 12

// walk is the work on one text.
type walk struct {
	*Scanner
	text   string
	tokens []token
	lands  []string
	found  []Finding
	marks  marks
	words  int // words that only say something, for telling a message that is nothing but a value

	business bool // the message tells of an order, a delivery, a payment
}

// Scan gives every reading of every value in a plain text, in no particular order.
func (s *Scanner) Scan(plain string, o Options) []Finding {
	w := s.spare.Get().(*walk)
	defer s.keep(w)
	w.Scanner, w.text, w.words, w.business = s, plain, 0, false
	w.tokens, w.found = w.tokens[:0], w.found[:0]
	w.marks = marks{at: w.marks.at[:0], scheme: w.marks.scheme[:0], colons: w.marks.colons[:0]}
	w.lands = lands(w.lands[:0], o)
	w.tokenise()
	w.secrets()
	w.mail()
	w.web()
	w.network()
	w.values()
	w.dates()
	w.named()
	return slices.Clone(w.found)
}

func (s *Scanner) keep(w *walk) {
	w.text = ""
	if cap(w.tokens) <= largest && cap(w.found) <= largest {
		s.spare.Put(w)
	}
}

func (w *walk) add(kind string, from, to int, score float64) {
	w.found = append(w.found, Finding{Type: kind, Start: from, End: to, Score: min(score, 1)})
}

// lands gives the countries whose weak patterns are switched on.
func lands(into []string, o Options) []string {
	for _, c := range o.Countries {
		c = strings.ToUpper(strings.TrimSpace(c))
		if c == "UK" {
			c = "GB"
		}
		if len(c) == 2 {
			into = append(into, c)
		}
	}
	if len(into) > 0 {
		return into
	}
	language, _, _ := strings.Cut(strings.ToLower(o.Language), "-")
	switch language {
	case "de":
		return append(into, "DE", "AT", "CH")
	case "es":
		return append(into, "ES")
	case "fr":
		return append(into, "FR")
	case "it":
		return append(into, "IT")
	case "nl":
		return append(into, "NL")
	case "pl":
		return append(into, "PL")
	case "fi":
		return append(into, "FI")
	case "sv":
		return append(into, "SE")
	case "tr":
		return append(into, "TR")
	case "pt":
		return append(into, "BR", "PT")
	case "ko":
		return append(into, "KR")
	case "ja":
		return append(into, "JP")
	case "zh":
		return append(into, "CN")
	case "th":
		return append(into, "TH")
	}
	return into
}

// in reports whether a country is switched on.
func (w *walk) in(country string) bool {
	if country == "" {
		return false
	}
	for _, c := range w.lands {
		if c == country {
			return true
		}
	}
	return false
}
