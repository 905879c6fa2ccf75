package knowledge_test

import (
	"testing"

	"candor/answer/eval/sets"
	"candor/knowledge"
)

func TestRealHelpCentresLoad(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]struct{ articles, internal int }{
		"wixqa-expert": {173, 0}, "techqa-rag": {337, 0}, "stackfaq": {125, 0}, "tau2-banking-kb": {698, 47}, "xquad": {2880, 0},
	} {
		articles := sets.Articles(t, name+"/corpus.jsonl.gz")
		internal := 0
		for _, a := range articles {
			if a.Audience == knowledge.Internal {
				internal++
			}
			if len(knowledge.Passages(a)) == 0 {
				t.Errorf("%s: %q has no passage", name, a.Title)
			}
		}
		if len(articles) != want.articles || internal < want.internal {
			t.Errorf("%s: %d articles, %d internal; want %d, at least %d", name, len(articles), internal, want.articles, want.internal)
		}
	}
}

func TestTheHouseHasNoProblems(t *testing.T) {
	t.Parallel()
	languages := map[string]int{}
	for _, a := range sets.House(t) {
		languages[a.Language]++
		for _, p := range knowledge.Passages(a) {
			if !p.Quotable() {
				t.Errorf("%s: a passage of %q may not be quoted", a.Language, a.Title)
			}
		}
	}
	if languages["en"] < 40 || len(languages) < 5 {
		t.Errorf("articles by language: %v", languages)
	}
}
