package knowledge

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// html reads a page: its main part, without navigation, scripts, forms and hidden elements.
// The article is kept as Markdown.
func (c *collector) html(name, inner string, data []byte) {
	doc, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		c.problem(name, 0, Malformed, "it is not HTML", "save the page again")
		return
	}
	page := pageOf(doc)
	var w htmlWriter
	w.children(page.main)
	w.flush()
	fields := page.meta
	a := fromFields(fields)
	a.Body = w.markdown()
	if first, rest, ok := leadingTitle(a.Body); ok {
		a.Title, a.Body = unescapeMarkdown(first), rest
	}
	if a.Language == "" {
		a.Language = page.language
	}
	c.add(name, 0, named(a, inner))
}

type page struct {
	main     *html.Node
	language string
	meta     map[string]string
}

// pageOf finds the main part: <main>, else role=main, else the first <article>, else <body>.
func pageOf(doc *html.Node) page {
	p := page{meta: map[string]string{}}
	var role, article, body *html.Node
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch {
		case n.DataAtom == atom.Html:
			p.language = attribute(n, "lang")
		case n.DataAtom == atom.Title && n.FirstChild != nil && p.meta["title"] == "":
			p.meta["title"] = n.FirstChild.Data
		case n.DataAtom == atom.Meta:
			switch key := strings.ToLower(attribute(n, "name")); key {
			case "slug", "topic", "category", "audience", "internal", "language", "updated", "date",
				"owner", "tier", "valid_from", "valid_until":
				p.meta[key] = attribute(n, "content")
			}
		case n.DataAtom == atom.Main && p.main == nil:
			p.main = n
		case attribute(n, "role") == "main" && role == nil:
			role = n
		case n.DataAtom == atom.Article && article == nil:
			article = n
		case n.DataAtom == atom.Body && body == nil:
			body = n
		}
	}
	for _, n := range []*html.Node{role, article, body, doc} {
		if p.main == nil {
			p.main = n
		}
	}
	return p
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// hidden reports an element whose words a reader does not see or that is not the article.
func hidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Iframe, atom.Form, atom.Button,
		atom.Svg, atom.Select, atom.Head, atom.Object, atom.Canvas, atom.Textarea, atom.Footer, atom.Dialog:
		return true
	case atom.Header:
		return n.Parent != nil && n.Parent.DataAtom == atom.Body
	}
	for _, a := range n.Attr {
		style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
		switch {
		case a.Key == "hidden", a.Key == "aria-hidden" && a.Val == "true",
			a.Key == "role" && (a.Val == "navigation" || a.Val == "search"),
			a.Key == "style" && (strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")):
			return true
		}
	}
	return false
}
