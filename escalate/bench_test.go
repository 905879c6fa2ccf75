package escalate_test

import (
	"testing"

	"candor/escalate"
)

// 150 characters, as a customer writes them.
const ordinary = "Hello, I ordered two pairs of shoes last week and one of them is the wrong size. Can I send it back without the box, and who pays for the postage then?"

func BenchmarkInspectOrdinary(b *testing.B) {
	in := newInspector(b)
	for b.Loop() {
		in.Inspect(escalate.Input{Text: ordinary})
	}
}

func BenchmarkInspectRequest(b *testing.B) {
	in := newInspector(b)
	for b.Loop() {
		in.Inspect(escalate.Input{Text: "this bot is useless, please transfer me to a real person"})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		if _, err := escalate.New(); err != nil {
			b.Fatal(err)
		}
	}
}
