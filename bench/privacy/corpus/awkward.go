package corpus

import "strings"

// way is an awkward spelling: how a value is typed, and what stands around it without a gap.
type way struct {
	name          string
	before, after string
	spell         func(string) string // nil: as it is
}

// Awkward gives some messages for each of 65 spellings that a search for the usual build passes by.
// Variant names the spelling. The same seed gives the same messages.
func Awkward(seed uint64) []Message {
	d := newDraw(seed, stream("awkward"))
	var all []Message
	for _, w := range numberWays() {
		for range 2 {
			for _, f := range numberFrames(d) {
				all = append(all, f.message(w))
			}
		}
	}
	for _, w := range mailWays() {
		for _, text := range listed("write to {} or wait; my address is {}, thanks; mailto:{}; <{}>") {
			p := d.known("en")
			first, last := p.mailbox(d)
			f := frame{text, piece{text: first + "." + last + "@example.org", kind: "EMAIL_ADDRESS"}}
			all = append(all, f.message(w))
		}
	}
	return all
}

// frame is a message around one value, which belongs where {} stands.
type frame struct {
	text  string
	value piece
}

func numberFrames(d draw) []frame {
	return []frame{
		{"please charge {} today", piece{text: group(d.card("4", 16), " ", 4, 4, 4, 4), kind: "CREDIT_CARD"}},
		{"Refund to {} please", piece{text: group(d.iban(d.one("DE GB FR ES")), " ", 4, 4, 4, 4, 4, 4, 4), kind: "IBAN_CODE"}},
		{"you can ring me on {} after six", piece{text: d.shape("+44 20 7946 ####"), kind: "PHONE_NUMBER"}},
		{"my ssn is {} if needed", piece{text: d.nationalID("US").number, kind: "US_SSN"}},
	}
}

func (f frame) message(w way) Message {
	out := writer{m: Message{Lang: "en", Country: "GB", Variant: w.name}}
	if f.value.kind == "US_SSN" {
		out.m.Country = "US"
	}
	if w.spell != nil {
		f.value.text = w.spell(f.value.text)
	}
	before, after, _ := strings.Cut(f.text, "{}")
	out.add(before + w.before)
	out.put(f.value)
	out.add(w.after + after)
	return out.message()
}

// numberWays are for what has groups.
func numberWays() []way {
	var all []way
	for _, x := range [][2]string{
		{"no-break space", "\u00a0"}, {"narrow space", "\u202f"}, {"thin space", "\u2009"}, {"ideographic space", "\u3000"}, {"figure space", "\u2007"},
		{"hyphen", "‐"}, {"no-break hyphen", "‑"}, {"en dash", "–"}, {"em dash", "—"}, {"minus", "−"}, {"dots", "."}, {"hyphens and spaces", " - "}, {"two spaces", "  "},
		{"in one piece", ""}, {"underscores", "_"}, {"tabs", "\t"}, {"lines", "\n"}, {"slashes", "/"}, {"entities", "&nbsp;"},
	} {
		all = append(all, way{name: x[0], spell: strings.NewReplacer(" ", x[1], "-", x[1]).Replace})
	}
	for _, x := range []struct {
		name string
		zero rune
	}{
		{"full width", '０'}, {"Arabic", '٠'}, {"Persian", '۰'}, {"Devanagari", '०'}, {"Bengali", '০'}, {"Thai", '๐'}, {"bold digits", '𝟎'}, {"monospace", '𝟶'}, {"double-struck", '𝟘'},
	} {
		all = append(all, way{name: x.name, spell: digitsFrom(x.zero)})
	}
	for _, x := range [][2]string{
		{"zero width", "\u200b"}, {"joiners", "\u200d"}, {"soft hyphens", "\u00ad"}, {"word joiners", "\u2060"}, {"byte order marks", "\ufeff"},
	} {
		all = append(all, way{name: x[0], spell: threaded(x[1])})
	}
	return append(all,
		way{name: "direction", before: "\u200f", after: "\u200e"}, way{name: "isolates", before: "\u2066", after: "\u2069"}, way{name: "quotes", before: `"`, after: `"`},
		way{name: "curly quotes", before: "“", after: "”"}, way{name: "brackets", before: "(", after: ")"}, way{name: "square brackets", before: "[", after: "]"},
		way{name: "bold type", before: "**", after: "**"}, way{name: "code", before: "`", after: "`"}, way{name: "tag", before: "<b>", after: "</b>"},
		way{name: "comma", after: ",and"}, way{name: "emoji", before: "🙂", after: "🙂"}, way{name: "East Asian brackets", before: "「", after: "」"})
}

// mailWays are for an address with a name, a dot and a domain.
func mailWays() []way {
	var all []way
	for _, x := range [][3]string{
		{"(at)", " (at) ", "."}, {"(at) and (dot)", " (at) ", " (dot) "}, {"[at] and [dot]", "[at]", "[dot]"}, {"at and dot", " at ", " dot "}, {"AT and DOT", " AT ", " DOT "},
		{"spaces around", " @ ", "."}, {"full-width mail", "＠", "．"}, {"zero width after at", "@\u200b", "."}, {"entity", "&#64;", "."}, {"percent", "%40", "."}, {"_at_", "_at_", "."},
	} {
		all = append(all, way{name: x[0], spell: atAndDot(x[1], x[2])})
	}
	domain := func(name string) func(string) string {
		return func(s string) string { return strings.Replace(s, "example.org", name, 1) }
	}
	return append(all,
		way{name: "plus", spell: func(s string) string { return strings.Replace(s, "@", "+shop@", 1) }},
		way{name: "letters with marks", spell: func(s string) string { return "jörg." + strings.Replace(s, "example", "exämple", 1) }},
		way{name: "apostrophe", spell: func(s string) string { return "o'" + s }},
		way{name: "quoted name", spell: func(s string) string { return `"` + strings.Replace(strings.Replace(s, ".", " ", 1), "@", `"@`, 1) }},
		way{name: "address of a machine", spell: domain("[192.0.2.17]")}, way{name: "capitals", spell: strings.ToUpper}, way{name: "long ending", spell: domain("example.photography")},
		way{name: "no ending", spell: domain("localhost")}, way{name: "Punycode", spell: domain("xn--exmple-cua.com")})
}

func digitsFrom(zero rune) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return zero + r - '0'
			}
			return r
		}, s)
	}
}

func threaded(with string) func(string) string {
	return func(s string) string { return strings.Join(strings.Split(s, ""), with) }
}

// atAndDot writes the at sign and the last dot in another way.
func atAndDot(at, dot string) func(string) string {
	return func(s string) string {
		box, domain, _ := strings.Cut(s, "@")
		return box + at + strings.Replace(domain, ".", dot, 1)
	}
}
