package monitor

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"candor"
)

// Part is what people are told apart by.
type Part string

// The parts that are not stated by people. Language and channel are the two sides of one partition, so that one cannot be
// subtracted from the other.
const (
	ByLanguage Part = "language"
	ByChannel  Part = "channel"
	ByHour     Part = "hour"

	way Part = "way" // language and channel as they are kept together
)

// Stated makes the part of an axis on which people may name their group.
func Stated(axis string) Part { return Part(statedPrefix + axis) }

const statedPrefix = "stated:"

// Kept is the part under which it is kept.
func (p Part) Kept() Part {
	if p == ByLanguage || p == ByChannel {
		return way
	}
	return p
}

// Axis gives the axis that people state themselves on; false where it is none of those.
func (p Part) Axis() (string, bool) { return strings.CutPrefix(string(p), statedPrefix) }

// Key is one cell: the group, and beside it what else sorts people, so that a gap can be looked for within that too.
type Key struct {
	Part   Part // as it is kept
	Group  string
	Beside string
}

const between = "\t"

// Cell gives the cell's name within its part.
func (k Key) Cell() string { return k.Group + between + k.Beside }

// KeyOf reads a cell's name.
func KeyOf(part Part, cell string) (Key, error) {
	group, beside, ok := strings.Cut(cell, between)
	if !ok || group == "" || beside == "" {
		return Key{}, fmt.Errorf("monitor: %q is no cell", cell)
	}
	return Key{part, group, beside}, nil
}

// Unknown stands for what is not known, such as the channel of a conversation that began before that was kept.
const Unknown = "-"

// Keys gives the cells that a conversation is counted in, besides what its customer stated. The hour is that at which it
// began, in the desk's zone.
func Keys(c candor.Conversation, zone *time.Location) []Key {
	tongue := cmp.Or(primary(c.Language), Unknown)
	return []Key{
		{way, tongue, cmp.Or(string(c.Channel), Unknown)},
		{ByHour, c.Created.In(zone).Format("15"), tongue},
	}
}

// StatedKeys gives the cells of what a customer stated, by axis.
func StatedKeys(groups map[string]string, language string) []Key {
	var out []Key
	for _, axis := range Axes() {
		if g := clean(groups[axis]); g != "" {
			out = append(out, Key{Stated(axis), g, cmp.Or(primary(language), Unknown)})
		}
	}
	return out
}

func clean(s string) string { return strings.TrimSpace(strings.ReplaceAll(s, between, " ")) }

// primary gives the first part of a language tag, such as "pt" of "pt-BR"; empty where it is none: counts outlive people,
// so nothing else goes into them.
func primary(tag string) string {
	first, _, _ := strings.Cut(tag, "-")
	if len(first) < 2 || len(first) > 3 || strings.ContainsFunc(first, func(r rune) bool { return r < 'a' || r > 'z' }) {
		return ""
	}
	return first
}
