package ground

import "strings"

// member is how many words of content a part may have to be a member of a list, "clean, unused and undamaged": leaving one out
// changes what is said. A longer part is a clause of its own.
const member = 2

// scant is how many words of content a unit with a label has that says little without its heading. Words of the heading may stand in a
// sentence made of it; put into any other sentence they would change what it says.
const scant = 4

// about counts the words of content of the unit.
func (a alignment) about() int {
	n := 0
	for _, t := range a.stands {
		if t.class == content {
			n++
		}
	}
	return n
}

// nowhere and aside are places of a word that stands in no unit, and of one that stands in the title, heading or the line above.
const (
	nowhere = -1
	aside   = -2
)

// alignment lays a sentence beside one unit.
type alignment struct {
	said   []token // the sentence
	stands []token // the unit
	to     []int   // for each word of the sentence its place in the unit, nowhere or aside
	from   []int   // for each word of the unit its place in the sentence, or nowhere
	used   []bool  // for each part of the unit: the sentence takes something from it
	head   []token // title, heading and the line above
	item   bool    // the unit is an item of a list
}

// counts reports words that a sentence is about.
func (t token) counts() bool {
	switch t.class {
	case content, number, link, weekday, month, unitClass:
		return true
	}
	return false
}

// guards reports words that must stand on both sides.
func (t token) guards() bool {
	switch t.class {
	case negation, modality, comparator, condition, exception, quantifier, frequency, past, polar, join, desk, you, self, yesno, weekday, month, unitClass, price:
		return true
	}
	return false
}

// align finds for each word of a sentence its place in a unit. A word is sought behind the one before it first, because honest
// sentences keep the order.
func align(said []token, u unit, e *evidence) alignment {
	a := alignment{
		said: said, stands: u.tokens, to: make([]int, len(said)), from: make([]int, len(u.tokens)),
		head: e.head, item: u.Item,
	}
	if u.lead >= 0 {
		a.head = append(append(make([]token, 0, len(e.head)+len(e.units[u.lead].tokens)), e.head...), e.units[u.lead].tokens...)
	}
	parts := 0
	for i, t := range u.tokens {
		a.from[i] = nowhere
		parts = max(parts, t.seg+1)
	}
	a.used = make([]bool, parts)
	label := labelled(u, e)
	if label {
		a.used[0] = true // "Mattresses: 7 years." without its label is about something else
	}
	words := make([]int, parts)
	for _, t := range u.tokens {
		if t.class == content {
			words[t.seg]++
		}
	}
	for seg, n := range words {
		a.used[seg] = a.used[seg] || n <= member
	}
	borrows := label && a.about() <= scant
	last := -1
	for i, t := range said {
		a.to[i] = nowhere
		best := -1
		for k := last + 1; k < len(u.tokens) && best < 0; k++ {
			if u.tokens[k].key == t.key && a.from[k] < 0 {
				best = k
			}
		}
		for k := min(last, len(u.tokens)-1); k >= 0 && best < 0; k-- {
			if u.tokens[k].key == t.key && a.from[k] < 0 {
				best = k
			}
		}
		switch {
		case best >= 0:
			a.to[i], a.from[best] = best, i
			if t.class != neutral {
				last = best
			}
			if t.counts() {
				a.used[u.tokens[best].seg] = true
			}
		case borrows && (t.class == content || t.class == modality) && among(a.head, t.key):
			a.to[i] = aside
		}
	}
	return a
}

func among(list []token, key int) bool {
	for i := range list {
		if list[i].key == key {
			return true
		}
	}
	return false
}

// overlap tells how much of a sentence stands in a unit or above it.
type overlap struct {
	words, allWords     float64 // weight of the words of content, and that of all of them
	figures, allFigures float64 // number of figures, links, days and the like
}

// overlapOf is quicker than align.
func overlapOf(said []token, u unit, e *evidence) overlap {
	var o overlap
	for _, t := range said {
		switch t.class {
		case content:
			o.allWords += t.weight
			switch {
			case among(u.tokens, t.key):
				o.words += t.weight
			case among(e.head, t.key) || u.lead >= 0 && among(e.units[u.lead].tokens, t.key):
				o.words += besides * t.weight
			}
		case number, link, weekday, month, unitClass, price:
			o.allFigures++
			if among(u.tokens, t.key) {
				o.figures++
			}
		}
	}
	return o
}

const (
	// besides is what a word counts that only the title, the heading or the line above has.
	besides = 0.7
	// figureWeight is what a figure counts beside words of content, about as much as one that two units have.
	figureWeight = 2
	// sameFigure is what it counts when units are ranked: little, so that "Lamps: 5 years" finds the line about lamps and not
	// another one with 5 years.
	sameFigure = 0.5
)

// rank orders units.
func (o overlap) rank() float64 { return o.words + sameFigure*o.figures }

// share is the part of the words that stand there; a wrong figure takes nothing away, because the quote will put it right.
func (o overlap) share() float64 {
	return ratio(o.words, o.allWords)
}

// whole is the part of words and figures that stand there.
func (o overlap) whole() float64 {
	return ratio(o.words+figureWeight*o.figures, o.allWords+figureWeight*o.allFigures)
}

func ratio(part, all float64) float64 {
	if all == 0 {
		return 0
	}
	return part / all
}

// labelled reports a unit such as "Mattresses: 7 years.".
func labelled(u unit, e *evidence) bool {
	for _, t := range u.tokens {
		if t.seg != u.tokens[0].seg {
			before := e.passage.Text[u.Start : u.Start+t.start]
			return strings.HasSuffix(strings.TrimRight(before, " \u00a0\u202f"), ":")
		}
	}
	return false
}
