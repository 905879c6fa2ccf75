package search

import (
	"math"
	"sync"

	"candor"
)

// How words and letter groups are scored: BM25's usual values but for wordsK1, which help pages
// that repeat their subject want higher. Chosen on the demo's questions and on BANKING77's (see feature.go); the
// neighbours of each value score within two percent of it.
const (
	wordsK1     = 2.0
	lettersK1   = 1.2
	titleK1     = 1.2
	lengthB     = 0.75
	titleTimes  = 3.0 // a word in the title counts as so many in the text
	headTimes   = 1.0 // and one in a heading as so many more
	titleField  = 0.6
	commonGrams = 0.34 // letter groups in more than this share of many articles are not kept
)

// gap parts tokens that are not neighbours.
const gap = math.MaxUint32

// shard is the index of one language. It never changes after build.
type shard struct {
	lang     string
	words    postings
	letters  postings
	articles []article
	passages []passage
	tokens   []uint32            // numbers of words.keys in reading order, gap between texts
	average  float64             // tokens of a passage
	ways     ways                // other ways to ask for the articles
	kin      map[uint64][]uint32 // by stem: the words that mean about the same
	slips    slips               // what mistyped words may be
	named    named               // what questions are word for word
	meaning  meaning             // what words mean, for those who ask with vectors
	written  map[string]float64  // the words as they stand in the articles, and how often, until their spelling is known
	beside   []uint64            // a bit for words that stand side by side; see besides
	spelling spelling            // how mistyped questions are read
	pool     sync.Pool
}

type article struct {
	id    candor.ArticleID
	title uint32 // tokens[title:body] is its title
	body  uint32
	first uint32 // of passages; the next article's first ends it
	way   uint32 // the first of ways; the next article's ends it
}

type passage struct {
	id   candor.PassageID
	from uint32 // tokens[from:body] is its heading
	body uint32
	to   uint32 // tokens[body:to] is its text
}

// passagesOf gives the passages of article i that may be quoted.
func (s *shard) passagesOf(i int) []passage {
	to := len(s.passages)
	if i+1 < len(s.articles) {
		to = int(s.articles[i+1].first)
	}
	return s.passages[s.articles[i].first:to]
}
