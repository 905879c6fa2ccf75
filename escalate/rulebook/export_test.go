package rulebook

import "context"

// Unshown loads a file without asking for cases, so that tests can make many; nil when it is refused.
func Unshown(_ context.Context, data []byte) *Book {
	f, problems := readFile(data)
	if len(problems) > 0 {
		return nil
	}
	b, c := begin(data, f, Options{})
	if c.refused() {
		return nil
	}
	return b
}

// Condition reads and works out a condition.
func Condition(when string, f Facts) (taken, is bool, err error) {
	c, bad := compile(when)
	if len(bad) > 0 {
		return false, false, nil
	}
	is, err = c.holds(f.variables())
	return true, is, err
}

// Refusals says why a condition is refused.
func Refusals(when string) []string { _, bad := compile(when); return bad }

// Variables are the names and values of a condition.
func Variables(f Facts) map[string]any { return f.variables() }
