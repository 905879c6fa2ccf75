package teamwork

import (
	"regexp"
	"strings"
	"time"

	"candor"
)

// Tag is a word of the desk's own for what a conversation is about. Leads make them; they say nothing of who a
// customer is.
type Tag struct {
	Name    string // as TagName gives it
	Meaning string // when to use it, in words for colleagues
	By      candor.AgentID
	Made    time.Time
	Open    int // how many conversations that are not finished have it
	All     int
}

// ErrTag says that a text cannot be a tag's name.
var ErrTag = candor.Fail(candor.CodeInvalid, "teamwork.tag_name", nil)

var tagShape = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:-[\p{L}\p{M}\p{N}]+)*$`)

// TagName gives the name of a tag as it is kept: lower case, words joined by hyphens, 1 to 40 characters. ErrTag.
func TagName(s string) (string, error) {
	s = strings.ToLower(strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '_' || r == '\t' }), "-"))
	if len([]rune(s)) > 40 || !tagShape.MatchString(s) {
		return "", ErrTag
	}
	return s, nil
}

// label tidies a name that people gave to something: 1 to most characters on one line. ok is false for any other.
func label(s string, most int) (tidy string, ok bool) {
	s = strings.Join(strings.Fields(s), " ")
	n := 0
	for _, r := range s {
		n++
		if r < ' ' || r == 0x7f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return "", false
		}
	}
	return s, n >= 1 && n <= most
}
