package knowledge

import (
	"regexp"
	"strings"
)

var markdownMarks = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`,
	"#", `\#`, "|", `\|`, "~", `\~`, "&", `\&`, ">", `\>`, lineBreak, "")

// leadingMark is what would begin a list or a rule at the start of a line.
var leadingMark = regexp.MustCompile(`^(\s*)([-+=]|\d{1,9}[.)])(\s|$)`)

func escapeMarkdown(s string) string {
	s = markdownMarks.Replace(s)
	if m := leadingMark.FindStringSubmatchIndex(s); m != nil {
		s = s[:m[5]-1] + `\` + s[m[5]-1:]
	}
	return s
}

var escaped = regexp.MustCompile(`\\([[:punct:]])`)

func unescapeMarkdown(s string) string { return escaped.ReplaceAllString(s, "$1") }
