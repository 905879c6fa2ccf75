package rulebook_test

import (
	"testing"

	"candor/policy"
)

// A rule may ask where a conversation began. Where that was not kept it is none of the places.
func TestARuleMayAskWhereAConversationBegan(t *testing.T) {
	t.Parallel()
	b := load(t, `
version = "1"

[[rule]]
id = "programs"
when = 'channel == "api"'
action = "hand_over"
says = { en = "A person looks at this." }

[[case]]
message = "Can I send my lamp back?"
channel = "api"
expect = "hand_over"
rule = "programs"

[[case]]
message = "Can I send my lamp back?"
channel = "widget"
expect = "pass"
`)
	for channel, want := range map[string]policy.Action{"api": policy.HandOver, "widget": policy.Pass, "page": policy.Pass, "": policy.Pass} {
		f := facts()
		f.Channel = channel
		if o := decide(t, b, f); o.Action != want {
			t.Errorf("%q: %s, want %s", channel, o.Action, want)
		}
	}
}
