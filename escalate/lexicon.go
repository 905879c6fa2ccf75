package escalate

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// lexicon finds the words and phrases of all rule files in a message.
//
// Words become symbols; phrases are paths of symbols in one tree. A message is looked up word
// by word, so a word that no rule knows costs one look-up.
type lexicon struct {
	symbols map[string]int32   // whole words
	begins  map[string][]begin // words told by their beginning, by their first bytes
	facts   []symbolFacts      // by symbol
	steps   map[step]int32
	ends    [][]classRef // by node
	files   []fileFacts
	slips   slips
}

// symbolFacts is what is known of a symbol. Languages are bits.
type symbolFacts struct {
	known  uint64 // languages in whose files it is a word
	slip   uint64 // languages in whose files it may be misspelt where the rest of a rule is heard
	marked bool   // a rule file says by "~" that it may be misspelt anywhere
}

// fileFacts is what the lexicon needs of a file.
type fileFacts struct {
	language uint64 // its bit; all for files that mix languages
	lenient  bool   // its words may be misspelt
}

type begin struct {
	prefix string
	symbol int32
}

type step struct {
	node, symbol int32
}

// classRef is a class of one file.
type classRef struct {
	file  uint16
	class uint16
}

// span is a word or phrase of a class found in a message, as a range of tokens.
type span struct {
	start, end uint16
	classRef
	sure bool // a word of it stands as it should, or is too long to be another misspelt
}

func newLexicon() *lexicon {
	return &lexicon{
		symbols: make(map[string]int32, 1<<14), begins: map[string][]begin{},
		steps: make(map[step]int32, 1<<15), ends: make([][]classRef, 1),
	}
}

// add enters a word or phrase, also with each particle written onto its first word. "begin*"
// stands for every word that begins so, "word~" may be misspelt wherever it stands.
func (x *lexicon) add(phrase string, particles []string, ref classRef) {
	type part struct {
		text             string
		prefix, tolerant bool
	}
	var parts []part
	for _, f := range strings.Fields(phrase) {
		texts := wordsOf(strings.TrimRight(f, "~*"))
		for i, t := range texts {
			last := i == len(texts)-1
			first, _ := utf8.DecodeRuneInString(t)
			parts = append(parts, part{t, last && strings.HasSuffix(f, "*") && !single(first), last && strings.HasSuffix(f, "~")})
		}
	}
	if len(parts) == 0 {
		return
	}
	enter := func(particle string) {
		node := int32(0)
		for i, p := range parts {
			if i == 0 {
				p.text = particle + p.text
			}
			node = x.step(node, x.word(p.text, p.prefix, p.tolerant, x.files[ref.file]))
		}
		if !slices.Contains(x.ends[node], ref) {
			x.ends[node] = append(x.ends[node], ref)
		}
	}
	enter("")
	for _, particle := range particles {
		enter(particle)
	}
}

// wordsOf gives what lex makes of a word of a rule file; most are plain and need no lexing.
func wordsOf(word string) []string {
	if strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") == "" && word != "" {
		return []string{foldWord(word)}
	}
	tokens := lex(word).tokens
	out := make([]string, len(tokens))
	for i, t := range tokens {
		out[i] = t.text
	}
	return out
}

// know enters an ordinary word, so that it is not taken for a misspelling of another.
func (x *lexicon) know(word string, file uint16) {
	for _, text := range wordsOf(word) {
		x.word(text, false, false, fileFacts{language: x.files[file].language})
	}
}

// word gives the symbol of a word of a file.
func (x *lexicon) word(word string, prefix, marked bool, of fileFacts) int32 {
	id := x.symbol(word, prefix)
	f := &x.facts[id-1]
	f.known |= of.language
	f.marked = f.marked || marked
	if of.lenient || marked {
		f.slip |= of.language
	}
	return id
}

func (x *lexicon) symbol(word string, prefix bool) int32 {
	if !prefix {
		id, known := x.symbols[word]
		if !known {
			id = x.newSymbol()
			x.symbols[word] = id
		}
		return id
	}
	key := beginKey(word)
	for _, b := range x.begins[key] {
		if b.prefix == word {
			return b.symbol
		}
	}
	id := x.newSymbol()
	x.begins[key] = append(x.begins[key], begin{word, id})
	return id
}

func (x *lexicon) newSymbol() int32 {
	x.facts = append(x.facts, symbolFacts{})
	return int32(len(x.facts)) // 0 is no symbol
}

