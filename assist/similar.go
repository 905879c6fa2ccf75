package assist

import (
	"cmp"
	"math"
	"slices"

	"candor"
	"candor/language"
)

// Solved is a conversation that a person finished, of a customer who lets the desk learn from it.
type Solved struct {
	Conversation candor.ConversationID
	Question     string // what was asked, without personal data
	Answer       string // what a person answered, without personal data
}

// Like is a solved conversation and how near it is.
type Like struct {
	Solved
	Near float64 // cosine of the weighted stems, 0 to 1
}

// leastNear is the likeness from which another conversation is worth a look, and mostLike how many are.
const (
	leastNear = 0.2
	mostLike  = 3
)

// Similar gives the solved conversations whose question is most like this one, nearest first. Words that
// most of them share count little: a word's weight is its rarity among them, log((n+1)/(df+0.5)).
func Similar(tag, question string, all []Solved) []Like {
	stems := make([]map[string]bool, len(all))
	df := map[string]int{}
	for i, s := range all {
		stems[i] = content(tag, s.Question)
		for w := range stems[i] {
			df[w]++
		}
	}
	weight := func(w string) float64 { return math.Log((float64(len(all)) + 1) / (float64(df[w]) + 0.5)) }
	norm := func(words map[string]bool) float64 {
		sum := 0.0
		for w := range words {
			sum += weight(w) * weight(w)
		}
		return math.Sqrt(sum)
	}
	asked := content(tag, question)
	length := norm(asked)
	var out []Like
	for i, s := range all {
		dot := 0.0
		for w := range asked {
			if stems[i][w] {
				dot += weight(w) * weight(w)
			}
		}
		if other := norm(stems[i]); dot > 0 && length > 0 && other > 0 && dot/(length*other) >= leastNear {
			out = append(out, Like{Solved: s, Near: dot / (length * other)})
		}
	}
	slices.SortStableFunc(out, func(a, b Like) int { return cmp.Compare(b.Near, a.Near) })
	return out[:min(len(out), mostLike)]
}

// Tellings gives the words of a question that are worth looking for in other conversations, those that stand
// out first, at most so many: the longest stems, since what is rare is mostly long, and numbers not at all.
func Tellings(tag, question string, most int) []string {
	var out []string
	for _, w := range language.Terms(question) {
		if language.StopWord(tag, w) || len([]rune(w)) < 4 || hasDigit(w) || slices.Contains(out, w) {
			continue
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b string) int { return cmp.Compare(len([]rune(b)), len([]rune(a))) })
	return out[:min(len(out), most)]
}

func hasDigit(w string) bool {
	return slices.ContainsFunc([]rune(w), func(r rune) bool { return r >= '0' && r <= '9' })
}
