package knowledge

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// values is an object of JSON.
type values = map[string]any

// exported reads an object that has the shape of a help centre's export: what the interfaces of Zendesk
// ("articles" with a section and a locale), Intercom ("article" with a state and translations) and
// Chatwoot ("payload" with content and status) give, single, in lists, page by page, or a line each. It
// reports whether the object was one of them.
//
// Drafts and archived articles are left out, and said to be. What only some may read is Internal. The name of the section becomes the topic.
func (c *collector) exported(file string, line int, v values) bool {
	switch {
	case wraps(v, "articles", zendeskArticle), wraps(v, "article", zendeskArticle), wraps(v, "data", intercomObject), wraps(v, "payload", chatwootArticle),
		wraps(v, "translations", zendeskTranslation) && !zendeskArticle(v):
		c.names(v)
		for _, key := range []string{"articles", "article", "data", "payload", "translations"} {
			for i, item := range objects(v[key]) {
				c.exported(file, max(line, 1)+i, item)
			}
		}
	case zendeskTranslation(v):
		c.zendeskText(file, line, str(v, "source_id"), "", Public, v)
	case zendeskArticle(v):
		c.zendesk(file, line, v)
	case intercomArticle(v):
		c.intercom(file, line, v)
	case chatwootArticle(v):
		c.chatwoot(file, line, v)
	default:
		return c.names(v)
	}
	return true
}

// wraps reports a list under a key whose members have the shape.
func wraps(v values, key string, shape func(values) bool) bool {
	for _, item := range objects(v[key]) {
		if shape(item) {
			return true
		}
	}
	return false
}

// objects gives the objects of a list, or the one that stands in its place.
func objects(v any) []values {
	switch v := v.(type) {
	case values:
		return []values{v}
	case []any:
		var out []values
		for _, item := range v {
			if o, ok := item.(values); ok {
				out = append(out, o)
			}
		}
		return out
	}
	return nil
}

func has(v values, keys ...string) bool {
	for _, k := range keys {
		if _, ok := v[k]; !ok {
			return false
		}
	}
	return true
}

func zendeskArticle(v values) bool {
	return has(v, "body", "locale") && (has(v, "section_id") || has(v, "source_locale"))
}

// zendeskTranslation is the text of an article in one language, as it comes from an address of its own.
func zendeskTranslation(v values) bool {
	return has(v, "body", "locale", "source_id") && str(v, "source_type") == "Article"
}

func intercomArticle(v values) bool {
	kind := str(v, "type")
	return (kind == "article" || kind == "internal_article") && has(v, "title") && (has(v, "body") || has(v, "translated_content"))
}

func intercomObject(v values) bool { return intercomArticle(v) || intercomGroup(v) }

func intercomGroup(v values) bool {
	kind := str(v, "type")
	return (kind == "collection" || kind == "section") && has(v, "id", "name")
}

func chatwootArticle(v values) bool {
	return has(v, "content", "status", "title") && (has(v, "category") || has(v, "portal") || has(v, "portal_id") || has(v, "account_id"))
}

// names notes what sections are called, for articles that know theirs by number, and reports whether
// there were any.
func (c *collector) names(v values) bool {
	found := false
	note := func(kind string, list []values) {
		for _, s := range list {
			if id, name := str(s, "id"), str(s, "name"); id != "" && name != "" {
				if c.sections == nil {
					c.sections = map[string]string{}
				}
				c.sections[kind+id], found = name, true
			}
		}
	}
	note("zendesk/", objects(v["sections"]))
	note("intercom/", objects(v["collections"]))
	note("chatwoot/", objects(v["categories"]))
	for _, s := range objects(v["data"]) {
		if intercomGroup(s) {
			note("intercom/", []values{s})
		}
	}
	if intercomGroup(v) {
		note("intercom/", []values{v})
	}
	return found
}

// str gives a text, number or truth value as text; anything else is empty.
func str(v values, key string) string {
	switch x := v[key].(type) {
	case string:
		return strings.TrimSpace(x)
	case bool:
		return strconv.FormatBool(x)
	case json.Number:
		return x.String()
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return ""
}

// when reads a date, or seconds since 1970.
func when(s string) time.Time {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n > 0 {
		return time.Unix(n, 0).UTC()
	}
	return date(s)
}

// exportedArticle finishes an article of an export. A section that is not named in the same import stays
// without a topic.
func (c *collector) exportedArticle(file string, line int, a Article, section string) {
	a.Body = strings.TrimSpace(a.Body)
	n := len(c.articles)
	c.add(file, line, a)
	if len(c.articles) > n && a.Topic == "" && section != "" {
		if c.topics == nil {
			c.topics = map[int]string{}
		}
		c.topics[n] = section
	}
}

// nameTopics gives articles the names of their sections, once all files are read.
func (c *collector) nameTopics() {
	for i, section := range c.topics {
		if name := c.sections[section]; name != "" {
			c.articles[i].Topic = name
			c.articles[i] = c.articles[i].Seal()
		}
	}
}

func (c *collector) draft(file string, line int) {
	c.problem(file, line, Draft, "it is a draft or archived", "it is left out: publish it there to bring it in")
}

// readerMarkdown turns a body of HTML into Markdown.
func readerMarkdown(body string) string {
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return ""
	}
	var w htmlWriter
	w.children(pageOf(doc).main)
	w.flush()
	return w.markdown()
}
