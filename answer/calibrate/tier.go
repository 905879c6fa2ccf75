package calibrate

// Tier is how much hangs on an answer. Every value that is none of these counts as Grave.
type Tier string

const (
	Information Tier = "information"
	Account     Tier = "account"
	Grave       Tier = "money-legal-health"
)

// Tiers gives all tiers, the lightest first.
func Tiers() []Tier { return []Tier{Information, Account, Grave} }

func (t Tier) known() Tier {
	if t == Information || t == Account {
		return t
	}
	return Grave
}

// Target gives the tier's own target: the owner's for information, half of it for account matters,
// a quarter of it for money, law and health.
func (t Tier) Target(owners float64) float64 {
	switch t.known() {
	case Information:
		return owners
	case Account:
		return owners / 2
	}
	return owners / 4
}
