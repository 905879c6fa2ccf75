package knowledge

import (
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// pdfFont turns codes into words and knows how wide they are, in thousandths of the letter size.
type pdfFont struct {
	encoder pdf.TextEncoding
	wide    map[int]float64 // by code
	usual   float64         // of any other code
	bytes   int             // of a code: 2 in composite fonts
	bold    bool
	known   map[string]string
}

// font gives the font of a name. Names count within the resources of one page or form.
func (w *pdfWalker) font(resources pdf.Value, name string, depth int) *pdfFont {
	key := strconv.Itoa(depth) + name
	if f, ok := w.fonts[key]; ok && depth == 0 {
		return f
	}
	v := resources.Key("Font").Key(name)
	if v.IsNull() {
		return nil
	}
	f := pdf.Font{V: v}
	out := &pdfFont{encoder: encoderOf(&f), wide: map[int]float64{}, usual: 500, bytes: 1, known: map[string]string{}}
	base := strings.ToLower(f.BaseFont())
	out.bold = strings.Contains(base, "bold") || strings.Contains(base, "black") || strings.Contains(base, "heavy")
	if v.Key("Subtype").Name() == "Type0" {
		out.bytes = 2
		if encoding := v.Key("Encoding").Name(); strings.HasPrefix(encoding, "Identity") && v.Key("ToUnicode").Kind() != pdf.Stream {
			out.encoder = nil // codes are numbers of drawings, and nothing says of which letters
		}
		out.composite(v.Key("DescendantFonts").Index(0))
	} else {
		first := f.FirstChar()
		for i, width := range f.Widths() {
			if i < 256 {
				out.wide[first+i] = width
			}
		}
	}
	w.fonts[key] = out
	return out
}

// encoderOf gives no encoder for a font whose own cannot be read: the rest of the page still counts.
func encoderOf(f *pdf.Font) (e pdf.TextEncoding) {
	defer func() {
		if x := recover(); x != nil {
			if x == errSlow {
				panic(x)
			}
			e = nil
		}
	}()
	return f.Encoder()
}

// composite reads the widths of a font whose codes are of two bytes (ISO 32000-1, 9.7.4.3).
func (f *pdfFont) composite(v pdf.Value) {
	f.usual = 1000
	if dw := v.Key("DW"); !dw.IsNull() {
		f.usual = dw.Float64()
	}
	w := v.Key("W")
	for i := 0; i+1 < w.Len(); {
		first := int(w.Index(i).Int64())
		if list := w.Index(i + 1); list.Kind() == pdf.Array {
			for k := range list.Len() {
				f.wide[first+k] = list.Index(k).Float64()
			}
			i += 2
			continue
		}
		last := min(int(w.Index(i+1).Int64()), 0xFFFF)
		for code := max(first, 0); code <= last; code++ {
			f.wide[code] = w.Index(i + 2).Float64()
		}
		i += 3
	}
}

// decode gives the words of a string, how many letters it has, how wide they are and how many of them
// are the spaces of one byte that word spacing widens.
func (f *pdfFont) decode(raw string) (text string, glyphs int, wide float64, spaces int) {
	var b strings.Builder
	for len(raw) > 0 {
		n := min(f.bytes, len(raw))
		code := raw[:n]
		raw = raw[n:]
		number := 0
		for i := range n {
			number = number<<8 | int(code[i])
		}
		width, ok := f.wide[number]
		if !ok {
			width = f.usual
		}
		wide += width
		glyphs++
		if n == 1 && number == ' ' {
			spaces++
		}
		b.WriteString(f.letter(code))
	}
	return b.String(), glyphs, wide, spaces
}

func (f *pdfFont) letter(code string) string {
	if s, ok := f.known[code]; ok {
		return s
	}
	s := ""
	if f.encoder != nil {
		s = f.encoder.Decode(code)
	}
	s = ligatures.Replace(s)
	f.known[code] = s
	return s
}

// ligatures stand as one letter in many fonts; nobody searches for them.
var ligatures = strings.NewReplacer("\ufb00", "ff", "\ufb01", "fi", "\ufb02", "fl", "\ufb03", "ffi", "\ufb04", "ffl", "\ufb05", "st", "\ufb06", "st",
	"\u0000", "", "\ufffd", "", "\u00ad", "")
