package special

import "math/bits"

// table maps a 64-bit key to a number above 0. It keeps no key apart from its 64 bits: two words that
// hash alike would cost a wrong flag at worst.
type table struct {
	sieve [1 << 10]uint64 // lets most keys that are not there fall through at the first look
	slots []slot
	shift uint
}

type slot struct {
	key   uint64
	value uint32
}

// spread is 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming, 6.4).
const spread = 0x9E3779B97F4A7C15

func newTable(from map[uint64]uint32) *table {
	width := max(4, bits.Len(uint(3*len(from))))
	t := &table{slots: make([]slot, 1<<width), shift: uint(64 - width)}
	for key, value := range from {
		mixed := key * spread
		t.sieve[mixed>>54] |= 1 << (mixed >> 48 & 63)
		i := mixed >> t.shift
		for t.slots[i].value != 0 {
			i = (i + 1) & uint64(len(t.slots)-1)
		}
		t.slots[i] = slot{key, value}
	}
	return t
}

// get gives 0 for a key that is not there.
func (t *table) get(key uint64) uint32 {
	mixed := key * spread
	if t.sieve[mixed>>54]&(1<<(mixed>>48&63)) == 0 {
		return 0
	}
	for i := mixed >> t.shift; ; {
		s := &t.slots[i]
		if s.value == 0 || s.key == key {
			return s.value
		}
		i = (i + 1) & uint64(len(t.slots)-1)
	}
}
