package people

// NewWithout leaves out the names that drop tells.
func NewWithout(drop func(name string) bool) *Finder { return newFinder(drop) }

// Words gives the entries of a list.
func Words(file string) []string {
	var all []string
	for w := range words(file) {
		all = append(all, w)
	}
	return all
}

// Seen is a candidate that was weighed: its bytes and its signs.
type Seen struct {
	Start, End int
	Signs      []int
}

// Weigh finds as Find does and gives every candidate that was weighed.
func (f *Finder) Weigh(text, language string) (seen []Seen) {
	s := new(scan)
	s.watch = func(c candidate, g signs) {
		one := Seen{Start: int(s.tokens[c.from].start), End: int(s.tokens[c.to-1].end)}
		for _, f := range g.list[:g.n] {
			one.Signs = append(one.Signs, int(f))
		}
		seen = append(seen, one)
	}
	s.begin(f.words, text, language, "")
	s.findAddresses()
	s.findPeople()
	return seen
}

// Features is how many signs there are.
const Features = int(features)

// Load is the share of the table of words that is taken.
func (f *Finder) Load() float64 {
	taken := 0
	for _, s := range f.words.slots {
		if s.class != 0 {
			taken++
		}
	}
	return float64(taken) / float64(len(f.words.slots))
}
