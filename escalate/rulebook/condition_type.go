package rulebook

import "fmt"

// kind is the type of a part of a condition.
type kind string

const (
	isBool    kind = "bool"
	isInt     kind = "int"
	isDouble  kind = "double"
	isString  kind = "string"
	isStrings kind = "list(string)"
	isInts    kind = "list(int)"
	isScores  kind = "map(string, double)"
	isEmpty   kind = "list()"
)

// elements gives what a list holds; "" for what is no list.
func (k kind) elements() kind {
	switch k {
	case isStrings:
		return isString
	case isInts:
		return isInt
	}
	return ""
}

func (k kind) number() bool { return k == isInt || k == isDouble }

// variable is a name that conditions may use, with the most that its value can measure: bytes of a text,
// entries of a list.
type variable struct {
	is   kind
	size int
}

// known are the names of the environment. The words of a customer are the longest by far: four bytes for each
// of the characters that the desk takes.
var known = map[string]variable{
	"matters": {isStrings, mostHeard}, "about_others": {isStrings, mostHeard}, "score": {isScores, mostHeard},
	"message": {isString, mostMessage}, "language": {isString, short}, "inbox": {isString, short}, "channel": {isString, short},
	"answering": {isBool, 1}, "tier": {isString, short}, "confidence": {isDouble, 1},
	"first": {isBool, 1}, "unresolved": {isInt, 1}, "waiting": {isInt, 1}, "wait_minutes": {isInt, 1},
	"staffed": {isBool, 1}, "open": {isBool, 1}, "hour": {isInt, 1}, "weekday": {isString, short},
}

const (
	mostHeard   = 40
	mostMessage = 4 * 8000
	short       = 64
)

// part is a piece of a condition that was read: what it is, how to work it out, and what that may cost.
type part struct {
	is      kind
	size    int // the most that its value can measure
	cost    int // the most steps that it may take
	work    func(*moment) (any, error)
	literal any    // its value where it is written out
	name    string // of a variable
}

// moment is what a condition is worked out on: the values of the names, and of those that exists and all bind.
type moment struct {
	values map[string]any
	bound  []any
}

// costs adds up steps and stops at a number that no condition may reach, so that nothing overflows.
func costs(steps ...int) int {
	sum := 0
	for _, s := range steps {
		sum += s
		if sum > tooMany || sum < 0 {
			return tooMany
		}
	}
	return sum
}

func times(n, steps int) int {
	if steps > 0 && n > tooMany/steps {
		return tooMany
	}
	return n * steps
}

const tooMany = 1_000_000_000

func steps(n int) string {
	if n >= tooMany {
		return "a thousand million"
	}
	return fmt.Sprint(n)
}
