package answer

import (
	"strings"

	"candor/knowledge"
)

// How long an answer may be.
const (
	maxSentences = 3   // conditions that follow them come on top
	maxItems     = 12  // of a list that is quoted whole
	wholePassage = 60  // words; a passage this short is quoted whole
	neighbour    = 0.4 // a sentence beside the best one is taken from this share of its score
)

// span widens the best unit to what must be said with it: its whole list with the line before, the sentence it
// leans on, the conditions that follow, and good neighbours while there is room.
func span(p knowledge.Passage, units []knowledge.Unit, best int, scores []float64) (from, to int) {
	if len(units) <= maxSentences && len(strings.Fields(p.Text)) <= wholePassage {
		return 0, len(units)
	}
	from, to = best, best+1
	if units[best].Item || units[best].Leads && best+1 < len(units) && units[best+1].Item {
		from, to = wholeList(units, best)
	}
	for sentencesIn(units, from, to) < maxSentences {
		before, after := -1.0, -1.0
		if from > 0 && !units[from-1].Item && !units[from].Item {
			before = scores[from-1]
		}
		if to < len(units) && !units[to].Item && !units[to].Leads {
			after = scores[to]
		}
		if max(before, after) < neighbour*scores[best] || max(before, after) <= 0 {
			break
		}
		if after >= before {
			to++
		} else {
			from--
		}
	}
	for from > 0 && (leansBack(p.Language, p.Text[units[from].Start:units[from].End]) || units[from-1].Leads) {
		from--
	}
	for to < len(units) && conditionFollows(p, units, to) {
		to++
	}
	return from, to
}

// wholeList gives the items of the list around a unit and the line that introduces it; of a
// very long list only the item.
func wholeList(units []knowledge.Unit, at int) (from, to int) {
	from, to = at, at+1
	if !units[at].Item {
		from, at = at+1, at+1
		to = at + 1
	}
	for from > 0 && units[from-1].Item {
		from--
	}
	for to < len(units) && units[to].Item {
		to++
	}
	if to-from > maxItems {
		from, to = at, at+1
	}
	if from > 0 && units[from-1].Leads {
		from--
	}
	return from, to
}

// sentencesIn counts a list with its introduction as one.
func sentencesIn(units []knowledge.Unit, from, to int) int {
	n := 0
	for i := from; i < to; i++ {
		if !units[i].Item || i == from || !units[i-1].Item && !units[i-1].Leads {
			n++
		}
	}
	return n
}
