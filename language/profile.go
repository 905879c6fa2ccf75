package language

import (
	"embed"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// profileFiles hold, for each language, lines "stop" with function words and lines "text"
// with plain sentences and words.
//
//go:embed profiles/*.txt
var profileFiles embed.FS

// profiles is what Detect and StopWord know, read once.
var profiles = sync.OnceValue(readProfiles)

const (
	longestGram = 4
	// unseen stands for a letter sequence that a profile does not have, in counts.
	unseen = 0.3
	// scale turns weights into bytes: a weight of 6.375 is the largest.
	scale = 40
)

// book holds the letter statistics of every language.
type book struct {
	tags     []string
	byScript [scripts][]uint8 // indexes into tags
	base     [][longestGram]float32
	stop     map[string]map[string]bool

	slots []slot // open addressing, length a power of two
	posts []post
}

type slot struct {
	key   uint32
	first uint32
	count uint8
}

// post says how much more likely a letter sequence is in a language than an unseen one.
type post struct {
	language uint8
	weight   uint8
}

func readProfiles() *book {
	b := &book{stop: map[string]map[string]bool{}}
	files, err := fs.Glob(profileFiles, "profiles/*.txt")
	if err != nil || len(files) == 0 || len(files) > math.MaxUint8 {
		panic(fmt.Sprintf("language: %d profiles: %v", len(files), err))
	}
	counts := newCounter()
	for i, name := range files {
		text, err := profileFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		tag := base(strings.TrimSuffix(strings.TrimPrefix(name, "profiles/"), ".txt"))
		b.tags = append(b.tags, tag)
		b.base = append(b.base, [longestGram]float32{})
		b.read(uint8(i), tag, string(text), counts)
	}
	b.fill(counts)
	return b
}

// read counts one profile. Function words count three times: they make up half of any text.
func (b *book) read(language uint8, tag, text string, counts *counter) {
	stop := b.stop[tag] // a language may have a profile for each of its scripts
	if stop == nil {
		stop = map[string]bool{}
		b.stop[tag] = stop
	}
	var letters [scripts]int
	var totals [longestGram]float64
	for line := range strings.Lines(text) {
		kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		weight := 0.0
		switch kind {
		case "stop":
			weight = 3
			for _, w := range strings.Fields(rest) {
				stop[strings.ToLower(w)] = true
			}
		case "text":
			weight = 1
		}
		if weight == 0 {
			continue
		}
		for _, w := range splitLetters(rest) {
			counts.word(language, w, weight, &totals)
			if bare := []rune(Fold(string(w))); string(bare) != string(w) && scriptOf(bare[0]) == latin {
				counts.word(language, bare, weight*foldedShare, &totals)
			}
			for _, r := range w {
				letters[scriptOf(r)]++
			}
		}
	}
	all := 0
	for _, n := range letters {
		all += n
	}
	for s := range letters {
		if s != int(noScript) && letters[s]*10 > all {
			b.byScript[s] = append(b.byScript[s], language)
		}
	}
	for n := range totals {
		possible := math.Min(math.Pow(40, float64(n+1)), 20000)
		b.base[language][n] = float32(math.Log(unseen/(totals[n]+unseen*possible)) / longestGram)
	}
}

// foldedShare is how much a word without its accents counts: people in a hurry leave them out.
const foldedShare = 0.2

// splitLetters gives the lower-case words of text as runes; inner apostrophes stay.
func splitLetters(text string) [][]rune {
	var words [][]rune
	var word []rune
	flush := func() {
		for len(word) > 0 && word[len(word)-1] == '\'' {
			word = word[:len(word)-1]
		}
		if len(word) > 0 {
			words = append(words, word)
		}
		word = nil
	}
	for _, r := range text {
		switch {
		case scriptOf(r) != noScript || unicode.IsMark(r):
			word = append(word, unicode.ToLower(r))
		case (r == '\'' || r == '’') && len(word) > 0:
			word = append(word, '\'')
		default:
			flush()
		}
	}
	flush()
	return words
}

// counter counts letter sequences while profiles are read, one language after the other. It is
// a hash table whose values are lists, newest first.
type counter struct {
	keys    []uint32 // a power of two; 0 is free
	heads   []int32  // by slot: index of the newest count
	counts  []count
	entries int // slots in use
}

type count struct {
	language uint8
	n        float32
	next     int32 // index of the next older count of the key, -1 at the end
}

// counterSize leaves half of the table free for the profiles there are.
const counterSize = 1 << 18

func newCounter() *counter {
	return &counter{keys: make([]uint32, counterSize), heads: make([]int32, counterSize), counts: make([]count, 0, counterSize)}
}

func (c *counter) add(language uint8, key uint32, weight float32) {
	i := int(key>>1) & (len(c.keys) - 1)
	for c.keys[i] != 0 && c.keys[i] != key {
		i = (i + 1) & (len(c.keys) - 1)
	}
	head := int32(-1)
	if c.keys[i] == key {
		head = c.heads[i]
		if c.counts[head].language == language {
			c.counts[head].n += weight
			return
		}
	} else {
		c.keys[i] = key
		c.entries++
		if c.entries > counterSize*9/10 {
			panic("language: more profiles than the table has room for")
		}
	}
	c.heads[i] = int32(len(c.counts))
	c.counts = append(c.counts, count{language, weight, head})
}

func (c *counter) word(language uint8, word []rune, weight float64, totals *[longestGram]float64) {
	grams(word, func(key uint32, n int) {
		c.add(language, key, float32(weight))
		if n > 0 {
			totals[n-1] += weight
		}
	})
}

// grams yields the hash of every letter sequence of up to longestGram letters of a word with
// its two edges, and, with n zero, of the whole word.
func grams(word []rune, yield func(key uint32, n int)) {
	whole := uint32(wordSeed)
	for i := -1; i <= len(word); i++ {
		key := uint32(0)
		for n := 1; n <= longestGram && i+n-1 <= len(word); n++ {
			key = mix(key, letterAt(word, i+n-1))
			if n == 1 && (i < 0 || i == len(word)) {
				continue
			}
			yield(key|1, n)
		}
		if i >= 0 && i < len(word) {
			whole = mix(whole, word[i])
		}
	}
	yield(whole|1, 0)
}

const wordSeed = 0x9E3779B1

func letterAt(word []rune, i int) rune {
	if i < 0 || i >= len(word) {
		return ' '
	}
	return word[i]
}

func mix(key uint32, r rune) uint32 {
	key = (key ^ uint32(r)) * 0x85EBCA6B
	return key ^ key>>15
}

// fill lays the counts out as one flat table.
func (b *book) fill(c *counter) {
	b.slots = make([]slot, len(c.keys))
	b.posts = make([]post, 0, len(c.counts))
	for i, key := range c.keys {
		if key == 0 {
			continue
		}
		first := len(b.posts)
		for at := c.heads[i]; at >= 0; at = c.counts[at].next {
			n := c.counts[at]
			weight := math.Log(1+float64(n.n)/unseen) / longestGram * scale
			b.posts = append(b.posts, post{n.language, uint8(math.Min(weight+0.5, math.MaxUint8))})
		}
		b.slots[i] = slot{key: key, first: uint32(first), count: uint8(len(b.posts) - first)}
	}
}

// find gives the posts of a letter sequence.
func (b *book) find(key uint32) []post {
	mask := len(b.slots) - 1
	for i := int(key>>1) & mask; b.slots[i].key != 0; i = (i + 1) & mask {
		if s := b.slots[i]; s.key == key {
			return b.posts[s.first : s.first+uint32(s.count)]
		}
	}
	return nil
}

// StopWord reports whether word, in lower case, is a function word of the language: one that
// says little about what a text is about.
func StopWord(tag, word string) bool {
	return profiles().stop[base(tag)][word]
}

// base gives the language of a tag such as "pt-BR"; "no" is "nb".
func base(tag string) string {
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) == 0 || utf8.RuneCountInString(tag) > 3 {
		return ""
	}
	tag = strings.ToLower(tag)
	switch tag {
	case "no":
		return "nb"
	case "iw":
		return "he"
	case "in":
		return "id"
	}
	return tag
}
