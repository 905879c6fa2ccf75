package assist

import (
	"candor/language"
)

// Kept tells how much of a draft is in what a person sent: the share of the sent words that stand in the draft
// in the same order (the longest common run of words with gaps, over the words sent), 0 to 1. Nothing was
// sent, or drafted: 0. Only the first 600 words of each are compared.
func Kept(draft, sent string) float64 {
	a, b := words(draft), words(sent)
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	return float64(common(a, b)) / float64(len(b))
}

// Helped is the share from which a reply counts as written with help: a quarter of it was the draft's. It
// is low on purpose, since the customer is told the truth rather than spared it.
const Helped = 0.25

// leastCommon is how many words must be the same before a likeness means anything: any two replies share a few.
const leastCommon = 6

// WithHelp reports that a reply began as one of these drafts, or has much of one.
func WithHelp(sent string, drafts ...string) bool {
	b := words(sent)
	for _, d := range drafts {
		a := words(d)
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		same := common(a, b)
		if float64(same) >= Helped*float64(len(b)) && (run(a, b) >= leastCommon || same == len(b)) {
			return true
		}
	}
	return false
}

// mostCompared bounds the time, which grows with the product.
const mostCompared = 600

func words(text string) []string {
	w := language.Terms(text)
	return w[:min(len(w), mostCompared)]
}

// common is the length of the longest common subsequence.
func common(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}

// run is the length of the longest stretch of words that both have.
func run(a, b []string) int {
	row, best := make([]int, len(b)+1), 0
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			above := row[j+1]
			row[j+1] = 0
			if x == y {
				row[j+1] = diagonal + 1
				best = max(best, row[j+1])
			}
			diagonal = above
		}
	}
	return best
}
