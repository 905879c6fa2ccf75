package knowledge

import (
	"strings"
	"time"
)

// frontMatter parts "key: value" lines between two "---" lines at the top from what follows.
// Without a closed block everything is body. Bad is the first line that is neither, from 1, or 0.
// Questions may be a list, "[a, b]" on one line or "- a" on lines of their own: the value has one a line.
func frontMatter(text string) (fields map[string]string, body string, bad int) {
	rest, ok := strings.CutPrefix(text, "---\n")
	if !ok {
		return nil, text, 0
	}
	fields = map[string]string{}
	line, open := 1, "" // open is the field whose list goes on
	for {
		var l string
		l, rest, ok = strings.Cut(rest, "\n")
		line++
		trimmed := strings.TrimSpace(l)
		switch {
		case trimmed == "---" || trimmed == "...":
			return fields, rest, bad
		case !ok:
			return nil, text, 0
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
			continue
		}
		if item, ok := strings.CutPrefix(trimmed+" ", "- "); ok && open != "" {
			fields[open] += unquote(strings.TrimSpace(item)) + "\n"
			continue
		}
		key, value, found := strings.Cut(l, ":")
		if !found {
			if bad == 0 {
				bad = line
			}
			continue
		}
		key, value, open = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ""
		fields[key] = unquote(value)
		if !isList(key) {
			continue
		}
		if inside, ok := strings.CutPrefix(value, "["); ok && strings.HasSuffix(inside, "]") {
			fields[key] = strings.Join(flowItems(strings.TrimSuffix(inside, "]")), "\n")
		} else if value == "" {
			open = key
		}
	}
}

func unquote(s string) string {
	if len(s) >= 2 && (s[0] == '"' || s[0] == '\'') && s[len(s)-1] == s[0] {
		return s[1 : len(s)-1]
	}
	return s
}

// aliases names every field under which help centres export the same thing.
var aliases = map[string][]string{
	"key":      {"doc_id", "id", "article_id"},
	"title":    {"title", "question", "q", "name"},
	"body":     {"text", "answer", "body", "content", "a"},
	"slug":     {"slug"},
	"language": {"language", "lang", "locale"},
	"topic":    {"topic", "category", "section"},
	"audience": {"audience", "visibility"},
	"internal": {"internal", "is_internal"},
	"updated":  {"updated", "updated_at", "date"},
	"owner":    {"owner", "maintainer"},
	"tier":     {"tier", "risk"},
	"from":     {"valid_from", "effective_from"},
	"until":    {"valid_until", "expires", "expires_at"},

	"questions": {"questions", "alternatives"}, // one a line
}

// field finds a value under any of its names.
func field(fields map[string]string, name string) string {
	for _, alias := range aliases[name] {
		if v := strings.TrimSpace(fields[alias]); v != "" {
			return v
		}
	}
	return ""
}

// fromFields fills an article from named values. A body is left to the caller.
func fromFields(fields map[string]string) Article {
	a := Article{
		Title: field(fields, "title"), Slug: field(fields, "slug"), Topic: field(fields, "topic"),
		Language: strings.ReplaceAll(field(fields, "language"), "_", "-"), Audience: audience(fields),
		Updated: date(field(fields, "updated")), Owner: field(fields, "owner"), Tier: readTier(field(fields, "tier")),
		From: readFrom(field(fields, "from")), Until: readUntil(field(fields, "until")), Questions: strings.Split(field(fields, "questions"), "\n"),
	}
	a.Key = field(fields, "key")
	if a.Key == "" && a.Slug != "" {
		a.Key = strings.Trim(a.Language+"/"+a.Slug, "/")
	}
	return a
}

// audience is Public when nothing is said; any word but "public" keeps customers out.
func audience(fields map[string]string) Audience {
	switch strings.ToLower(field(fields, "internal")) {
	case "", "false", "no", "0":
	default:
		return Internal
	}
	switch strings.ToLower(field(fields, "audience")) {
	case "", "public", "customers", "everyone":
		return Public
	}
	return Internal
}

func date(s string) time.Time {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02 15:04:05"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
