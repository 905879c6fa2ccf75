package knowledge

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlWriter gathers the Markdown of what a reader of the page sees.
type htmlWriter struct {
	blocks []string
	words  strings.Builder // of the block at hand
	mark   string          // goes before the next block: "## ", "- ", "2. "
	indent string          // of the list at hand
	depth  int             // of lists
	number bool            // the list at hand has numbers
}

const lineBreak = "\x00"

func (w *htmlWriter) markdown() string {
	var b strings.Builder
	for i, block := range w.blocks {
		switch {
		case i == 0:
		case inList(block) && inList(w.blocks[i-1]):
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(block)
	}
	return b.String()
}

var listLine = regexp.MustCompile(`^\s*(- |\d+\. )|^\s{2,}\S`)

func inList(block string) bool { return listLine.MatchString(block) }

// flush ends the block at hand.
func (w *htmlWriter) flush() {
	var lines []string
	for part := range strings.SplitSeq(w.words.String(), lineBreak) {
		if line := strings.Join(strings.Fields(part), " "); line != "" {
			lines = append(lines, line)
		}
	}
	w.words.Reset()
	if len(lines) == 0 {
		return
	}
	hanging := "\n" + w.indent
	if w.mark != "" && w.depth > 0 {
		hanging += "  "
	}
	lead := w.indent + w.mark
	if w.depth > 0 && w.mark == "" {
		lead = w.indent + "  "
	}
	w.blocks = append(w.blocks, lead+strings.Join(lines, "\\"+hanging))
	w.mark = ""
}

func (w *htmlWriter) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.node(c)
	}
}

func (w *htmlWriter) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.words.WriteString(escapeMarkdown(n.Data))
		return
	case n.Type != html.ElementNode || hidden(n):
		return
	}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.flush()
		w.mark = strings.Repeat("#", int(n.Data[1]-'0')) + " "
		w.children(n)
		w.words.WriteString(" ")
		w.flush()
		w.mark = ""
	case atom.Ul, atom.Ol, atom.Menu:
		w.list(n)
	case atom.Br:
		w.words.WriteString(lineBreak)
	case atom.Pre:
		w.flush()
		w.blocks = append(w.blocks, "```\n"+strings.Trim(strings.ReplaceAll(wordsOf(n), "```", "'''"), "\n")+"\n```")
	case atom.Table:
		w.table(n)
	case atom.A:
		w.link(n)
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Header, atom.Main, atom.Dl, atom.Dt, atom.Dd, atom.Li,
		atom.Blockquote, atom.Figure, atom.Figcaption, atom.Address, atom.Details, atom.Summary, atom.Hr, atom.Fieldset:
		w.flush()
		w.children(n)
		w.flush()
	default:
		w.children(n)
	}
}

func (w *htmlWriter) list(n *html.Node) {
	w.flush()
	outer, numbered := w.indent, w.number
	if w.depth++; w.depth > 1 {
		w.indent += "  "
		if numbered {
			w.indent += " " // its marks are longer, and an item's own list stands under its words
		}
	}
	w.number = n.DataAtom == atom.Ol
	number := 0
	for item := range n.ChildNodes() {
		if item.DataAtom != atom.Li || hidden(item) {
			continue
		}
		number++
		w.mark = "- "
		if n.DataAtom == atom.Ol {
			w.mark = strconv.Itoa(number) + ". "
		}
		w.children(item)
		w.flush()
		w.mark = ""
	}
	w.indent, w.number = outer, numbered
	w.depth--
}

// table writes each row on a line, cells between bars, under a head as Markdown needs it.
func (w *htmlWriter) table(n *html.Node) {
	w.flush()
	var lines []string
	for d := range n.Descendants() {
		if d.DataAtom != atom.Tr {
			continue
		}
		var cells []string
		for cell := range d.ChildNodes() {
			if (cell.DataAtom == atom.Td || cell.DataAtom == atom.Th) && !hidden(cell) {
				cells = append(cells, strings.Join(strings.Fields(escapeMarkdown(wordsOf(cell))), " "))
			}
		}
		if len(cells) == 0 {
			continue
		}
		lines = append(lines, "| "+strings.Join(cells, " | ")+" |")
		if len(lines) == 1 {
			lines = append(lines, strings.Repeat("| --- ", len(cells))+"|")
		}
	}
	if len(lines) > 0 {
		w.blocks = append(w.blocks, strings.Join(lines, "\n"))
	}
}

func (w *htmlWriter) link(n *html.Node) {
	href := attribute(n, "href")
	words := strings.Join(strings.Fields(wordsOf(n)), " ")
	safe := strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "mailto:")
	if !safe || words == "" || strings.ContainsAny(href, " <>()\n") {
		w.children(n)
		return
	}
	w.words.WriteString("[" + escapeMarkdown(words) + "](" + href + ")")
}

// wordsOf gives the visible text under n.
func wordsOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := range n.ChildNodes() {
			switch {
			case c.Type == html.TextNode:
				b.WriteString(c.Data)
			case c.DataAtom == atom.Br:
				b.WriteByte('\n')
			case c.Type == html.ElementNode && !hidden(c):
				walk(c)
			}
		}
	}
	walk(n)
	return b.String()
}
