package service

import (
	"time"

	"candor"
)

// Sought counts conversations of one day and inbox in which the customer asked for a person: all of them, and
// those who did not get one before the conversation ended or by the date they were promised.
type Sought struct {
	Day    time.Time // UTC, on which they began
	Inbox  candor.InboxID
	Asked  int64
	Missed int64
}

// Add sums up.
func (s *Sought) Add(other Sought) {
	s.Asked += other.Asked
	s.Missed += other.Missed
}

// Share gives how many of 100 who asked for a person did not get one, rounded; false when nobody asked.
func (s Sought) Share() (int, bool) {
	if s.Asked == 0 {
		return 0, false
	}
	return int((200*s.Missed + s.Asked) / (2 * s.Asked)), true
}
