package calibrate

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"candor"
	"candor/knowledge"
	"candor/language"
)

// Source says what a made question was made from.
type Source string

const (
	FromQuestion Source = "question" // another way of asking that the article lists
	FromTitle    Source = "title"
	FromHeading  Source = "heading"
	FromSentence Source = "sentence"
)

// ColdQuery is one question made from an article.
type ColdQuery struct {
	ID       string // depends on article, text and nothing else
	Article  candor.ArticleID
	Language string // BCP 47 of the article
	From     Source
	Text     string
}

// ColdOptions say how many questions to make. Zero fields take the default.
type ColdOptions struct {
	PerArticle int    // at most this many from each; 8
	Most       int    // at most this many in all, from articles picked by the seed; 3000
	Seed       uint64 // of everything that is left to chance
}

// ColdQueries makes questions from public articles by rule: from titles, headings, other ways of asking
// and sentences that may be quoted. Customers do not know the words of the articles, so each loses
// words, gets words of other articles in their stead, changes order, is mistyped and led in as people
// do. The same articles, in whatever order, and the same options give the same questions.
func ColdQueries(articles []knowledge.Article, o ColdOptions) []ColdQuery {
	if o.PerArticle <= 0 {
		o.PerArticle = 8
	}
	if o.Most <= 0 {
		o.Most = 3000
	}
	public := slices.DeleteFunc(slices.Clone(articles), func(a knowledge.Article) bool { return a.Audience != knowledge.Public || a.ID == "" })
	slices.SortFunc(public, func(a, b knowledge.Article) int {
		return cmp.Or(cmp.Compare(place(o.Seed, string(a.ID)), place(o.Seed, string(b.ID))), cmp.Compare(a.Language, b.Language))
	})
	texts := make([][]piece, len(public))
	strange := map[string][]string{} // words by language
	for i, a := range public {
		texts[i] = pieces(a)
		strange[a.Language] = append(strange[a.Language], someWords(texts[i], 40)...)
	}
	var out []ColdQuery
	seen := map[string]bool{}
	for i, a := range public {
		made := 0
		for k, p := range texts[i] {
			if made == o.PerArticle || len(out) == o.Most {
				break
			}
			m := maker{
				r:    rand.New(rand.NewPCG(place(o.Seed, string(a.ID)), uint64(k))),
				lang: a.Language, strange: strange[a.Language],
			}
			q := ColdQuery{Article: a.ID, Language: a.Language, From: p.from, Text: m.ask(p)}
			q.ID = coldID(q)
			if q.Text != "" && !seen[q.ID] {
				seen[q.ID] = true
				out = append(out, q)
				made++
			}
		}
	}
	return out
}

func coldID(q ColdQuery) string {
	sum := sha256.Sum256([]byte(string(q.Article) + "\x00" + q.Text))
	return "cold_" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:16]))
}

// piece is a text of an article that a question can be made from.
type piece struct {
	from  Source
	text  string
	title string // of the article
}

// sentencesUsed is how many sentences are enough; the passage with the last one is read to its end.
const sentencesUsed = 12

// pieces gives what an article offers, by turns of kind, so that the first few are a mixture.
func pieces(a knowledge.Article) []piece {
	kinds := make([][]piece, 4)
	add := func(kind int, from Source, text string) {
		same := func(p piece) bool { return p.text == text }
		if text != "" && !slices.ContainsFunc(kinds[kind], same) {
			kinds[kind] = append(kinds[kind], piece{from, text, a.Title})
		}
	}
	for _, q := range a.Questions {
		add(0, FromQuestion, q)
	}
	if !knowledge.Steers(a.Title) {
		add(1, FromTitle, a.Title)
	}
	for _, p := range knowledge.Passages(a) {
		if !p.Quotable() {
			continue
		}
		if p.Heading != "" && p.Heading != a.Title {
			levels := strings.Split(p.Heading, " › ")
			add(2, FromHeading, levels[len(levels)-1])
		}
		if len(kinds[3]) >= sentencesUsed {
			continue
		}
		for _, s := range language.Sentences(p.Text) {
			add(3, FromSentence, asked(p.Text[s.Start:s.End]))
		}
	}
	var out []piece
	for i := 0; ; i++ {
		before := len(out)
		for _, kind := range kinds {
			if i < len(kind) {
				out = append(out, kind[i])
			}
		}
		if len(out) == before {
			return out
		}
	}
}

// asked gives a sentence as one line when it is neither too short nor too long to be asked about.
func asked(sentence string) string {
	line := strings.Join(strings.Fields(sentence), " ")
	if n := len(words(line)); n < 5 || n > 60 {
		return ""
	}
	return line
}

// someWords gives up to n words that stand in texts and mean something.
func someWords(texts []piece, n int) []string {
	var out []string
	for _, p := range texts {
		for _, w := range words(p.text) {
			if len(out) == n {
				return out
			}
			if len([]rune(w)) >= 4 {
				if _, err := strconv.Atoi(w); err != nil {
					out = append(out, w)
				}
			}
		}
	}
	return out
}
