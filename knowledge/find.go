package knowledge

import "candor"

// Query asks for passages. The zero value of every field but Text is useful.
type Query struct {
	Text        string
	Context     []string // what was said before that Text may lean on, oldest first; counts less than Text
	Language    string   // BCP 47 in which to look; empty: told from Text
	AnyLanguage bool     // also look in other languages when there is nothing in this one
	Staff       bool     // also look in what is not public; never set it for a customer
	Limit       int      // articles wanted; 10 when zero
}

// Found is what a search came to. Hits are best first.
type Found struct {
	Language string // in which was looked; empty when there is nothing in the query's language
	Hits     []Hit
	Terms    []Term
	Signals  Signals
	Read     string   // the query's text as it was understood, with its mistyped words mended
	Mended   []Mended // those words, in order
}

// Mended is a mistyped word.
type Mended struct {
	From string // as written
	To   string // as understood
}

// Hit is one article with its best passages.
type Hit struct {
	Article  candor.ArticleID
	Score    float64 // comparable within one Found only; not negative
	Chance   float64 // to be the right one if one of those found is, by the ranking's own weights
	Passages []PassageHit
}

// PassageHit is one passage of an article, best first.
type PassageHit struct {
	Passage candor.PassageID
	Score   float64
}

// Term is one word of the query as the index sees it.
type Term struct {
	Stem   string
	Weight float64 // how much it tells articles apart; 0 for a word that tells nothing
	Known  bool    // some article has it
}

// Signals say how well the best hit answers the query; each is explainable and about 0 to 1.
type Signals struct {
	Coverage       float64 // share of the query's weight whose words the best article has
	TitleMatched   float64 // share of the weight of the title, or of the question nearest to the query, that stands in the query
	HeadingMatched float64 // the same for the heading of the best passage
	Strength       float64 // score over the best score that the query could reach
	Peak           float64 // how far the best article stands out from the next nine, as a share of its score
	Margin         float64 // lead over the second article, as a share of the best score
	Agreement      float64 // 1 when words and letter groups choose the same article, less the further apart
	LetterStrength float64 // score by letter groups over the best it could reach
	Order          float64 // share of the query's neighbouring words that are neighbours there too
	Unknown        float64 // share of the query's weight in words that no article has

	// Named tells that the query is, word for word, the best article's title or one of its Questions, and no
	// other article's: its owner said that people ask for it so.
	Named bool

	Chance         float64 // that the best article is the right one if one of those found is, by the ranking's own weights
	TitleAsked     float64 // share of the query's weight whose words the title has
	Meant          float64 // coverage when words of the same meaning count as the word itself
	PassageCovered float64 // share of the query's weight whose words the title and one passage together have
	LeadCovered    float64 // coverage of the query's first sentence alone
	Nearby         float64 // share of the query's weight that stands within a dozen words
	Rarest         float64 // coverage of the three words that tell most
	Elsewhere      float64 // share of the query's weight whose words the best article has not, but the title of another has
	TitleMeant     float64 // share of the title's weight that stands in the query under another name
	TitleLike      float64 // share of it that stands there or keeps the company of a word there; TitleMatched at least
	Evidence       float64 // how much of the query the best passage has, by words and their like: 0 nothing, towards 1 for ever more
	Ahead          float64 // that against the best passage of any other article: ½ as much, 1 there is no other
}

// Feature is one signal by name, for fitting how sure an answer may be.
type Feature struct {
	Name  string // stable: stored weights go by it
	Value float64
}

// Features gives every signal, always in the same order.
func (s Signals) Features() []Feature {
	return []Feature{
		{"coverage", s.Coverage}, {"title_matched", s.TitleMatched}, {"heading_matched", s.HeadingMatched},
		{"strength", s.Strength}, {"peak", s.Peak}, {"margin", s.Margin}, {"agreement", s.Agreement},
		{"letter_strength", s.LetterStrength}, {"order", s.Order}, {"unknown", s.Unknown},
		{"chance", s.Chance}, {"title_asked", s.TitleAsked}, {"meant", s.Meant}, {"passage_covered", s.PassageCovered},
		{"lead_covered", s.LeadCovered}, {"nearby", s.Nearby}, {"rarest", s.Rarest}, {"elsewhere", s.Elsewhere},
		{"title_meant", s.TitleMeant}, {"title_like", s.TitleLike}, {"evidence", s.Evidence}, {"ahead", s.Ahead},
	}
}
