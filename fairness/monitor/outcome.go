package monitor

// Family is one question about somebody's matter, which is answered once.
type Family string

// The families.
const (
	First  Family = "first"  // what came of the first thing that they asked the assistant
	Ended  Family = "ended"  // how the conversation stands seven days after it began
	Person Family = "person" // whether they got the person whom they asked for
	Wait   Family = "wait"   // how long they waited for one
	Solved Family = "solved" // what they say themselves
)

// Families lists them.
func Families() []Family { return []Family{First, Ended, Person, Wait, Solved} }

// Slots is how many outcomes a family can have.
const Slots = 4

// Happened says which outcomes of its family a matter had, each in its slot.
type Happened [Slots]bool

// Outcome is something that happens to people or does not.
type Outcome string

// The outcomes.
const (
	AtOnce     Outcome = "at_once"         // answered or asked back by the assistant, at once
	Abstained  Outcome = "abstained"       // the assistant did not know
	HandedOver Outcome = "handed_over"     // a rule brought a person, who is waited for
	Answered   Outcome = "answered"        // somebody answered within seven days
	Resolved   Outcome = "resolved"        // within seven days the customer confirmed that it is solved, or a person finished it
	NotReached Outcome = "not_reached"     // asked for a person and did not get one
	Waited10   Outcome = "waited_10_min"   // waited longer than ten minutes for a person
	Waited60   Outcome = "waited_1_hour"   // longer than an hour
	WaitedDay  Outcome = "waited_1_day"    // longer than a day
	SaidYes    Outcome = "said_solved"     // the customer says that it was solved
	SaidNo     Outcome = "said_not_solved" // the customer says that it was not
)

// Fact says what an outcome is.
type Fact struct {
	Outcome Outcome
	Family  Family
	Slot    int
	Good    bool // it is worse to have it less often; else it is worse to have it more often
	Watched bool // alarms are raised over it
}

// facts is every outcome, in the order in which they are shown. Those that only say the same again, such as a wait of
// more than a day beside one of more than an hour, are shown and not watched: each watch makes all others blinder.
var facts = [...]Fact{
	{AtOnce, First, 0, true, true},
	{Abstained, First, 1, false, true},
	{HandedOver, First, 2, false, true},
	{Answered, Ended, 0, true, true},
	{Resolved, Ended, 1, true, true},
	{NotReached, Person, 0, false, true},
	{Waited10, Wait, 0, false, false},
	{Waited60, Wait, 1, false, true},
	{WaitedDay, Wait, 2, false, false},
	{SaidYes, Solved, 0, true, true},
	{SaidNo, Solved, 1, false, false},
}

// Facts lists every outcome, in the order in which they are shown.
func Facts() []Fact { return append([]Fact(nil), facts[:]...) }

// FactOf finds an outcome; false when there is none of the name.
func FactOf(o Outcome) (Fact, bool) {
	for _, f := range facts {
		if f.Outcome == o {
			return f, true
		}
	}
	return Fact{}, false
}
