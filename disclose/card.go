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

// Acts are what a desk's assistant can do besides answering, each as customers read it; empty: nothing of
// the kind.
type Acts struct {
	Looks   string // up, for who proved who they are
	Changes string // after the customer's yes
}

// CardOf gives the capability card of a desk.
func CardOf(desk string, acts Acts) Card {
	named := map[string]string{"desk": desk}
	c := Card{
		Title:    policy.Fixed{Key: "card.title", Args: named},
		Greeting: policy.Fixed{Key: "card.greeting", Args: named},
		Can:      []policy.Fixed{{Key: "card.can_articles"}},
		Cannot:   []policy.Fixed{{Key: "card.cannot_orders"}, {Key: "card.cannot_decide"}},
	}
	if acts.Looks != "" {
		c.Can = append(c.Can, policy.Fixed{Key: "card.can_look", Args: map[string]string{"acts": acts.Looks}})
	}
	if acts.Changes != "" {
		c.Can = append(c.Can, policy.Fixed{Key: "card.can_change", Args: map[string]string{"acts": acts.Changes}})
	}
	if acts != (Acts{}) {
		c.Cannot[0].Key = "card.cannot_account"
	}
	c.Can = append(c.Can, policy.Fixed{Key: "card.can_unsure"}, policy.Fixed{Key: "card.can_person"})
	return c
}
