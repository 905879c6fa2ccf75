package trust

import (
	"html/template"
	"regexp"
	"slices"
	"strings"

	"candor/knowledge"
)

// A place is marked in the text with two characters of the private use area around the passage's
// id, before the text is rendered, and becomes an element afterwards. The text itself cannot hold
// a mark: such characters are taken out of it first.
const (
	opens  = "\uE000"
	closes = "\uE001"
)

// prefix is what may stand before the words of a block and must keep its place at the start of the
// line: quotes, bullets, numbers, cell borders.
var prefix = regexp.MustCompile(`^(?:[ \t]*(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||#{1,6}[ \t]))*[ \t]*`)

// fence begins a block whose first line cannot take a mark.
var fence = regexp.MustCompile("^[ \t]*(?:```|~~~)")

// mark puts a mark at the start of each passage.
func mark(a knowledge.Article, passages []knowledge.Passage) string {
	starts := slices.Clone(passages)
	slices.SortStableFunc(starts, func(x, y knowledge.Passage) int { return x.Start - y.Start })
	var b strings.Builder
	at, last := 0, -1
	for _, p := range starts {
		name := opens + string(p.ID) + closes
		if p.Start < 0 || p.Start >= len(a.Body) || !idShape.MatchString(string(p.ID)) {
			continue
		}
		if p.Start == last { // a long block that was cut into several passages
			b.WriteString(name)
			continue
		}
		if p.Start < at {
			continue
		}
		last = p.Start
		b.WriteString(unmarked(a.Body[at:p.Start]))
		rest := a.Body[p.Start:]
		at = p.Start
		if fence.MatchString(rest) {
			b.WriteString(name + "\n\n")
			continue
		}
		n := len(prefix.FindString(rest))
		b.WriteString(unmarked(rest[:n]) + name)
		at += n
	}
	b.WriteString(unmarked(a.Body[at:]))
	return b.String()
}

func unmarked(s string) string { return strings.NewReplacer(opens, "", closes, "").Replace(s) }

var (
	idShape = regexp.MustCompile(`^psg_[0-9a-z]{1,40}$`)
	marks   = regexp.MustCompile(opens + `(psg_[0-9a-z]{1,40})` + closes)
)

// places turns marks in safe HTML into elements to jump to.
func places(safe template.HTML) template.HTML {
	html := marks.ReplaceAllString(string(safe), `<span class="place" id="$1"></span>`)
	return template.HTML(unmarked(html)) // the id has letters and digits only; all else was safe before
}

// plainHTML shows plain text: blank lines part paragraphs, line ends stay.
func plainHTML(text string) template.HTML {
	var b strings.Builder
	for part := range strings.SplitSeq(text, "\n\n") {
		if strings.TrimSpace(part) != "" {
			b.WriteString(`<p class="wrap">` + template.HTMLEscapeString(strings.Trim(part, "\n")) + "</p>\n")
		}
	}
	return template.HTML(b.String())
}
