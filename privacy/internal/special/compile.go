package special

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"
)

//go:embed words/*.txt
var wordFiles embed.FS

// builder collects the lists before they are frozen.
type builder struct {
	words map[uint64]uint32
	edges map[uint64]uint32
	lex   *lexicon
	pairs int16
}

// compile reads the embedded lists. A list that cannot be read is a fault of the build; the tests read
// them all.
func compile() *lexicon {
	b := &builder{words: map[uint64]uint32{}, edges: map[uint64]uint32{}, lex: &lexicon{
		roles: make([][roleCount]set, 1), first: make([]uint32, 1), terms: make([][]term, 1), words: newTable(nil),
	}}
	names, err := wordFiles.ReadDir("words")
	if err != nil {
		panic(fmt.Sprintf("special: word lists: %v", err))
	}
	for i, name := range names {
		b.lex.languages = append(b.lex.languages, strings.TrimSuffix(name.Name(), ".txt"))
		text, err := wordFiles.ReadFile(path.Join("words", name.Name()))
		if err == nil {
			err = b.read(string(text), 1<<i)
		}
		if err != nil {
			panic(fmt.Sprintf("special: word list %s: %v", name.Name(), err))
		}
	}
	b.lex.words, b.lex.edges = newTable(b.words), newTable(b.edges)
	return b.lex
}

// read takes one list in.
func (b *builder) read(text string, lang set) error {
	sections, err := parse(text)
	if err != nil {
		return err
	}
	for _, s := range sections {
		if s.isRole {
			for _, p := range s.patterns {
				w := b.split(p)
				if len(w) != 1 {
					return fmt.Errorf("%q stands under %q, which takes single words", p, s.title)
				}
				b.lex.roles[w[0]][s.role] |= lang
			}
			continue
		}
		t := term{langs: lang, category: s.category, class: s.class}
		for _, p := range s.patterns {
			b.add(p, t)
		}
		for _, two := range s.couples {
			b.pairs++
			for side, patterns := range two {
				t.pair = b.pairs * int16(1-2*side)
				for _, p := range patterns {
					b.add(p, t)
				}
			}
		}
	}
	return nil
}

// add hangs a phrase into the tree.
func (b *builder) add(pattern string, t term) {
	node := uint32(0)
	for i, w := range b.split(pattern) {
		if i == 0 {
			if b.lex.first[w] == 0 {
				b.lex.first[w] = b.node()
			}
			node = b.lex.first[w]
			continue
		}
		next, ok := b.edges[edge(node, w)]
		if !ok {
			next = b.node()
			b.edges[edge(node, w)] = next
		}
		node = next
	}
	same := func(x term) bool { return x.category == t.category && x.class == t.class && x.pair == t.pair }
	if i := slices.IndexFunc(b.lex.terms[node], same); i >= 0 {
		b.lex.terms[node][i].langs |= t.langs
		return
	}
	b.lex.terms[node] = append(b.lex.terms[node], t)
}

func (b *builder) node() uint32 {
	b.lex.terms = append(b.lex.terms, nil)
	return uint32(len(b.lex.terms) - 1)
}

// split gives the numbers of a pattern's words, read as a text is read.
func (b *builder) split(pattern string) []uint32 {
	var numbers []uint32
	r := reader{text: pattern, words: b.lex.words}
	var t token
	for r.next(&t) {
		numbers = append(numbers, b.number(hash(pattern[t.start:t.end])))
	}
	return numbers
}

// hash is what reader.next makes of a word.
func hash(word string) uint64 {
	h := uint64(hashSeed)
	for len(word) > 0 {
		folded, size := fold(word)
		if folded > 0 {
			h = (h ^ uint64(folded)) * hashPrime
		}
		word = word[size:]
	}
	return h
}

func (b *builder) number(key uint64) uint32 {
	if n, ok := b.words[key]; ok {
		return n
	}
	n := uint32(len(b.lex.roles))
	b.words[key] = n
	b.lex.roles = append(b.lex.roles, [roleCount]set{})
	b.lex.first = append(b.lex.first, 0)
	return n
}
