package config

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"candor"
)

func inboxFields() []field {
	return []field{
		{
			section: sectionInbox, key: "id",
			help:    "One table per brand or shop. The id stands in addresses and in the widget's snippet.",
			allowed: "1 to 32 lower-case letters, digits or hyphens", example: `id = "main"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.ID = candor.InboxID(s)
				if !box.ID.Valid() {
					return errors.New("not an id")
				}
				return nil
			}),
		},
		{
			section: sectionInbox, key: "name",
			help:    "What customers see. Empty: the desk's name.",
			allowed: "at most 60 characters", example: `name = "Harbour & Pine Outlet"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.Name = s
				return checkLine(s, 0, 60)
			}),
		},
		{
			section: sectionInbox, key: "site_key",
			help: "A file, readable by its owner only, with the secret (32 bytes or more) under which the embedding site\n" +
				"signs who its visitor is. Empty: visitors prove who they are by e-mail.",
			allowed: "empty, or a path; one that is not absolute starts at the folder of this file", example: `site_key = "shop.key"`,
			read: inInbox(func(box *Inbox, s string) error {
				box.SiteKey = s
				if s == "" {
					return nil
				}
				return checkPath(s)
			}),
		},
	}
}

func inInbox(keep func(box *Inbox, s string) error) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		s, err := v.text()
		if err != nil {
			return err
		}
		n, err := strconv.Atoi(at)
		if err != nil || n >= len(c.Inboxes) {
			return errors.New("it belongs under a heading [[inbox]]")
		}
		return keep(&c.Inboxes[n], strings.TrimSpace(s))
	}
}

// The bounds of a capability card: it is read at a glance.
const (
	cardLines = 6
	cardWidth = 160
)

func cardFields() []field {
	allowed := fmt.Sprintf("a list of at most %d lines of at most %d characters", cardLines, cardWidth)
	return []field{
		{
			section: sectionCard, key: "can",
			help:    "What the assistant says it can do, one table per language. Without one, the built-in words stand.",
			allowed: allowed, example: `can = ["answer from our help articles and show where each answer comes from"]`,
			read: inCard(func(card *Card, lines []string) { card.Can = lines }),
		},
		{
			section: sectionCard, key: "cannot",
			help:    "What it says it cannot do.",
			allowed: allowed, example: `cannot = ["see your orders", "decide refunds"]`,
			read: inCard(func(card *Card, lines []string) { card.Cannot = lines }),
		},
	}
}

func inCard(keep func(card *Card, lines []string)) func(*Config, string, value) error {
	return func(c *Config, at string, v value) error {
		lines, err := v.texts()
		if err != nil {
			return err
		}
		if len(lines) > cardLines {
			return fmt.Errorf("%d lines", len(lines))
		}
		for _, line := range lines {
			if err := checkLine(line, 1, cardWidth); err != nil {
				return fmt.Errorf("%s: %w", quote(cut(line, 40)), err)
			}
		}
		card := c.Cards[at]
		keep(&card, lines)
		c.Cards[at] = card
		return nil
	}
}
