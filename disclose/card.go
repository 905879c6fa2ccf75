package disclose

import "candor/policy"

// Card is what a customer is told of the assistant before anything begins. It names texts of the
// catalogue; the claims in it are those that this version of the program keeps.
type Card struct {
	Title    policy.Fixed
	Greeting policy.Fixed   // that it is an AI, of whom, and what it works from
	Can      []policy.Fixed // what it can do
	Cannot   []policy.Fixed // what it cannot do
}

// CardOf gives the capability card of a desk.
func CardOf(desk string) Card {
	named := map[string]string{"desk": desk}
	return Card{
		Title:    policy.Fixed{Key: "card.title", Args: named},
		Greeting: policy.Fixed{Key: "card.greeting", Args: named},
		Can:      []policy.Fixed{{Key: "card.can_articles"}, {Key: "card.can_unsure"}, {Key: "card.can_person"}},
		Cannot:   []policy.Fixed{{Key: "card.cannot_orders"}, {Key: "card.cannot_decide"}},
	}
}
