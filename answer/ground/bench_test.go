package ground_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"candor/answer/ground"
	"candor/knowledge"
)

// returnsOfTheDemo gives three passages of a real article of the demo.
func returnsOfTheDemo(b *testing.B) []knowledge.Passage {
	b.Helper()
	_, here, _, _ := runtime.Caller(0)
	articles, problems := knowledge.ImportFS(os.DirFS(filepath.Join(filepath.Dir(here), "..", "..", "internal", "demo", "company")), "articles/en/return-an-item.md")
	if len(problems) > 0 || len(articles) == 0 {
		b.Fatal(problems)
	}
	return knowledge.Passages(knowledge.Merge(nil, articles).Added[0])[:3]
}

func BenchmarkCheckThreeSentencesThreePassages(b *testing.B) {
	given := returnsOfTheDemo(b)
	claims := []ground.Claim{
		says("You can return most items within 60 days of delivery, for any reason.", given[0].ID, given[1].ID),
		says("A returned item has to be clean, unused and undamaged.", given[2].ID),
		says("Most items, sale items included, can be returned within 90 days of delivery.", given[1].ID),
	}
	ctx := context.Background()
	q := ground.Question{Text: "How long do I have to return a sofa?", Language: "en"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := (ground.Verifier{}).Check(ctx, q, given, claims); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStreamByteByByte(b *testing.B) {
	given := passages(b, returns)
	draft := []byte(honest(b, given))
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		s := ground.Verifier{}.Stream(ground.Question{}, given)
		for i := range draft {
			if _, err := s.Write(ctx, draft[i:i+1]); err != nil {
				b.Fatal(err)
			}
		}
		s.Close()
	}
}
