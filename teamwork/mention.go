package teamwork

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"candor"
)

// Mention is a note in which somebody was spoken to.
type Mention struct {
	Conversation candor.ConversationID
	Message      candor.MessageID
	Number       int64 // of the note
	By           string
	At           time.Time
	Seen         bool
}

// MostMentions bounds how many colleagues one note speaks to.
const MostMentions = 20

// Mentions gives the colleagues whom a note speaks to with @: by first name, full name, or the part of their e-mail
// address before the @. The longest name that fits counts; one that several bear speaks to all of them. The writer
// and who left are not spoken to.
func Mentions(note string, by candor.AgentID, team []candor.Agent) []candor.AgentID {
	var out []candor.AgentID
	var before rune
	for i, r := range note {
		if r == '@' && !unicode.IsLetter(before) && !unicode.IsDigit(before) {
			for _, id := range spokenTo(note[i+1:], team) {
				if id != by && !slices.Contains(out, id) && len(out) < MostMentions {
					out = append(out, id)
				}
			}
		}
		before = r
	}
	return out
}

func spokenTo(rest string, team []candor.Agent) []candor.AgentID {
	longest := 0
	var out []candor.AgentID
	for _, a := range team {
		if a.Disabled {
			continue
		}
		n := 0
		local, _, _ := strings.Cut(a.Email, "@")
		for _, name := range []string{a.FirstName, a.Name, local} {
			n = max(n, begins(rest, name))
		}
		switch {
		case n == 0:
		case cmp.Compare(n, longest) > 0:
			longest, out = n, []candor.AgentID{a.ID}
		case n == longest:
			out = append(out, a.ID)
		}
	}
	return out
}

// begins gives how many bytes of s the name takes as a whole word, whatever the case; 0 when s does not begin with it.
func begins(s, name string) int {
	if name == "" {
		return 0
	}
	at := 0
	for _, want := range name {
		r, size := utf8.DecodeRuneInString(s[at:])
		if size == 0 || unicode.ToLower(r) != unicode.ToLower(want) {
			return 0
		}
		at += size
	}
	if r, size := utf8.DecodeRuneInString(s[at:]); size > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return 0
	}
	return at
}
