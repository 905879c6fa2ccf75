package search

import (
	"cmp"
	"slices"

	"candor/knowledge"
)

// ways are the questions under which articles are asked for, all of a shard in the order of its
// articles. Each stands in for the title: its postings hold what the article would score above
// its own score if the question were in the place of the title, and only the best one of an
// article counts. So neither a long list nor a repeated word wins, and an article
// without questions scores as it would among others without.
type ways struct {
	words   postings // documents are ways
	letters postings
	texts   []span
}

// span is a stretch of the shard's tokens.
type span struct{ from, to uint32 }

// asked is one way to ask while an index is being built.
type asked struct {
	stems   []uint64
	words   []entry // value: times as in the article's own text with this in place of the title
	inTitle map[uint64]float32
	letters []entry
}

// averages of a shard, for BM25.
type averages struct{ words, title, grams float32 }

// readWays reads the questions of an article whose own words and letter groups were counted. Words that only
// the questions have are added to them with 0 times: they are known, but not in the text.
func readWays(a *analyser, article knowledge.Article, times, letterTimes map[uint64]float32) []asked {
	if len(article.Questions) == 0 {
		return nil
	}
	titleWords, titleLetters := map[uint64]float32{}, map[uint64]float32{}
	countWay(a, article.Title, titleWords, titleLetters)
	var out []asked
	for _, q := range article.Questions {
		words, letters := map[uint64]float32{}, map[uint64]float32{}
		w := asked{inTitle: words}
		w.stems = countWay(a, q, words, letters)
		w.words = inPlace(words, titleWords, times)
		w.letters = inPlace(letters, titleLetters, letterTimes)
		out = append(out, w)
	}
	for _, w := range out {
		for _, e := range w.words {
			times[e.key] += 0
		}
		for _, e := range w.letters {
			letterTimes[e.key] += 0
		}
	}
	return out
}

// countWay counts words and letter groups of one line and gives its words in order.
func countWay(a *analyser, line string, words, letters map[uint64]float32) []uint64 {
	var stems []uint64
	for _, f := range a.forms(line) {
		words[f.stem]++
		for _, g := range f.grams {
			letters[g]++
		}
		stems = append(stems, f.stem)
	}
	return stems
}

// inPlace gives how often each key of a question stands in the article when the question takes
// the title's place.
func inPlace(question, title, all map[uint64]float32) []entry {
	out := make(map[uint64]float32, len(question))
	for key, times := range question {
		out[key] = all[key] + titleTimes*max(0, times-title[key])
	}
	return entries(out)
}

// packWays makes the postings of all ways of a shard: what each adds to its article.
func packWays(read []parsed, average averages) ways {
	var words, letters [][]entry
	var of []*parsed // the document of each way
	var in []*asked
	for i := range read {
		d := &read[i]
		for k := range d.asked {
			w := &d.asked[k]
			words, letters, of, in = append(words, w.words), append(letters, w.letters), append(of, d), append(in, w)
		}
	}
	if len(of) == 0 {
		return ways{}
	}
	return ways{
		words: pack(words, 1, func(way int, e entry) float32 {
			d, w := of[way], in[way]
			field := fieldWorth(w.inTitle[e.key], float32(len(w.stems)), average)
			own := fieldWorth(d.inTitle[e.key], d.titleLen, average)
			return average.word(e.value, d) + max(field, own) - average.word(timesOf(d.words, e.key), d) - own
		}),
		letters: pack(letters, 1, func(way int, e entry) float32 {
			d := of[way]
			return average.gram(e.value, d) - average.gram(timesOf(d.letters, e.key), d)
		}),
	}
}

// timesOf is the value of a key among sorted entries.
func timesOf(list []entry, key uint64) float32 {
	i, ok := slices.BinarySearchFunc(list, key, func(e entry, key uint64) int { return cmp.Compare(e.key, key) })
	if !ok {
		return 0
	}
	return list[i].value
}

// orOne keeps averages of documents without any word from being divided by.
func orOne(v float32) float32 {
	if v == 0 {
		return 1
	}
	return v
}

// word is what a word of a document is worth that stands in it so often.
func (a averages) word(times float32, d *parsed) float32 {
	return saturate(times, d.length/orOne(a.words), wordsK1)
}

func (a averages) gram(times float32, d *parsed) float32 {
	return saturate(times, d.grams/orOne(a.grams), lettersK1)
}

// fieldWorth is what a word is worth that stands so often in a title of that length.
func fieldWorth(times, length float32, a averages) float32 {
	if times == 0 {
		return 0
	}
	return titleField * saturate(times, length/orOne(a.title), titleK1)
}

// best gives the way of article i that adds most to its scores for a question, and what it adds.
// The way is -1 when none adds anything.
func (s *shard) best(q *question, w *scratch, i int) (way int, words, letters float32) {
	from, to := s.waysOf(i)
	share, top := s.lettersShare(), 0.0
	way = -1
	for k := from; k < to; k++ {
		v := proportion(w.wayWords[k], q.wordTop) + share*proportion(w.wayLetters[k], q.gramTop)
		if v > top {
			way, words, letters, top = k, w.wayWords[k], w.wayLetters[k], v
		}
	}
	return way, words, letters
}

func proportion(part float32, whole float64) float64 {
	if whole <= 0 {
		return 0
	}
	return float64(part) / whole
}

// waysOf gives the ways of article i.
func (s *shard) waysOf(i int) (from, to int) {
	to = len(s.ways.texts)
	if i+1 < len(s.articles) {
		to = int(s.articles[i+1].way)
	}
	return int(s.articles[i].way), to
}

// addWays adds to every article what its best way adds.
func (s *shard) addWays(q *question, w *scratch) {
	if len(s.ways.texts) == 0 {
		return
	}
	clear(w.wayWords)
	clear(w.wayLetters)
	for _, t := range q.terms {
		if t.list < 0 {
			continue
		}
		if i := s.ways.words.list(s.words.keys[t.list]); i >= 0 {
			s.ways.words.add(w.wayWords, i, t.weight)
		}
	}
	for _, g := range q.grams {
		if i := s.ways.letters.list(s.letters.keys[g.list]); i >= 0 {
			s.ways.letters.add(w.wayLetters, i, g.weight)
		}
	}
	for i := range w.words {
		way, words, letters := s.best(q, w, i)
		w.way[i] = int32(way)
		w.words[i] += words
		w.letters[i] += letters
	}
}

// wayOf gives the words of the best way to ask for article i; none when it has none.
func (s *shard) wayOf(w *scratch, i int) []uint32 {
	if len(s.ways.texts) == 0 || w.way[i] < 0 {
		return nil
	}
	t := s.ways.texts[w.way[i]]
	return s.tokens[t.from:t.to]
}
