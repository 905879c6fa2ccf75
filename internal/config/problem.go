package config

import (
	"fmt"
	"strings"
)

// Problem is one thing that is wrong with the settings, told so that an owner can put it right.
type Problem struct {
	Line int    // in the file, from 1; 0 when it came from the environment or from no single line
	Text string // what was found, what is allowed, an example
}

// Problems is every problem of one reading. Load returns it as its error.
type Problems struct {
	Path string // of the file
	List []Problem
}

// mostShown keeps a file that is something else altogether from filling the screen.
const mostShown = 40

func (p *Problems) Error() string {
	texts := make([]string, 0, len(p.List))
	for _, one := range p.List {
		texts = append(texts, one.Text)
	}
	if len(texts) == 1 {
		return fmt.Sprintf("%s: %s", p.Path, texts[0])
	}
	if len(texts) > mostShown {
		texts = append(texts[:mostShown], "and more of the kind")
	}
	return fmt.Sprintf("%s: %d problems:\n  %s", p.Path, len(p.List), strings.Join(texts, "\n  "))
}

// place says where a setting stands: "`listen` on line 3" or "`CANDOR_SERVER_LISTEN`".
func place(name string, line int) string {
	if line == 0 {
		return "`" + name + "`"
	}
	return fmt.Sprintf("`%s` on line %d", name, line)
}

// bad tells of a value that cannot be used.
func bad(f field, name string, line int, found string, why error) Problem {
	return Problem{Line: line, Text: fmt.Sprintf("%s: found %s (%s); allowed: %s; example: %s",
		place(name, line), found, why, f.allowed, f.example)}
}

// unknownKey tells of a key that does not exist, with the nearest one that does.
func unknownKey(key, section string, line int, all []field) Problem {
	here := keysOf(all, section)
	text := "unknown key " + place(key, line)
	if section == "" {
		var every []string
		for _, f := range all {
			every = append(every, f.key)
		}
		if near := nearest(key, every); near != "" {
			text += fmt.Sprintf("; did you mean `%s` below %s?", near, strings.Join(sectionsWith(all, near), " or "))
		} else {
			text += "; every key stands below a heading such as [server]"
		}
		return Problem{Line: line, Text: text}
	}
	switch elsewhere := sectionsWith(all, key); {
	case nearest(key, here) != "":
		text += fmt.Sprintf("; did you mean `%s`?", nearest(key, here))
	case len(elsewhere) > 0:
		text += fmt.Sprintf("; `%s` belongs in %s", key, strings.Join(elsewhere, " or "))
	case len(here) > 0:
		text += fmt.Sprintf("; %s has %s", heading(section), strings.Join(here, ", "))
	}
	return Problem{Line: line, Text: text}
}

// unknownSection tells of a table that does not exist.
func unknownSection(section string, line int, all []field) Problem {
	names := sectionsOf(all)
	text := fmt.Sprintf("unknown section `[%s]` on line %d", section, line)
	if near := nearest(section, names); near != "" {
		return Problem{Line: line, Text: text + fmt.Sprintf("; did you mean %s?", heading(near))}
	}
	return Problem{Line: line, Text: text + "; there are " + strings.Join(names, ", ")}
}

// heading writes a section as it stands in the file.
func heading(section string) string {
	switch section {
	case sectionInbox:
		return "[[inbox]]"
	case sectionRetention:
		return "[[retention]]"
	case sectionVendor:
		return "[[vendor]]"
	case sectionTool:
		return "[[tool]]"
	case sectionCard:
		return "[card.en]"
	}
	return "[" + section + "]"
}
