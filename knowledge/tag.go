package knowledge

import (
	"strings"

	"golang.org/x/text/language"
)

// languageTag gives a language in the short form in which articles are found ("en" for "en-US" or
// "en_us"), empty when it is none.
func languageTag(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	if s == "" {
		return ""
	}
	tag, err := language.Parse(s)
	if err != nil {
		return ""
	}
	base, confidence := tag.Base()
	if confidence == language.No {
		return ""
	}
	return base.String()
}
