package special

import (
	"fmt"
	"slices"
	"strings"
)

// section is the part of a list under one heading.
type section struct {
	title    string
	isRole   bool
	role     role
	category uint8
	class    class
	patterns []string
	couples  [][2][]string // for both
}

// parse reads a list. See words/README.md for how it is written.
func parse(text string) ([]section, error) {
	var all []section
	line := 0
	for l := range strings.Lines(text) {
		line++
		l = strings.TrimSpace(l)
		switch {
		case l == "" || l[0] == '#':
		case l[0] == '=':
			s, err := heading(strings.TrimSpace(l[1:]))
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			all = append(all, s)
		case len(all) == 0:
			return nil, fmt.Errorf("line %d stands under no heading", line)
		default:
			if err := all[len(all)-1].take(l); err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
		}
	}
	return all, nil
}

// heading reads "subject", "never" or "health told".
func heading(title string) (section, error) {
	s := section{title: title}
	first, second, two := strings.Cut(title, " ")
	if !two {
		if r := slices.Index(strings.Fields(roleNames), first); r >= 0 {
			s.isRole, s.role = true, role(r)
			return s, nil
		}
		if first == "never" {
			s.class = never
			return s, nil
		}
		return s, fmt.Errorf("heading %q is no role", title)
	}
	category, when := slices.Index(Categories(), first), slices.Index(strings.Fields(classNames), second)
	if category < 0 || when < 0 {
		return s, fmt.Errorf("heading %q is no category with a class", title)
	}
	s.category, s.class = uint8(category), class(when)
	return s, nil
}

const (
	roleNames  = "subject be have owner as cause link goods"
	classNames = "told near being own never both"
)

// take reads one line of patterns with commas between.
func (s *section) take(line string) error {
	if s.class != both {
		patterns, err := patterns(line)
		s.patterns = append(s.patterns, patterns...)
		return err
	}
	left, right, ok := strings.Cut(line, "+")
	if !ok {
		return fmt.Errorf("%q has no + between its halves", line)
	}
	one, err := patterns(left)
	if err != nil {
		return err
	}
	other, err := patterns(right)
	s.couples = append(s.couples, [2][]string{one, other})
	return err
}

func patterns(line string) ([]string, error) {
	var all []string
	for p := range strings.SplitSeq(line, ",") {
		if p = strings.TrimSpace(p); p == "" {
			return nil, fmt.Errorf("%q has an empty pattern", line)
		}
		spelled, err := expand(p)
		if err != nil {
			return nil, err
		}
		all = append(all, spelled...)
	}
	return all, nil
}

// expand writes out the choices of a pattern: "diabet[ic|es]" is "diabetic" and "diabetes".
func expand(pattern string) ([]string, error) {
	head, rest, found := strings.Cut(pattern, "[")
	if !found {
		if strings.ContainsAny(pattern, "]|") {
			return nil, fmt.Errorf("%q closes what it did not open", pattern)
		}
		return []string{pattern}, nil
	}
	choices, tail, closed := strings.Cut(rest, "]")
	if !closed || strings.ContainsAny(head, "]|") || strings.Contains(choices, "[") {
		return nil, fmt.Errorf("%q does not close what it opens", pattern)
	}
	tails, err := expand(tail)
	if err != nil {
		return nil, err
	}
	var all []string
	for c := range strings.SplitSeq(choices, "|") {
		for _, t := range tails {
			all = append(all, head+c+t)
		}
	}
	return all, nil
}
