package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences splits text, plain or Markdown, into sentences and gives their bytes, without the
// space around them. List marks, heading marks and quote marks at the start of a line are left
// out; list items, headings and table rows end with their line; a line break inside a
// paragraph does not end a sentence, an empty line does. Abbreviations, decimals, ordinals,
// initials and web addresses do not end one either.
//
// Every span holds at least one letter or digit.
func Sentences(text string) []Span {
	spans := make([]Span, 0, len(text)/60+1)
	for _, block := range blocks(text) {
		spans = split(text, block, spans)
	}
	return spans
}

// blocks cuts text into paragraphs and single lines that stand alone.
func blocks(text string) []Span {
	var out []Span
	open := -1 // start of the paragraph being read
	last := 0
	flush := func() {
		if open >= 0 {
			out = append(out, Span{open, last})
			open = -1
		}
	}
	for i := 0; i < len(text); {
		end := strings.IndexByte(text[i:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += i
		}
		line := cutSpace(text, Span{i, end})
		body, marked := unmark(text, line)
		switch {
		case line.Start == line.End || rule(text[line.Start:line.End]):
			flush()
		case text[line.Start] == '|':
			flush()
			out = append(out, line)
		case marked && text[line.Start] == '#':
			flush()
			out = append(out, body)
		case marked:
			flush()
			open, last = body.Start, body.End
		default:
			if open < 0 {
				open = line.Start
			}
			last = line.End
		}
		i = end + 1
	}
	flush()
	return out
}

// unmark leaves out the mark of a list item, heading or quotation at the start of a line.
func unmark(text string, line Span) (Span, bool) {
	s := text[line.Start:line.End]
	cut := 0
	for _, mark := range []string{"- ", "* ", "+ ", "• ", "· ", "– ", "▪ ", "● ", "> ", "・"} {
		if strings.HasPrefix(s, mark) {
			cut = len(mark)
			break
		}
	}
	if cut == 0 {
		hashes := len(s) - len(strings.TrimLeft(s, "#"))
		if 0 < hashes && hashes <= 6 && strings.HasPrefix(s[hashes:], " ") {
			cut = hashes + 1
		}
	}
	if cut == 0 {
		digits := 0
		for digits < len(s) && digits < 3 && isDigit(s[digits]) {
			digits++
		}
		if digits > 0 && len(s) > digits+1 && (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' ' {
			cut = digits + 2
		}
	}
	if cut == 0 {
		return line, false
	}
	return cutSpace(text, Span{line.Start + cut, line.End}), true
}

// rule reports a line that only draws: "---", "===", "***".
func rule(line string) bool {
	return len(line) >= 3 && strings.Trim(line, "-=*_ ") == ""
}

func split(text string, block Span, spans []Span) []Span {
	start, looked := block.Start, block.Start // up to looked there is no letter or digit since start
	add := func(end int) {
		says := strings.ContainsFunc(text[looked:end], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
		if looked = end; says {
			spans = append(spans, cutSpace(text, Span{start, end}))
			start = end
		}
	}
	for i := block.Start; i < block.End; {
		r, size := utf8.DecodeRuneInString(text[i:block.End])
		if !terminator(r) {
			i += size
			continue
		}
		after := i + size
		for after < block.End { // further marks and closing quotes belong to this sentence
			r, size := utf8.DecodeRuneInString(text[after:block.End])
			if !terminator(r) && !closer(r) {
				break
			}
			after += size
		}
		if ends(text, start, i, after, block.End, r) {
			add(after)
		}
		i = after
	}
	if start < block.End {
		add(block.End)
	}
	return spans
}

// ends decides whether the mark r at byte at, with what belongs to it up to after, ends the
// sentence that began at start.
func ends(text string, start, at, after, end int, r rune) bool {
	if after >= end {
		return true
	}
	switch r {
	case '。', '！', '？', '｡', '।', '॥', '۔', '؟', '።', '၊', '។':
		return true
	}
	next, _ := utf8.DecodeRuneInString(text[after:end])
	if !unicode.IsSpace(next) {
		return false
	}
	rest := strings.TrimLeftFunc(text[after:min(end, after+80)], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	first, _ := utf8.DecodeRuneInString(rest)
	if unicode.IsLower(first) && scriptOf(first) != georgian {
		return r != '.' && r != '…' && strings.IndexByte(text[at:after], '.') < 0
	}
	if r != '.' || after-at > 1 && text[at+1] == '.' {
		return true
	}
	return !abbreviated(text[start:at], rest)
}

// abbreviated reports whether the full stop after before belongs to a shortened word, an
// initial or an ordinal number, rather than to the sentence.
func abbreviated(before, rest string) bool {
	cut := strings.LastIndexFunc(before, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == '"' || r == '“' || r == '/' })
	last := before
	if cut >= 0 {
		_, size := utf8.DecodeRuneInString(before[cut:])
		last = before[cut+size:]
	}
	if last == "" || len(last) > 12 {
		return false
	}
	runes := utf8.RuneCountInString(last)
	r, _ := utf8.DecodeRuneInString(last)
	if runes == 1 && unicode.IsUpper(r) && r != 'I' { // an initial: "J. Smith"
		return true
	}
	if isDigit(last[0]) && strings.Trim(last, "0123456789") == "" {
		return len(last) <= 2 && monthFollows(rest)
	}
	last = strings.ToLower(last)
	if beforeNumber[last] {
		return rest != "" && isDigit(rest[0])
	}
	return beforeName[last]
}

// monthFollows recognises German dates ("am 3. Mai"); languages that write months in lower
// case need no list.
func monthFollows(rest string) bool {
	word := rest
	if cut := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) }); cut >= 0 {
		word = rest[:cut]
	}
	switch word {
	case "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember":
		return true
	}
	return false
}

func terminator(r rune) bool {
	switch r {
	case '.', '!', '?', '…', '。', '！', '？', '｡', '।', '॥', '۔', '؟', '።', '។', '‽', '⁇', '⁈', '⁉', ';':
		return r != ';'
	}
	return false
}

func closer(r rune) bool {
	switch r {
	case '"', '\'', ')', ']', '”', '’', '»', '›', '」', '』', '）', '】', '*', '_':
		return true
	}
	return false
}
