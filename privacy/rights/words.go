package rights

import "strings"

// words are the texts of one language, for the page of an archive and for a certificate.
type words struct {
	language, direction string

	title, made, skip, contents, nothing          string // {desk}; {time}
	profile, conversations, conversation          string // {number}
	decisions, decisionsText, consents, reads     string
	readsText, requests, attachments              string
	about, aboutText, withheld, complain          string
	name, email, phone, address, orders           string
	languageLabel, since, verified, restricted    string
	number, begun, state, messages, person        string
	reason, statement, source, why, time, stage   string
	outcome, rules, confidence, purpose, answer   string
	noticeText, who, basis, what, ended, sources  string
	kind, size, file, finished                    string
	readme                                        string // {desk}
	certificate, certificateYes, certificateNo    string // {desk}
	certificateText, store, count, left, until    string
	checkpoint, forRequest, noDate, proofUnproven string

	// named are the words for what the program calls things, by "kind.name".
	named map[string]string
}

// word gives the word for a name of the program, or the name itself.
func (w words) word(kind, name string) string {
	if said, ok := w.named[kind+"."+name]; ok {
		return said
	}
	return name
}

// wordsIn gives the words in a language, by its first subtag, or else in English.
func wordsIn(language string) words {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch base {
	case "de":
		return germanWords
	case "es":
		return spanishWords
	case "fr":
		return frenchWords
	case "it":
		return italianWords
	case "ar":
		return arabicWords
	}
	return englishWords
}

// fill puts a value in its place.
func fill(text, name, value string) string { return strings.ReplaceAll(text, "{"+name+"}", value) }

// isolate keeps a value that is written from the left together in a line that is written from the right
// (U+2066 and U+2069).
func isolate(value string) string { return "\u2066" + value + "\u2069" }
