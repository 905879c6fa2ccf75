package search

import (
	"cmp"
	"slices"

	"candor/internal/search/vectors"
)

// meaning is what the words of a shard mean as far as word vectors tell. The zero value knows nothing.
type meaning struct {
	table vectors.Table
	rows  []uint16 // of every word: 1 + its row in the table, or 0
	known []uint32 // the words that have a row
}

// How words are taken for each other.
const (
	nearestLeast = 0.55 // cosine from which a word may stand for one that no article has (from 0.5 to 0.6 as good)
	mostNearest  = 3
	likeFrom     = 0.4 // cosine under which two words have nothing to do with each other; from there to 1 it counts in proportion
	mostLike     = 24  // words of a question that are compared, those first that tell most
)

// newMeaning looks up the stems of a shard.
func newMeaning(table vectors.Table, stems map[string]bool, words *postings) meaning {
	m := meaning{table: table}
	if table.Len() == 0 {
		return m
	}
	m.rows = make([]uint16, len(words.keys))
	for stem := range stems {
		if i := words.list(hash(stem)); i >= 0 {
			m.rows[i] = uint16(table.Find(stem) + 1)
		}
	}
	for i, row := range m.rows {
		if row > 0 {
			m.known = append(m.known, uint32(i))
		}
	}
	return m
}

// nearest gives the words of the articles that keep the company of one that no article has, the nearest
// first. What is refused is passed over.
func (m *meaning) nearest(stem string, refused func(word uint32) bool) []uint32 {
	row := m.table.Find(stem)
	if row < 0 {
		return nil
	}
	type near struct {
		word uint32
		like float64
	}
	var best []near
	for _, word := range m.known {
		like := m.table.Like(row, int(m.rows[word])-1)
		if like < nearestLeast || refused != nil && refused(word) {
			continue
		}
		best = append(best, near{word, like})
	}
	slices.SortFunc(best, func(a, b near) int { return cmp.Or(cmp.Compare(b.like, a.like), cmp.Compare(a.word, b.word)) })
	var out []uint32
	for _, n := range best[:min(mostNearest, len(best))] {
		out = append(out, n.word)
	}
	return out
}

// rowsOf gives the rows of the words of a question that tell most. Terms stand by weight, the heaviest first.
func (m *meaning) rowsOf(terms []term) []int {
	var out []int
	for _, t := range terms {
		if t.stop || len(out) == mostLike {
			continue
		}
		if row := m.table.Find(t.word); row >= 0 {
			out = append(out, row)
		}
	}
	return out
}

// like tells how much a word of an article has to do with any word of a question, 0 to 1.
func (m *meaning) like(rows []int, word uint32) float64 {
	if m.rows[word] == 0 {
		return 0
	}
	best := likeFrom
	for _, row := range rows {
		best = max(best, m.table.Like(row, int(m.rows[word])-1))
	}
	return min(1, (best-likeFrom)/(1-likeFrom))
}
