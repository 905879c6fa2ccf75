package action

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"candor/language"
)

// Topic is what plain words can be read as without a model.
type Topic string

// The topics.
const (
	OrderStatus Topic = "order_status" // a question about where an order is or when it comes; of a Look
	OrderCancel Topic = "order_cancel" // the plain wish that one order be cancelled; of a Change
)

// kindOf is of which kind an act is that a topic may be read as. A Change that is read only asks the
// customer. Money is read as nothing.
var kindOf = map[Topic]Kind{OrderStatus: Look, OrderCancel: Change}

// Reading says how an act is read from plain words.
type Reading struct {
	Topic    Topic  //
	Argument string // the one argument that the act needs
	Pattern  string // of the number as people write it, whatever its case, such as `\bHP[- ]?([0-9]{6})\b`
	Form     string // how it reads then, with $1 for the first group, such as "HP-$1"; empty: as it was found
}

// reader is a Reading that was found good.
type reader struct {
	Reading
	number *regexp.Regexp
}

func newReader(s Spec, arguments *field) (*reader, error) {
	r := s.Reading
	f := arguments.fields[r.Argument]
	kind, known := kindOf[r.Topic]
	if !known || s.Kind != kind || f == nil || f.kind != isString || len(arguments.required) > 1 {
		return nil, errors.New("only a look at one order, and the wish to cancel one, are read from plain words")
	}
	for _, name := range arguments.required {
		if name != r.Argument {
			return nil, errors.New("the act needs another argument than the one that is read")
		}
	}
	number, err := regexp.Compile("(?i)" + r.Pattern)
	if err != nil || r.Pattern == "" || number.MatchString("") {
		return nil, fmt.Errorf("the pattern of the number cannot be used: %w", errors.Join(err))
	}
	return &reader{*r, number}, nil
}

// find gives the one number in a normalised text, and the text with # in its place. False: there is
// none, or there are two.
func (r *reader) find(text string) (number, rest string, ok bool) {
	for _, at := range r.number.FindAllStringSubmatchIndex(text, -1) {
		one := text[at[0]:at[1]]
		if r.Form != "" {
			one = string(r.number.ExpandString(nil, r.Form, text, at))
		}
		if number != "" && one != number {
			return "", "", false
		}
		number = one
	}
	return number, r.number.ReplaceAllLiteralString(text, " # "), number != ""
}

// Recognise reads a message as an act, where it says nothing else. A Look: a number in the form of a
// spec, a question about where that is, and hardly a word beside. A Change: such a number and the plain wish, as a whole
// sentence. It gives the name and the arguments for Call. A complaint, a wish to get money back, the question whether
// something can be done, a second number, a long story: not this. Tag is the language (BCP 47) that the message is likely
// in; en, de, es, fr, it and ar are read.
func (r *Registry) Recognise(text, tag string) (name, arguments string, ok bool) {
	if r == nil || len(text) > maxRead {
		return "", "", false
	}
	normal := language.Normalise(text).Text
	for _, s := range r.Specs() {
		k := r.specs[s.Name]
		if k.read == nil {
			continue
		}
		number, rest, found := k.read.find(normal)
		if !found {
			continue
		}
		v := map[string]any{s.Reading.Argument: number}
		if k.arguments.check(v, "") != nil {
			upper := strings.ToUpper(number) // normal text has no capitals
			if v[s.Reading.Argument] = upper; k.arguments.check(v, "") != nil {
				continue
			}
		}
		if k.read.Topic == OrderStatus && asksStatus(rest, tag) || k.read.Topic == OrderCancel && bids(OrderCancel, rest) {
			return s.Name, canonical(v), true
		}
	}
	return "", "", false
}

const (
	maxRead  = 400 // bytes of a message that is read
	maxWords = 30
)

// asksStatus reports whether a text, with # for the number, asks where an order is and nothing else.
func asksStatus(text, tag string) bool {
	words := wordsOf(text)
	if len(words) < 2 || len(words) > maxWords {
		return false
	}
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if t, ok := tongues()[base]; ok && t.asks(words, base) {
		return true
	}
	detected, _ := language.Detect(text, base)
	t, ok := tongues()[detected]
	return ok && detected != base && t.asks(words, detected)
}

// wordsOf gives the words of a normalised text without accents, with # for the number and without apostrophes.
func wordsOf(text string) []string {
	return strings.FieldsFunc(plainArabic(language.Fold(text)), func(c rune) bool {
		return c != '#' && !isLetter(c) && (c < '0' || c > '9')
	})
}

func isLetter(c rune) bool { return unicode.IsLetter(c) || unicode.IsMark(c) }

// tongue is how one language asks where an order is.
type tongue struct {
	cues   *regexp.Regexp      // over words with one space between them
	vetoes []string            // beginnings of words that say that it is about something else
	inside bool                // vetoes stand anywhere in a word: prefixes are written joined
	plain  map[string]struct{} // words that say nothing else
}

func (t tongue) asks(words []string, tag string) bool {
	strange := 0
	for _, w := range words {
		if t.vetoed(w) {
			return false
		}
		if _, ok := t.plain[w]; !ok && w != "#" && !language.StopWord(tag, w) {
			strange++
		}
	}
	if strange > 1+len(words)/16 {
		return false
	}
	return t.cues.MatchString(strings.Join(words, " "))
}

func (t tongue) vetoed(w string) bool {
	return slices.ContainsFunc(t.vetoes, func(v string) bool {
		if strings.HasSuffix(v, "$") {
			return w == v[:len(v)-1]
		}
		return strings.HasPrefix(w, v) || t.inside && strings.Contains(w, v)
	})
}

// tongues are built at first use.
var tongues = sync.OnceValue(func() map[string]tongue {
	out := map[string]tongue{}
	for tag, s := range spoken {
		t := tongue{vetoes: strings.Fields(s.vetoes), inside: tag == "ar", plain: map[string]struct{}{}}
		for _, w := range strings.Fields(s.plain) {
			t.plain[w] = struct{}{}
		}
		cue := strings.NewReplacer("NOUN", "(?:"+s.nouns+")", "WITH", "(?:(?:"+s.with+") )*").Replace(strings.Join(s.cues, "|"))
		t.cues = regexp.MustCompile(`(?:^| )(?:` + cue + `)(?: |$)`)
		out[tag] = t
	}
	return out
})

// plainArabic writes the letters that people write in several ways in one.
func plainArabic(text string) string { return arabicLetters.Replace(text) }

var arabicLetters = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ة", "ه", "ى", "ي", "؟", " ", "،", " ")
