package escalate

import "candor/policy"

// Category is what a rule is about.
type Category string

// Crisis is danger to somebody's life: suicide, self-harm, immediate danger. More categories
// of sensitive matters stand beside it as rule files of their own.
const Crisis Category = "crisis"

// Signals that are not sensitive matters and so are never listed in Result.Categories.
const (
	person       Category = "person"         // the customer asks for a person
	askedIfHuman Category = "asked_if_human" // the customer asks whether this is a machine
	unresolved   Category = "unresolved"     // the customer says that the answer did not help
)

// Need is heard where customers say that they are disabled or need care, and ask something else. It is no
// sensitive matter: what they ask is answered, and a person is offered beside it.
const Need Category = "need"

// Rule is one reason to act, as it stands in a file of the rules folder.
type Rule struct {
	ID        string
	Category  Category
	Languages []string      // ISO 639-1
	Action    policy.Action // Pass: noted only
	Says      string        // what it listens for, in plain words
	For       []string      // messages in which it must fire
	Against   []string      // messages in which no rule of its category may fire
	Version   string
	Owner     string
}

// Hit is one place in a message where a rule fired.
type Hit struct {
	Rule       string
	Category   Category
	Start, End int // code points of the original text, half open
	Action     policy.Action
}
