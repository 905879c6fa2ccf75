package assist

import (
	"slices"

	"candor"
)

// Summary is a conversation in its own words. Every line is a sentence that somebody wrote, with the message it
// stands in. The newest come last.
type Summary struct {
	Asked    []Line // what the customer asked or asked for
	Tried    []Line // what was answered, and what the customer says they did already
	Promised []Line // what somebody of the desk said they would do
	Open     []Line // what was asked and nobody has answered, or not to the customer's satisfaction
	Owed     []Promise
}

// Empty reports that there is nothing to tell.
func (s Summary) Empty() bool {
	return len(s.Asked)+len(s.Tried)+len(s.Promised)+len(s.Open)+len(s.Owed) == 0
}

// longest is how many lines a part has at most; the oldest question and the newest lines are kept.
const longest = 6

// Summarise picks the sentences that tell what a conversation is about. It reads every message once and adds
// nothing.
func Summarise(t Talk) Summary {
	var s Summary
	var waiting []Line // asked since the last answer
	var last []Line    // what the last answer was for
	for _, m := range t.Messages {
		switch {
		case m.Kind == candor.Note:
		case m.Author == candor.ByCustomer:
			asked, did := heard(t.Language, m, len(s.Asked) == 0)
			s.Asked = add(t.Language, s.Asked, asked)
			s.Tried = add(t.Language, s.Tried, did)
			waiting = add(t.Language, waiting, asked)
		case m.Author == candor.ByDesk || m.Kind == candor.Notice:
			// Notices of the desk answer nothing.
		default:
			pledged, told := replied(m)
			s.Promised = add(t.Language, s.Promised, pledged)
			s.Tried = add(t.Language, s.Tried, told)
			if len(waiting) > 0 {
				last = waiting
			}
			waiting = nil
			if m.Helpful == candor.NotHelpful {
				waiting = slices.Clone(last)
			}
		}
	}
	s.Open = waiting
	for _, p := range t.Promises {
		if !p.Done {
			s.Owed = append(s.Owed, p)
		}
	}
	s.Asked, s.Tried, s.Promised, s.Open = first(s.Asked), newest(s.Tried), newest(s.Promised), newest(s.Open)
	return s
}

// heard parts what a customer wrote into what they ask and what they did. Where they ask nothing in so many
// words, their first sentence at the beginning of a conversation says what it is about.
func heard(tag string, m candor.Message, begins bool) (asked, did []Line) {
	all := lines(m)
	for _, l := range all {
		switch {
		case question(l.Text) || asks().hears(l.Text):
			asked = append(asked, l)
		case tried().hears(l.Text):
			did = append(did, l)
		}
	}
	if begins && len(asked) == 0 && len(all) > 0 {
		asked = []Line{fullest(tag, all)}
	}
	return asked, did
}

// fullest gives the sentence with the most words that carry meaning, the first of several.
func fullest(tag string, all []Line) Line {
	best, most := all[0], -1
	for _, l := range all {
		if n := len(content(tag, l.Text)); n > most {
			best, most = l, n
		}
	}
	return best
}

// replied parts what was answered into what was promised and the first thing that was told.
func replied(m candor.Message) (pledged, told []Line) {
	for _, l := range lines(m) {
		switch {
		case m.Author == candor.ByAgent && pledges().hears(l.Text) && !question(l.Text):
			pledged = append(pledged, l)
		case len(told) == 0 && !question(l.Text):
			told = append(told, l)
		}
	}
	return pledged, told
}

// add appends lines that say something new.
func add(tag string, to, more []Line) []Line {
	for _, l := range more {
		if !slices.ContainsFunc(to, func(x Line) bool { return alike(tag, x.Text, l.Text) }) {
			to = append(to, l)
		}
	}
	return to
}

func newest(all []Line) []Line {
	if len(all) > longest {
		return all[len(all)-longest:]
	}
	return all
}

// first keeps the first line, which says what it is about, and the newest.
func first(all []Line) []Line {
	if len(all) <= longest {
		return all
	}
	return append([]Line{all[0]}, all[len(all)-longest+1:]...)
}
