package knowledge

import (
	"cmp"
	"slices"
	"time"
	"unicode/utf8"

	"candor/language"
)

// Question is one that no article answered. Its words are somebody's: whoever makes one has taken
// personal data out.
type Question struct {
	Text     string
	Language string // BCP 47; may be empty
	At       time.Time
}

// Gap is a group of questions about the same thing.
type Gap struct {
	Count    int
	Language string
	Words    []string // what most of them share, the most frequent first, at most five
	Examples []string // at most three, the newest first
	Last     time.Time
}

// alike is the share of words, of all that two questions or groups have, that must be common.
const alike = 0.34

// Gaps groups questions that share words (Jaccard index of their stems, without function words), the
// largest group first, the newest of equal ones. Questions in different languages stay apart.
func Gaps(questions []Question) []Gap {
	var groups []*gapGroup
	for _, q := range questions {
		stems := q.stems()
		if len(stems) == 0 {
			continue
		}
		var best *gapGroup
		most := alike
		for _, g := range groups {
			if s := g.like(q.Language, stems); s >= most {
				best, most = g, s
			}
		}
		if best == nil {
			best = &gapGroup{language: q.Language, count: map[string]int{}, word: map[string]string{}}
			groups = append(groups, best)
		}
		best.add(q, stems)
	}
	out := make([]Gap, 0, len(groups))
	for _, g := range groups {
		out = append(out, g.gap())
	}
	slices.SortStableFunc(out, func(a, b Gap) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last))
	})
	return out
}

// stems gives the stems of the words that carry meaning, each with the word as it was written.
func (q Question) stems() map[string]string {
	out := map[string]string{}
	for _, w := range Words(q.Text) {
		if language.StopWord(q.Language, w) || utf8.RuneCountInString(w) < 2 && w < "\u3000" {
			continue
		}
		if stem := Stem(q.Language, w); out[stem] == "" {
			out[stem] = w
		}
	}
	return out
}

type gapGroup struct {
	language  string
	questions []Question
	count     map[string]int    // of questions that have the stem
	word      map[string]string // one of the ways in which it was written
}

// like gives how much of a question's words, and of those that half of the group has, is common.
func (g *gapGroup) like(lang string, stems map[string]string) float64 {
	if lang != g.language {
		return 0
	}
	common, all := 0, len(stems)
	for stem, n := range g.count {
		if 2*n < len(g.questions) {
			continue
		}
		if stems[stem] != "" {
			common++
		} else {
			all++
		}
	}
	return float64(common) / float64(all)
}

func (g *gapGroup) add(q Question, stems map[string]string) {
	g.questions = append(g.questions, q)
	for stem, word := range stems {
		g.count[stem]++
		if g.word[stem] == "" {
			g.word[stem] = word
		}
	}
}

func (g *gapGroup) gap() Gap {
	slices.SortStableFunc(g.questions, func(a, b Question) int { return b.At.Compare(a.At) })
	out := Gap{Count: len(g.questions), Language: g.language, Last: g.questions[0].At}
	for _, q := range g.questions {
		if !slices.Contains(out.Examples, q.Text) && len(out.Examples) < 3 {
			out.Examples = append(out.Examples, q.Text)
		}
	}
	stems := make([]string, 0, len(g.count))
	for stem, n := range g.count {
		if 2*n >= len(g.questions) {
			stems = append(stems, stem)
		}
	}
	slices.SortFunc(stems, func(a, b string) int { return cmp.Or(cmp.Compare(g.count[b], g.count[a]), cmp.Compare(a, b)) })
	for _, stem := range stems[:min(5, len(stems))] {
		out.Words = append(out.Words, g.word[stem])
	}
	return out
}
