package locale

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"
)

// One folder for each language, one file for each area. What a file is called does not matter.
//
//go:embed en/*.toml es/*.toml de/*.toml fr/*.toml it/*.toml ar/*.toml
var files embed.FS

// fallback is the language of last resort; it has every area.
const fallback = "en"

// tags lists the languages, the fallback first, as the matcher wants it.
var tags = []language.Tag{language.English, language.Spanish, language.German, language.French, language.Italian, language.Arabic}

// Catalogue gives texts. It is safe for concurrent use.
type Catalogue struct {
	zone    *time.Location
	matcher language.Matcher
	books   map[string]*book
	own     Own
}

// Own gives a text that the operator of the desk wrote, under a key that begins with OwnPrefix; false where
// there is none in the language.
type Own func(lang, key string) (string, bool)

// OwnPrefix begins the keys of texts that do not stand in the catalogue.
const OwnPrefix = "own."

// With gives the catalogue with an operator's texts beside its own. They can replace none of these.
func (c *Catalogue) With(own Own) *Catalogue {
	out := *c
	out.own = own
	return &out
}

// book is the texts of one language.
type book struct {
	localizer *i18n.Localizer
	texts     map[string]text
}

// text is what is known of one entry before it is used.
type text struct {
	plain  string // the text itself when it has no arguments and no plural forms
	args   []string
	plural bool
}

// New reads the embedded catalogues. Zone is the desk's time zone, in which dates are told; UTC when nil.
func New(zone *time.Location) (*Catalogue, error) {
	if zone == nil {
		zone = time.UTC
	}
	bundle := i18n.NewBundle(tags[0])
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	c := &Catalogue{zone: zone, matcher: language.NewMatcher(tags), books: map[string]*book{}}
	for _, tag := range tags {
		b, err := readBook(bundle, tag)
		if err != nil {
			return nil, err
		}
		c.books[tag.String()] = b
	}
	return c, nil
}

func readBook(bundle *i18n.Bundle, tag language.Tag) (*book, error) {
	name := tag.String()
	entries, err := files.ReadDir(name)
	if err != nil {
		return nil, fmt.Errorf("locale: list %s: %w", name, err)
	}
	b := &book{texts: map[string]text{}}
	for _, entry := range entries {
		raw, err := files.ReadFile(path.Join(name, entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("locale: read %s/%s: %w", name, entry.Name(), err)
		}
		area := strings.TrimSuffix(entry.Name(), ".toml")
		parsed, err := i18n.ParseMessageFileBytes(raw, area+"."+name+".toml", map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err != nil {
			return nil, fmt.Errorf("locale: parse %s/%s: %w", name, entry.Name(), err)
		}
		for _, m := range parsed.Messages {
			if _, twice := b.texts[m.ID]; twice {
				return nil, fmt.Errorf("locale: %s has %q twice", name, m.ID)
			}
			b.texts[m.ID] = examine(m)
		}
		if err := bundle.AddMessages(tag, parsed.Messages...); err != nil {
			return nil, fmt.Errorf("locale: add %s/%s: %w", name, entry.Name(), err)
		}
	}
	b.localizer = i18n.NewLocalizer(bundle, name)
	return b, nil
}

func examine(m *i18n.Message) text {
	forms := []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other}
	t := text{plural: slices.ContainsFunc(forms[:5], func(s string) bool { return s != "" })}
	for _, form := range forms {
		for _, arg := range argsOf(form) {
			if !slices.Contains(t.args, arg) {
				t.args = append(t.args, arg)
			}
		}
	}
	slices.Sort(t.args)
	if len(t.args) == 0 && !t.plural {
		t.plain = m.Other
	}
	return t
}

// counts are the arguments that plural forms follow, the first that a text has.
var counts = []string{"minutes", "count", "position"}

// Phrase gives the text for a key, in the language or the nearest there is, else in English.
//
// An argument whose name ends in _at is RFC 3339 and comes out as a date and time in the desk's
// zone; one whose name ends in _on is a day such as 2026-10-05 and comes out as a date. The arguments minutes, count and position are whole numbers and choose the plural form, in
// that order; minutes below 1 read as 1, because nobody is served in no time.
//
// It gives false for an unknown key, and when an argument is missing or malformed.
func (c *Catalogue) Phrase(lang, key string, args map[string]string) (string, bool) {
	if c.own != nil && strings.HasPrefix(key, OwnPrefix) {
		return c.own(lang, key)
	}
	name := c.Match(lang)
	b := c.books[name]
	t, ok := b.texts[key]
	if !ok {
		name, b = fallback, c.books[fallback]
		if t, ok = b.texts[key]; !ok {
			return "", false
		}
	}
	if len(t.args) == 0 && !t.plural {
		return t.plain, true
	}
	values, count, ok := c.values(name, t, args)
	if !ok {
		return "", false
	}
	config := i18n.LocalizeConfig{MessageID: key, TemplateData: values, TemplateParser: braces{}}
	if t.plural {
		config.PluralCount = count
	}
	out, err := b.localizer.Localize(&config)
	if err != nil && t.plural {
		config.PluralCount = nil // a form that no whole number of ours takes; "other" says it too
		out, err = b.localizer.Localize(&config)
	}
	return out, err == nil && out != ""
}

// values turns the arguments into what the text shows, and finds the count for its plural form.
func (c *Catalogue) values(lang string, t text, args map[string]string) (values map[string]string, count int, ok bool) {
	values = make(map[string]string, len(t.args))
	for _, name := range t.args {
		value, given := args[name]
		if !given || value == "" {
			return nil, 0, false
		}
		if strings.HasSuffix(name, "_at") {
			at, err := time.Parse(time.RFC3339, value)
			if err != nil {
				return nil, 0, false
			}
			value = c.Moment(lang, at)
		}
		if strings.HasSuffix(name, "_on") {
			day, err := time.ParseInLocation(time.DateOnly, value, c.zone)
			if err != nil {
				return nil, 0, false
			}
			value = c.Date(lang, day)
		}
		values[name] = value
	}
	if _, ok := values["minutes"]; ok {
		n, err := strconv.Atoi(values["minutes"])
		if err != nil {
			return nil, 0, false
		}
		values["minutes"] = strconv.Itoa(max(n, 1))
	}
	if !t.plural {
		return values, 0, true
	}
	for _, name := range counts {
		given, has := values[name]
		if !has {
			continue
		}
		n, err := strconv.Atoi(given)
		return values, n, err == nil
	}
	return nil, 0, false
}

// Texts gives the texts without arguments whose keys begin with prefix, by the rest of the key.
func (c *Catalogue) Texts(lang, prefix string) map[string]string {
	out := map[string]string{}
	for key, t := range c.books[c.Match(lang)].texts {
		if rest, ok := strings.CutPrefix(key, prefix); ok && t.plain != "" {
			out[rest] = t.plain
		}
	}
	return out
}
