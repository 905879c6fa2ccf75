package monitor

import (
	"strings"
	"time"

	"candor"
)

// Event is one thing to count about the person whose conversation it is.
type Event struct {
	Family   Family
	Begins   bool     // the outcome is awaited from now on; else it is known
	Happened Happened // when it is known
}

// Step is one change of a conversation as far as it is counted. It holds no words.
type Step struct {
	Before, After candor.Conversation
	Said          []candor.Message // what was said in it, without bodies
	Waited        *time.Duration   // how long a wait for a person was that ended; nil: none did
	Solved        string           // the customer's own word: "yes", "partly" or "no"; empty: none
}

// Events tells what a change means for the counts. Where the same person comes back to the same family, whoever counts
// leaves it out.
func (s Step) Events() []Event {
	var out []Event
	begun := s.Before.Version == 0
	if begun {
		out = append(out, Event{Family: Ended, Begins: true})
	}
	if begun && s.After.State == candor.Assisting {
		out = append(out, Event{Family: First, Begins: true})
	}
	if h, ok := s.first(); ok {
		out = append(out, Event{Family: First, Happened: h})
	}
	out = append(out, s.person()...)
	if s.Waited != nil {
		w := *s.Waited
		out = append(out,
			Event{Family: Wait, Begins: true},
			Event{Family: Wait, Happened: Happened{w > 10*time.Minute, w > time.Hour, w > 24*time.Hour}})
	}
	if s.Before.State != candor.Resolved && s.After.State == candor.Resolved {
		out = append(out, Event{Family: Solved, Begins: true})
	}
	if s.Solved != "" {
		out = append(out, Event{Family: Solved, Happened: Happened{s.Solved == "yes", s.Solved == "no"}})
	}
	return out
}

// first tells what came of the first thing that was asked of the assistant.
func (s Step) first() (Happened, bool) {
	if s.Before.State != candor.Assisting && s.Before.Version > 0 || s.Before.LastAnswered > 0 || s.After.LastCustomer == 0 {
		return Happened{}, false
	}
	for _, m := range s.Said {
		if m.Author == candor.ByAssistant && strings.HasPrefix(m.Key, "assistant.abstain") {
			return Happened{1: true}, true
		}
	}
	if s.After.State == candor.Waiting {
		if s.After.Asked.IsZero() || !s.Before.Asked.IsZero() {
			// One that goes ahead of the others is dealt with as one should be.
			return Happened{0: s.After.Priority > candor.Normal, 2: true}, true
		}
		return Happened{}, false // they chose a person instead
	}
	for _, m := range s.Said {
		if m.Author == candor.ByAssistant && m.Number > 0 && s.After.LastAnswered >= s.After.LastCustomer {
			return Happened{0: true}, true
		}
	}
	return Happened{}, false
}

// person tells of a request for a person: made, granted or missed.
func (s Step) person() []Event {
	var out []Event
	if s.After.StillAsks() && !s.After.Asked.Equal(s.Before.Asked) {
		out = append(out, Event{Family: Person, Begins: true})
	}
	switch {
	case s.Before.Missed.IsZero() && !s.After.Missed.IsZero():
		out = append(out, Event{Family: Person, Happened: Happened{0: true}})
	case s.Before.StillAsks() && !s.After.StillAsks() && s.After.Missed.IsZero():
		out = append(out, Event{Family: Person})
	}
	return out
}

// Settles is how old a conversation is when it is counted how it ended. It is the same for all, so that what ends soon is not
// counted before what does not.
const Settles = 7 * 24 * time.Hour

// Aged is what is counted of a conversation at that age.
func Aged(replied, resolved bool) Event {
	return Event{Family: Ended, Happened: Happened{replied, resolved}}
}
