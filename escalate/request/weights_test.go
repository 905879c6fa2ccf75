package request_test

import (
	"fmt"
	"testing"

	"candor/escalate/request"
)

func TestWeightsAreWhole(t *testing.T) {
	t.Parallel()
	if err := request.Load(); err != nil {
		t.Fatal(err)
	}
}

func TestWishesScoreAndQuestionsDoNot(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"I would rather go through this with a human being than with you": true,
		"Where is my parcel and when does it arrive?":                     false,
		"Can I pay by card or only by transfer?":                          false,
		"":                                                                false,
	} {
		if s, got := request.Score(text, "en"); got != want {
			t.Errorf("%q: %v (%+v)", text, got, s)
		}
	}
}

func ExampleScore() {
	text := "I would rather go through this with a human being than with you"
	s, wants := request.Score(text, "en")
	fmt.Println(wants, s.P > .9, len(s.Words))
	// Output: true true 3
}
