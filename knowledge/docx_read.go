package knowledge

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// docxStyle is what a paragraph style says of its paragraphs (ECMA-376, 17.7).
type docxStyle struct {
	heading int // 1 to 6; 0: none
	title   bool
	number  string // numbering that it uses
	level   int
}

// docxReader turns WordprocessingML into Markdown.
type docxReader struct {
	styles  map[string]docxStyle
	ordered map[string]map[int]bool // by numbering and level: numbers, not marks
	counts  map[string]int          // of items, by numbering and level
	html    htmlWriter              // it writes Markdown blocks
}

func (d *docxReader) readStyles(text []byte) error {
	var all struct {
		Styles []struct {
			ID   string `xml:"styleId,attr"`
			Name struct {
				Val string `xml:"val,attr"`
			} `xml:"name"`
			Outline *struct {
				Val int `xml:"val,attr"`
			} `xml:"pPr>outlineLvl"`
			Number struct {
				ID struct {
					Val string `xml:"val,attr"`
				} `xml:"numId"`
				Level struct {
					Val int `xml:"val,attr"`
				} `xml:"ilvl"`
			} `xml:"pPr>numPr"`
		} `xml:"style"`
	}
	if err := xml.Unmarshal(text, &all); err != nil {
		return err
	}
	for _, s := range all.Styles {
		name := strings.ToLower(s.Name.Val)
		style := docxStyle{title: name == "title", number: s.Number.ID.Val, level: s.Number.Level.Val}
		if n, ok := strings.CutPrefix(name, "heading "); ok {
			style.heading, _ = strconv.Atoi(n)
		}
		if style.heading == 0 && s.Outline != nil && s.Outline.Val < 6 {
			style.heading = s.Outline.Val + 1
		}
		d.styles[s.ID] = style
	}
	return nil
}

func (d *docxReader) readNumbering(text []byte) error {
	var all struct {
		Abstract []struct {
			ID     string `xml:"abstractNumId,attr"`
			Levels []struct {
				Level  int `xml:"ilvl,attr"`
				Format struct {
					Val string `xml:"val,attr"`
				} `xml:"numFmt"`
			} `xml:"lvl"`
		} `xml:"abstractNum"`
		Numbers []struct {
			ID       string `xml:"numId,attr"`
			Abstract struct {
				Val string `xml:"val,attr"`
			} `xml:"abstractNumId"`
		} `xml:"num"`
	}
	if err := xml.Unmarshal(text, &all); err != nil {
		return err
	}
	levels := map[string]map[int]bool{}
	for _, a := range all.Abstract {
		levels[a.ID] = map[int]bool{}
		for _, l := range a.Levels {
			levels[a.ID][l.Level] = l.Format.Val != "bullet" && l.Format.Val != "none"
		}
	}
	for _, n := range all.Numbers {
		d.ordered[n.ID] = levels[n.Abstract.Val]
	}
	return nil
}

// docxParagraph is the paragraph at hand.
type docxParagraph struct {
	words  strings.Builder
	style  string
	number string
	level  int
	hidden bool // of the run at hand
}

// deepest is how far elements may nest.
const deepest = 200

