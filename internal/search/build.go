package search

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"candor/internal/search/vectors"
)

// parsed is one document after its words were read.
type parsed struct {
	words    []entry // value: times, title counted titleTimes
	letters  []entry
	inTitle  map[uint64]float32
	titleLen float32
	length   float32
	grams    float32
	title    []uint64
	asked    []asked    // other ways to ask for it
	heads    [][]uint64 // of each passage
	texts    [][]uint64
}

// build indexes documents of one language with all processors.
func build(lang string, docs []Document, table vectors.Table) *shard {
	read := make([]parsed, len(docs))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), max(1, len(docs)/32))
	readers := make([]*analyser, workers)
	for w := range workers {
		wg.Go(func() {
			a := newAnalyser(lang)
			readers[w] = a
			for i := w; i < len(docs); i += workers {
				read[i] = parse(a, docs[i])
			}
		})
	}
	wg.Wait()

	s := &shard{lang: lang}
	n := float32(max(1, len(docs)))
	var average averages
	words, letters := make([][]entry, len(docs)), make([][]entry, len(docs))
	for i, d := range read {
		words[i], letters[i] = d.words, d.letters
		average.words += d.length / n
		average.title += d.titleLen / n
		average.grams += d.grams / n
	}
	most := 1.0
	if len(docs) > 2000 {
		most = commonGrams
	}
	wg.Go(func() {
		s.words = pack(words, 1, func(doc int, e entry) float32 {
			d := &read[doc]
			return average.word(e.value, d) + fieldWorth(d.inTitle[e.key], d.titleLen, average)
		})
	})
	wg.Go(func() {
		s.letters = pack(letters, most, func(doc int, e entry) float32 {
			return average.gram(e.value, &read[doc])
		})
	})
	wg.Wait()
	s.ways = packWays(read, average)
	s.kin = s.related()
	stems := map[string]bool{}
	s.written = map[string]float64{}
	for _, a := range readers {
		for word, f := range a.known {
			stems[f.word] = true
			s.written[word] += float64(f.times)
		}
	}
	s.slips = newSlips(stems, s.words.list)
	s.meaning = newMeaning(table, stems, &s.words)
	s.named = newNamed(docs)
	s.keep(docs, read)
	s.pool.New = func() any { return newScratch(s) }
	return s
}

// saturate is BM25's part for one word in one document.
func saturate(times, relativeLength float32, k1 float32) float32 {
	return times * (k1 + 1) / (times + k1*(1-lengthB+lengthB*relativeLength))
}

func parse(a *analyser, d Document) parsed {
	p := parsed{inTitle: map[uint64]float32{}}
	times, letterTimes := map[uint64]float32{}, map[uint64]float32{}
	count := func(text string, weight float32) []uint64 {
		var stems []uint64
		for _, f := range a.forms(text) {
			times[f.stem] += weight
			p.length += weight
			for _, g := range f.grams {
				letterTimes[g] += weight
				p.grams += weight
			}
			stems = append(stems, f.stem)
		}
		return stems
	}
	p.title = count(d.Article.Title, titleTimes)
	for _, stem := range p.title {
		p.inTitle[stem]++
		p.titleLen++
	}
	heading := ""
	for _, ps := range d.Passages {
		times := float32(headTimes)
		if ps.Heading == heading {
			times = 0 // the same heading over several passages stands there once
		}
		heading = ps.Heading
		p.heads = append(p.heads, count(ps.Heading, times))
		p.texts = append(p.texts, count(ps.Text, 1))
	}
	p.asked = readWays(a, d.Article, times, letterTimes)
	p.words, p.letters = entries(times), entries(letterTimes)
	return p
}

func entries(times map[uint64]float32) []entry {
	out := make([]entry, 0, len(times))
	for k, v := range times {
		out = append(out, entry{k, v})
	}
	slices.SortFunc(out, func(a, b entry) int { return cmp.Compare(a.key, b.key) })
	return out
}

// keep stores the texts as numbers of words, for reading the best articles again.
func (s *shard) keep(docs []Document, read []parsed) {
	total, passages := 0, 0
	for _, d := range read {
		total += len(d.title)
		passages += len(d.texts)
		for k, t := range d.texts {
			total += len(t) + len(d.heads[k]) + 1
		}
		for _, w := range d.asked {
			total += len(w.stems)
		}
	}
	s.tokens = make([]uint32, 0, total)
	s.articles = make([]article, 0, len(docs))
	s.passages = make([]passage, 0, passages)
	add := func(stems []uint64) {
		for _, stem := range stems {
			s.tokens = append(s.tokens, uint32(s.words.list(stem)))
		}
	}
	for i, d := range read {
		a := article{id: docs[i].Article.ID, title: uint32(len(s.tokens)), first: uint32(len(s.passages)), way: uint32(len(s.ways.texts))}
		add(d.title)
		a.body = uint32(len(s.tokens))
		for k, text := range d.texts {
			from := uint32(len(s.tokens))
			add(d.heads[k])
			s.tokens = append(s.tokens, gap)
			body := uint32(len(s.tokens))
			add(text)
			s.passages = append(s.passages, passage{id: docs[i].Passages[k].ID, from: from, body: body, to: uint32(len(s.tokens))})
			s.average += float64(len(s.tokens)) - float64(from)
		}
		for _, w := range d.asked {
			from := uint32(len(s.tokens))
			add(w.stems)
			s.ways.texts = append(s.ways.texts, span{from, uint32(len(s.tokens))})
		}
		s.articles = append(s.articles, a)
	}
	s.average /= float64(max(1, len(s.passages)))
	s.noteBeside()
}
