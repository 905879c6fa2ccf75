package ground

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"candor/knowledge"
	"candor/language"
)

//go:embed lists/*.txt
var files embed.FS

// class is what a word does in a sentence.
type class uint8

const (
	neutral class = iota // holds others together; may come and go
	content              // says what the sentence is about
	number
	link
	weekday
	month
	filler // may come and go
	soft   // the future, where it only says that something happens
	split  // parts a sentence
	negation
	modality
	comparator
	condition
	exception
	quantifier
	frequency
	past
	polar
	join
	desk
	you
	third // they, he, she
	self
	yesno
	unitClass
	price // that something costs nothing
	same
)

var classNames = map[string]class{
	"neutral": neutral, "filler": filler, "soft": soft, "split": split, "negation": negation, "modality": modality,
	"comparator": comparator, "condition": condition, "exception": exception, "quantifier": quantifier, "frequency": frequency,
	"past": past, "polar": polar, "join": join, "desk": desk, "you": you, "third": third, "self": self, "answer": yesno, "number": number,
	"unit": unitClass, "price": price, "month": month, "weekday": weekday, "same": same,
}

// mark is what a phrase stands for.
type mark struct {
	class class
	name  string
}

// phrase is one or more words with their marks.
type phrase struct {
	words []string
	marks []mark
}

// lexicon is what is known of one language.
type lexicon struct {
	byFirst map[string][]phrase // longest first
	same    map[string]string   // stem to the stem that stands for it
	comma   bool                // a comma parts the decimals
}

// lexicons are the languages in which a sentence may differ from its passage.
var lexicons = map[string]func() *lexicon{
	"en": sync.OnceValue(func() *lexicon { return readLexicon("en") }),
	"de": sync.OnceValue(func() *lexicon { return readLexicon("de") }),
	"es": sync.OnceValue(func() *lexicon { return readLexicon("es") }),
	"fr": sync.OnceValue(func() *lexicon { return readLexicon("fr") }),
}

// lexiconOf gives nil for a language that is not known.
func lexiconOf(tag string) *lexicon {
	if f := lexicons[base(tag)]; f != nil {
		return f()
	}
	return nil
}

// base gives "pt" for "pt-BR".
func base(tag string) string {
	tag, _, _ = strings.Cut(strings.ToLower(tag), "-")
	return tag
}

// lines calls yield for each line of a list with what stands before and after the colon. A list that cannot be read is a
// mistake in this package, which its tests find.
func lines(name string, yield func(head, rest string)) {
	text, err := files.ReadFile("lists/" + name + ".txt")
	if err != nil {
		panic("ground: " + err.Error())
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		head, rest, ok := strings.Cut(line, ":")
		if !ok {
			panic("ground: " + name + ": a line without a colon: " + line)
		}
		yield(head, rest)
	}
}

// readLexicon reads one language. Where a phrase stands in two lines the first one counts.
func readLexicon(tag string) *lexicon {
	lex := &lexicon{byFirst: map[string][]phrase{}, same: map[string]string{}, comma: tag != "en"}
	seen := map[string]bool{}
	lines(tag, func(head, rest string) {
		marks := marksOf(tag, head)
		for text := range strings.SplitSeq(rest, ",") {
			words := language.Terms(text)
			if len(words) == 0 {
				continue
			}
			if marks[0].class == same {
				if stem := knowledge.Stem(tag, words[0]); len(words) == 1 && lex.same[stem] == "" {
					lex.same[stem] = marks[0].name
					continue
				}
			}
			key := strings.Join(words, " ")
			if !seen[key] {
				seen[key] = true
				lex.byFirst[words[0]] = append(lex.byFirst[words[0]], phrase{words: words, marks: marks})
			}
		}
	})
	for first, list := range lex.byFirst {
		slices.SortStableFunc(list, func(a, b phrase) int { return len(b.words) - len(a.words) })
		lex.byFirst[first] = list
	}
	return lex
}

// marksOf reads "modality can + negation not".
func marksOf(tag, head string) []mark {
	var out []mark
	for part := range strings.SplitSeq(head, "+") {
		fields := strings.Fields(part)
		c, ok := classNames[fields[0]]
		if !ok {
			panic("ground: " + tag + ": no such class: " + fields[0])
		}
		m := mark{class: c}
		if len(fields) > 1 {
			m.name = fields[1]
		}
		out = append(out, m)
	}
	return out
}

// at gives the longest phrase that begins at words[i], or nil.
func (l *lexicon) at(words []language.Token, i int) *phrase {
	list := l.byFirst[words[i].Text]
next:
	for k := range list {
		p := &list[k]
		if i+len(p.words) > len(words) {
			continue
		}
		for n, w := range p.words {
			if words[i+n].Text != w {
				continue next
			}
		}
		return p
	}
	return nil
}

// stem gives the form in which a word is compared.
func (l *lexicon) stem(tag, word string) string {
	stem := knowledge.Stem(tag, word)
	if other, ok := l.same[stem]; ok {
		return other
	}
	return stem
}
