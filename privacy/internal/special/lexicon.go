package special

import (
	"slices"
	"strings"
)

// set is a set of languages, one bit each in the order of lexicon.languages.
type set uint32

// class says when a phrase counts.
type class uint8

const (
	told  class = iota // by itself
	near               // where somebody is, has or owns it, a few words apart, or is named right after
	being              // where somebody is it: right after "I am", "she is", "as a"
	own                // where somebody has or owns it: right after "my", "I have"
	never              // not at all; the words are used up
	both               // together with its counterpart
)

// role is what a word does for the words near it.
type role uint8

const (
	subject role = iota // somebody: I, she, my wife
	be                  // after a subject: what follows is what they are
	have                // after a subject: what follows is what they have
	owner               // my, his: what follows is theirs
	as                  // "as a": what follows is what the speaker is
	cause               // because of, due to: what follows happened to somebody
	link                // counts for no distance: a, very, the
	goods               // names things: what stands beside it belongs to them
	roleCount
)

// term is what a phrase means in some languages.
type term struct {
	langs    set
	category uint8 // in categoryNames
	class    class
	pair     int16 // for both: its counterpart is -pair
}

// lexicon is every list, compiled: words to numbers, numbers to roles, phrases to terms.
type lexicon struct {
	languages []string
	words     *table           // hash of a folded word: its number
	roles     [][roleCount]set // by number
	first     []uint32         // by number: the node of phrases that begin with it, or 0
	edges     *table           // node and number: the next node
	terms     [][]term         // by node
}

// active gives the languages to look for.
func (l *lexicon) active(tag string) set {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if base == "" || base == "und" {
		return 1<<len(l.languages) - 1
	}
	if i := slices.Index(l.languages, base); i >= 0 {
		return 1 << i
	}
	return 1 << max(0, slices.Index(l.languages, "en"))
}

// plain reports a word that says nothing by itself in any language.
func (l *lexicon) plain(word uint32) bool {
	return l.first[word] == 0 && l.roles[word] == [roleCount]set{}
}

func edge(node, word uint32) uint64 { return uint64(node)<<32 | uint64(word) }
