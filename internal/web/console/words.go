package console

import (
	"fmt"
	"strings"
	"time"

	"candor"
	"candor/internal/locale"
)

// Reference is the short name of a conversation that a customer can read out: the last eight
// characters of its id, which are random.
func Reference(id candor.ConversationID) string {
	return id.CaseKey()
}

// elapsed writes how long something has lasted: 0:07, 12:40, 1 h 05, 3 d 4 h. clock.js writes the same.
func elapsed(d time.Duration) string {
	s := max(0, int(d/time.Second))
	switch {
	case s < 3600:
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	case s < 86400:
		return fmt.Sprintf("%d h %02d", s/3600, s%3600/60)
	}
	return fmt.Sprintf("%d d %d h", s/86400, s%86400/3600)
}

// when writes a moment: the time of day alone when it was today.
func (c *Console) when(at, now time.Time) string {
	text := c.o.Respond.Text
	a, n := at.In(c.o.Zone), now.In(c.o.Zone)
	if a.YearDay() == n.YearDay() && a.Year() == n.Year() {
		return text.Clock(language, at)
	}
	return text.Moment(language, at)
}

// reason says in plain words why a person is needed, or why something was decided.
func (c *Console) reason(key string) string { return c.known("console.reason.", key) }

// gate says in plain words what a gate asks.
func (c *Console) gate(name string) string {
	return c.known("console.gate.", strings.ReplaceAll(strings.ToLower(name), " ", "_"))
}

// known gives the text for a word of the program, and for one that is new to it a text that says so.
func (c *Console) known(prefix, word string) string {
	if text := c.text(prefix + word); text != "" {
		return text
	}
	return c.text(prefix + "unknown")
}

// languageName gives the name of a language as its speakers write it, or the tag.
func languageName(tag string) string { return locale.Endonym(tag) }
