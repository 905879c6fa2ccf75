package calibrate

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"slices"
	"time"

	"candor"
)

// Origin says where a label comes from.
type Origin string

const (
	Cold Origin = "cold" // a question made from an article, see ColdQueries
	Real Origin = "real" // a customer's question, judged by a person
)

// Example is one question with what was measured and what came of it. It holds no words.
//
// Which real questions are labelled must not depend on whether the assistant answered them: labels of
// answered ones alone say nothing about a lower threshold.
type Example struct {
	ID       string           // of the label; of several with the same one the latest counts. Empty: known by its content
	Article  candor.ArticleID // the one it was made from, or the one found for a real question
	Features []float64        // in the order of the names; nil when the search found nothing
	Right    bool             // the first article found is a right one
	Tier     Tier             // of the article found
	Origin   Origin
	At       time.Time
}

// usable reports whether an example can count at all.
func (e Example) usable(width int) bool {
	if e.Origin != Cold && e.Origin != Real {
		return false
	}
	return e.Features == nil || measured(e.Features, width)
}

// largest is the size beyond which a number is no measurement: its square would be none either.
const largest = 1e100

// measured reports whether these are width numbers that can be counted with.
func measured(features []float64, width int) bool {
	if len(features) != width {
		return false
	}
	return !slices.ContainsFunc(features, func(v float64) bool { return !(math.Abs(v) <= largest) })
}

// key tells examples apart: by their ID, or by all that they say but the time.
func (e Example) key() string {
	if e.ID != "" {
		return "id:" + string(e.Origin) + ":" + e.ID
	}
	h := sha256.New()
	for _, part := range []string{string(e.Article), string(e.Tier), string(e.Origin)} {
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(part))))
		h.Write([]byte(part))
	}
	verdict := byte(0)
	if e.Right {
		verdict = 1
	}
	h.Write([]byte{verdict})
	for _, v := range e.Features {
		h.Write(binary.BigEndian.AppendUint64(nil, math.Float64bits(v)))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// bundle names what an example shares with others that were made together. A made question comes with
// others from the same article; a real one stands for itself, as it came.
func (e Example) bundle() string {
	if e.Origin == Cold {
		return "article:" + string(e.Article)
	}
	return e.key()
}

// distinct drops what cannot be used and what is said twice, and puts the rest into an order that does
// not depend on the order given.
func distinct(examples []Example, width int) (kept []Example, refused, repeated int) {
	sorted := slices.Clone(examples)
	slices.SortStableFunc(sorted, func(a, b Example) int { return b.At.Compare(a.At) })
	type keyed struct {
		key string
		e   Example
	}
	seen := map[string]bool{}
	var list []keyed
	for _, e := range sorted {
		if !e.usable(width) {
			refused++
			continue
		}
		key := e.key()
		if seen[key] {
			repeated++
			continue
		}
		seen[key] = true
		list = append(list, keyed{key, e})
	}
	slices.SortFunc(list, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	kept = make([]Example, len(list))
	for i, k := range list {
		kept[i] = k.e
	}
	return kept, refused, repeated
}

// place gives a text a fixed place in a shuffled order, one for each seed.
func place(seed uint64, text string) uint64 {
	sum := sha256.Sum256(append(binary.BigEndian.AppendUint64(nil, seed), text...))
	return binary.BigEndian.Uint64(sum[:8])
}
