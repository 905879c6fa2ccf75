package app

import (
	"strings"

	"candor"
	"candor/escalate"
	"candor/language"
)

// mostUnhelped is how many words a message has that only says that an answer did not help: "No, that's not what I
// was looking for." A longer one tells something new.
const mostUnhelped = 10

// unhelped hears words that only say that the last answer did not help. What goes on in another sentence or asks
// something is a question, and looked for.
func unhelped(signals *escalate.Inspector) func(words candor.Text, language string) bool {
	return func(words candor.Text, expects string) bool {
		text := string(words)
		if strings.ContainsAny(text, "?؟？") || len(language.Words(text)) > mostUnhelped || len(language.Sentences(text)) > 1 {
			return false
		}
		return signals.Inspect(escalate.Input{Text: text, Language: expects}).Unresolved
	}
}
