package knowledge

import "time"

// The states of versions that are not the newest.
const (
	Replaced  State = "replaced"  // approved once; a newer version answers
	GivenUp   State = "given_up"  // never approved, and not the newest any more
	Withdrawn State = "withdrawn" // the article answers no more
)

// States gives where each version of an article stands, in the order of history, newest first. newest is
// the number of the version that people work on; withdrawn says that there is none.
func States(history []Article, newest int, withdrawn bool, now time.Time) []State {
	out := make([]State, len(history))
	approved := false
	for i, a := range history {
		switch {
		case !a.Approval.Given() && (withdrawn || a.Version != newest):
			out[i] = GivenUp
		case !a.Approval.Given():
			out[i] = Pending
		case approved:
			out[i] = Replaced
		case withdrawn:
			out[i] = Withdrawn
		default:
			out[i] = a.State(now)
		}
		approved = approved || a.Approval.Given()
	}
	return out
}
