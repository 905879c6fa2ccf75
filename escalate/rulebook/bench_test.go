package rulebook_test

import (
	"fmt"
	"strings"
	"testing"

	"candor/escalate/rulebook"
)

// BenchmarkDecide is the cost of one message with fifty rules of an operator's.
func BenchmarkDecide(b *testing.B) {
	var file strings.Builder
	file.WriteString("version = \"1\"\n")
	for i := range 50 {
		fmt.Fprintf(&file, "[[rule]]\nid = \"rule_%d\"\nwhen = '\"complex\" in matters && waiting > %d && message.contains(\"lamp %d\")'\naction = \"offer\"\n", i, i, i)
	}
	book := rulebook.Unshown(b.Context(), []byte(file.String()))
	if book == nil {
		b.Fatal("the file was refused")
	}
	f := facts("complex")
	f.Message, f.Waiting = strings.Repeat("How long do I have to return a lamp? ", 20), 60
	for b.Loop() {
		if _, err := book.Decide(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWorstCondition is a condition that costs as much as one may.
func BenchmarkWorstCondition(b *testing.B) {
	book := rulebook.Unshown(b.Context(), []byte("version = \"1\"\n[[rule]]\nid = \"worst\"\nwhen = 'matters.exists(m, message.contains(m))'\naction = \"offer\"\n"))
	if book == nil {
		b.Fatal("the file was refused")
	}
	f := facts()
	f.Message = strings.Repeat("abc", 8000/3)
	for _, m := range rulebook.Matters() {
		f.Heard = append(f.Heard, rulebook.Heard{Matter: m.Category, Score: 1})
	}
	for b.Loop() {
		if _, err := book.Decide(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
}
