package locale

import (
	"strings"

	"golang.org/x/text/language"
)

// longestTag bounds what is parsed of a header that a stranger wrote.
const longestTag = 256

// Languages lists the languages of the customers' texts, as BCP 47 tags.
func Languages() []string {
	out := make([]string, len(tags))
	for i, tag := range tags {
		out[i] = tag.String()
	}
	return out
}

// Match gives the catalogue language that fits best: each tag is a BCP 47 tag or a whole
// Accept-Language header, the most wanted first. English when none fits.
func (c *Catalogue) Match(wanted ...string) string {
	for _, w := range wanted {
		if _, exact := c.books[w]; exact {
			return w
		}
		if len(w) > longestTag {
			w = w[:max(strings.LastIndexByte(w[:longestTag], ','), 0)]
		}
		parsed, _, err := language.ParseAcceptLanguage(w)
		if err != nil || len(parsed) == 0 {
			continue
		}
		if _, i, confidence := c.matcher.Match(parsed...); confidence != language.No {
			return tags[i].String()
		}
	}
	return fallback
}

// Direction gives "rtl" for a language that is written from the right, else "ltr".
func (c *Catalogue) Direction(lang string) string {
	if c.Match(lang) == "ar" {
		return "rtl"
	}
	return "ltr"
}

// Endonym gives the name of a language in that language, for a list to choose from.
func Endonym(lang string) string {
	switch lang {
	case "en":
		return "English"
	case "es":
		return "Español"
	case "de":
		return "Deutsch"
	case "fr":
		return "Français"
	case "it":
		return "Italiano"
	case "ar":
		return "العربية"
	}
	return lang
}
