package ground

import (
	"strings"
	"sync"

	"candor/language"
)

// pattern is one way of saying what is never said. Each step is a set of words, or a gap.
type pattern struct {
	rule  Rule
	steps []step
}

type step struct {
	gap   bool // up to gapWords words of any kind
	words []string
}

const gapWords = 5

// never holds the patterns by the words they may begin with; a word with "~" behind it is a beginning of words.
var never = sync.OnceValue(func() map[string][]pattern {
	out := map[string][]pattern{}
	lines("never", func(head, rest string) {
		for text := range strings.SplitSeq(rest, ",") {
			p := pattern{rule: Rule(head)}
			for field := range strings.FieldsSeq(text) {
				s := step{gap: field == "*"}
				for w := range strings.SplitSeq(field, "/") {
					stem, open := strings.CutSuffix(w, "~")
					terms := language.Terms(stem)
					if len(terms) == 0 {
						continue
					}
					// "i'll" is one word in English and two in French; only its last part can be open.
					plain := terms[0]
					if open {
						plain += "~"
					}
					s.words = append(s.words, plain)
				}
				if s.gap || len(s.words) > 0 {
					p.steps = append(p.steps, s)
				}
			}
			for len(p.steps) > 0 && p.steps[len(p.steps)-1].gap {
				p.steps = p.steps[:len(p.steps)-1]
			}
			if len(p.steps) == 0 {
				continue
			}
			for _, w := range p.steps[0].words {
				key := firstKey(w)
				out[key] = append(out[key], p)
			}
		}
	})
	return out
})

// firstKey is where patterns that begin with a word are kept: under the word, or its first three bytes.
func firstKey(w string) string {
	if strings.HasSuffix(w, "~") {
		return cutAt(strings.TrimSuffix(w, "~"), 3) + "~"
	}
	return w
}

func cutAt(s string, n int) string {
	if len(s) < n {
		return s
	}
	return s[:n]
}

// neverSaid gives the rules whose patterns stand in the words, each once.
func neverSaid(words []string) []Rule {
	var out []Rule
	for i, w := range words {
		for _, key := range []string{w, cutAt(w, 3) + "~"} {
			for _, p := range never()[key] {
				if !hasRule(out, p.rule) && p.matches(words[i:]) {
					out = append(out, p.rule)
				}
			}
		}
	}
	return out
}

func hasRule(list []Rule, rule Rule) bool {
	for _, r := range list {
		if r == rule {
			return true
		}
	}
	return false
}

// matches reports whether the words begin with the pattern.
func (p pattern) matches(words []string) bool { return matchSteps(p.steps, words) }

func matchSteps(steps []step, words []string) bool {
	if len(steps) == 0 {
		return true
	}
	if steps[0].gap {
		for skip := 0; skip <= gapWords && skip <= len(words); skip++ {
			if matchSteps(steps[1:], words[skip:]) {
				return true
			}
		}
		return false
	}
	return len(words) > 0 && steps[0].fits(words[0]) && matchSteps(steps[1:], words[1:])
}

func (s step) fits(word string) bool {
	for _, w := range s.words {
		if stem, open := strings.CutSuffix(w, "~"); open && strings.HasPrefix(word, stem) || w == word {
			return true
		}
	}
	return false
}
