package search

import (
	"hash/maphash"
	"slices"

	"candor/knowledge"
)

// named finds the article whose title, or one of whose ways to ask, a question is word for word. It keeps
// hashes: one is another's by chance once in 10^19.
type named struct {
	seed maphash.Seed
	of   map[uint64]int32 // article, or twice
}

// twice marks words under which more than one article is asked for.
const twice = -1

func newNamed(docs []Document) named {
	n := named{seed: maphash.MakeSeed(), of: make(map[uint64]int32, len(docs))}
	for i, d := range docs {
		for _, text := range append([]string{d.Article.Title}, d.Article.Questions...) {
			key, ok := n.key(text)
			if before, there := n.of[key]; ok && there && before != int32(i) {
				n.of[key] = twice
			} else if ok {
				n.of[key] = int32(i)
			}
		}
	}
	return n
}

// key gives the hash of a text's words; false when it has none.
func (n named) key(text string) (uint64, bool) {
	var h maphash.Hash
	h.SetSeed(n.seed)
	words := knowledge.Words(text)
	for _, w := range words {
		h.WriteString(w)
		h.WriteByte(0)
	}
	return h.Sum64(), len(words) > 0
}

// mostNamed is how long a question can be that is looked up, in bytes: ways to ask are shorter.
const mostNamed = 1 << 10

// promote puts the article that a text names first and reports whether there is one. One that the ranking
// did not find at all stays unfound.
func (n named) promote(text string, best []candidate) bool {
	if len(text) > mostNamed || len(n.of) == 0 {
		return false
	}
	key, ok := n.key(text)
	article, there := n.of[key]
	if !ok || !there || article == twice {
		return false
	}
	at := slices.IndexFunc(best, func(c candidate) bool { return c.article == int(article) })
	if at < 0 {
		return false
	}
	top := best[at]
	copy(best[1:at+1], best[:at])
	best[0] = top
	return true
}
