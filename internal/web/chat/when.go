package chat

import (
	"time"

	"candor/internal/web/view"
)

// messageBlock is what the block of one message needs.
type messageBlock struct {
	view.Message
	Here string
	When string // the time of day, with the date where that is not today
}

func (c *Chat) block(language, here string, m view.Message) messageBlock {
	return messageBlock{m, here, c.when(language, m.At)}
}

func (c *Chat) blocks(language, here string, all []view.Message) []messageBlock {
	out := make([]messageBlock, len(all))
	for i, m := range all {
		out[i] = c.block(language, here, m)
	}
	return out
}

// when writes the time of day, with the date where it is not today in the desk's zone.
func (c *Chat) when(language string, at time.Time) string {
	text := c.Respond.Text
	day, clock := text.Date(language, at), text.Clock(language, at)
	if day == text.Date(language, c.Now()) {
		return clock
	}
	return day + ", " + clock
}

// waits tells since when somebody waits; empty: they do not.
func (c *Chat) waits(of view.Conversation) string {
	if of.Waiting == nil {
		return ""
	}
	text, language, at := c.Respond.Text, of.Language, of.Waiting.Since
	key, args := "chat.waited_since", map[string]string{"time": text.Clock(language, at)}
	if text.Date(language, at) != text.Date(language, c.Now()) {
		key, args = "chat.waited_from", map[string]string{"since_at": at.Format(time.RFC3339)}
	}
	words, _ := text.Phrase(language, key, args)
	return words
}
