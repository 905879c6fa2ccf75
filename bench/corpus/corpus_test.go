package corpus_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/bench/corpus"
)

func help(t *testing.T) []corpus.Article {
	t.Helper()
	articles, err := corpus.Read(os.DirFS("../../internal/demo/company/articles/en"))
	if err != nil {
		t.Fatal(err)
	}
	return articles
}

func TestAnArticleSurvivesWritingAndReading(t *testing.T) {
	t.Parallel()
	want := corpus.Article{
		Title: "Return an item: Alby bed", Slug: "return-1", Topic: "returns", Language: "en", Intro: "You can.\n\nWithin 60 days.",
		Sections: []corpus.Section{{"How long", "- 60 days.\n- Or 14."}, {"What it costs", "Nothing."}},
	}
	got, err := corpus.Parse(want.String())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestATextWithoutHeadOrTitleIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "# Just words", "---\ntitle: x\n", "---\nslug: x\n---\nwords"} {
		if a, err := corpus.Parse(text); err == nil {
			t.Errorf("%q was read as %+v", text, a)
		}
	}
}

func TestFiveThousandArticlesAreAllAboutTheirOwnProduct(t *testing.T) {
	t.Parallel()
	made := corpus.Make(help(t), 5000, 1)
	if len(made) != 5000 {
		t.Fatalf("%d articles", len(made))
	}
	slugs, titles, texts := map[string]bool{}, map[string]bool{}, map[string]bool{}
	named := 0
	for _, a := range made {
		slugs[a.Slug], titles[a.Title], texts[a.String()] = true, true, true
		_, product, _ := strings.Cut(a.Title, ": ")
		if strings.Count(a.String(), product) > 1 {
			named++
		}
		if len(a.Sections) == 0 || len(a.Sections) > 4 || a.Intro == "" || a.Topic == "" {
			t.Fatalf("%s has %d sections, topic %q, an introduction of %d bytes", a.Slug, len(a.Sections), a.Topic, len(a.Intro))
		}
	}
	if len(slugs) != 5000 || len(titles) != 5000 || len(texts) != 5000 {
		t.Errorf("%d slugs, %d titles, %d texts differ", len(slugs), len(titles), len(texts))
	}
	if named < 2000 {
		t.Errorf("only %d articles name their product in the text", named)
	}
}

func TestTheSameSeedMakesTheSameArticles(t *testing.T) {
	t.Parallel()
	articles := help(t)
	if diff := cmp.Diff(corpus.Make(articles, 200, 7), corpus.Make(articles, 200, 7)); diff != "" {
		t.Errorf("(-first +second):\n%s", diff)
	}
	if cmp.Equal(corpus.Make(articles, 200, 7), corpus.Make(articles, 200, 8)) {
		t.Error("another seed makes the same articles")
	}
}

func TestProductsDiffer(t *testing.T) {
	t.Parallel()
	seen := map[string]int{}
	for i := range 9360 {
		p := corpus.Product(i)
		if j, twice := seen[p]; twice {
			t.Fatalf("products %d and %d are both %q", i, j, p)
		}
		seen[p] = i
	}
}

func TestQuestionsHaveEightWords(t *testing.T) {
	t.Parallel()
	asked := []string{"how long do i have to send something back", "too short"}
	about := corpus.Make(help(t), 200, 1)
	made := corpus.Questions(asked, about, 100, 3)
	if len(made) != 100 {
		t.Fatalf("%d questions", len(made))
	}
	real := 0
	for _, q := range made {
		if len(strings.Fields(q)) < 8 {
			t.Errorf("%q is short", q)
		}
		if q == asked[0] {
			real++
		}
	}
	if real < 20 || real > 80 {
		t.Errorf("%d of 100 are as people asked them", real)
	}
	short := []corpus.Article{{Title: "a: b", Sections: []corpus.Section{{Heading: "c"}}}}
	if got := corpus.Questions([]string{"no"}, short, 5, 3); len(got) > 0 {
		t.Errorf("nothing long enough became %q", got)
	}
}

func TestArticlesAreWrittenOneToAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	made := corpus.Make(help(t), 30, 1)
	if err := corpus.Write(dir, made); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil || len(files) != 30 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	read, err := corpus.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if len(read) != 30 {
		t.Errorf("%d articles can be read back", len(read))
	}
}
