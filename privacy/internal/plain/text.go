package plain

import (
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text is a text in its original and its plain spelling. Of makes it; it is not changed afterwards.
type Text struct {
	Original string
	Plain    string // the same string as Original when nothing had to change
	pieces   []piece
}

// piece starts a stretch of Plain and lasts to the next one. In a stretch that is the same, each byte
// stands for one byte of the original; otherwise the whole stretch stands for whole bytes of it.
type piece struct {
	plain, original int
	whole           int // bytes of the original that the whole stretch stands for; 0 when it is the same
}

// longestCluster is how many characters are composed at once. Real letters take up to six.
const longestCluster = 16

// Of folds s: form NFKC, digits of every script to 0-9, any space but line breaks and tabs to ' ',
// any hyphen, dash or minus to '-', references of HTML to those, invisible characters left out. Bytes that are not UTF-8 stay.
// Time and memory are linear in the length of s; a text of ASCII costs one look at it.
func Of(s string) *Text {
	first := firstChange(s)
	if first == len(s) {
		return &Text{Original: s, Plain: s}
	}
	f := folder{in: s, at: first}
	f.out.Grow(len(s))
	f.out.WriteString(s[:first])
	f.pieces = append(make([]piece, 0, 8), piece{})
	for f.at < len(s) {
		f.step()
	}
	f.pieces = append(f.pieces, piece{plain: f.out.Len(), original: len(s)})
	return &Text{Original: s, Plain: f.out.String(), pieces: f.pieces}
}

// Span maps the half-open byte range of Plain to the half-open byte range of Original that it stands
// for. Invisible characters just outside of the range stay outside. Start and end are expected in
// Plain, between characters.
func (t *Text) Span(start, end int) (int, int) {
	if t.pieces == nil {
		return start, end
	}
	from := t.pieceAt(start)
	first := t.pieces[from].original
	if t.pieces[from].whole == 0 {
		first += start - t.pieces[from].plain
	}
	if end <= start {
		return first, first
	}
	to := t.pieceAt(end - 1)
	p := t.pieces[to]
	if p.whole == 0 {
		return first, p.original + end - p.plain
	}
	return first, p.original + p.whole
}

// pieceAt gives the last piece that starts at or before an offset in Plain.
func (t *Text) pieceAt(offset int) int {
	return sort.Search(len(t.pieces), func(i int) bool { return t.pieces[i].plain > offset }) - 1
}

// firstChange gives the offset of the first character that may have to change. A combining mark
// changes what stands before it.
func firstChange(s string) int {
	last := 0
	for i := plainStart(s); i < len(s); {
		if s[i] < utf8.RuneSelf {
			if s[i] == '&' {
				if _, size := entity(s[i:]); size > 0 {
					return i
				}
			}
			last = i
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !settled(r, s[i:i+size]) {
			if joins(s[i:]) {
				return last
			}
			return i
		}
		last = i
		i += size
	}
	return len(s)
}

// plainStart gives the length of a beginning in which nothing can change, in steps of some bytes. The
// last character of it may be joined by a mark, so it is left out.
func plainStart(s string) int {
	const step, high = 8, 0x8080808080808080
	i := 0
	for ; i+step <= len(s); i += step {
		word := uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 | uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
		and := word ^ 0x2626262626262626 // a zero byte where & stands
		if (word|(and-0x0101010101010101)&^and)&high != 0 {
			break
		}
	}
	return max(0, i-1)
}

type folder struct {
	in     string
	at     int
	out    strings.Builder
	pieces []piece
	seen   [64]character // the last ones
}

// step folds one character with the marks that belong to it.
func (f *folder) step() {
	c := f.in[f.at]
	if c == '&' && f.entity() {
		return
	}
	next := f.at + 1
	if c < utf8.RuneSelf && (next == len(f.in) || f.in[next] < utf8.RuneSelf) {
		f.keep(1)
		return
	}
	r, size := utf8.DecodeRuneInString(f.in[f.at:])
	if r == utf8.RuneError && size == 1 {
		f.keep(1)
		return
	}
	enc := f.in[f.at : f.at+size]
	here := f.look(r, enc)
	if n := f.cluster(size); n > size {
		if composed := norm.NFKC.String(f.in[f.at : f.at+n]); composed != f.in[f.at:f.at+n] {
			f.replace(n, withoutInvisible(composed))
			return
		}
		f.keep(n)
		return
	}
	folded, known := here.folded, here.known
	if here.depends {
		folded, known = simple(r, f.afterDigit())
	}
	switch {
	case known && folded == removed:
		f.skip(size)
	case known:
		f.replace(size, string(folded))
	case here.as == "":
		f.keep(size)
	default:
		f.replace(size, here.as)
	}
}

// character is what folding needs to know of one character.
type character struct {
	r       rune
	folded  rune
	known   bool   // it folds by itself
	depends bool   // it folds after a digit only
	joins   bool   // it combines with what stands before it
	as      string // its compatible spelling, empty when that is itself
}

// look tells of a character, and remembers it for the next time.
func (f *folder) look(r rune, enc string) character {
	c := &f.seen[uint32(r)%uint32(len(f.seen))]
	if c.r == r {
		return *c
	}
	*c = character{r: r, joins: joins(enc)}
	c.folded, c.known = simple(r, false)
	if !c.known {
		_, c.depends = simple(r, true)
	}
	if !c.known && !settled(r, enc) {
		if s := foldEach(norm.NFKC.String(enc)); len(s) <= longestSpelling && s != "" {
			c.as = s
		}
	}
	return *c
}

// longestSpelling is how many bytes may stand for one character. Signs for a whole phrase stay as they
// are: nothing personal is spelled with them, and a text of nothing else would grow eleven times.
const longestSpelling = 9

// entity folds a character reference of HTML, if one stands here.
func (f *folder) entity() bool {
	r, size := entity(f.in[f.at:])
	switch {
	case size == 0:
		return false
	case r == removed:
		f.skip(size)
	default:
		f.replace(size, string(r))
	}
	return true
}

// cluster gives the bytes from here to the end of the marks that combine with this character.
func (f *folder) cluster(size int) int {
	n := size
	for range longestCluster {
		rest := f.in[f.at+n:]
		if rest == "" || rest[0] < utf8.RuneSelf {
			break
		}
		r, more := utf8.DecodeRuneInString(rest)
		if !f.look(r, rest[:more]).joins {
			break
		}
		n += more
	}
	return n
}

func (f *folder) afterDigit() bool {
	s := f.out.String()
	return s != "" && s[len(s)-1] >= '0' && s[len(s)-1] <= '9'
}

func (f *folder) keep(n int) {
	if f.pieces[len(f.pieces)-1].whole != 0 {
		f.pieces = append(f.pieces, piece{plain: f.out.Len(), original: f.at})
	}
	f.out.WriteString(f.in[f.at : f.at+n])
	f.at += n
}

// skip leaves n bytes out; what follows is a new piece.
func (f *folder) skip(n int) {
	f.at += n
	here := piece{plain: f.out.Len(), original: f.at}
	if last := &f.pieces[len(f.pieces)-1]; last.plain == here.plain && last.whole == 0 {
		*last = here
		return
	}
	f.pieces = append(f.pieces, here)
}

func (f *folder) replace(n int, with string) {
	if with == "" {
		f.skip(n)
		return
	}
	here := piece{plain: f.out.Len(), original: f.at, whole: n}
	if last := &f.pieces[len(f.pieces)-1]; last.plain == here.plain {
		*last = here
	} else {
		f.pieces = append(f.pieces, here)
	}
	f.out.WriteString(with)
	f.at += n
}
