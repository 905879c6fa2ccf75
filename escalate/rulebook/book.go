package rulebook

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"candor"
	"candor/escalate"
	"candor/policy"
)

// Book is the table with the operator's policy file on top. It does not change once made and is safe for
// concurrent use. The nil Book is the table alone.
type Book struct {
	version, by string
	digest      string
	matters     map[escalate.Category]Matter // those that the file tightens
	rules       []rule
	cases       int
}

// rule is one of the operator's, ready to be asked.
type rule struct {
	id     string
	when   condition
	source string // of when
	word   string // of the action
	effect
	says, notice map[string]string
	note         string
	drafts       bool
}

// ownPrefix parts the operator's rules from those of the program.
const ownPrefix = "own."

// Version is what the file calls itself; "" for the table alone.
func (b *Book) Version() string {
	if b == nil {
		return ""
	}
	return b.version
}

// By is who answers for the file, as it is written there.
func (b *Book) By() string {
	if b == nil {
		return ""
	}
	return b.by
}

// Digest names the file's bytes: 12 hexadecimal digits; "" for the table alone.
func (b *Book) Digest() string {
	if b == nil {
		return ""
	}
	return b.digest
}

// DigestOf gives the name that a file with these bytes has.
func DigestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// Of gives what is done about a category under this book.
func (b *Book) Of(c escalate.Category) Matter {
	if b != nil {
		if m, ok := b.matters[c]; ok {
			return m
		}
	}
	return Of(c)
}

// Sensitive is the function of this name, tightened by the file.
func (b *Book) Sensitive(c escalate.Category) bool { return !b.Of(c).Drafts }

// SensitiveReason is the function of this name, tightened by the file. Rule is the deciding verdict's.
func (b *Book) SensitiveReason(reason, rule string) bool {
	if c, ok := strings.CutPrefix(reason, reasonPrefix); ok {
		return b.Sensitive(escalate.Category(c))
	}
	if reason == ReasonOwn && b != nil {
		for _, r := range b.rules {
			if ownPrefix+r.id == rule {
				return !r.drafts
			}
		}
	}
	return SensitiveReason(reason) || reason == ReasonOwn
}

// DraftsOff reports whether AI must not draft for people where this was heard: a matter of it is sensitive, or a
// rule of the file that takes drafts away holds, or cannot be asked.
func (b *Book) DraftsOff(f Facts) bool {
	if slices.ContainsFunc(f.Heard, func(h Heard) bool { return b.Sensitive(h.Matter) }) {
		return true
	}
	if b == nil {
		return false
	}
	variables := f.variables()
	return slices.ContainsFunc(b.rules, func(r rule) bool {
		if r.drafts {
			return false
		}
		fires, err := r.when.holds(variables)
		return fires || err != nil
	})
}

// Decide says what is to happen. The table is asked first and always counts in full; the operator's rules
// add to it.
//
// An error comes beside what the table and the rules before the failed one ask for: whoever cannot know what
// the rest asks for calls a person.
func (b *Book) Decide(ctx context.Context, f Facts) (Outcome, error) {
	out := nothing()
	for _, h := range b.byWeight(f.Heard) {
		out = out.join(b.heard(h))
	}
	out = out.join(b.complexity(f))
	if b == nil || len(b.rules) == 0 {
		return out, nil
	}
	variables := f.variables()
	for _, r := range b.rules {
		if err := ctx.Err(); err != nil {
			return out, fmt.Errorf("rulebook: %w", err)
		}
		fires, err := r.when.holds(variables)
		if err != nil {
			return out, fmt.Errorf("rulebook: rule %s: %w", r.id, err)
		}
		if fires {
			out = out.join(b.asks(r, f.Language))
		}
	}
	return out, nil
}

// byWeight orders what was heard: who goes first in the queue, then what a rule heard before what was guessed,
// then the order of the table.
func (b *Book) byWeight(heard []Heard) []Heard {
	out := slices.Clone(heard)
	place := func(h Heard) int {
		if i := slices.IndexFunc(matters, func(m Matter) bool { return m.Category == h.Matter }); i >= 0 {
			return i
		}
		return len(matters)
	}
	guess := func(h Heard) int {
		if Guessed(h.Rule) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(x, y Heard) int {
		return cmp.Or(int(b.under(y).Priority-b.under(x).Priority), guess(x)-guess(y), place(x)-place(y))
	})
	return out
}

// surely is the score from which on a guess is more likely right than wrong.
const surely = 0.5

// faint reports a guess that is more likely wrong than right.
func faint(h Heard) bool { return Guessed(h.Rule) && h.Score < surely }

// under is what is done about a matter in the light of how it was heard. A faint guess offers a person, and
// hands over where danger is; a guess at a need offers one, too; nobody gets a place in the queue for a need that
// they did not tell of.
func (b *Book) under(h Heard) Matter {
	m := b.Of(h.Matter)
	switch {
	case (faint(h) || m.Beside && Guessed(h.Rule)) && !m.Danger && m.Action != policy.Pass:
		m.Action, m.Offer, m.Priority = policy.Pass, true, candor.Normal
	case faint(h):
		m.Priority = min(m.Priority, candor.Declared)
	case Guessed(h.Rule) && m.Told:
		m.Priority = candor.Normal
	}
	return m
}

