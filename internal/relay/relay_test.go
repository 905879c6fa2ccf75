package relay_test

import (
	"slices"
	"testing"

	"candor"
	"candor/internal/relay"
)

type heard []string

func (h *heard) Hint(topic string) { *h = append(*h, topic) }

func TestCommittedHintsEachConversationAndTheQueueOnce(t *testing.T) {
	t.Parallel()
	var got heard
	r := relay.New(&got, "all")
	r.Committed(nil)
	r.Committed([]candor.Event{{Conversation: "con_a"}, {Conversation: "con_a"}, {Conversation: "con_b"}})
	if want := (heard{"con_a", "con_b", "all"}); !slices.Equal(got, want) {
		t.Errorf("hints %v, want %v", got, want)
	}
}