// close makes what was added ready to be asked.
func (x *lexicon) close() {
	for _, text := range slices.Sorted(maps.Keys(x.symbols)) {
		if id := x.symbols[text]; x.facts[id-1].slip != 0 {
			x.slips.add(text, false, x.facts[id-1].marked, id)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(x.begins)) {
		for _, b := range x.begins[key] {
			if x.facts[b.symbol-1].slip != 0 {
				x.slips.add(b.prefix, true, x.facts[b.symbol-1].marked, b.symbol)
			}
		}
	}
	x.slips.sort()
}

func (x *lexicon) step(node, symbol int32) int32 {
	s := step{node, symbol}
	if to, ok := x.steps[s]; ok {
		return to
	}
	to := int32(len(x.ends))
	x.ends = append(x.ends, nil)
	x.steps[s] = to
	return to
}

// beginKey is the first two bytes in Latin script, the first two letters elsewhere.
func beginKey(word string) string {
	n := 2
	if len(word) > 0 && word[0] >= utf8.RuneSelf {
		n = 4
	}
	if len(word) < n {
		return word
	}
	return word[:n]
}

// symbolsOf gives the symbols that a word of a message is, how many of them it is as it stands (the others it
// may be meant for), and whether it is long enough for these to be sure.
func (x *lexicon) symbolsOf(word string, spoken *spoken, out []int32) (all []int32, exact int, long bool) {
	out = x.exactly(word, out)
	if len(out) == 0 {
		if plain := unleet(word); plain != word {
			word = plain
			out = x.exactly(word, out)
		}
	}
	exact = len(out)
	known := uint64(0)
	for _, id := range out {
		known |= x.facts[id-1].known
	}
	if known&spoken.languages() == 0 {
		out, long = x.slips.of(word, out)
		return out, exact, long
	}
	if likely := spoken.likely(); likely == 0 || known&likely != 0 {
		return out, exact, false
	}
	// A word of another language than the likely one: "perdon" may be Spanish and may be "person".
	out, _ = x.slips.of(word, out)
	return slices.DeleteFunc(out, func(id int32) bool {
		return !slices.Contains(out[:exact], id) && (!x.facts[id-1].marked || x.facts[id-1].slip&spoken.likely() == 0)
	}), exact, false
}

func (x *lexicon) exactly(word string, out []int32) []int32 {
	if id, ok := x.symbols[word]; ok {
		out = append(out, id)
	}
	for _, b := range x.begins[beginKey(word)] {
		if strings.HasPrefix(word, b.prefix) {
			out = append(out, b.symbol)
		}
	}
	return out
}

// unleet replaces digits and signs by the letters they stand for, in words that have letters.
func unleet(word string) string {
	digits, letters := false, false
	for i := range len(word) {
		b := word[i]
		digits = digits || '0' <= b && b <= '9' || b == '@' || b == '$'
		letters = letters || 'a' <= b && b <= 'z'
	}
	if !digits || !letters {
		return word
	}
	b := []byte(word)
	for i, c := range b {
		switch c {
		case '0':
			b[i] = 'o'
		case '1':
			b[i] = 'i'
		case '3':
			b[i] = 'e'
		case '4', '@':
			b[i] = 'a'
		case '5', '$':
			b[i] = 's'
		case '7':
			b[i] = 't'
		}
	}
	return string(b)
}

// path is a place in the tree of phrases: whether a misspelt word led there, and whether one that is sure.
type path struct {
	node       int32
	slip, sure bool
}

// standing is how a word of a message stands for the symbols that it was given.
type standing struct {
	first int32 // of its symbols
	slips int32 // from here on they are what it may be meant for
	long  bool  // it is long enough for these to be sure
}

// find gives every word and phrase of a class in the message, ordered by start.
func (x *lexicon) find(tokens []token, spoken *spoken, spans []span) []span {
	symbols := make([]int32, 0, len(tokens)+8)
	words := make([]standing, len(tokens)+1)
	for i, t := range tokens {
		w := &words[i]
		w.first = int32(len(symbols))
		var found []int32
		var exact int
		found, exact, w.long = x.symbolsOf(t.text, spoken, symbols[len(symbols):])
		w.slips = w.first + int32(exact)
		symbols = append(symbols, found...)
	}
	words[len(tokens)].first = int32(len(symbols))
	var now, next []path
	for i := range tokens {
		now = append(now[:0], path{})
		for j := i; j < len(tokens) && len(now) > 0; j++ {
			if j > i && tokens[j].before == hardEdge {
				break
			}
			next = next[:0]
			for _, at := range now {
				for k := words[j].first; k < words[j+1].first; k++ {
					to, ok := x.steps[step{at.node, symbols[k]}]
					if !ok {
						continue
					}
					here := path{node: to, slip: at.slip, sure: at.sure}
					if k >= words[j].slips && !x.facts[symbols[k]-1].marked {
						here.slip, here.sure = true, here.sure || words[j].long
					} else {
						here.sure = true
					}
					next = append(next, here)
					for _, ref := range x.ends[to] {
						if !here.slip || x.mayMean(ref, spoken) {
							spans = append(spans, span{uint16(i), uint16(j + 1), ref, here.sure})
						}
					}
				}
			}
			now, next = next, now
		}
	}
	return spans
}

// mayMean reports whether a file's words may be meant by misspelt ones in this message.
func (x *lexicon) mayMean(ref classRef, spoken *spoken) bool {
	f := x.files[ref.file]
	return f.lenient && f.language&spoken.languages() != 0
}
