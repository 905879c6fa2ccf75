package people

import "strings"

// scan is one text being looked through.
type scan struct {
	words   *lexicon
	text    string
	tokens  []token
	found   []Finding
	country string
	german  bool                       // nouns have capitals
	english bool                       // few names are words too
	shout   bool                       // the whole text is in capitals
	quiet   bool                       // the whole text is in small letters
	watch   func(c candidate, g signs) // what a test learns from
}

// begin cuts the text and marks what its words and phrases can be.
func (s *scan) begin(x *lexicon, text, language, country string) {
	*s = scan{words: x, text: text, tokens: s.tokens[:0], found: s.found[:0], country: strings.ToUpper(country), watch: s.watch}
	s.tokens = tokenize(x.folds, text, s.tokens)
	germans, englishes, functions, capitals, smalls := 0, 0, 0, 0, 0
	for i := range s.tokens {
		t := &s.tokens[i]
		if t.kind != word {
			if t.kind == mark {
				s.closeAddress(i)
			}
			continue
		}
		t.class = x.look(t.hash)
		switch t.shape {
		case title, upper:
			capitals++
		case lower:
			smalls++
		}
		if t.class.has(function) {
			functions++
			if t.class.has(german) {
				germans++
			}
			if t.class.has(english) {
				englishes++
			}
		}
	}
	tag, _, _ := strings.Cut(language, "-")
	tag = strings.ToLower(tag)
	s.german = germans > 0 && 3*germans >= functions && (tag == "" || tag == "de" || tag == "lb") || tag == "de" && (functions == 0 || germans > 0)
	s.english = englishes > 0 && 3*englishes >= functions && (tag == "" || tag == "en")
	s.shout = capitals > 3 && smalls == 0
	s.quiet = capitals == 0 && smalls > 0
	s.markPhrases()
}

// closeAddress marks what belongs to an e-mail or web address as holding no names: i is a mark.
func (s *scan) closeAddress(i int) {
	t := s.tokens[i]
	c := s.text[t.start]
	if t.taken {
		return
	}
	if c != '@' && (c != '/' || i == 0 || t.gap || s.text[t.start-1] != ':') {
		return
	}
	if c == '@' && (t.gap || i+1 >= len(s.tokens) || s.tokens[i+1].gap || i == 0) {
		return
	}
	for j := i; j >= 0 && i-j < 12; j-- {
		s.tokens[j].taken = true
		if s.tokens[j].gap {
			break
		}
	}
	for j := i + 1; j < len(s.tokens) && !s.tokens[j].gap && s.tokens[j].kind != line && j-i < 200; j++ {
		s.tokens[j].taken = true
	}
}

// longestPhrase bounds the tokens of a phrase.
const longestPhrase = 8

// markPhrases finds cues and place names of several words.
func (s *scan) markPhrases() {
	ts := s.tokens
	for i := range ts {
		t := &ts[i]
		if t.kind != word || t.taken {
			continue
		}
		if q := t.class.cue(); q != noCue && i+1 < len(ts) {
			s.announce(i+1, q)
		}
		if t.class.has(placed) && t.place == 0 {
			t.place = 1
		}
		if !t.class.has(prefix) {
			continue
		}
		h := t.hash
		for j := i + 1; j < len(ts) && j-i < longestPhrase; j++ {
			if ts[j].kind == line || ts[j].kind == block {
				break
			}
			h = chain(h, ts[j].hash)
			c := s.words.look(h)
			if q := c.cue(); q != noCue {
				s.announce(j+1, q)
			}
			if c.has(placed | box) {
				t.place = uint8(j - i + 1)
				t.class |= c & (placed | box)
			}
			if !c.has(prefix) {
				break
			}
		}
	}
}

// announce notes a cue before token i. A colon or dash may follow the cue, and a new line too where
// names stand below.
func (s *scan) announce(i int, q cue) {
	ts := s.tokens
	if i < len(ts) && ts[i].kind == mark {
		switch s.text[ts[i].start] {
		case ':':
			if q == selfCue || q == at {
				return
			}
			i++
		case ',':
			if q == signOff || q == greeting || q == relation {
				i++
			}
		case '-', '!', '.':
			if q == signOff {
				i++
			}
		}
	}
	if i < len(ts) && ts[i].kind == mark && s.text[ts[i].start] == '-' && ts[i].gap && q != selfCue {
		i++
	}
	for n := 0; n < 3 && i < len(ts) && ts[i].kind == line && (q == signOff || q == field || q == home); n++ {
		i++
	}
	if i < len(ts) && ts[i].cue == noCue || i < len(ts) && q < ts[i].cue {
		ts[i].cue = q
	}
}

// word gives the text of token i.
func (s *scan) word(i int) string { t := s.tokens[i]; return s.text[t.start:t.end] }

// is says whether token i is the mark c.
func (s *scan) is(i int, c byte) bool {
	return i >= 0 && i < len(s.tokens) && s.tokens[i].kind == mark && s.text[s.tokens[i].start] == c
}

func (s *scan) add(kind string, from, to int, score float64) {
	s.found = append(s.found, Finding{Type: kind, Start: int(s.tokens[from].start), End: int(s.tokens[to-1].end), Score: score})
}
