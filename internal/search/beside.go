package search

import "math/bits"

// noteBeside notes which words stand side by side anywhere in the articles. Pairs share a bit by chance once in some ten
// times, which is good enough for telling what a mistyped word may have been.
func (s *shard) noteBeside() {
	const apart = 4 // bits for each word of the texts
	s.beside = make([]uint64, 1<<bits.Len(uint(apart*len(s.tokens)/64)))
	for i := 1; i < len(s.tokens); i++ {
		if a, b := s.tokens[i-1], s.tokens[i]; a != gap && b != gap {
			place := s.besides(a, b)
			s.beside[place/64] |= 1 << (place % 64)
		}
	}
}

// besides is the bit of two words, one behind the other.
func (s *shard) besides(a, b uint32) uint64 {
	h := (uint64(a)<<32 | uint64(b)) * 0x9E3779B97F4A7C15
	return h >> 20 % (64 * uint64(len(s.beside)))
}

// standBeside reports whether two stems stand side by side in an article.
func (s *shard) standBeside(before, after uint64) bool {
	a, b := s.words.list(before), s.words.list(after)
	if a < 0 || b < 0 || len(s.beside) == 0 {
		return false
	}
	place := s.besides(uint32(a), uint32(b))
	return s.beside[place/64]&(1<<(place%64)) != 0
}