func (d *docxReader) read(text []byte) error {
	d.counts = map[string]int{}
	in := xml.NewDecoder(bytes.NewReader(text))
	var at []string
	var p *docxParagraph // the innermost: words in a frame stand in a paragraph within one
	var around []*docxParagraph
	var cells []string // of the row at hand
	var table []string // rows of the outermost table
	tables, skip := 0, 0
	var cell strings.Builder
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if at = append(at, t.Name.Local); len(at) > deepest {
				return errBigPart
			}
			if skip > 0 || unseenPart(t.Name.Local) {
				skip++
				continue
			}
			switch t.Name.Local {
			case "tbl":
				tables++
			case "tr":
				if tables == 1 {
					cells = nil
				}
			case "p":
				around, p = append(around, p), &docxParagraph{}
			default:
				if p != nil {
					p.open(t, at)
				}
			}
		case xml.EndElement:
			at = at[:len(at)-1]
			if skip > 0 {
				skip--
				continue
			}
			switch t.Name.Local {
			case "p":
				if p != nil && tables > 0 {
					cell.WriteString(p.words.String() + " ")
				} else if p != nil {
					d.paragraph(p)
				}
				p, around = around[len(around)-1], around[:len(around)-1]
			case "tc":
				if tables == 1 {
					cells = append(cells, oneLine(cell.String()))
					cell.Reset()
				}
			case "tr":
				if tables == 1 && len(cells) > 0 {
					table = append(table, "| "+strings.Join(cells, " | ")+" |")
					if len(table) == 1 {
						table = append(table, strings.Repeat("| --- ", len(cells))+"|")
					}
				}
			case "tbl":
				if tables--; tables == 0 && len(table) > 0 {
					d.html.blocks, table = append(d.html.blocks, strings.Join(table, "\n")), nil
				}
			}
		case xml.CharData:
			if p != nil && skip == 0 && !p.hidden && len(at) > 0 && at[len(at)-1] == "t" {
				p.words.WriteString(escapeMarkdown(string(t)))
			}
		}
	}
}

// unseenPart reports elements whose words no reader sees: what was deleted, instructions of fields,
// the second form of a drawing, comments.
func unseenPart(name string) bool {
	switch name {
	case "del", "moveFrom", "instrText", "delText", "Fallback", "comment", "footnotePr", "sectPr":
		return true
	}
	return false
}

// open notes what an element says of the paragraph at hand.
func (p *docxParagraph) open(t xml.StartElement, at []string) {
	val := ""
	for _, a := range t.Attr {
		if a.Name.Local == "val" {
			val = a.Value
		}
	}
	switch t.Name.Local {
	case "pStyle":
		p.style = val
	case "numId":
		p.number = val
	case "ilvl":
		p.level, _ = strconv.Atoi(val)
	case "r":
		p.hidden = false
	case "vanish", "webHidden":
		if val != "0" && val != "false" && len(at) > 2 && at[len(at)-3] == "r" {
			p.hidden = true
		}
	case "br", "cr":
		p.words.WriteString(lineBreak)
	case "tab":
		p.words.WriteString(" ")
	case "noBreakHyphen":
		p.words.WriteString("-")
	}
}

// styleByName knows the usual names, for documents that were written without a part for styles.
func styleByName(id string) docxStyle {
	id = strings.ToLower(id)
	style := docxStyle{title: id == "title"}
	if n, ok := strings.CutPrefix(id, "heading"); ok {
		style.heading, _ = strconv.Atoi(n)
	}
	return style
}

// paragraph writes one, as what its style says it is.
func (d *docxReader) paragraph(p *docxParagraph) {
	style, ok := d.styles[p.style]
	if !ok {
		style = styleByName(p.style)
	}
	number, level := p.number, p.level
	if number == "" {
		number, level = style.number, max(style.level, level)
	}
	w := &d.html
	w.words.WriteString(p.words.String())
	if strings.TrimSpace(oneLine(p.words.String())) == "" {
		w.words.Reset()
		return
	}
	heading := style.heading
	if style.title {
		heading = 1
	}
	switch {
	case heading > 0:
		w.mark = strings.Repeat("#", min(heading, 6)) + " "
		w.depth, w.indent = 0, ""
	case number != "" && number != "0":
		level = min(max(level, 0), 5)
		w.depth, w.indent, w.mark = level+1, strings.Repeat("    ", level), "- " // beyond the mark of the item above, be it "- " or "10. "
		if d.ordered[number][level] {
			key := number + "/" + strconv.Itoa(level)
			d.counts[key]++
			w.mark = strconv.Itoa(d.counts[key]) + ". "
		}
		for deeper := level + 1; deeper < 6; deeper++ {
			delete(d.counts, number+"/"+strconv.Itoa(deeper))
		}
	default:
		w.depth, w.indent, w.mark = 0, "", ""
	}
	w.flush()
	w.depth, w.indent, w.mark = 0, "", ""
}

// oneLine gives words without breaks.
func oneLine(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, lineBreak, " ")), " ")
}
