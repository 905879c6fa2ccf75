package special

// Listed is one pattern of a list with its heading, spelled out.
type Listed struct {
	Heading, Category, Pattern string
	Role, Told, Never          bool
}

// List gives what stands in a language's list, in its order.
func List(language string) ([]Listed, error) {
	text, err := wordFiles.ReadFile("words/" + language + ".txt")
	if err != nil {
		return nil, err
	}
	sections, err := parse(string(text))
	if err != nil {
		return nil, err
	}
	var all []Listed
	for _, s := range sections {
		l := Listed{Heading: s.title, Role: s.isRole, Told: !s.isRole && s.class == told, Never: !s.isRole && s.class == never}
		if !l.Role && !l.Never {
			l.Category = Categories()[s.category]
		}
		for _, l.Pattern = range s.patterns {
			all = append(all, l)
		}
		for _, two := range s.couples {
			for _, l.Pattern = range append(two[0], two[1]...) {
				all = append(all, l)
			}
		}
	}
	return all, nil
}

// ParseError reads a text as a list.
func ParseError(text string) error {
	_, err := parse(text)
	return err
}

// Longest is how many words a pattern may have.
const Longest = longest
