package escalate

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// lexicon finds the words and phrases of all rule files in a message.
//
// Words become symbols; phrases are paths of symbols in one tree. A message is looked up word
// by word, so a word that no rule knows costs one look-up.
type lexicon struct {
	symbols  map[string]int32   // whole words
	begins   map[string][]begin // words told by their beginning, by their first bytes
	typos    map[string][]int32 // words with one letter left out, to symbols that allow mistakes
	tolerant [256][32]bool      // first byte and length of symbols that allow mistakes
	texts    []string           // by symbol
	steps    map[step]int32
	ends     [][]classRef // by node
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
}

func newLexicon() *lexicon {
	return &lexicon{
		symbols: make(map[string]int32, 1<<14), begins: map[string][]begin{}, typos: map[string][]int32{},
		steps: make(map[step]int32, 1<<15), ends: make([][]classRef, 1),
	}
}

// leastTolerant is the length from which a word marked with "~" may be misspelt by a letter.
const leastTolerant = 4

// add enters a word or phrase, also with each particle written onto its first word. "begin*"
// stands for every word that begins so, "word~" allows one typing mistake.
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
			node = x.step(node, x.symbol(p.text, p.prefix, p.tolerant))
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
func (x *lexicon) know(word string) {
	for _, text := range wordsOf(word) {
		x.symbol(text, false, false)
	}
}

func (x *lexicon) symbol(word string, prefix, tolerant bool) int32 {
	if prefix {
		key := beginKey(word)
		for _, b := range x.begins[key] {
			if b.prefix == word {
				return b.symbol
			}
		}
		id := x.newSymbol(word)
		x.begins[key] = append(x.begins[key], begin{word, id})
		return id
	}
	id, known := x.symbols[word]
	if !known {
		id = x.newSymbol(word)
		x.symbols[word] = id
	}
	if tolerant && len(word) >= leastTolerant && len(word) < 30 {
		for n := len(word) - 1; n <= len(word)+1; n++ {
			x.tolerant[word[0]][n] = true
		}
		x.typo(word, id)
		for i := range word {
			x.typo(without(word, i), id)
		}
	}
	return id
}

func (x *lexicon) newSymbol(text string) int32 {
	x.texts = append(x.texts, text)
	return int32(len(x.texts)) // 0 is no symbol
}

func (x *lexicon) typo(key string, id int32) {
	for _, have := range x.typos[key] {
		if have == id {
			return
		}
	}
	x.typos[key] = append(x.typos[key], id)
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

// symbolsOf gives the symbols that a word of a message can stand for.
func (x *lexicon) symbolsOf(word string, out []int32) []int32 {
	if id, ok := x.symbols[word]; ok {
		out = append(out, id)
	}
	for _, b := range x.begins[beginKey(word)] {
		if strings.HasPrefix(word, b.prefix) {
			out = append(out, b.symbol)
		}
	}
	if len(out) == 0 {
		out = x.misspelt(word, out)
	}
	return out
}

// misspelt tries letters that stand for others ("hum4n", "@gent"), then one typing mistake.
func (x *lexicon) misspelt(word string, out []int32) []int32 {
	if plain := unleet(word); plain != word {
		word = plain
		if id, ok := x.symbols[word]; ok {
			return append(out, id)
		}
	}
	if len(word) < leastTolerant-1 || len(word) > 30 || !x.tolerant[word[0]][len(word)] {
		return out
	}
	out = x.close(word, word, out)
	for i := range word {
		out = x.close(without(word, i), word, out)
	}
	return out
}

// close adds the symbols under key that are one mistake away from word.
func (x *lexicon) close(key, word string, out []int32) []int32 {
next:
	for _, id := range x.typos[key] {
		for _, have := range out {
			if have == id {
				continue next
			}
		}
		if oneMistake(word, x.texts[id-1]) {
			out = append(out, id)
		}
	}
	return out
}

func without(word string, i int) string { return word[:i] + word[i+1:] }

// oneMistake reports whether a becomes b by one letter more, less or different or two
// neighbours swapped. The first letter must agree.
func oneMistake(a, b string) bool {
	if a == b || a[0] != b[0] {
		return false
	}
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	j := 0
	for j < len(a)-i && j < len(b)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	x, y := a[i:len(a)-j], b[i:len(b)-j]
	return len(x) <= 1 && len(y) <= 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0]
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

// find gives every word and phrase of a class in the message, ordered by start.
func (x *lexicon) find(tokens []token, spans []span) []span {
	symbols := make([]int32, 0, len(tokens)+8)
	first := make([]int32, len(tokens)+1)
	for i, t := range tokens {
		first[i] = int32(len(symbols))
		symbols = append(symbols, x.symbolsOf(t.text, symbols[len(symbols):])...)
	}
	first[len(tokens)] = int32(len(symbols))
	var nodes, next []int32
	for i := range tokens {
		nodes = append(nodes[:0], 0)
		for j := i; j < len(tokens) && len(nodes) > 0; j++ {
			if j > i && tokens[j].before == hardEdge {
				break
			}
			next = next[:0]
			for _, node := range nodes {
				for _, s := range symbols[first[j]:first[j+1]] {
					to, ok := x.steps[step{node, s}]
					if !ok {
						continue
					}
					next = append(next, to)
					for _, ref := range x.ends[to] {
						spans = append(spans, span{uint16(i), uint16(j + 1), ref})
					}
				}
			}
			nodes, next = next, nodes
		}
	}
	return spans
}
