package vendors

import "errors"

// Budget is how much the owner lets a vendor cost. A limit that is not Set is none.
type Budget struct {
	Day          Money // a day in UTC, over all conversations
	Conversation Money // one conversation, from its beginning
}

// Set reports whether there is a limit, so that no call may be made whose cost is unknown.
func (b Budget) Set() bool { return b.Day.Set() || b.Conversation.Set() }

// Spent is what a vendor has cost so far, what calls under way may cost at most included.
type Spent struct {
	Day          int64 // micros
	Conversation int64
}

// Why the owner's budget stops a call.
var (
	ErrOverDay          = errors.New("vendors: the budget of the day does not allow this call")
	ErrOverConversation = errors.New("vendors: the budget of the conversation does not allow this call")
	ErrCostUnknown      = errors.New("vendors: there is a budget, and what the call costs is not known")
)

// Allow says whether a call that costs at most so much may be made after what was spent.
//
// ErrOverDay, ErrOverConversation, ErrCostUnknown: it may not.
func (b Budget) Allow(c Cost, s Spent) error {
	if !b.Set() {
		return nil
	}
	if !c.Known() || c.Micros < 0 {
		return ErrCostUnknown
	}
	for _, one := range []struct {
		limit Money
		spent int64
		over  error
	}{{b.Day, s.Day, ErrOverDay}, {b.Conversation, s.Conversation, ErrOverConversation}} {
		switch {
		case !one.limit.Set():
		case one.limit.Currency != c.Currency:
			return ErrCostUnknown // in the currency of the budget
		case sum(max(one.spent, 0), c.Micros) > one.limit.Micros:
			return one.over
		}
	}
	return nil
}
