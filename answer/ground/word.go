package ground

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// token is one word of a sentence as it is compared.
type token struct {
	key    int    // equal for what is the same: see reader.id
	class  class  //
	name   string // of a guard; of a number its value
	unit   string // of a number
	text   string // as written, in plain form
	start  int    // bytes of the text
	end    int
	seg    int  // which part of the sentence, from 0
	proper bool // written like a name
	weight float64
}

// reader turns texts of one Check into tokens. Keys are numbers so that comparing them costs nothing.
type reader struct {
	ids map[string]int
}

func newReader() *reader {
	return &reader{ids: map[string]int{}}
}

func (r *reader) id(kind class, name string) int {
	key := string(rune('a'+kind)) + name
	id, ok := r.ids[key]
	if !ok {
		id = len(r.ids) + 1
		r.ids[key] = id
	}
	return id
}

// read gives the tokens of a text. Lex may be nil: then every word is content.
func (r *reader) read(tag string, lex *lexicon, text string) []token {
	words := language.Words(text)
	out := make([]token, 0, len(words)+2)
	links := addresses(text)
	seg, last := 0, 0
	for i := 0; i < len(words); {
		w := words[i]
		if w.Start > last && strings.ContainsAny(text[last:w.Start], ",;:()!?\n–—•。、；：，؛،") {
			seg++
		}
		for len(links) > 0 && links[0].end <= w.Start {
			links = links[1:]
		}
		if len(links) > 0 && links[0].start < w.End {
			a := links[0]
			out = append(out, token{key: r.id(link, a.text), class: link, name: a.text, text: a.text, start: a.start, end: a.end, seg: seg})
			for i < len(words) && words[i].Start < a.end {
				i++
			}
			last = a.end
			continue
		}
		out = r.loose(out, text, last, w.Start, seg)
		n := 1
		out, n = r.word(out, tag, lex, text, words, i, &seg)
		last = words[i+n-1].End
		i += n
	}
	return r.loose(out, text, last, len(text), seg)
}

// loose reads signs of money and percent that stand at no number.
func (r *reader) loose(out []token, text string, from, to, seg int) []token {
	for i, c := range text[from:max(from, to)] {
		unit := symbol(c)
		at := from + i
		if unit == "" || digitBeside(text, at, at+utf8.RuneLen(c)) {
			continue
		}
		out = append(out, token{key: r.id(unitClass, unit), class: unitClass, name: unit, text: unit, start: at, end: at, seg: seg})
	}
	return out
}

// digitBeside reports a sign with a digit before or behind it, a space apart at most.
func digitBeside(text string, from, to int) bool {
	before := strings.TrimRight(text[:from], " \u00a0\u202f")
	after := strings.TrimLeft(text[to:], " \u00a0\u202f")
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return unicode.IsDigit(last) || unicode.IsDigit(next) || unicode.IsLetter(last) && len(before) == from && from > 0 && unicode.IsDigit(next)
}

// word reads what begins at words[i] and says how many words it took.
func (r *reader) word(out []token, tag string, lex *lexicon, text string, words []language.Token, i int, seg *int) ([]token, int) {
	w := words[i]
	t := token{text: w.Text, start: w.Start, end: w.End, seg: *seg}
	if isDigit(w.Text[0]) {
		return r.number(out, lex, text, words, i, t)
	}
	if lex == nil {
		t.class, t.key = content, r.id(content, language.Fold(language.Stem(tag, w.Text)))
		return append(out, t), 1
	}
	p := lex.at(words, i)
	if p == nil || w.Text == "may" && besideDigit(words, i) {
		t.class, t.name = content, lex.stem(tag, w.Text)
		t.key = r.id(content, t.name)
		t.proper = properAt(text, w)
		return append(out, t), 1
	}
	n := len(p.words)
	t.end = words[i+n-1].End
	if n > 1 {
		t.text = strings.Join(p.words, " ")
	}
	for _, m := range p.marks {
		t.class, t.name = m.class, m.name
		switch m.class {
		case split:
			*seg++
			t.class, t.seg = neutral, *seg
		case join, condition:
			*seg++
			t.seg = *seg
		case exception:
			if m.name == "but" {
				*seg++
				t.seg = *seg
			}
		case number:
			return r.numberWord(out, lex, text, words, i, n, t)
		case same:
			t.class = content
		}
		t.key = r.id(t.class, t.name)
		out = append(out, t)
	}
	return out, n
}

func besideDigit(words []language.Token, i int) bool {
	return i > 0 && isDigit(words[i-1].Text[0]) || i+1 < len(words) && isDigit(words[i+1].Text[0])
}

// properAt reports a word that is written like a name: a capital that does not open a sentence, or capitals or digits inside.
func properAt(text string, w language.Token) bool {
	first, size := utf8.DecodeRuneInString(text[w.Start:])
	for _, r := range text[w.Start+size : w.End] {
		if unicode.IsUpper(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return unicode.IsUpper(first) && !opens(text, w.Start)
}

// opens reports whether what stands at a place begins a sentence, a line or a quotation.
func opens(text string, at int) bool {
	before := strings.TrimRight(text[:at], " \t\u00a0")
	if before == "" {
		return true
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune(".!?:\n\"“„«‘¿¡(-•»", last)
}
