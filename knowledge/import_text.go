package knowledge

import (
	"path"
	"strings"
)

// markdown reads front matter and CommonMark. The title is the front matter's, else the
// first heading, else its first words.
func (c *collector) markdown(name, inner string, data []byte) {
	fields, body, bad := frontMatter(cleanBody(string(data)))
	if bad > 0 {
		c.problem(name, bad, Malformed, "a line of the front matter has no colon", "write it as name: value; the line is left out")
	}
	a := fromFields(fields)
	a.Body = body
	if first, rest, ok := leadingTitle(body); ok && (a.Title == "" || strings.EqualFold(first, a.Title)) {
		a.Title, a.Body = first, rest
	}
	c.add(name, 0, named(a, inner))
}

// leadingTitle takes a first-level heading off the top.
func leadingTitle(body string) (title, rest string, ok bool) {
	body = strings.TrimLeft(body, "\n ")
	line, rest, _ := strings.Cut(body, "\n")
	title, ok = strings.CutPrefix(line, "# ")
	if !ok {
		return "", body, false
	}
	return strings.TrimSpace(strings.TrimRight(title, "# ")), rest, true
}

// plain reads text without markup. A short first line before a blank one is the title.
func (c *collector) plain(name, inner string, data []byte) {
	a := Article{Audience: Public, Format: Plain, Body: cleanBody(string(data))}
	line, rest, found := strings.Cut(strings.TrimLeft(a.Body, "\n "), "\n")
	if found && len(line) <= 120 && strings.HasPrefix(rest, "\n") && strings.TrimSpace(rest) != "" {
		a.Title, a.Body = strings.TrimSpace(line), rest
	}
	c.add(name, 0, named(a, inner))
}

// named gives an article the key that its file suggests and, when it has no title, one from
// its own words: a file's name is nothing that a customer should read.
func named(a Article, file string) Article {
	if a.Key == "" {
		a.Key = strings.TrimSuffix(file, path.Ext(file))
	}
	if a.Title == "" {
		a.Title = titleFromWords(a)
	}
	return a
}

// titleFromWords takes the first heading, else the beginning of the first words.
func titleFromWords(a Article) string {
	blocks := blocksOf(a)
	for _, b := range blocks {
		if b.kind == heading {
			return b.text
		}
	}
	if len(blocks) == 0 {
		return ""
	}
	words := strings.Fields(blocks[0].text)
	title := ""
	for _, w := range words {
		if len(title)+len(w) > 80 {
			return strings.TrimRight(title, " ,;:.-") + " …"
		}
		title = strings.TrimSpace(title + " " + w)
	}
	return title
}

// withoutTitle drops a first line that only repeats the title.
func withoutTitle(body, title string) string {
	line, rest, _ := strings.Cut(strings.TrimLeft(body, "\n "), "\n")
	if strings.EqualFold(strings.Join(strings.Fields(line), " "), title) && strings.TrimSpace(rest) != "" {
		return rest
	}
	return body
}
