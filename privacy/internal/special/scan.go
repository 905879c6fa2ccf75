package special

import "strings"

const (
	held      = 32 // tokens in view; a power of two
	behind    = 3  // of them, tokens passed already
	longest   = 10 // words of a phrase, at most
	ahead     = 5  // tokens after a phrase in which somebody may be named
	beside    = 2  // tokens between a phrase and the thing it belongs to
	together  = 14 // tokens between counterparts
	threshold = 0.5
)

// scan is one pass over a text.
type scan struct {
	lex    *lexicon
	active set

	view [held]token // a ring: tokens read but not yet passed, and the last few passed
	read int         // tokens read
	at   int         // the token looked at
	done bool        // nothing is left to read

	frame  frame
	thing  int         // the last token that names goods
	halves map[int]int // pair: the token after which it was said
	names  []string
	found  []Finding
}

func (s *scan) run(text string) []Finding {
	r := reader{text: text, words: s.lex.words}
	s.frame.reset()
	s.thing = -held
	for {
		for !s.done && s.read-s.at < held-behind {
			if !r.next(&s.view[s.read%held]) {
				s.done = true
				break
			}
			s.read++
		}
		if s.at == s.read {
			return s.found
		}
		// Look at as many as still have enough in view ahead of them.
		for s.at < s.read && (s.done || s.read-s.at > longest+ahead) {
			s.step()
		}
	}
}

// step looks at the phrase that begins at the token, if any, and then lets its words be heard.
func (s *scan) step() {
	t := s.token(s.at)
	if t.before == stop {
		s.frame.reset()
		s.thing = -held
	}
	size := 0
	if t.word != 0 && s.lex.first[t.word] != 0 {
		size = s.phrase(t)
	}
	for n := range max(size, 1) {
		s.hear(s.at+n, size > 0)
	}
	s.at += max(size, 1)
}

func (s *scan) token(i int) *token { return &s.view[i%held] }

// phrase judges the longest phrase that begins at a token. It gives the number of words that are used
// up: those of a finding, or of words that are never one.
func (s *scan) phrase(t *token) int {
	node, size := s.lex.first[t.word], 0
	var terms []term
	for n := 1; ; n++ {
		for _, x := range s.lex.terms[node] {
			if x.langs&s.active != 0 {
				terms, size = s.lex.terms[node], n
				break
			}
		}
		if n == longest || s.at+n >= s.read {
			break
		}
		next := s.token(s.at + n)
		if next.before != joined || next.word == 0 {
			break
		}
		if node = s.lex.edges.get(edge(node, next.word)); node == 0 {
			break
		}
	}
	best, category := 0.0, uint8(0)
	for _, x := range terms {
		if x.langs&s.active == 0 {
			continue
		}
		if x.class == never {
			return size
		}
		if score := s.score(x, size); score > best {
			best, category = score, x.category
		}
	}
	if best < threshold {
		return 0 // a shorter phrase inside may still count: "a criminal record"
	}
	last := s.token(s.at + size - 1)
	s.found = append(s.found, Finding{Category: s.category(category), Start: t.start, End: last.end, Score: best})
	return size
}

func (s *scan) category(i uint8) string {
	if s.names == nil {
		s.names = strings.Fields(categoryNames)
	}
	return s.names[i]
}

// hear lets a word do what it does for the words after it.
func (s *scan) hear(i int, inPhrase bool) {
	word := s.token(i).word
	if word == 0 {
		s.frame.steps++
		return
	}
	roles := &s.lex.roles[word]
	if roles[goods]&s.active != 0 && !inPhrase {
		s.thing = i
	}
	s.frame.hear(roles, s.active, inPhrase)
}
