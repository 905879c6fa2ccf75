package corpus

// Messages gives n messages of customers at home in h. The same seed gives the same ones.
func Messages(h Home, n int, seed uint64) []Message {
	d := newDraw(seed, stream(h.Country))
	return d.some(n, templates(h.Lang), h, d.known)
}

// Unknown gives n messages in a language, each second one with a name that stands in no list and
// the others without anything personal. There are names in en, de, es and fr.
func Unknown(lang string, n int, seed uint64) []Message {
	h := homeOf(lang)
	d := newDraw(seed, stream("unknown "+lang))
	var with, without []template
	for _, t := range templates(lang) {
		switch {
		case t.named():
			with = append(with, t)
		case !t.personal():
			without = append(without, t)
		}
	}
	return append(d.some((n+1)/2, with, h, d.unknown), d.some(n/2, without, h, d.unknown)...)
}

// some fills templates in their turn, so that each is used as often as the others.
func (d draw) some(n int, from []template, h Home, who func(string) person) []Message {
	all := make([]Message, 0, n)
	for i := range n {
		all = append(all, d.fill(from[i%len(from)], h, who))
	}
	return all
}

func homeOf(lang string) Home {
	for _, h := range Homes() {
		if h.Lang == lang {
			return h
		}
	}
	panic("corpus: nobody is at home in " + lang)
}

// stream tells the draws of one purpose apart from those of another (FNV-1a).
func stream(name string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	sum := uint64(offset)
	for i := range len(name) {
		sum = (sum ^ uint64(name[i])) * prime
	}
	return sum
}
