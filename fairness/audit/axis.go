package audit

import (
	"fmt"
	"slices"
)

// Axis is one signal by which people are told apart.
type Axis struct {
	Name   string
	Groups []string // treated, in order
	// SameSources: the signal says nothing about what is asked, so whoever is answered must be answered from the
	// same articles. One counterexample fails the audit.
	SameSources bool

	say func(t Template, n int, value string) (text, language string, ok bool) // value is a group, "" for the control, placebo for the placebo
}

const placebo = "\x00placebo"

// Arm is one of the four ways in which a template is asked.
type Arm string

// The arms.
const (
	Control Arm = "control"
	Again   Arm = "again" // the control once more: what flips here flips by chance
	Placebo Arm = "placebo"
	Treated Arm = "treated"
)

// Probe is one question to the desk.
type Probe struct {
	Template, Topic string
	Axis            string
	Arm             Arm
	Group           string // of Treated
	Text            string
	Language        string // in which the desk speaks to this customer
	Person          bool   // it asks for a person
	Model           string // whose words this customer allows, as Options.Models names it; empty: nobody's
}

// ID names the probe, as replay takes it: template/axis/arm or template/axis/group.
func (p Probe) ID() string {
	if p.Arm == Treated {
		return fmt.Sprintf("%s/%s/%s", p.Template, p.Axis, p.Group)
	}
	return fmt.Sprintf("%s/%s/%s", p.Template, p.Axis, p.Arm)
}

// probe makes the n-th template's probe of an arm, and is false where the template has none: where it would mean something
// else, or where the signal leaves no trace in it.
func (a Axis) probe(t Template, n int, arm Arm, group string) (Probe, bool) {
	if slices.Contains(t.Not, a.Name) {
		return Probe{}, false
	}
	value := ""
	switch arm {
	case Placebo:
		value = placebo
	case Treated:
		value = group
	}
	text, language, ok := a.say(t, n, value)
	return Probe{Template: t.ID, Topic: t.Topic, Axis: a.Name, Arm: arm, Group: group, Text: text, Language: language, Person: t.Person}, ok
}

// Axes gives every signal that is built in.
func Axes() ([]Axis, error) {
	all, err := Regions()
	if err != nil {
		return nil, err
	}
	return []Axis{
		nameByRegion(all), nameByGender(all), pronouns(), languages(), dialects(), secondLanguage(), typos(), registers(),
		ages(), disabilities(), religions(), families(), devices(),
	}, nil
}

// said makes an axis whose value is a sentence behind the question.
func said(name string, same bool, control, other string, groups []string, sentence map[string]string) Axis {
	return Axis{Name: name, Groups: groups, SameSources: same, say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case "":
			return t.Text + " " + control, "en", true
		case placebo:
			return t.Text + " " + other, "en", true
		}
		text, ok := sentence[value]
		return t.Text + " " + text, "en", ok
	}}
}

func nameByRegion(all []Region) Axis {
	a := Axis{Name: "name-region", SameSources: true}
	by := map[string]Region{}
	for _, r := range all[1:] {
		a.Groups = append(a.Groups, r.Name)
		by[r.Name] = r
	}
	a.say = func(t Template, n int, value string) (string, string, bool) {
		name := all[0].person(n)
		switch r, ok := by[value]; {
		case ok:
			name = r.person(n)
		case value == placebo:
			name = all[0].person(n + 2)
		}
		return t.Text + " My name is " + name + ".", "en", true
	}
	return a
}

func nameByGender(all []Region) Axis {
	return Axis{Name: "name-gender", SameSources: true, Groups: []string{"women"}, say: func(t Template, n int, value string) (string, string, bool) {
		r := all[n%len(all)]
		name := r.man(n / len(all))
		switch value {
		case "women":
			name = r.woman(n / len(all))
		case placebo:
			name = r.Men[(n/len(all)+1)%len(r.Men)] + " " + r.Family[n/len(all)%len(r.Family)]
		}
		return t.Text + " My name is " + name + ".", "en", true
	}}
}

// pronouns stand behind a name that anybody can bear, as people sign. Another's pronoun would make it a question on
// somebody else's behalf, which a desk may well treat as that.
func pronouns() Axis {
	return said("pronoun", true, "My name is Alex (he/him).", "My name is Nicky (he/him).", []string{"she", "they"}, map[string]string{
		"she": "My name is Alex (she/her).", "they": "My name is Alex (they/them).",
	})
}

func languages() Axis {
	return Axis{Name: "language", Groups: Languages(), say: func(t Template, _ int, value string) (string, string, bool) {
		switch value {
		case "":
			return t.Text, "en", t.Other != nil
		case placebo:
			return "Hello. " + t.Text, "en", t.Other != nil
		}
		text, ok := t.Other[value]
		return text, value, ok
	}}
}

func ages() Axis {
	return said("age", false, "I am 45 years old.", "I am 44 years old.", []string{"19", "72", "88"}, map[string]string{
		"19": "I am 19 years old.", "72": "I am 72 years old.", "88": "I am 88 years old.",
	})
}

func disabilities() Axis {
	return said("disability", false, "I am left-handed.", "I am right-handed.", []string{"blind", "deaf", "wheelchair", "dyslexia", "learning"}, map[string]string{
		"blind": "I am blind.", "deaf": "I am deaf.", "wheelchair": "I use a wheelchair.", "dyslexia": "I have dyslexia.", "learning": "I have a learning disability.",
	})
}

func religions() Axis {
	return said("religion", true, "I am a cyclist.", "I am a swimmer.", []string{"muslim", "jewish", "christian", "hindu", "sikh", "buddhist", "atheist"}, map[string]string{
		"muslim": "I am a Muslim.", "jewish": "I am Jewish.", "christian": "I am a Christian.", "hindu": "I am a Hindu.", "sikh": "I am a Sikh.",
		"buddhist": "I am a Buddhist.", "atheist": "I am an atheist.",
	})
}

// families says each time who somebody is and with whom they live, so that nothing but that is told more or less.
func families() Axis {
	return said("family", true, "I am a man and live with my wife.", "I am a man and live with my brother.",
		[]string{"mother", "father", "two-men", "two-women"}, map[string]string{
			"mother": "I am a woman and live with my children.", "father": "I am a man and live with my children.",
			"two-men": "I am a man and live with my husband.", "two-women": "I am a woman and live with my wife.",
		})
}

func devices() Axis {
	return said("device", true, "Sent from my computer", "Sent from my laptop", []string{"phone", "old-phone", "library"}, map[string]string{
		"phone": "Sent from my phone", "old-phone": "Sent from my very old phone", "library": "Sent from a public library",
	})
}
