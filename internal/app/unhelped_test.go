package app_test

import (
	"testing"

	"candor"
	"candor/internal/app"
)

func TestOnlyWordsThatAskNothingAreNoQuestion(t *testing.T) {
	t.Parallel()
	unhelped, err := app.Unhelped()
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		language string
		text     candor.Text
		want     bool
	}{
		{"en", "No, that's not it.", true},
		{"en", "that didn't help", true},
		{"de", "Nein, das ist es nicht.", true},
		{"es", "No, no es eso.", true},
		{"fr", "Non, ce n'est pas ça.", true},
		{"it", "No, non è questo.", true},
		{"ar", "لا، ليس هذا.", true},
		{"en", "No, that's not it. I mean a lamp that was a gift.", false},
		{"en", "That didn't help, how long does a refund take?", false},
		{"en", "Where is my order?", false},
		{"en", "No, that is all. Thanks!", false},
		{"en", "", false},
	} {
		if got := unhelped(x.text, x.language); got != x.want {
			t.Errorf("%s %q: %v, want %v", x.language, x.text, got, x.want)
		}
	}
}
