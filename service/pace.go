package service

import (
	"math"
	"time"

	"candor"
)

// Measure is something that is timed or counted of conversations. None of them is about a person of the desk.
type Measure string

// The measures.
const (
	Begun      Measure = "begun"       // conversations that began; it has no duration
	Waited     Measure = "waited"      // from asking for a person, or being sent to one, until one came
	FirstReply Measure = "first_reply" // from the beginning until the first answer, by the assistant or a person
	Handled    Measure = "handled"     // from a person taking it until it was finished
)

// Measures lists every measure.
func Measures() []Measure { return []Measure{Begun, Waited, FirstReply, Handled} }

// Durations are counted in bands, each a quarter longer than the one before, so that counts can be added up
// and a quantile is right to an eighth.
const (
	bandRatio = 1.25
	Bands     = 72 // the last holds everything from about 90 days on
)

// Band gives the band of a duration: 0 holds everything under a second.
func Band(d time.Duration) int {
	if d < time.Second {
		return 0
	}
	return min(Bands-1, 1+int(math.Log(d.Seconds())/math.Log(bandRatio)))
}

// middle gives the duration that stands for a band: the geometric mean of its edges.
func middle(band int) time.Duration {
	if band <= 0 {
		return 500 * time.Millisecond
	}
	return time.Duration(math.Pow(bandRatio, float64(band)-0.5) * float64(time.Second))
}

// Pace is how often something took how long in one hour, inbox, language and channel.
type Pace struct {
	Hour     time.Time // UTC, its beginning
	Inbox    candor.InboxID
	Language string
	Channel  candor.Via // where the conversations began; empty: not kept
	Measure  Measure
	Band     int // for Begun always 0
	Count    int64
}

// Spread is how long something took, added up.
type Spread struct {
	Count int64
	bands [Bands]int64
}

// Add counts durations of a band.
func (s *Spread) Add(band int, count int64) {
	s.bands[max(0, min(band, Bands-1))] += count
	s.Count += count
}

// Quantile gives the duration that a share of 0 to 1 stays within, right to an eighth; false where nothing
// was counted.
func (s *Spread) Quantile(share float64) (time.Duration, bool) {
	if s.Count == 0 {
		return 0, false
	}
	rank := int64(math.Ceil(share * float64(s.Count)))
	var sum int64
	for band, n := range s.bands {
		if sum += n; sum >= max(rank, 1) {
			return middle(band), true
		}
	}
	return middle(Bands - 1), true
}

// Within gives the share of 0 to 1 that took at most a duration, by whole bands; false where nothing was counted.
func (s *Spread) Within(d time.Duration) (float64, bool) {
	if s.Count == 0 {
		return 0, false
	}
	var sum int64
	for band := range Band(d) + 1 {
		sum += s.bands[band]
	}
	return float64(sum) / float64(s.Count), true
}
