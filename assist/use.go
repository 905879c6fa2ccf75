package assist

import "time"

// Use is how much help of one kind was used on one day. It has no person in it, on either side: it tells which
// help is worth having, and nothing about who used it.
type Use struct {
	Day     time.Time // UTC midnight
	Kind    Kind
	Offered int64    // drafts that were shown
	Sent    int64    // replies in which there was one
	Kept    [5]int64 // of those, by how much of what was sent stood in the draft: under 20 %, 40 %, 60 %, 80 %, up to 100 %
}

// Band gives the place in Use.Kept for a share of 0 to 1.
func Band(kept float64) int { return max(0, min(4, int(kept*5))) }

// Half gives the share that at least half of the replies kept, as the lower edge of its band; false when
// none was sent.
func (u Use) Half() (float64, bool) {
	var sum int64
	for i := 4; i >= 0; i-- {
		if sum += u.Kept[i]; u.Sent > 0 && 2*sum >= u.Sent {
			return float64(i) / 5, true
		}
	}
	return 0, false
}
