package knowledge

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// pdfLine is a line of a page.
type pdfLine struct {
	x, y, end, size float64
	room            float64 // where other lines of the same column end
	bold            bool
	text            string
	page            int
	edge            bool // the first or last of its page
}

// markdownOf puts pages together as Markdown: lines into paragraphs and items, larger letters into
// headings. Lines that every page has at its edge (a running title, a page number) are left out.
func markdownOf(pages [][]run) string {
	var lines []pdfLine
	for i, runs := range pages {
		lines = append(lines, linesOf(runs, i)...)
	}
	lines = withoutEdges(lines, len(pages))
	body := usualSize(lines)
	words := wordsOfLines(lines)
	var w pdfWriter
	for i, l := range lines {
		level := headingLevel(l, body)
		item, isItem := itemOf(l.text)
		after := i > 0 && follows(lines[i-1], l) && headingLevel(lines[i-1], body) == level
		switch {
		case level > 0 && after && w.last == heading:
			w.extend(l.text, words)
		case level > 0:
			w.begin(heading, strings.Repeat("#", level)+" ", l.text)
		case isItem:
			w.begin(list, item.mark, item.text)
		case after && w.last != heading && len(w.blocks) > 0:
			w.extend(l.text, words)
		default:
			w.begin(prose, "", l.text)
		}
	}
	return w.markdown()
}

// linesOf joins the runs of a page that stand on one line.
func linesOf(runs []run, page int) []pdfLine {
	var out []pdfLine
	var end float64
	for _, r := range runs {
		r.text = strings.ReplaceAll(r.text, "\n", " ")
		n := len(out) - 1
		same := n >= 0 && math.Abs(out[n].y-r.y) <= 0.35*max(out[n].size, r.size) && r.x >= end-2*r.size
		if !same {
			if strings.TrimSpace(r.text) == "" {
				continue
			}
			out = append(out, pdfLine{x: r.x, y: r.y, size: r.size, bold: r.bold, text: r.text, page: page, end: r.end})
			end = r.end
			continue
		}
		l := &out[n]
		gap := r.x - end
		if gap > 0.17*r.size && !strings.HasSuffix(l.text, " ") && !strings.HasPrefix(r.text, " ") {
			l.text += " "
		}
		if gap > 1.5*r.size && strings.TrimSpace(l.text) != "" {
			l.text += " " // columns of a table stand apart
		}
		l.text += r.text
		l.bold = l.bold && (r.bold || strings.TrimSpace(r.text) == "")
		l.size = max(l.size, r.size)
		end = r.end
		l.end = max(l.end, end)
	}
	column := func(l pdfLine) int { return int(l.x / 36) }
	ends := map[int]float64{}
	for _, l := range out {
		ends[column(l)] = max(ends[column(l)], l.end)
	}
	for i, l := range out {
		k := column(l)
		out[i].room = max(ends[k-1], ends[k], ends[k+1])
		out[i].text = strings.Join(strings.Fields(out[i].text), " ")
		out[i].edge = i < 2 || i >= len(out)-2
	}
	return out
}

var digits = regexp.MustCompile(`\d+`)

// leader is a line of a table of contents: words, a row of dots, a page. It repeats a heading.
var leader = regexp.MustCompile(`[.:·…](?:\s?[.:·…]){5,}\s*\d*$`)

// withoutEdges leaves out what stands at the edge of most pages, numbers apart, and tables of contents.
func withoutEdges(lines []pdfLine, pages int) []pdfLine {
	on := map[string]map[int]bool{}
	fold := func(l pdfLine) string { return digits.ReplaceAllString(strings.ToLower(l.text), "0") }
	for _, l := range lines {
		if l.edge {
			key := fold(l)
			if on[key] == nil {
				on[key] = map[int]bool{}
			}
			on[key][l.page] = true
		}
	}
	return slices.DeleteFunc(lines, func(l pdfLine) bool {
		if leader.MatchString(l.text) {
			return true
		}
		if !l.edge {
			return false
		}
		key := fold(l)
		n := len(on[key])
		return pages >= 3 && n >= 3 && 2*n > pages || pages >= 2 && (key == "0" || key == "- 0 -") && n >= 2
	})
}

