package sanitize

import (
	"bytes"
	"fmt"
	"html/template"
	"net/url"
	"regexp"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// Sanitizer holds the compiled rules. Make one with New and share it: it is safe for
// concurrent use.
type Sanitizer struct {
	markdown goldmark.Markdown
	article  *bluemonday.Policy
	message  *bluemonday.Policy
}

// New compiles the rules.
func New() *Sanitizer {
	return &Sanitizer{
		// Raw HTML passes through the Markdown step so that its words survive; the policy
		// after it decides about every element.
		markdown: goldmark.New(
			goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Linkify),
			goldmark.WithRendererOptions(html.WithUnsafe()),
		),
		article: policy("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "strong", "b", "em", "i",
			"del", "s", "code", "pre", "kbd", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "caption", "sub", "sup"),
		message: policy("p", "br", "ul", "ol", "li", "strong", "b", "em", "i", "del", "s", "code", "pre", "blockquote"),
	}
}

func policy(elements ...string) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(elements...)
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("mailto")
	p.AllowURLSchemeWithCustomPolicy("http", hasHost)
	p.AllowURLSchemeWithCustomPolicy("https", hasHost)
	p.RequireParseableURLs(true)
	p.AllowRelativeURLs(false)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	p.AddTargetBlankToFullyQualifiedLinks(true) // also sets rel=noopener
	p.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,6}$`)).OnElements("ol")
	p.AllowAttrs("dir").Matching(regexp.MustCompile(`^(ltr|rtl|auto)$`)).Globally()
	p.AllowAttrs("lang").Matching(regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)).Globally()
	p.AllowAttrs("scope").Matching(regexp.MustCompile(`^(row|col)$`)).OnElements("th")
	return p
}

// hasHost refuses web links that a browser would read as an address on this very site.
func hasHost(u *url.URL) bool { return u.Host != "" }

// Article gives the safe HTML of an article written in Markdown: headings, lists, tables, quotes, code.
func (s *Sanitizer) Article(markdown string) (template.HTML, error) {
	return s.render(markdown, s.article)
}

// Message gives the safe HTML of a message written in Markdown: paragraphs, lists, emphasis,
// links. Headings and tables become plain words: a message is not a page.
func (s *Sanitizer) Message(markdown string) (template.HTML, error) {
	return s.render(markdown, s.message)
}

// HTML gives the safe part of foreign HTML.
func (s *Sanitizer) HTML(foreign string) template.HTML {
	return template.HTML(s.article.Sanitize(foreign))
}

func (s *Sanitizer) render(markdown string, p *bluemonday.Policy) (template.HTML, error) {
	var b bytes.Buffer
	if err := s.markdown.Convert([]byte(markdown), &b); err != nil {
		return "", fmt.Errorf("sanitize: render markdown: %w", err)
	}
	return template.HTML(p.SanitizeBytes(b.Bytes())), nil
}
