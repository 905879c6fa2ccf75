package disclose

import (
	"slices"
	"time"

	"candor"
)

// Every is how long a conversation with the assistant may go on before it says again what it is.
const Every = 3 * time.Hour

// KeyReminder is the text that says it.
const KeyReminder = "assistant.reminder"

// saying are the fixed texts in which the assistant says outright that it is an AI.
var saying = []string{KeyReminder, "assistant.not_human", "assistant.greeting", "assistant.back"}

// ReminderDue reports whether the assistant, about to speak, must first say again that it is an
// AI: three hours after it last said so, or after its first message when it has not yet. The
// label that each message carries does not count.
//
// History is oldest first and may be cut to the newest messages; when it is cut and nothing in it
// says so, a reminder is due, because how long ago it was cannot be known.
func ReminderDue(history []candor.Message, now time.Time) bool {
	var first, last time.Time
	for _, m := range history {
		if m.Author != candor.ByAssistant && !slices.Contains(saying, m.Key) {
			continue
		}
		if first.IsZero() {
			first = m.At
		}
		if slices.Contains(saying, m.Key) {
			last = m.At
		}
	}
	if last.IsZero() && len(history) > 0 && history[0].Number > 1 {
		return true
	}
	if last.IsZero() {
		last = first
	}
	return !last.IsZero() && now.Sub(last) >= Every
}