// usualSize is the size of most letters.
func usualSize(lines []pdfLine) float64 {
	count := map[float64]int{}
	best := 0.0
	for _, l := range lines {
		size := math.Round(l.size*2) / 2
		count[size] += len(l.text)
		if count[size] > count[best] || count[size] == count[best] && size < best {
			best = size
		}
	}
	return best
}

// headingLevel tells a heading by larger letters, or by a short bold line without a full stop.
func headingLevel(l pdfLine, body float64) int {
	n := utf8.RuneCountInString(l.text)
	ends := strings.HasSuffix(l.text, ".") || strings.HasSuffix(l.text, ",") || strings.HasSuffix(l.text, ";")
	letters := strings.ContainsFunc(l.text, unicode.IsLetter)
	switch {
	case !letters || n > 160 || body == 0:
		return 0
	case l.size >= 1.7*body:
		return 1
	case l.size >= 1.15*body:
		return 2
	case l.bold && n <= 80 && !ends && !strings.HasSuffix(l.text, ":"):
		return 3
	}
	return 0
}

// follows reports whether a line goes on where the one before ended.
func follows(before, l pdfLine) bool {
	if before.page != l.page {
		last, _ := utf8.DecodeLastRuneInString(before.text)
		first, _ := utf8.DecodeRuneInString(l.text)
		return !strings.ContainsRune(".!?:;。！？：", last) && unicode.IsLower(first)
	}
	drop := before.y - l.y
	short := before.end-before.x < 0.6*(before.room-before.x) // it ended with room for more words
	return drop > 0 && drop <= 1.65*max(before.size, l.size) && !short
}

type pdfItem struct{ mark, text string }

var numbered = regexp.MustCompile(`^(\d{1,2}[.)])\s+(\S.*)$`)

func itemOf(line string) (pdfItem, bool) {
	first, n := utf8.DecodeRuneInString(line)
	if strings.ContainsRune("•‣▪·●○◦–-\uf0b7", first) && strings.HasPrefix(line[n:], " ") {
		return pdfItem{"- ", strings.TrimSpace(line[n:])}, true
	}
	if m := numbered.FindStringSubmatch(line); m != nil {
		return pdfItem{strings.TrimRight(m[1], ".)") + ". ", m[2]}, true
	}
	return pdfItem{}, false
}

// wordsOfLines are the words that stand whole in the text, to judge those parted by a hyphen.
func wordsOfLines(lines []pdfLine) map[string]bool {
	out := map[string]bool{}
	for _, l := range lines {
		for word := range strings.FieldsSeq(strings.ToLower(l.text)) {
			out[strings.Trim(word, ".,;:!?()\"“”")] = true
		}
	}
	return out
}

type pdfWriter struct {
	blocks []pdfBlock
	last   blockKind
}

type pdfBlock struct {
	kind       blockKind
	mark, text string
}

func (w *pdfWriter) begin(kind blockKind, mark, text string) {
	w.blocks, w.last = append(w.blocks, pdfBlock{kind, mark, text}), kind
}

// extend goes on with the block at hand. A word that was parted at the end of the line is joined, and
// keeps its hyphen where the text writes it so elsewhere.
func (w *pdfWriter) extend(text string, words map[string]bool) {
	b := &w.blocks[len(w.blocks)-1]
	next, _ := utf8.DecodeRuneInString(text)
	if stem, ok := strings.CutSuffix(b.text, "-"); ok && unicode.IsLower(next) {
		tail, _, _ := strings.Cut(text, " ")
		head := stem[strings.LastIndexByte(stem, ' ')+1:]
		if hyphened := strings.Trim(strings.ToLower(head+"-"+tail), ".,;:!?()"); !words[hyphened] {
			b.text = stem
		}
		b.text += text
		return
	}
	b.text += " " + text
}

func (w *pdfWriter) markdown() string {
	var b strings.Builder
	for i, x := range w.blocks {
		switch {
		case i == 0:
		case x.kind == list && w.blocks[i-1].kind == list:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(x.mark + escapeMarkdown(x.text))
	}
	return b.String()
}
