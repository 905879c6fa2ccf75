package app

import (
	"slices"

	"candor"
	"candor/escalate"
)

// complains hears formal complaints in words to people, by the same rules as in words to the assistant.
func complains(signals *escalate.Inspector) func(words candor.Text, language string) bool {
	return func(words candor.Text, language string) bool {
		heard := signals.Inspect(escalate.Input{Text: string(words), Language: language})
		return slices.Contains(heard.Categories, escalate.Complaint)
	}
}
