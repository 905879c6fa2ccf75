package rulebook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"candor/escalate"
)

// method reads what stands behind a dot.
func (r *reading) method(on part) (part, error) {
	t := r.next()
	if t.kind != 'i' {
		return part{}, at1(t.column, "a dot is followed by the name of a method")
	}
	if err := r.must("("); err != nil {
		return part{}, err
	}
	if t.text == "exists" || t.text == "all" {
		return r.loop(t, on)
	}
	var args []part
	if t.text != "size" {
		p, err := r.whole()
		if err != nil {
			return part{}, err
		}
		args = append(args, p)
	}
	if err := r.must(")"); err != nil {
		return part{}, err
	}
	p, why := call(t.text, on, args)
	if why != "" {
		return part{}, at1(t.column, why)
	}
	return p, nil
}

// call makes a method of a text, or size.
func call(name string, on part, args []part) (part, string) {
	if name == "size" {
		p, ok := sizeOf(on)
		if !ok {
			return part{}, fmt.Sprintf("%s has no size", on.is)
		}
		return p, ""
	}
	does := map[string]func(a, b string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[name]
	switch {
	case does == nil && name != "matches":
		return part{}, fmt.Sprintf("there is no method %q; there are contains, startsWith, endsWith, matches, size, exists and all", name)
	case on.is != isString || args[0].is != isString:
		return part{}, fmt.Sprintf("%s compares texts, not %s and %s", name, on.is, args[0].is)
	case does != nil:
		return part{is: isBool, size: 1, cost: costs(on.cost, args[0].cost, 1, on.size/10), work: both(on, args[0], func(a, b any) (any, error) {
			return does(a.(string), b.(string)), nil
		})}, ""
	}
	pattern, written := args[0].literal.(string)
	if !written {
		return part{}, "the pattern of matches must be written out, so that it can be looked at before it is used"
	}
	compiled, err := regexp.Compile(pattern)
	if err != nil {
		return part{}, "the pattern cannot be read: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	}
	return part{is: isBool, size: 1, cost: costs(on.cost, 1, times(1+on.size/10, 1+len(pattern)/4)), work: func(m *moment) (any, error) {
		text, err := on.work(m)
		if err != nil {
			return nil, err
		}
		return compiled.MatchString(text.(string)), nil
	}}, ""
}

// reserved are the words that CEL keeps for itself.
var reserved = []string{
	"in", "true", "false", "null", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop",
	"package", "namespace", "return", "var", "void", "while",
}

// loop reads list.exists(name, condition) and list.all(name, condition).
func (r *reading) loop(t token, over part) (part, error) {
	name := r.next()
	if name.kind != 'i' || slices.Contains(reserved, name.text) {
		return part{}, at1(name.column, fmt.Sprintf("%s needs a name for each entry, as in matters.%s(m, m == \"anger\")", t.text, t.text))
	}
	if err := r.must(","); err != nil {
		return part{}, err
	}
	entry := over.is.elements()
	if over.is == isScores {
		entry = isString
	}
	if entry == "" && over.is != isEmpty {
		return part{}, at1(t.column, fmt.Sprintf("%s goes through a list, not %s", t.text, over.is))
	}
	if len(r.bound) >= mostLoops {
		return part{}, at1(t.column, fmt.Sprintf("when may never come to an end in time: loops nest %d deep, and %d are allowed", len(r.bound)+1, mostLoops))
	}
	r.bound = append(r.bound, binding{name.text, entry, short})
	body, err := r.whole()
	r.bound = r.bound[:len(r.bound)-1]
	if err == nil {
		err = r.must(")")
	}
	if err != nil {
		return part{}, err
	}
	if body.is != isBool {
		return part{}, at1(t.column, fmt.Sprintf("%s asks for what is true or false, not %s", t.text, body.is))
	}
	return looped(over, body, t.text == "all"), nil
}

// looped asks of each entry, with errors as the operators of truth treat them: where an entry decides, what
// failed for another does not matter.
func looped(over, body part, all bool) part {
	return part{is: isBool, size: 1, cost: costs(over.cost, 1, times(over.size, body.cost+2)), work: func(m *moment) (any, error) {
		list, err := over.work(m)
		if err != nil {
			return nil, err
		}
		var failed error
		m.bound = append(m.bound, nil)
		defer func() { m.bound = m.bound[:len(m.bound)-1] }()
		for _, e := range entries(list) {
			m.bound[len(m.bound)-1] = e
			is, err := body.work(m)
			switch {
			case err != nil:
				failed = err
			case is.(bool) != all:
				return !all, nil
			}
		}
		return all, failed
	}}
}

func entries(list any) []any {
	var out []any
	switch l := list.(type) {
	case []string:
		for _, s := range l {
			out = append(out, s)
		}
	case []int64:
		for _, n := range l {
			out = append(out, n)
		}
	case map[string]float64:
		for s := range l {
			out = append(out, s)
		}
	}
	return out
}

// names finds matters in `"x" in matters` and score["x"] that no listener ever gives: such a rule would never
// fire, and nobody would know.
func (r *reading) names(list, name part) {
	if !slices.Contains([]string{"matters", "about_others", "score"}, list.name) {
		return
	}
	if word, ok := name.literal.(string); ok && !Known(escalate.Category(word)) {
		r.bad = append(r.bad, fmt.Sprintf("there is no matter %q%s; %s", word, nearest(word), listed()))
	}
}
