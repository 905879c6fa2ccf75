//go:build kill

package kill_test

import (
	"strings"
	"testing"

	"candor/bench/client"
)

// The checks are checked: each of these must be noticed.
func TestLossDoublesAndDisorderAreNoticed(t *testing.T) {
	t.Parallel()
	taken := func(texts ...string) (list []*saying) {
		for _, text := range texts {
			list = append(list, &saying{text: text, taken: true})
		}
		return list
	}
	for _, x := range []struct {
		name     string
		held     []string
		speakers [][]*saying
		want     string // part of the error; empty: none
	}{
		{"all there", []string{"a", "b"}, [][]*saying{taken("a", "b")}, ""},
		{"an untaken one may be missing", []string{"a"}, [][]*saying{append(taken("a"), &saying{text: "b"})}, ""},
		{"or be there", []string{"a", "b"}, [][]*saying{append(taken("a"), &saying{text: "b"})}, ""},
		{"but not twice", []string{"a", "b", "b"}, [][]*saying{append(taken("a"), &saying{text: "b"})}, "2 times"},
		{"one lost", []string{"a"}, [][]*saying{taken("a", "b")}, "is lost"},
		{"one doubled", []string{"a", "a"}, [][]*saying{taken("a")}, "2 times"},
		{"out of order", []string{"b", "a"}, [][]*saying{taken("a", "b")}, "out of order"},
		{"two speakers have no order between them", []string{"x", "a", "y"}, [][]*saying{taken("a"), taken("x", "y")}, ""},
		{"from nobody", []string{"a", "z"}, [][]*saying{taken("a")}, "nobody wrote"},
	} {
		err := compare(x.held, x.speakers)
		if x.want == "" && err != nil || x.want != "" && (err == nil || !strings.Contains(err.Error(), x.want)) {
			t.Errorf("%s: got %v", x.name, err)
		}
	}
}

func TestSecondAnswersAreNoticed(t *testing.T) {
	t.Parallel()
	message := func(number int64, author string) client.Message {
		return client.Message{ID: author + string(rune('0'+number)), Number: number, Author: author}
	}
	once := []client.Message{message(1, "customer"), message(2, "assistant"), message(3, "customer"), message(5, "assistant")}
	if err := wellFormed(once); err != nil {
		t.Error(err)
	}
	if err := wellFormed(append(once, message(6, "assistant"))); err == nil {
		t.Error("a second answer is not noticed")
	}
	if err := wellFormed([]client.Message{message(2, "customer"), message(1, "desk")}); err == nil {
		t.Error("numbers that go down are not noticed")
	}
	if err := wellFormed([]client.Message{message(1, "customer"), message(1, "customer")}); err == nil {
		t.Error("the same message twice is not noticed")
	}
}
