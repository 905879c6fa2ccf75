package privacy

import (
	"encoding/json"
	"strings"
)

// Form says into what a restored value is put, and so how it must be written there.
type Form uint8

const (
	Plain    Form = iota // as it is
	JSON                 // inside a JSON string, such as the arguments of a tool
	HTML                 // as text or inside a quoted attribute
	Markdown             // as words of a paragraph, outside code
)

// escape writes a value so that in its place it reads as itself and does nothing else.
func (f Form) escape(value string) string {
	switch f {
	case JSON:
		return inJSON(value)
	case HTML:
		return forHTML.Replace(value)
	case Markdown:
		return inMarkdown(value)
	}
	return value
}

// forHTML takes the meaning from everything that ends a text or a quoted attribute.
var forHTML = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "`", "&#96;", "\x00", "\uFFFD")

// inJSON writes a value as the inside of a JSON string (RFC 8259), also safe where that JSON stands in
// a page.
func inJSON(value string) string {
	quoted, err := json.Marshal(value)
	if err != nil {
		return "" // a string has no way to fail
	}
	return string(quoted[1 : len(quoted)-1])
}

// inMarkdown puts a backslash before each character that can mean something: CommonMark reads any
// punctuation of ASCII after one as itself. An empty line would end the paragraph and is left out.
func inMarkdown(value string) string {
	var out strings.Builder
	out.Grow(len(value) + 8)
	for i := range len(value) {
		b := value[i]
		switch {
		case b == '\n' && i > 0 && value[i-1] == '\n':
			continue
		case b >= '!' && b <= '/', b >= ':' && b <= '@', b >= '[' && b <= '`', b >= '{' && b <= '~':
			out.WriteByte('\\')
		}
		out.WriteByte(b)
	}
	return out.String()
}
