package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"candor"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

const guide = `You can return most items within 60 days.

## How long you have

- Most items: 60 days.
- Sale items: 14 days.

## How to start

To start a return:

1. Open "Orders".
2. Choose **Return**, then [read the rules](https://shop.example/rules).

However, gifts are different. Ask a person about them.

### By post

| Where | Price |
| ----- | ----- |
| Here  | free  |

<!-- a note for nobody --><b>Send</b> it &amp; wait. <img src=x alt=pixel>
`

func article(body string) knowledge.Article {
	return knowledge.Article{Key: "en/guide", Title: "Return an item", Language: "en", Audience: knowledge.Public, Version: 3, Body: body}.Seal()
}

func TestPassagesFollowHeadingsAndKeepListsWithTheirLine(t *testing.T) {
	t.Parallel()
	type row struct{ Heading, Text string }
	want := []row{
		{"", "You can return most items within 60 days."},
		{"How long you have", "- Most items: 60 days.\n- Sale items: 14 days."},
		{"How to start", "To start a return:\n1. Open \"Orders\".\n2. Choose Return, then read the rules.\nHowever, gifts are different. Ask a person about them."},
		{"How to start › By post", "- Where | Price\n- Here | free\nSend it & wait."},
	}
	var got []row
	a := article(guide)
	for i, p := range knowledge.Passages(a) {
		got = append(got, row{p.Heading, p.Text})
		if p.Article != a.ID || p.Version != 3 || p.Position != i || p.Title != a.Title || p.Audience != knowledge.Public || !p.Quotable() {
			t.Errorf("passage %d does not carry its article: %+v", i, p)
		}
		if p.Start >= p.End || p.End > len(a.Body) {
			t.Errorf("passage %d has no extent: %d to %d of %d", i, p.Start, p.End, len(a.Body))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestPlainTextPartsAtBlankLinesMarksAndCapitals(t *testing.T) {
	t.Parallel()
	a := knowledge.Article{Key: "k", Title: "T", Language: "en", Audience: knowledge.Public, Format: knowledge.Plain,
		Body: "PROBLEM SUMMARY\n * ***********\n * The server stops when a\n   client leaves early. *\n\nRESOLVING THE PROBLEM\nInstall the fix that is described\nbelow and restart the server with the new\nsettings.Then try again.\n\n1) Stop it.\n2) Start it.\n"}.Seal()
	var got []string
	for _, p := range knowledge.Passages(a) {
		got = append(got, p.Heading+": "+p.Text)
	}
	want := []string{
		"PROBLEM SUMMARY: - The server stops when a client leaves early. *",
		"RESOLVING THE PROBLEM: Install the fix that is described below and restart the server with the new settings.Then try again.\n1) Stop it.\n2) Start it.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestUnchangedParagraphKeepsItsId(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("This sentence says the same thing again and again for you. ", 8)
	before := knowledge.Passages(article("Intro.\n\n## One\n\n" + long + "\n\n## Two\n\nLast words of it."))
	changed := article("Another intro, and longer.\n\n## New\n\nQuite new.\n\n## One\n\n" + strings.ReplaceAll(long, " again", "\nagain") + "\n\n## Two\n\nLast words changed.")
	changed.Version = 4
	after := knowledge.Passages(changed)
	if before[1].ID != after[2].ID {
		t.Error("a paragraph that only moved and was wrapped anew got another id")
	}
	if before[1].Version == after[2].Version {
		t.Error("the passage does not tell the version it was cut from")
	}
	if before[0].ID == after[0].ID || before[2].ID == after[3].ID {
		t.Error("a changed paragraph kept its id")
	}
}

func TestSameWordsTwiceAreTwoPassages(t *testing.T) {
	t.Parallel()
	seen := map[candor.PassageID]bool{}
	for _, p := range knowledge.Passages(article("## A\n\nYes.\n\n## B\n\nYes.\n\n## C\n\nYes.")) {
		if seen[p.ID] {
			t.Errorf("id %s is given twice", p.ID)
		}
		seen[p.ID] = true
	}
	if len(seen) != 3 {
		t.Errorf("%d passages, want 3", len(seen))
	}
}

func TestLongTextIsCutBetweenSentencesOnly(t *testing.T) {
	t.Parallel()
	var sentences []string
	for i := range 40 {
		sentences = append(sentences, fmt.Sprintf("Sentence number %d has about ten words in all of it.", i))
	}
	passages := knowledge.Passages(article(strings.Join(sentences, " ")))
	if len(passages) < 3 {
		t.Fatalf("%d words are in %d passages", 40*11, len(passages))
	}
	var back []string
	for _, p := range passages {
		if n := len(strings.Fields(p.Text)); n > 130 {
			t.Errorf("a passage has %d words", n)
		}
		back = append(back, p.Text)
	}
	if diff := cmp.Diff(strings.Join(sentences, " "), strings.Join(back, " ")); diff != "" {
		t.Error(diff)
	}
}

func TestQuotesAreWholeSentences(t *testing.T) {
	t.Parallel()
	p := knowledge.Passage{Language: "en", Text: "It costs £3.95 in the UK. It is free over £50, unless it is heavy.\n- Parcel: £3.95.\n- Sofa: £39."}
	for quote, want := range map[string]bool{
		"It costs £3.95 in the UK.":                                          true,
		"It  costs\n£3.95 in the UK. ":                                       true,
		"It costs £3.95 in the UK. It is free over £50, unless it is heavy.": true,
		"Parcel: £3.95.":                                                     true,
		"- Parcel: £3.95.\n- Sofa: £39.":                                     true,
		"":                                                                   false,
		" ":                                                                  false,
		"It costs £3":                                                        false,
		"It is free over £50":                                                false,
		"It costs £4.95 in the UK.":                                          false,
		"it costs £3.95 in the UK.":                                          false,
		"costs £3.95 in the UK.":                                             false,
		"It costs £3.95 in the UK. Sofa: £39.":                               false,
	} {
		if got := p.Quotes(quote); got != want {
			t.Errorf("Quotes(%q) = %v", quote, got)
		}
	}
}

func TestGluedSentencesAreParted(t *testing.T) {
	t.Parallel()
	text := "Once it is resolved you are paid.Next, open java.util.List and say e.g. Maybe.Then wait."
	var got []string
	for _, u := range knowledge.Units(text, "en") {
		got = append(got, text[u.Start:u.End])
	}
	if len(got) < 2 || got[0] != "Once it is resolved you are paid." || !strings.Contains(got[1], "java.util.List") {
		t.Errorf("got %q", got)
	}
}

func TestMergeKeepsIdsAndCountsVersions(t *testing.T) {
	t.Parallel()
	make := func(key, title, body string, version int) knowledge.Article {
		return knowledge.Article{Key: key, Title: title, Language: "en", Audience: knowledge.Public, Body: body, Version: version}.Seal()
	}
	same, old, gone := make("same", "Same", "Text.", 2), make("old", "Old", "Text.", 4), make("gone", "Gone", "Text.", 1)
	moved := make("same", "Same", "Text.", 0)
	moved.Source = "elsewhere.md"
	twin := make("twin", "Same", "Other text.", 0)
	plan := knowledge.Merge([]knowledge.Article{same, old, gone}, []knowledge.Article{moved, make("old", "Old", "New text.", 0), make("new", "New", "Text.", 0), twin})
	type counts struct {
		Key     string
		Version int
	}
	list := func(in []knowledge.Article) (out []counts) {
		for _, a := range in {
			out = append(out, counts{a.Key, a.Version})
		}
		return out
	}
	for name, c := range map[string]struct {
		got  []knowledge.Article
		want []counts
	}{
		"added": {plan.Added, []counts{{"new", 1}, {"twin", 1}}}, "changed": {plan.Changed, []counts{{"old", 5}}},
		"unchanged": {plan.Unchanged, []counts{{"same", 2}}}, "missing": {plan.Missing, []counts{{"gone", 1}}},
	} {
		if diff := cmp.Diff(c.want, list(c.got)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	if plan.Added[1].Slug == same.Slug || !strings.HasPrefix(plan.Added[1].Slug, "same-") {
		t.Errorf("two articles share the address %q", plan.Added[1].Slug)
	}
	again := knowledge.Merge(append(plan.Added, plan.Unchanged...), []knowledge.Article{moved, twin})
	if len(again.Changed) > 0 || len(again.Added) > 0 {
		t.Errorf("the same import again changes %v and adds %v", again.Changed, again.Added)
	}
}

func ExamplePassages() {
	articles, _ := knowledge.Import("returns.md", strings.NewReader("# Returns\n\nYou have 60 days.\n\n## Costs\n\nA return is free. However, a sofa costs £35."))
	for _, p := range knowledge.Passages(articles[0]) {
		fmt.Printf("%s | %s | %s\n", p.Title, p.Heading, p.Text)
	}
	// Output:
	// Returns |  | You have 60 days.
	// Returns | Costs | A return is free. However, a sofa costs £35.
}

func ExampleImport() {
	articles, problems := knowledge.Import("faq.csv", strings.NewReader("question,answer\nIs it free?,\"Yes, always.\"\nAnd then?,\n"))
	fmt.Println(len(articles), articles[0].Title, articles[0].Body)
	fmt.Println(problems[0])
	// Output:
	// 1 Is it free? Yes, always.
	// faq.csv:3: the article has no text: write the article or remove it
}

func ExampleMerge() {
	first, _ := knowledge.Import("hours.md", strings.NewReader("# Opening hours\n\nMonday to Friday."))
	stored := knowledge.Merge(nil, first).Added
	again, _ := knowledge.Import("hours.md", strings.NewReader("# Opening hours\n\nMonday to Saturday."))
	plan := knowledge.Merge(stored, again)
	fmt.Println(len(plan.Added), len(plan.Changed), plan.Changed[0].ID == stored[0].ID, plan.Changed[0].Version)
	// Output: 0 1 true 2
}
