package trust

import (
	"html/template"
	"net/http"
	"strconv"

	"candor/internal/web/view"
	"candor/knowledge"
)

// helpPage is the list of articles.
type helpPage struct {
	Ask      string
	Tongues  []view.Tongue
	Language string
	Topics   []topic
}

type topic struct {
	Name     string
	Articles []line
}

type line struct{ Title, URL string }

// Help answers GET /help: the articles of a language by topic.
func (t *Trust) Help(w http.ResponseWriter, r *http.Request) {
	language := t.Respond.Language(r)
	articles, err := t.Articles.Listed(r.Context(), language)
	if err != nil {
		t.Respond.FailPage(w, r, err, "")
		return
	}
	p := helpPage{Ask: "/chat/" + string(t.Inbox), Tongues: t.Tongues, Language: language}
	for _, a := range articles {
		if n := len(p.Topics); n == 0 || p.Topics[n-1].Name != a.Topic {
			p.Topics = append(p.Topics, topic{Name: a.Topic})
		}
		last := &p.Topics[len(p.Topics)-1]
		last.Articles = append(last.Articles, line{a.Title, "/help/" + a.Slug + "?lang=" + language})
	}
	title, _ := t.Text.Phrase(language, "help.title", nil)
	t.Respond.PageIn(w, r, http.StatusOK, language, "help", t.frame(title, p))
}

// articlePage is one article.
type articlePage struct {
	Ask      string
	Title    string
	Language string // of the article; the page around it may be in another
	Dir      string
	Other    bool // the article is not in the reader's language
	Body     template.HTML
	Updated  string
	Version  string
}

// Article answers GET /help/{slug}: one article, with a place to jump to for each passage.
func (t *Trust) Article(w http.ResponseWriter, r *http.Request) {
	language := t.Respond.Language(r)
	a, passages, err := t.Articles.Read(r.Context(), r.PathValue("slug"), language)
	if err != nil {
		t.Respond.FailPage(w, r, err, "/help")
		return
	}
	body, err := t.body(a, passages)
	if err != nil {
		t.Respond.FailPage(w, r, err, "/help")
		return
	}
	p := articlePage{
		Ask: "/chat/" + string(t.Inbox), Title: a.Title, Language: a.Language, Dir: t.Text.Direction(a.Language), Body: body,
		Other: a.Language != "" && t.Text.Match(a.Language) != language, Version: strconv.Itoa(a.Version),
	}
	if a.Language == "" {
		p.Dir = "auto"
	}
	if !a.Updated.IsZero() {
		p.Updated = t.Text.Date(language, a.Updated)
	}
	t.Respond.PageIn(w, r, http.StatusOK, language, "article", t.frame(a.Title, p))
}

// body renders an article with a place to jump to at the start of each passage.
func (t *Trust) body(a knowledge.Article, passages []knowledge.Passage) (template.HTML, error) {
	marked := mark(a, passages)
	if a.Format == knowledge.Plain {
		return places(plainHTML(marked)), nil
	}
	html, err := t.Clean.Article(marked)
	if err != nil {
		return "", err
	}
	return places(html), nil
}
