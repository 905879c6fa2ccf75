package search

import (
	"math"
	"slices"
)

// postings is an inverted list for every key: which documents have it, ascending, and how
// much each occurrence counts (the BM25 part that does not depend on the query), in 255ths of top.
type postings struct {
	keys   []uint64 // ascending
	from   []uint32 // list i is docs[from[i]:from[i+1]]
	docs   []uint32
	impact []uint8
	top    float32
	n      int // documents
}

// list gives the number of a key, or -1.
func (p *postings) list(key uint64) int {
	i, ok := slices.BinarySearch(p.keys, key)
	if !ok {
		return -1
	}
	return i
}

// frequency is in how many documents list i stands.
func (p *postings) frequency(i int) int { return int(p.from[i+1] - p.from[i]) }

// idf is how much list i tells documents apart: ln(1 + (n - df + ½) / (df + ½)).
func (p *postings) idf(i int) float64 { return idf(p.n, p.frequency(i)) }

func idf(n, df int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// add adds weight times impact of list i to every document of it.
func (p *postings) add(scores []float32, i int, weight float64) {
	w := float32(weight) * p.top / 255
	from, to := p.from[i], p.from[i+1]
	docs, impact := p.docs[from:to], p.impact[from:to]
	for k, d := range docs {
		scores[d] += w * float32(impact[k])
	}
}

// entry is one occurrence while an index is being built.
type entry struct {
	key   uint64
	value float32
}

// pack turns the entries of every document into postings. Keys in more than most of the
// documents are left out. Value is replaced by impact(doc, value); an impact of 0 counts for the
// frequency alone.
func pack(entries [][]entry, most float64, impact func(doc int, e entry) float32) postings {
	p := postings{n: len(entries)}
	number := map[uint64]uint32{}
	var counts []uint32
	for _, list := range entries {
		for _, e := range list {
			i, ok := number[e.key]
			if !ok {
				i = uint32(len(counts))
				number[e.key] = i
				counts = append(counts, 0)
				p.keys = append(p.keys, e.key)
			}
			counts[i]++
		}
	}
	limit := uint32(math.Ceil(most * float64(len(entries))))
	p.keys = slices.DeleteFunc(p.keys, func(k uint64) bool { return counts[number[k]] > limit })
	slices.Sort(p.keys)
	p.from = make([]uint32, len(p.keys)+1)
	place := make([]uint32, len(counts))
	for i := range place {
		place[i] = math.MaxUint32
	}
	for i, k := range p.keys {
		place[number[k]] = p.from[i]
		p.from[i+1] = p.from[i] + counts[number[k]]
	}
	total := p.from[len(p.keys)]
	p.docs, p.impact = make([]uint32, total), make([]uint8, total)
	values := make([]float32, total)
	for doc, list := range entries {
		for _, e := range list {
			i := number[e.key]
			if place[i] == math.MaxUint32 {
				continue
			}
			v := impact(doc, e)
			p.docs[place[i]], values[place[i]] = uint32(doc), v
			p.top = max(p.top, v)
			place[i]++
		}
	}
	for i, v := range values {
		if v > 0 {
			p.impact[i] = uint8(max(1, math.Round(float64(v/p.top*255))))
		}
	}
	return p
}
