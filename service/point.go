package service

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"candor"
	"candor/language"
)

// Point is one thing that a customer wants answered. Its text is theirs, word for word, or an agent's who
// saw that they meant something that no sentence says.
type Point struct {
	ID      string      `json:"id"`      // "12.2": the second one of message 12; "a1": added by an agent
	Message int64       `json:"message"` // Number of the message that it stands in; 0: an agent added it
	Text    candor.Text `json:"text"`
	Reply   int64       `json:"-"` // Number of the first answer after it, 0 when there is none
}

// The bounds of a list of points: more than these nobody answers in one go.
const (
	MostPoints   = 20
	longestPoint = 300 // characters
)

// Points finds what a customer asked in messages, oldest first: every sentence that is a question or a request.
// A message of which no sentence is either is no point, unless whole says that each message wants an answer, as in a
// complaint. It reads marks and first words in the languages of the desk and understands nothing: an agent mends
// the list.
func Points(messages []candor.Message, whole bool) []Point {
	var out []Point
	seen := map[string]bool{}
	add := func(m candor.Message, n int, text string) {
		key := fold(text)
		if len(out) == MostPoints || seen[key] || isPleasantry(key) {
			return
		}
		seen[key] = true
		p := Point{ID: fmt.Sprintf("%d.%d", m.Number, n), Message: m.Number, Text: candor.Text(shorten(text))}
		p.Reply = reply(messages, m.Number)
		out = append(out, p)
	}
	for _, m := range messages {
		if m.Author != candor.ByCustomer || m.Kind != candor.Said {
			continue
		}
		found := 0
		for i, s := range language.Sentences(string(m.Body)) {
			if text := strings.TrimSpace(string(m.Body)[s.Start:s.End]); asks(text) {
				found++
				add(m, i+1, text)
			}
		}
		if found == 0 && whole {
			add(m, 0, strings.TrimSpace(string(m.Body)))
		}
	}
	return out
}

// reply gives the first answer after a message, 0 when there is none.
func reply(messages []candor.Message, after int64) int64 {
	for _, m := range messages {
		if m.Number > after && answers(m) {
			return m.Number
		}
	}
	return 0
}

// answers reports whether a message can be the answer to something: a person's words, or the assistant's with
// sources that nobody objected to.
func answers(m candor.Message) bool {
	if m.Kind != candor.Said {
		return false
	}
	return m.Author == candor.ByAgent || m.Author == candor.ByAssistant && len(m.Citations) > 0 && m.Helpful != candor.NotHelpful
}

// Working is the list of points as agents mended it: what they took off and what they added.
type Working struct {
	Dropped []string `json:"dropped"` // ids
	Added   []Point  `json:"added"`
}

// CaseOf puts together what stands open in a conversation: what its customer asked in these messages, oldest
// first, as agents mended the list.
func CaseOf(c candor.Conversation, messages []candor.Message, w Working) Case {
	out := Case{
		Conversation: c.ID, Language: c.Language, LastCustomer: c.LastCustomer, Complaint: !c.Complained.IsZero(), Said: map[int64]candor.Text{},
	}
	for _, p := range append(Points(messages, out.Complaint), w.Added...) {
		if slices.Contains(w.Dropped, p.ID) {
			out.Dropped = append(out.Dropped, p)
			continue
		}
		p.Reply = reply(messages, p.Message)
		out.Points = append(out.Points, p)
	}
	for _, m := range messages {
		if answers(m) {
			out.Said[m.Number] = m.Body
		}
	}
	return out
}

// asks reports whether a sentence is a question by its mark, or a question or request by its first words.
func asks(sentence string) bool {
	if strings.ContainsAny(sentence, "?？؟¿⸮") {
		return utf8.RuneCountInString(sentence) > 2
	}
	folded := fold(strings.TrimLeft(sentence, "\"'«»„“”¡!-–—• \t"))
	if len(strings.Fields(folded)) < 3 {
		return false
	}
	for _, start := range openers {
		if rest, ok := strings.CutPrefix(folded, start); ok && (rest == "" || rest[0] == ' ' || rest[0] == ',') {
			return true
		}
	}
	return false
}

// openers begin questions and requests that carry no mark, folded.
var openers = []string{
	"what", "when", "where", "why", "how", "who", "which", "can you", "could you", "would you", "will you", "can i", "could i", "may i",
	"please", "i want", "i need", "i would like", "i'd like", "i ask", "i demand", "i expect", "tell me", "let me know",
	"que", "cuando", "donde", "por que", "como", "quien", "cual", "pueden", "puede", "puedo", "podrian", "podria", "por favor", "quiero", "necesito",
	"quisiera", "exijo", "solicito", "pido", "diganme", "digame",
	"was", "wann", "wo", "warum", "wieso", "wie", "wer", "welche", "welcher", "welches", "konnen sie", "konnten sie", "kann ich", "darf ich", "bitte",
	"ich mochte", "ich will", "ich brauche", "ich verlange", "ich erwarte", "ich bitte", "sagen sie mir",
	"quand", "ou", "pourquoi", "comment", "qui", "quel", "quelle", "quels", "quelles", "pouvez-vous", "pourriez-vous", "puis-je", "est-ce que",
	"s'il vous plait", "merci de", "je veux", "je voudrais", "je souhaite", "j'exige", "je demande", "dites-moi",
	"ما", "ماذا", "متي", "اين", "لماذا", "كيف", "من فضلك", "هل", "اريد", "احتاج", "ارجو",
}

// isPleasantry reports a question that is a greeting.
func isPleasantry(folded string) bool {
	switch strings.Trim(folded, " ?!.,¿؟") {
	case "how are you", "are you there", "are you still there", "hello are you still there", "sigues ahi", "sigue ahi", "sind sie noch da", "vous etes toujours la", "is anybody there", "is anyone there", "anybody there", "hello", "hi",
		"que tal", "como estas", "como esta", "hay alguien", "wie geht's", "wie geht es ihnen", "ist da jemand", "jemand da",
		"ca va", "comment allez-vous", "il y a quelqu'un", "كيف حالك", "هل من احد":
		return true
	}
	return false
}

// fold gives a text without case and accents.
func fold(text string) string { return strings.ToLower(language.Fold(text)) }

func shorten(text string) string {
	if utf8.RuneCountInString(text) <= longestPoint {
		return text
	}
	return string([]rune(text)[:longestPoint-1]) + "…"
}
