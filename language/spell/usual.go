package spell

// usual notes which three letters stand side by side in the words of a list, its beginning and end counting as a letter. Some
// share a place by chance, and so an unusual group may pass for a usual one, never the other way about.
type usual struct{ bits []uint64 }

// places is how many groups are told apart: languages use some thousands.
const places = 1 << 16

func (u *usual) learn(keys []string) {
	u.bits = make([]uint64, places/64)
	for _, key := range keys {
		threes([]rune(key), func(place uint32) bool {
			u.bits[place/64] |= 1 << (place % 64)
			return true
		})
	}
}

// strange reports whether a word has letters side by side that no word of the list has.
func (u *usual) strange(key []rune) bool {
	strange := false
	threes(key, func(place uint32) bool {
		strange = u.bits[place/64]&(1<<(place%64)) == 0
		return !strange
	})
	return strange
}

// threes yields the place of every three letters that stand side by side.
func threes(key []rune, yield func(place uint32) bool) {
	at := func(i int) uint32 {
		if i < 0 || i >= len(key) {
			return ' '
		}
		return uint32(key[i])
	}
	for i := range key {
		h := (at(i-1)*31+at(i))*0x9E3779B1 + at(i+1)
		h = (h ^ h>>15) * 0x85EBCA6B
		if !yield((h ^ h>>13) % places) {
			return
		}
	}
}
