package knowledge

import (
	"maps"
	"slices"
)

// zendesk reads an article of Zendesk's help centre, with the translations that were loaded beside it. An
// article for a segment of users is not public.
func (c *collector) zendesk(file string, line int, v values) {
	audience := Public
	if v["user_segment_id"] != nil || len(anyList(v["user_segment_ids"])) > 0 {
		audience = Internal
	}
	texts := objects(v["translations"])
	if len(texts) == 0 {
		texts = []values{v}
	}
	for _, t := range texts {
		c.zendeskText(file, line, str(v, "id"), str(v, "section_id"), audience, t)
	}
}

// zendeskText reads the text of an article in one language. One that came with its article already, is
// not taken again.
func (c *collector) zendeskText(file string, line int, id, section string, audience Audience, t values) {
	locale := str(t, "locale")
	key := "zendesk/" + id + "/" + locale
	switch {
	case str(t, "draft") == "true" || str(t, "hidden") == "true":
		c.draft(file, line)
		return
	case c.seen[key] && section == "":
		return
	}
	updated := when(str(t, "edited_at"))
	if updated.IsZero() {
		updated = when(str(t, "updated_at"))
	}
	title := str(t, "title")
	if title == "" {
		title = str(t, "name")
	}
	c.exportedArticle(file, line, Article{
		Key: key, Title: title, Language: languageTag(locale), Audience: audience, Updated: updated, Body: readerMarkdown(str(t, "body")),
	}, "zendesk/"+section)
}

// intercom reads an article of Intercom's help centre: its own text and each translation. An internal
// article is for staff.
func (c *collector) intercom(file string, line int, v values) {
	audience := Public
	if str(v, "type") == "internal_article" {
		audience = Internal
	}
	section := str(v, "parent_id")
	if ids := anyList(v["parent_ids"]); section == "" && len(ids) > 0 {
		section = str(values{"id": ids[len(ids)-1]}, "id")
	}
	own := str(v, "default_locale")
	if own == "" {
		own = str(v, "locale")
	}
	texts := map[string]values{own: v}
	if more, ok := v["translated_content"].(values); ok {
		for locale, t := range more {
			if t, ok := t.(values); ok && has(t, "title", "body") {
				texts[locale] = t
			}
		}
	}
	for _, locale := range slices.Sorted(maps.Keys(texts)) {
		t := texts[locale]
		state := str(t, "state")
		if audience == Public && state != "published" || state == "draft" {
			if str(t, "title") != "" {
				c.draft(file, line)
			}
			continue
		}
		c.exportedArticle(file, line, Article{
			Key: "intercom/" + str(v, "id") + "/" + locale, Title: str(t, "title"), Language: languageTag(locale), Audience: audience,
			Updated: when(str(t, "updated_at")), Body: readerMarkdown(str(t, "body")),
		}, "intercom/"+section)
	}
}

// chatwoot reads an article of Chatwoot's help centre, written in Markdown; a status may be a word or its
// number.
func (c *collector) chatwoot(file string, line int, v values) {
	if status := str(v, "status"); status != "published" && status != "1" {
		c.draft(file, line)
		return
	}
	category, _ := v["category"].(values)
	portal, _ := v["portal"].(values)
	locale := str(v, "locale")
	if locale == "" {
		locale = str(category, "locale")
	}
	id := str(v, "id")
	if id == "" {
		id = str(portal, "slug") + "/" + str(v, "slug")
	}
	section := str(v, "category_id")
	if section == "" {
		section = str(category, "id")
	}
	c.exportedArticle(file, line, Article{
		Key: "chatwoot/" + id, Slug: str(v, "slug"), Title: str(v, "title"), Language: languageTag(locale), Topic: str(category, "name"),
		Audience: Public, Updated: when(str(v, "updated_at")), Body: cleanBody(str(v, "content")),
	}, "chatwoot/"+section)
}

func anyList(v any) []any {
	l, _ := v.([]any)
	return l
}
