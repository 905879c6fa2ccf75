package charter

import (
	"fmt"
	"strings"
)

// Markdown gives the charter as a page for people: the promises, what keeps each of them in this
// version and what is still to come, and the titles of the cases that prove it.
func Markdown(cases []string) string {
	var b strings.Builder
	b.WriteString(`# The charter

Twelve promises. No setting, role or call switches one off; operators may only tighten. This page is made from the
package ` + "`charter`" + ` and checked against it by a test, so it cannot promise what the program does not do.
`)
	for _, p := range Promises() {
		fmt.Fprintf(&b, "\n## %d. %s\n\n%s\n\n", p.Number, p.Name, p.Text)
		if len(p.Gates) > 0 {
			fmt.Fprintf(&b, "- Kept by the gates: %s.\n", strings.Join(p.Gates, ", "))
		}
		for _, x := range p.Besides {
			fmt.Fprintf(&b, "- Kept by: %s.\n", x)
		}
		for _, x := range p.Later {
			fmt.Fprintf(&b, "- Not yet: %s.\n", x)
		}
	}
	b.WriteString("\n## The cases\n\nEach is a file in `charter/testdata` that anyone can read, and add to.\n\n")
	for _, c := range cases {
		fmt.Fprintf(&b, "- %s\n", c)
	}
	return b.String()
}
