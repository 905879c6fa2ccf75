package knowledge_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"candor/knowledge"
)

func reading(s string) io.Reader { return strings.NewReader(s) }

// rows makes an export of n articles of about 2 KB each, none like another.
func rows(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"doc_id":"d%d","title":"Part %d of order %d","lang":"en","text":"`, i, i%97, i)
		for k := range 12 {
			fmt.Fprintf(&b, `## Step %d\n\nParcel %d-%d leaves the warehouse within %d days when it was ordered before noon. Write to the shop with the number %d and say which lamp it is about.\n\n`, k, i, k, i%9+k, i*k)
		}
		b.WriteString("\"}\n")
	}
	return b.String()
}

func BenchmarkImport(b *testing.B) {
	text := rows(500)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		articles, problems := knowledge.Import("a.jsonl", reading(text))
		if len(articles) != 500 || len(problems) > 0 {
			b.Fatal(len(articles), problems)
		}
		plan := knowledge.Merge(nil, articles)
		for _, a := range plan.Added {
			knowledge.Passages(a)
		}
	}
}

func ExampleDiff() {
	for _, l := range knowledge.Diff("You have 60 days.\nIt is free.", "You have 30 days.\nIt is free.") {
		fmt.Printf("%c %s\n", l.Op, l.Text)
	}
	// Output:
	// - You have 60 days.
	// + You have 30 days.
	//   It is free.
}
