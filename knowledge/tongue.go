package knowledge

import (
	"strings"

	"candor/language"
)

// tongue guesses the language of an article from its title and several places of its body,
// because an error message or a list of names can look like any language. It gives "" when
// the places do not agree well enough.
func tongue(a Article) (tag string, sure float64) {
	votes := map[string]float64{}
	total := 0.0
	for _, part := range append(samples(a.Body, 8, 300), a.Title) {
		if lang, confidence := language.Detect(part); lang != "" {
			votes[lang] += confidence
			total += confidence
		}
	}
	best := 0.0
	for lang, v := range votes {
		if v > best || v == best && lang < tag {
			tag, best = lang, v
		}
	}
	if total == 0 {
		return "", 0
	}
	return tag, best / total
}

// samples gives up to n pieces of about size bytes, spread evenly.
func samples(s string, n, size int) []string {
	if len(s) <= n*size {
		n = max(1, len(s)/size)
	}
	step := len(s) / n
	var out []string
	for i := range n {
		piece := s[i*step : min(len(s), i*step+size)]
		out = append(out, strings.ToValidUTF8(piece, ""))
	}
	return out
}

// Guesses of a language that few articles of an import share are more often wrong than right.
const (
	sureTongue = 0.8
	rareTongue = 0.05
)

// settle fills the languages that nobody gave: a sure guess stands, any other joins the
// language of most.
func (c *collector) settle() {
	count := map[string]int{}
	type guess struct {
		tag  string
		sure float64
	}
	guesses := make(map[int]guess)
	for i, a := range c.articles {
		tag := a.Language
		if tag == "" {
			g := guess{}
			g.tag, g.sure = tongue(a)
			guesses[i] = g
			tag = g.tag
		}
		count[tag]++
	}
	most := ""
	for tag, n := range count {
		if tag != "" && (n > count[most] || most == "" || n == count[most] && tag < most) {
			most = tag
		}
	}
	for i, g := range guesses {
		rare := float64(count[g.tag]) < rareTongue*float64(len(c.articles))
		if g.tag == "" || g.sure < sureTongue || rare && g.sure < 0.95 {
			g.tag = most
		}
		c.articles[i].Language = g.tag
		c.articles[i] = c.articles[i].Seal()
	}
}
