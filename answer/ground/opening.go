package ground

import (
	"strings"
	"sync"
	"unicode"
)

// openings holds the beginnings of sentences that limit or lean on the one before, as signatures by "class language".
var openings = sync.OnceValue(func() map[string][]string {
	out := map[string][]string{}
	lines("open", func(head, rest string) {
		for text := range strings.SplitSeq(rest, ",") {
			out[head] = append(out[head], signature(text))
		}
	})
	return out
})

func letterOrDigit(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}
