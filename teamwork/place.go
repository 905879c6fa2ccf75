package teamwork

import (
	"strconv"
	"strings"
	"time"

	"candor"
)

// Place is the last conversation that a page of a list showed, so that the next one begins after it, whatever
// happened meanwhile. The zero value is before the first.
type Place struct {
	Waiting  bool // it is one that waits: those come first
	Priority candor.Priority
	At       time.Time // since when it waits, or when it was last touched
	ID       candor.ConversationID
}

// PlaceOf gives the place of a conversation.
func PlaceOf(c candor.Conversation) Place {
	if c.State == candor.Waiting {
		return Place{Waiting: true, Priority: c.Priority, At: c.WaitingSince, ID: c.ID}
	}
	return Place{At: c.Updated, ID: c.ID}
}

// String gives the place as ParsePlace reads it; empty before the first.
func (p Place) String() string {
	if p.ID == "" {
		return ""
	}
	kind := "u"
	if p.Waiting {
		kind = "w" + strconv.Itoa(int(p.Priority))
	}
	return kind + "." + strconv.FormatInt(p.At.UnixMicro(), 10) + "." + string(p.ID)
}

// ParsePlace reads a place; what is none is before the first.
func ParsePlace(s string) Place {
	part := strings.Split(s, ".")
	if len(part) != 3 || part[0] == "" || !candor.ConversationID(part[2]).Valid() {
		return Place{}
	}
	at, err := strconv.ParseInt(part[1], 10, 64)
	if err != nil || at < 0 {
		return Place{}
	}
	p := Place{At: time.UnixMicro(at).UTC(), ID: candor.ConversationID(part[2])}
	if part[0] == "u" {
		return p
	}
	n, err := strconv.Atoi(part[0][1:])
	if part[0][0] != 'w' || err != nil {
		return Place{}
	}
	p.Waiting, p.Priority = true, candor.Priority(n)
	return p
}
