package knowledge

import "strings"

type blockKind int

const (
	prose   blockKind = iota
	heading           // text is one line
	list              // text is one item a line, with its marker
	rows              // a table, each row as an item, cells between bars
	code              // text as it stands
)

// block is one piece of an article as a reader sees it: plain words without markup.
type block struct {
	kind       blockKind
	level      int // of a heading, 1 to 6
	text       string
	start, end int // bytes in the body
}

// leads reports whether a paragraph introduces what follows it.
func (b block) leads() bool {
	t := strings.TrimSpace(b.text)
	return b.kind == prose && (strings.HasSuffix(t, ":") || strings.HasSuffix(t, "："))
}

func blocksOf(a Article) []block {
	if a.Format == Plain {
		return plainBlocks(a.Body)
	}
	return markdownBlocks(a.Body)
}
