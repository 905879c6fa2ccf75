package ground

import (
	"slices"
	"strings"

	"candor"
	"candor/knowledge"
	"candor/language"
)

// evidence is one passage as it was given, read for comparing.
type evidence struct {
	passage knowledge.Passage
	lex     *lexicon
	units   []unit
	head    []token     // title and heading
	has     map[int]int // units that a word of content stands in
}

// unit is the least that may be quoted, with its words.
type unit struct {
	knowledge.Unit
	tokens []token
	lead   int    // the unit that introduces it, or -1
	plain  string // its signature
}

// material is all that a model was given, read once for a whole draft.
type material struct {
	reader   *reader
	all      []evidence
	byID     map[candor.PassageID]int
	links    map[int]bool // keys of links in quotable passages
	quotable bool         // some passage may be quoted
}

// readMaterial reads the passages. Those that may not be quoted are kept apart from their words.
func readMaterial(given []knowledge.Passage) *material {
	m := &material{reader: newReader(), byID: make(map[candor.PassageID]int, len(given)), links: map[int]bool{}}
	for _, p := range given {
		if _, twice := m.byID[p.ID]; twice {
			continue
		}
		m.byID[p.ID] = len(m.all)
		e := evidence{passage: p, lex: lexiconOf(p.Language)}
		if p.Quotable() {
			m.quotable = true
			m.readUnits(&e)
		}
		m.all = append(m.all, e)
	}
	return m
}

func (m *material) readUnits(e *evidence) {
	p := e.passage
	lead := -1
	for i, u := range knowledge.Units(p.Text, p.Language) {
		words := p.Text[u.Start:u.End]
		one := unit{Unit: u, tokens: m.reader.read(p.Language, e.lex, words), lead: -1, plain: signature(words)}
		for _, t := range one.tokens {
			if t.class == link {
				m.links[t.key] = true
			}
		}
		switch {
		case u.Item:
			one.lead = lead
		case u.Leads:
			lead = i
		default:
			lead = -1
		}
		e.units = append(e.units, one)
	}
	e.count()
	for i := range e.units {
		e.weigh(e.units[i].tokens)
	}
	e.head = m.reader.read(p.Language, e.lex, p.Title+"\n"+strings.ReplaceAll(p.Heading, "›", "\n"))
}

// signature is a text by its words and the signs that change a number. Two texts with the same one differ in nothing that is
// read aloud.
func signature(text string) string {
	plain := language.Normalise(text).Text
	var b strings.Builder
	b.Grow(len(plain))
	gap := false
	for i, r := range plain {
		switch {
		case letterOrDigit(r), strings.ContainsRune("£€$¥%°+<>=@&#", r):
		case r == '-' && i > 0 && i+1 < len(plain) && asciiWord(plain[i-1]) && asciiWord(plain[i+1]):
		case (r == '.' || r == ',' || r == ':' || r == '/' || r == '-') && i > 0 && i+1 < len(plain) && isDigit(plain[i+1]):
			if !isDigit(plain[i-1]) && r != '-' {
				gap = true
				continue
			}
		case r == '\'':
			continue
		default:
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
	}
	return b.String()
}

// find gives the run of units that a text is, word for word.
func (e *evidence) find(sig string) (from, to int, ok bool) {
	if sig == "" {
		return 0, 0, false
	}
	for i := range e.units {
		rest := sig
		for k := i; k < len(e.units); k++ {
			var cut bool
			if rest, cut = strings.CutPrefix(rest, e.units[k].plain); !cut || e.units[k].plain == "" {
				break
			}
			if rest == "" {
				return i, k + 1, true
			}
			if rest, cut = strings.CutPrefix(rest, " "); !cut {
				break
			}
		}
	}
	return 0, 0, false
}

// words gives units from..to as they stand in the passage, lists on lines of their own with their marks.
func (e *evidence) words(from, to int) string {
	p := e.passage
	start := e.units[from].Start
	if e.units[from].Item && to-from > 1 {
		start = strings.LastIndexByte(p.Text[:start], '\n') + 1
	}
	return strings.TrimSpace(p.Text[start:e.units[to-1].End])
}

// opensWith reports whether unit i begins as one that limits or leans on the one before.
func (e *evidence) opensWith(kind string, i int) bool {
	u := e.units[i]
	if u.Item && kind == "limits" {
		return false
	}
	return slices.ContainsFunc(openings()[kind+" "+base(e.passage.Language)], func(o string) bool {
		rest, ok := strings.CutPrefix(u.plain, o)
		return ok && (rest == "" || rest[0] == ' ')
	})
}

// count finds how many units have each word.
func (e *evidence) count() {
	e.has = map[int]int{}
	last := map[int]int{}
	for i, u := range e.units {
		for _, t := range u.tokens {
			if t.class == content && last[t.key] != i+1 {
				last[t.key] = i + 1
				e.has[t.key]++
			}
		}
	}
}

// weigh sets how much each word of content tells, by how few units of the passage have it. Other passages change nothing, so that
// a sentence gets the same score when it is checked again beside its own passage alone.
func (e *evidence) weigh(tokens []token) {
	for i := range tokens {
		if tokens[i].class == content {
			tokens[i].weight = rarity(len(e.units), e.has[tokens[i].key])
		}
	}
}
