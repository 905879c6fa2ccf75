package service

import (
	"strconv"
	"strings"
	"time"

	"candor"
)

// Spot is how far somebody has read the queue in their own order, so that the next page begins after it. The order is that
// of the moment when they began: what became open to them since then moves nobody past them. The zero value is before the
// first.
type Spot struct {
	Began    time.Time // when the first page was read
	Priority candor.Priority
	Others   bool // only others should take it yet
	Since    time.Time
	ID       candor.ConversationID
}

// SpotOf gives the spot of a waiting conversation for somebody with these skills who began to read at a time.
func (r Roster) SpotOf(c candor.Conversation, skills []string, began time.Time) Spot {
	return Spot{Began: began, Priority: c.Priority, Others: r.rank(c, skills, began) > 0, Since: c.WaitingSince, ID: c.ID}
}

// Onward gives after which wait and id the queue goes on among those of a priority that need the same; false: there it does
// not go on. Those of lower priority all come after, those of higher priority none.
func (r Roster) Onward(s Spot, needs string, skills []string) (since time.Time, id candor.ConversationID, goes bool) {
	open := s.Began.Add(-r.After()) // who has waited since then or longer can be taken by anybody
	switch {
	case needs == "" || s.Priority == candor.Urgent || Fits(needs, skills):
		return s.Since, s.ID, !s.Others
	case s.Others || !s.Since.After(open):
		return s.Since, s.ID, true
	}
	return open, "~", true // after all that are open: no id comes after that
}

// String gives the spot as ParseSpot reads it; empty before the first.
func (s Spot) String() string {
	if s.ID == "" {
		return ""
	}
	others := "0"
	if s.Others {
		others = "1"
	}
	return strings.Join([]string{
		"q", strconv.FormatInt(s.Began.UnixMicro(), 10), strconv.Itoa(int(s.Priority)), others, strconv.FormatInt(s.Since.UnixMicro(), 10), string(s.ID),
	}, ".")
}

// ParseSpot reads a spot; what is none is before the first.
func ParseSpot(text string) Spot {
	part := strings.Split(text, ".")
	if len(part) != 6 || part[0] != "q" || part[3] != "0" && part[3] != "1" || !candor.ConversationID(part[5]).Valid() {
		return Spot{}
	}
	began, e1 := strconv.ParseInt(part[1], 10, 64)
	priority, e2 := strconv.Atoi(part[2])
	since, e3 := strconv.ParseInt(part[4], 10, 64)
	if e1 != nil || e2 != nil || e3 != nil || began < 0 || since < 0 || priority < int(candor.Normal) || priority > int(candor.Urgent) {
		return Spot{}
	}
	return Spot{time.UnixMicro(began).UTC(), candor.Priority(priority), part[3] == "1", time.UnixMicro(since).UTC(), candor.ConversationID(part[5])}
}
