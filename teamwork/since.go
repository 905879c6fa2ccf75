package teamwork

import "candor"

// Since is what an agent knew when they wrote: whoever sends tells it, so that nothing goes out over what was said
// meanwhile. The zero value knows nothing and is checked against nothing.
type Since struct {
	Shown int64 // number of the last message that their screen has shown
	Began int64 // number of the last message that was there when they began to write; 0: as Shown
}

// Overtaken gives the messages that whoever wrote has to see before their words go out: what somebody else of the
// desk or the assistant said after they began, whether it was shown meanwhile or not, and what the customer wrote that
// their screen has not shown. Notes and notices are not among them.
func (s Since) Overtaken(after []candor.Message, me candor.AgentID) []candor.Message {
	if s == (Since{}) {
		return nil
	}
	began := s.Began
	if began == 0 {
		began = s.Shown
	}
	var out []candor.Message
	for _, m := range after {
		switch {
		case m.Kind != candor.Said:
		case m.Author == candor.ByCustomer && m.Number > s.Shown,
			m.Author == candor.ByAssistant && m.Number > began,
			m.Author == candor.ByAgent && m.Agent != me && m.Number > began:
			out = append(out, m)
		}
	}
	return out
}

// From is the number of the last message that need not be looked at.
func (s Since) From() int64 {
	if s.Began > 0 {
		return min(s.Began, s.Shown)
	}
	return s.Shown
}
