package assist

import (
	"strings"
	"time"

	"candor"
	"candor/language"
)

// Talk is a conversation as help may read it.
type Talk struct {
	Messages []candor.Message // oldest first, notes left out
	Language string           // BCP 47, in which the desk speaks to the customer
	Now      time.Time
	Promises []Promise // what is on the record as promised
}

// Promise is something that was promised to the customer by a time.
type Promise struct {
	What string // a text of the catalogue or somebody's words
	Due  time.Time
	Done bool
}

// Line is one sentence of the conversation and where it stands.
type Line struct {
	Text    string
	Message candor.MessageID
	Number  int64
	By      candor.Author
	Name    string // first name of who wrote it, where they are staff
	At      time.Time
}

// most is how long a line may be, in characters; a longer sentence is cut at a word.
const most = 240

// lines gives the sentences of a message, without those that are only a greeting or thanks.
func lines(m candor.Message) []Line {
	var out []Line
	for _, s := range language.Sentences(string(m.Body)) {
		text := strings.Join(strings.Fields(string(m.Body)[s.Start:s.End]), " ")
		if courtesy(text) {
			continue
		}
		out = append(out, Line{Text: shorten(text), Message: m.ID, Number: m.Number, By: m.Author, Name: m.Name, At: m.At})
	}
	return out
}

// courtesy reports that a sentence says nothing of the matter: it is short and each word is one of greeting or
// thanks, or it begins with thanks.
func courtesy(text string) bool {
	words := language.Terms(text)
	if len(words) > 0 && len(words) <= 6 && thanks(language.Fold(words[0])) {
		return true
	}
	if len(words) > 4 {
		return false
	}
	for _, w := range words {
		if !courtesies(language.Fold(w)) {
			return false
		}
	}
	return true
}

func shorten(text string) string {
	count := 0
	for i := range text {
		if count++; count > most {
			cut := text[:i]
			if space := strings.LastIndexByte(cut, ' '); space > len(cut)/2 {
				cut = cut[:space]
			}
			return cut + " …"
		}
	}
	return text
}

// alike reports that two sentences say the same: most of the words of the shorter one that carry
// meaning stand in the other.
func alike(tag, a, b string) bool {
	x, y := content(tag, a), content(tag, b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return a == b
	}
	same := 0
	for w := range x {
		if y[w] {
			same++
		}
	}
	return 3*same >= 2*len(x) && 2*len(x) >= len(y)
}

// content gives the stems of the words that carry meaning.
func content(tag, text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range language.Terms(text) {
		if !language.StopWord(tag, w) {
			out[language.Stem(tag, w)] = true
		}
	}
	return out
}
