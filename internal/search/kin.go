package search

import (
	"embed"
	"slices"
	"strings"

	"candor/knowledge"
)

//go:embed kin/*.txt
var kinFiles embed.FS

// groupsOf gives the groups of words that mean about the same to somebody who writes to a help desk,
// stemmed. Languages without a list have none.
func groupsOf(lang string) [][]string {
	data, err := kinFiles.ReadFile("kin/" + lang + ".txt")
	if err != nil {
		return nil
	}
	var out [][]string
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		var group []string
		for word := range strings.FieldsSeq(line) {
			for _, w := range knowledge.Words(word) {
				if stem := knowledge.Stem(lang, w); !slices.Contains(group, stem) {
					group = append(group, stem)
				}
			}
		}
		out = append(out, group)
	}
	return out
}

// related finds, for every word of a group, the words of the articles that stand in a group with it.
func (s *shard) related() map[uint64][]uint32 {
	out := map[uint64][]uint32{}
	for _, group := range groupsOf(s.lang) {
		for _, word := range group {
			of := hash(word)
			for _, other := range group {
				if i := s.words.list(hash(other)); i >= 0 && other != word && !slices.Contains(out[of], uint32(i)) {
					out[of] = append(out[of], uint32(i))
				}
			}
		}
	}
	return out
}
