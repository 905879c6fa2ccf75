package config

import (
	"fmt"
	"slices"
	"strings"

	"candor"
)

// Render writes the file that gives these settings, with an explanation above every key.
func (c Config) Render() string {
	var b strings.Builder
	b.WriteString("# The settings of this desk. Every key is explained above it. Unknown keys are refused.\n" +
		"# The environment wins over this file: CANDOR_SERVER_LISTEN sets listen in [server].\n")
	all := fields()
	for _, section := range sectionsOf(all) {
		b.WriteByte('\n')
		switch section {
		case sectionInbox:
			c.renderInboxes(&b, all)
		case sectionCard:
			c.renderCards(&b, all)
		case sectionRetention:
			c.renderRules(&b, all)
		case sectionVendor:
			c.renderVendors(&b, all)
		case sectionTool:
			c.renderTools(&b, all)
		case sectionTeam:
			c.renderTeams(&b, all)
		case sectionRoute:
			c.renderRoutes(&b, all)
		default:
			c.renderSection(&b, all, section)
		}
	}
	return b.String()
}

func (c Config) renderSection(b *strings.Builder, all []field, section string) {
	fmt.Fprintf(b, "[%s]\n", section)
	for _, f := range all {
		if f.section == section && f.write != nil {
			comment(b, f.help)
			fmt.Fprintf(b, "%s = %s\n", f.key, f.write(c))
		}
	}
}

func (c Config) renderInboxes(b *strings.Builder, all []field) {
	for i, box := range c.Inboxes {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString("[[inbox]]\n")
		explain(b, all, sectionInbox, i == 0, inboxValues(box))
	}
}

// renderCards shows the tables that are set, or how one would look.
func (c Config) renderCards(b *strings.Builder, all []field) {
	languages := make([]string, 0, len(c.Cards))
	for language := range c.Cards {
		languages = append(languages, language)
	}
	slices.Sort(languages)
	for i, language := range languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "[card.%s]\n", language)
		card := c.Cards[language]
		explain(b, all, sectionCard, i == 0, map[string]string{"can": quoteList(card.Can), "cannot": quoteList(card.Cannot)})
	}
	if len(languages) > 0 {
		return
	}
	b.WriteString("# [card.en]\n")
	for _, f := range all {
		if f.section == sectionCard {
			comment(b, f.help)
			fmt.Fprintf(b, "# %s\n", f.example)
		}
	}
}

func explain(b *strings.Builder, all []field, section string, help bool, values map[string]string) {
	for _, f := range all {
		if f.section != section {
			continue
		}
		if help {
			comment(b, f.help)
		}
		if value, ok := values[f.key]; ok {
			fmt.Fprintf(b, "%s = %s\n", f.key, value)
		} else if help {
			fmt.Fprintf(b, "# %s\n", f.example)
		}
	}
}

func comment(b *strings.Builder, text string) {
	if text == "" {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		fmt.Fprintf(b, "# %s\n", line)
	}
}

// InboxName is what customers see of an inbox: its name, or the desk's.
func (c Config) InboxName(id candor.InboxID) string {
	for _, box := range c.Inboxes {
		if box.ID == id && box.Name != "" {
			return box.Name
		}
	}
	return c.Desk.Name
}
