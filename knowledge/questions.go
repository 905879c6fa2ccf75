package knowledge

import (
	"slices"
	"strings"
)

// Limits of an article's questions.
const (
	maxQuestions      = 40
	maxQuestionLength = 200 // characters
)

// cleanQuestions gives each question as one clean line, once, the first ones when there are too
// many. Those that talk to an assistant are left out and counted.
func cleanQuestions(questions []string) (clean []string, steering int) {
	for _, q := range questions {
		q = cleanLine(q, maxQuestionLength)
		same := func(other string) bool { return strings.EqualFold(q, other) }
		switch {
		case q == "" || len(clean) == maxQuestions || slices.ContainsFunc(clean, same):
		case Steers(q):
			steering++
		default:
			clean = append(clean, q)
		}
	}
	return clean, steering
}

// isList reports a field that holds several values, as a string with one a line.
func isList(key string) bool { return slices.Contains(aliases["questions"], key) }

// flowItems reads what stands between the brackets of a list in front matter: items parted by
// commas, each with or without quotation marks around it.
func flowItems(inside string) []string {
	var items []string
	var item strings.Builder
	quote := rune(0)
	for _, r := range inside {
		switch {
		case quote == 0 && r == ',':
			items = append(items, unquote(strings.TrimSpace(item.String())))
			item.Reset()
			continue
		case quote == 0 && (r == '"' || r == '\'') && strings.TrimSpace(item.String()) == "":
			quote = r
		case r == quote:
			quote = 0
		}
		item.WriteRune(r)
	}
	return append(items, unquote(strings.TrimSpace(item.String())))
}
