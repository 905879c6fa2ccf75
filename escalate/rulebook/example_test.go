package rulebook_test

import (
	"context"
	"fmt"

	"candor/escalate/rulebook"
)

// A file that would let the assistant answer what belongs to people is not loaded, and says why.
func ExampleLoad() {
	file := `
version = "2026-11"

[matter.bereavement]
action = "offer"
`
	book, problems := rulebook.Load(context.Background(), []byte(file), rulebook.Options{})
	fmt.Println(book == nil)
	for _, p := range problems {
		if !p.Warning {
			fmt.Println(p)
		}
	}
	// Output:
	// true
	// matter bereavement: the program hands bereavement to a person; action "offer" would let the assistant answer
}

// The table alone: a bereavement goes to a person and gets a better place in the queue.
func ExampleBook_Decide() {
	var table *rulebook.Book
	o, err := table.Decide(context.Background(), rulebook.Facts{Heard: []rulebook.Heard{{Matter: "bereavement", Score: 1}}})
	fmt.Println(o.Told(), err)
	// Output: hand_over, priority raised <nil>
}
