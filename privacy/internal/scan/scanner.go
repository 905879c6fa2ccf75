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
	builds []build
	index  *index
	cues   *cueTable
	pairs  *cueTable
	wides  map[[wideLetter]byte][]wideWord
	dials  dialPlans
	keys   [256][]string // beginnings of keys by first byte
	spare  sync.Pool     // of *walk
}

// New compiles the rules; it takes about a millisecond.
func New() *Scanner {
	s := &Scanner{builds: compileBuilds(allRules())}
	s.cues, s.pairs = compileCues()
	s.index = compileIndex(s.builds)
	s.wides = compileWide()
	s.dials = compilePlans()
	s.keys = compileKeys()
	s.spare.New = func() any { return new(walk) }
	return s
}

// largest is the number of tokens up to which a walk is kept for the next message.
const largest = 1 << 13

// tokenBytes is how long a token is with what follows it, about.
const tokenBytes = 5

// walk is the work on one text.
type walk struct {
	*Scanner
	text   string
	tokens []token
	lands  []string
	plans  []*plan // of the lands
	on     landSet
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
	w.switchOn(o)
	w.tokens = slices.Grow(w.tokens, min(len(plain)/tokenBytes, largest)+1)
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

// landSet has a bit for each code of two letters.
type landSet [26*26/64 + 1]uint64

func landBit(country string) (word, bit uint, ok bool) {
	if len(country) != 2 || !isUpper(country[0]) || !isUpper(country[1]) {
		return 0, 0, false
	}
	n := uint(country[0]-'A')*26 + uint(country[1]-'A')
	return n / 64, n % 64, true
}

// switchOn notes the countries of a text.
func (w *walk) switchOn(o Options) {
	w.lands = lands(w.lands[:0], o)
	w.on, w.plans = landSet{}, w.plans[:0]
	for _, land := range w.lands {
		if word, bit, ok := landBit(land); ok {
			w.on[word] |= 1 << bit
			if p := w.dials.byLand[word*64+bit]; p != nil {
				w.plans = append(w.plans, p)
			}
		}
	}
}

// in reports whether a country is switched on.
func (w *walk) in(country string) bool {
	word, bit, ok := landBit(country)
	return ok && w.on[word]&(1<<bit) != 0
}
