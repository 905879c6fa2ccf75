package ground

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/language"
)

// address is a link, an e-mail address or a telephone number in a text.
type address struct {
	start, end int
	text       string // in the form in which two are compared
	host       string // of a link; empty for the others
}

// addresses finds them all. What merely looks like one counts as one: a customer's screen may make it clickable.
func addresses(text string) []address {
	var out []address
	for i := 0; i < len(text); {
		for i < len(text) && isSpace(text, i) {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
		}
		start := i
		for i < len(text) && !isSpace(text, i) {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
		}
		if a, ok := addressIn(text, start, i); ok {
			out = append(out, a)
		}
	}
	out = append(out, phones(text, out)...)
	slices.SortFunc(out, func(a, b address) int { return a.start - b.start })
	return out
}

func isSpace(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsSpace(r)
}

const around = ".,;:!?\"'()[]{}<>«»„“”‘’…*_`¿¡"

// addressIn looks at one run without spaces.
func addressIn(text string, start, end int) (address, bool) {
	run := text[start:end]
	if !strings.ContainsAny(run, ".@:．＠：。｡․") {
		return address{}, false
	}
	left := len(run) - len(strings.TrimLeft(run, around))
	run = strings.Trim(run, around)
	plain := language.Normalise(run).Text
	a := address{start: start + left, end: start + left + len(run), text: strings.TrimSuffix(plain, "/")}
	if at := strings.IndexByte(plain, '@'); at > 0 && strings.Contains(plain[at:], ".") && !strings.Contains(plain, "://") {
		return a, true
	}
	if scheme, _, ok := strings.Cut(plain, ":"); ok && len(scheme) > 1 && asciiLetters(scheme) && (strings.Contains(plain, "://") || bareScheme(scheme)) {
		u, err := url.Parse(plain)
		if err != nil {
			a.host = "?"
			return a, true
		}
		a.host, a.text = u.Hostname(), canonical(u)
		if a.host == "" {
			a.host = "?"
		}
		return a, true
	}
	host, path, _ := strings.Cut(plain, "/")
	if !dotted(host) {
		return a, false
	}
	a.host = strings.TrimPrefix(host, "www.")
	a.text = strings.TrimSuffix(a.host+"/"+path, "/")
	return a, true
}

func bareScheme(s string) bool {
	return slices.Contains([]string{"javascript", "data", "mailto", "tel", "sms", "file", "vbscript", "whatsapp"}, s)
}

// canonical gives a link without what two ways of writing it may differ in. A user name, port, query or fragment stays.
func canonical(u *url.URL) string {
	if u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.Port() != "" || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
		return u.String()
	}
	return strings.TrimSuffix(strings.TrimPrefix(u.Hostname(), "www.")+u.Path, "/")
}

func asciiLetters(s string) bool {
	for _, r := range s {
		if r > unicode.MaxASCII || !unicode.IsLetter(r) {
			return false
		}
	}
	return true
}

// dotted reports a host: labels of letters, digits and hyphens parted by dots, the last one of two letters or more. "z.B" and
// "3.95" are none.
func dotted(host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	for _, l := range labels {
		if l == "" {
			return false
		}
		for _, r := range l {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' {
				return false
			}
		}
	}
	last := labels[len(labels)-1]
	for _, r := range last {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return utf8.RuneCountInString(last) >= 2 && (len(labels) > 2 || utf8.RuneCountInString(labels[0]) >= 2)
}

const leastDigits = 8 // of a telephone number

// phones finds runs of digits that may be dialled: signs between digits are spaces, points, hyphens, slashes and brackets.
func phones(text string, taken []address) []address {
	var out []address
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) && text[i] != '+' || i > 0 && isDigit(text[i-1]) {
			continue
		}
		digits, end := 0, i
		var plain strings.Builder
		gap := 0
		for k := i; k < len(text) && gap < 3; k++ {
			switch {
			case isDigit(text[k]):
				plain.WriteByte(text[k])
				digits++
				end, gap = k+1, 0
			case strings.IndexByte(" .-/()+", text[k]) >= 0:
				gap++
			default:
				gap = 3
			}
		}
		if digits < leastDigits {
			continue
		}
		a := address{start: i, end: end, text: "tel " + plain.String()}
		if !slices.ContainsFunc(taken, func(o address) bool { return o.start < a.end && a.start < o.end }) {
			out = append(out, a)
		}
		i = end
	}
	return out
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }

// linkAllowed reports whether a host of the owner's list may be linked to: by name alone or with a path, nothing that
// could carry words away.
func (v Verifier) linkAllowed(a address) bool {
	if a.host == "" || strings.ContainsAny(a.text, "?#@:%\\") {
		return false
	}
	return slices.ContainsFunc(v.Links, func(h string) bool { return strings.EqualFold(strings.TrimPrefix(h, "www."), a.host) })
}

// passLinks takes allowed links out of what must stand in a passage.
func (v Verifier) passLinks(tokens []token) {
	for i, t := range tokens {
		if t.class != link {
			continue
		}
		host, _, _ := strings.Cut(t.name, "/")
		if v.linkAllowed(address{text: t.name, host: host}) {
			tokens[i].class = neutral
		}
	}
}
