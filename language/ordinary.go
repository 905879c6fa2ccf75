package language

import (
	"embed"
	"iter"
	"strings"
)

// ordinaryFiles hold words of a language, one a line, the commonest first. README.md there says where they come from.
//
//go:embed ordinary/*.txt
var ordinaryFiles embed.FS

// How common an ordinary word is taken to be beside what its text says: function words make up half of any text.
const functionWord = 100

// Ordinary gives words that people use whatever they speak of, in lower case, with how common each is beside the
// others. A word comes once. Of English they are 15,000, by Zipf's law as common as one over their place (Zipf 1935);
// of other languages the function words and those of the sentences that the language's profile was written with, some
// 300 to 600. There are none for a language without a profile.
func Ordinary(tag string) iter.Seq2[string, float64] {
	return func(yield func(string, float64) bool) {
		often := map[string]float64{}
		var order []string
		tag := base(tag)
		if list, err := ordinaryFiles.ReadFile("ordinary/" + tag + ".txt"); err == nil {
			order = strings.Fields(string(list))
			for place, word := range order {
				often[word] = float64(len(order)) / float64(place+1)
			}
		}
		ranked := len(order) > 0
		for _, suffix := range []string{"", "-Latn"} {
			if tag == "" {
				return
			}
			text, err := profileFiles.ReadFile("profiles/" + tag + suffix + ".txt")
			if err != nil {
				continue
			}
			for line := range strings.Lines(string(text)) {
				kind, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
				worth := map[string]float64{"stop": functionWord, "text": 1}[kind]
				if worth == 0 {
					continue
				}
				for _, word := range Terms(rest) {
					if often[word] == 0 {
						order = append(order, word)
					} else if ranked {
						continue // the list knows better how common it is
					}
					often[word] += worth
				}
			}
		}
		for _, word := range order {
			if !yield(word, often[word]) {
				return
			}
		}
	}
}
