package knowledge

import (
	"strconv"
	"strings"

	"candor"
)

// Passage is the unit that is found and quoted: one to a few paragraphs, or a list with the
// line that introduces it. It repeats what a citation must be checked against, so that a
// check reads one record.
type Passage struct {
	ID       candor.PassageID
	Article  candor.ArticleID
	Version  int // of the article that it was cut from, this time
	Position int // place in the article, from 0
	Title    string
	Slug     string
	Language string
	Audience Audience
	Heading  string // path of headings above it, outermost first, joined by " › "; may be empty
	Text     string // plain words; paragraphs and list items on lines of their own
	Start    int    // first byte in the article's Body
	End      int    // byte after the last one
	Tier     Tier   // of the article
	Steering bool   // it talks to an assistant, not to a reader: never quoted
}

// Quotable reports whether a customer may be shown words of this passage.
func (p Passage) Quotable() bool { return p.Audience == Public && !p.Steering && p.Text != "" }

// Citation gives the reference for a quote from the passage. It does not check the quote.
func (p Passage) Citation(quote string) candor.Citation {
	return candor.Citation{
		Article: p.Article, Passage: p.ID, Version: p.Version,
		Title: p.Title, Heading: p.Heading, Slug: p.Slug, Quote: quote,
	}
}

// Passages cuts an article. The id of a passage depends on the article's id and on its own
// words alone (case and spacing apart), so a paragraph keeps its id when others
// change; a second passage with the very same words gets an id of its own.
func Passages(a Article) []Passage {
	seen := map[string]int{}
	steers := Steers(a.Title)
	var out []Passage
	for _, piece := range cut(blocksOf(a), a.Language) {
		words := strings.ToLower(strings.Join(strings.Fields(piece.text), " "))
		nth := seen[words]
		seen[words]++
		parts := []string{string(a.ID), words}
		if nth > 0 {
			parts = append(parts, strconv.Itoa(nth))
		}
		out = append(out, Passage{
			ID: candor.PassageID(fixedID("psg_", parts...)), Article: a.ID, Version: a.Version, Position: len(out),
			Title: a.Title, Slug: a.Slug, Language: a.Language, Audience: a.Audience, Heading: piece.heading,
			Text: piece.text, Start: piece.start, End: piece.end, Tier: a.Tier,
			Steering: steers || Steers(piece.text) || Steers(piece.heading),
		})
	}
	return out
}