// heard is what follows from one matter.
func (b *Book) heard(h Heard) Outcome {
	m := b.under(h)
	o := Outcome{Action: m.Action, Offer: m.Offer, Priority: m.Priority}
	if m.Note != "" {
		o.Notes = []policy.Fixed{{Key: m.Note}}
	}
	o.Fired = []Fired{{Rule: h.Rule, Matter: h.Matter, Action: m.Action, Offer: m.Offer, Says: saysOf(m, h.Rule)}}
	return o
}

// Texts of the catalogue that this package names. A matter has a text of its own under matter. and its
// category.
const (
	TextPerson  = "matter.a_person" // a person should look; why is not said
	TextOwnRule = "matter.own_rule" // a rule of the desk asks for a person
	textPrefix  = "matter."
)

func saysOf(m Matter, rule string) policy.Fixed {
	switch {
	case m.Category == escalate.Crisis && !Guessed(rule):
		return policy.Fixed{Key: escalate.TextCrisis}
	case m.Quiet || Guessed(rule) || !Known(m.Category) || m.Category == Person:
		return policy.Fixed{Key: TextPerson}
	}
	return policy.Fixed{Key: textPrefix + string(m.Category)}
}

// asks is what follows from a rule of the operator's that fires.
func (b *Book) asks(r rule, language string) Outcome {
	o := Outcome{Action: r.action, Offer: r.offer, Priority: r.priority}
	says := policy.Fixed{Key: TextOwnRule}
	if _, ok := inLanguage(r.says, language); ok {
		says.Key = b.key(r, "says")
	}
	if _, ok := inLanguage(r.notice, language); ok {
		o.Notices = []policy.Fixed{{Key: b.key(r, wordNotice)}}
	}
	if r.note != "" {
		o.Notes = []policy.Fixed{{Key: b.key(r, wordNote)}}
	}
	o.Fired = []Fired{{Rule: ownPrefix + r.id, Own: true, Action: r.action, Offer: r.offer, Says: says}}
	return o
}

func (b *Book) key(r rule, what string) string {
	return ownPrefix + b.digest + "." + r.id + "." + what
}

// SaysKey names the text that tells a customer why a rule of a file fired, for files of any time.
func SaysKey(digest, rule string) string {
	return ownPrefix + digest + "." + strings.TrimPrefix(rule, ownPrefix) + ".says"
}

// Text gives a text of the file under a key that a Fixed named; false when it is not this file's.
func (b *Book) Text(language, key string) (string, bool) {
	if b == nil {
		return "", false
	}
	rest, ok := strings.CutPrefix(key, ownPrefix+b.digest+".")
	if !ok {
		return "", false
	}
	id, what, _ := strings.Cut(rest, ".")
	for _, r := range b.rules {
		if r.id != id {
			continue
		}
		switch what {
		case "says":
			return inLanguage(r.says, language)
		case wordNotice:
			return inLanguage(r.notice, language)
		case wordNote:
			return r.note, r.note != ""
		}
	}
	return "", false
}

// inLanguage finds the text for a tag: its own, or that of the language without a region.
func inLanguage(texts map[string]string, tag string) (string, bool) {
	if text, ok := texts[tag]; ok {
		return text, true
	}
	base, _, _ := strings.Cut(tag, "-")
	text, ok := texts[base]
	return text, ok
}

// RuleView is one line of a book as people read it.
type RuleView struct {
	ID       string // "own." with the id for a rule of the file, else the category
	Own      bool
	When     string // "" for a matter of the table
	Action   string // "hand_over", "offer", "priority", "notice" or "note"
	Priority candor.Priority
	Says     map[string]string // of a rule of the file
	Drafts   bool              // AI may draft
	Tighter  bool              // the file asks for more than the table does
	texts    string            // what its texts say, to tell one wording from another
}

// Rules gives the table as it is under this book, then the operator's rules in the order of the file.
func (b *Book) Rules() []RuleView {
	out := make([]RuleView, 0, len(matters))
	for _, m := range matters {
		now := b.Of(m.Category)
		word := Outcome{Action: now.Action, Offer: now.Offer}.Word()
		out = append(out, RuleView{ID: string(m.Category), Action: word, Priority: now.Priority, Drafts: now.Drafts, Tighter: now != m})
	}
	if b == nil {
		return out
	}
	for _, r := range b.rules {
		out = append(out, RuleView{ID: ownPrefix + r.id, Own: true, When: r.source, Action: r.word, Priority: r.priority, Says: maps.Clone(r.says), Drafts: r.drafts, texts: fmt.Sprint(r.says, r.notice, r.note)})
	}
	return out
}
