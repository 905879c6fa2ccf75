package spell

// trie holds words by their letters. Node 0 is the root; the nodes below one stand side by side, ascending, and
// what is below the first of them comes before what is below the next, so that following a word stays near.
type trie []node

type node struct {
	letter rune
	below  uint32 // the first node below
	word   int32  // that ends here, or -1
	many   uint16 // nodes below
	has    uint32 // a bit for each of their letters; some letters share one
}

func bit(letter rune) uint32 { return 1 << (uint32(letter) & 31) }

// newTrie lays words out. Keys are ascending, differ and have at most longest letters.
func newTrie(keys []string) trie {
	words := make([][]rune, len(keys))
	for i, k := range keys {
		words[i] = []rune(k)
	}
	t := trie{{word: -1}}
	t.fill(0, words, 0, 0)
	return t
}

// fill puts words that share their first letters, of which the first is word number from, below a node.
func (t *trie) fill(at uint32, words [][]rune, from int32, shared int) {
	if len(words) > 0 && len(words[0]) == shared {
		(*t)[at].word = from
		words, from = words[1:], from+1
	}
	first := uint32(len(*t))
	(*t)[at].below = first
	starts := []int{}
	for i, w := range words {
		if i == 0 || w[shared] != words[i-1][shared] {
			*t = append(*t, node{letter: w[shared], word: -1})
			starts = append(starts, i)
			(*t)[at].has |= bit(w[shared])
		}
	}
	(*t)[at].many = uint16(len(starts))
	for i, start := range starts {
		end := len(words)
		if i+1 < len(starts) {
			end = starts[i+1]
		}
		t.fill(first+uint32(i), words[start:end], from+int32(start), shared+1)
	}
}

// under gives the nodes below a node: from lo, before hi.
func (t trie) under(at uint32) (lo, hi uint32) {
	n := &t[at]
	return n.below, n.below + uint32(n.many)
}

// child gives the node below by a letter, or 0.
func (t trie) child(at uint32, letter rune) uint32 {
	if t[at].has&bit(letter) == 0 {
		return 0
	}
	lo, hi := t.under(at)
	for ; lo < hi; lo++ {
		if is := t[lo].letter; is >= letter {
			if is == letter {
				return lo
			}
			break
		}
	}
	return 0
}

// find gives the word that is key, or -1.
func (t trie) find(key []rune) int32 {
	if len(t) == 0 {
		return -1
	}
	at := uint32(0)
	for _, r := range key {
		if at = t.child(at, r); at == 0 {
			return -1
		}
	}
	return t[at].word
}
