package disclose_test

import (
	"context"
	"testing"

	"candor"
	"candor/disclose"
	"candor/policy"

	"github.com/google/go-cmp/cmp"
)

// words is a catalogue that has labels in some languages.
type words map[string]map[string]string

func (w words) Phrase(language, key string, _ map[string]string) (string, bool) {
	text, ok := w[language][key]
	return text, ok
}

func labels() words {
	return words{"en": {disclose.KeyAssistant: "AI assistant", disclose.KeyAssistantOf: "AI assistant of Lumen"}}
}

func draft(sentences ...string) *policy.Draft {
	d := &policy.Draft{Author: candor.ByAssistant, Kind: candor.Said, Language: "en"}
	for _, s := range sentences {
		d.Sentences = append(d.Sentences, policy.Sentence{Text: s})
	}
	return d
}

func TestOnlyWhatIsDisclosedIsSaid(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(c *policy.Case, g *disclose.Gate)
		want   policy.Verdict
	}{
		"a labelled quote passes": {
			func(*policy.Case, *disclose.Gate) {}, policy.Verdict{Action: policy.Pass, Reason: disclose.ReasonDisclosed},
		},
		"without a draft": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft = nil }, policy.Verdict{Reason: policy.ReasonNoDraft},
		},
		"without an author": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft.Author = "" }, policy.Verdict{Reason: disclose.ReasonNotLabelled},
		},
		"with the customer as author": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft.Author = candor.ByCustomer },
			policy.Verdict{Reason: disclose.ReasonNotLabelled},
		},
		"without a desk's name": {
			func(c *policy.Case, _ *disclose.Gate) { c.Desk = "" }, policy.Verdict{Reason: disclose.ReasonNoDesk},
		},
		"without a label in the language": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft.Language = "xx" },
			policy.Verdict{Reason: disclose.ReasonNotLabelled},
		},
		"with one label missing": {
			func(_ *policy.Case, g *disclose.Gate) {
				g.Phrases = words{"en": {disclose.KeyAssistant: "AI assistant"}}
			},
			policy.Verdict{Reason: disclose.ReasonNotLabelled},
		},
		"without a catalogue": {
			func(_ *policy.Case, g *disclose.Gate) { g.Phrases = nil }, policy.Verdict{Reason: disclose.ReasonNotLabelled},
		},
		"claiming to be human in a quote": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft = draft("Delivery is free.", "I am a real person.") },
			policy.Verdict{Reason: disclose.ReasonClaimsHuman},
		},
		"claiming to be human in free words": {
			func(c *policy.Case, _ *disclose.Gate) { c.Draft.Words = "My name is Maya and I will help you." },
			policy.Verdict{Reason: disclose.ReasonClaimsHuman},
		},
		"a person may say that they are one": {
			func(c *policy.Case, _ *disclose.Gate) {
				c.Draft = &policy.Draft{Author: candor.ByAgent, Words: "I'm a real person, my name is Maya."}
			},
			policy.Verdict{Action: policy.Pass, Reason: disclose.ReasonNotAssistant},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := disclose.Gate{Phrases: labels()}
			c := policy.Case{Desk: "Lumen", Draft: draft("Delivery is free.")}
			tt.change(&c, &g)
			got, err := g.Check(context.Background(), &c)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("verdict (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheZeroGateHolds(t *testing.T) {
	t.Parallel()
	got, err := disclose.Gate{}.Check(context.Background(), &policy.Case{Desk: "Lumen", Draft: draft("Free.")})
	if err != nil || got.Action != policy.Hold {
		t.Errorf("a gate without a catalogue gave %v, %v; want a hold", got, err)
	}
}
