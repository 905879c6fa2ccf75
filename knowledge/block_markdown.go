package knowledge

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
)

// markdownBlocks reads CommonMark with tables. Of raw HTML only the words count; comments and
// images are left out: a passage holds only what a reader of the page can see.
//
// Text that nests deeper than people write is read as plain: the parser's time grows with the
// square of the depth.
func markdownBlocks(body string) []block {
	if tooDeep.MatchString(body) {
		return plainBlocks(body)
	}
	src := []byte(body)
	parser := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough)).Parser()
	r := markdownReader{src: src}
	for n := parser.Parse(text.NewReader(src)).FirstChild(); n != nil; n = n.NextSibling() {
		r.read(n)
	}
	return r.out
}

type markdownReader struct {
	src []byte
	out []block
}

func (r *markdownReader) read(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		r.add(n, block{kind: heading, level: n.Level, text: r.inline(n)})
	case *ast.Paragraph, *ast.TextBlock:
		r.add(n, block{text: r.inline(n)})
	case *ast.List:
		var b strings.Builder
		r.items(&b, n, "")
		r.add(n, block{kind: list, text: b.String()})
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		r.add(n, block{kind: code, text: r.lines(n)})
	case *extast.Table:
		r.add(n, block{kind: rows, text: r.table(n)})
	case *ast.HTMLBlock:
		r.add(n, block{text: visible(r.lines(n))})
	case *ast.Blockquote:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.read(c)
		}
	}
}

var tooDeep = regexp.MustCompile(`(?m)^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])){40}`)

// visible gives the words of raw HTML that a reader of the page sees, on one line.
func visible(raw string) string {
	doc, err := html.Parse(strings.NewReader(raw))
	if err != nil {
		return ""
	}
	return strings.Join(strings.Fields(wordsOf(doc)), " ")
}

func (r *markdownReader) add(n ast.Node, b block) {
	b.text = strings.Trim(b.text, "\n ")
	if b.text == "" {
		return
	}
	b.start, b.end = len(r.src), 0
	_ = ast.Walk(n, func(c ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if t, ok := c.(*ast.Text); ok {
			b.start, b.end = min(b.start, t.Segment.Start), max(b.end, t.Segment.Stop)
		}
		if c.Type() == ast.TypeBlock && c.Lines() != nil {
			for i := range c.Lines().Len() {
				s := c.Lines().At(i)
				b.start, b.end = min(b.start, s.Start), max(b.end, s.Stop)
			}
		}
		return ast.WalkContinue, nil
	})
	if b.start > b.end {
		b.start = b.end
	}
	r.out = append(r.out, b)
}

func (r *markdownReader) items(b *strings.Builder, l *ast.List, indent string) {
	number := max(l.Start, 1)
	for item := l.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "- "
		if l.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		first := true
		for c := item.FirstChild(); c != nil; c = c.NextSibling() {
			if sub, ok := c.(*ast.List); ok {
				r.items(b, sub, indent+"  ")
				continue
			}
			words := r.inline(c)
			if c.Kind() == ast.KindFencedCodeBlock || c.Kind() == ast.KindCodeBlock {
				words = strings.Join(strings.Fields(r.lines(c)), " ")
			}
			if words == "" {
				continue
			}
			switch {
			case first:
				b.WriteString(indent + mark + words + "\n")
			default:
				b.WriteString(indent + "  " + words + "\n")
			}
			first = false
		}
	}
}

func (r *markdownReader) lines(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		s := n.Lines().At(i)
		b.Write(s.Value(r.src))
	}
	return b.String()
}

func (r *markdownReader) table(t ast.Node) string {
	var b strings.Builder
	for row := t.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.inline(cell))
		}
		b.WriteString("- " + strings.Join(cells, " | ") + "\n")
	}
	return b.String()
}

// inline gives the words under n on one line.
func (r *markdownReader) inline(n ast.Node) string {
	var b strings.Builder
	r.words(&b, n)
	return strings.Join(strings.Fields(b.String()), " ")
}

func (r *markdownReader) words(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(r.src)
			if !c.IsRaw() && n.Kind() != ast.KindCodeSpan {
				value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
			}
			b.Write(value)
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(r.src))
		case *ast.Image:
		case *ast.RawHTML:
			b.WriteByte(' ')
		default:
			r.words(b, c)
		}
	}
}
