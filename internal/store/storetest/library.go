package storetest

import (
	"fmt"
	"testing"

	"candor"
	"candor/knowledge"
	"candor/ledger"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func libraryCases() []testCase {
	return []testCase{
		{"articles and passages come back as they were", articlesKept},
		{"a new version replaces the passages and keeps the old version", newVersion},
		{"the public sees public articles only", publicOnly},
		{"a withdrawn article answers no more", withdrawn},
		{"other ways to ask for an article are kept with each version", questionsKept},
		{"a large import is stored whole", largeImport},
		{"the version of the library changes with its articles", libraryVersion},
	}
}

func article(key, language, body string) knowledge.Article {
	a := knowledge.Article{
		Key: key, Slug: key, Title: "About " + key, Language: language, Topic: "orders", Audience: knowledge.Public,
		Source: key + ".md", Updated: now(), Body: body, Version: 1,
	}
	return a.Seal().Raised()
}

// approver is somebody else than who wrote the articles.
const approver = "agt_approver"

// asWritten compares articles but for who wrote and approved them.
var asWritten = cmpopts.IgnoreFields(knowledge.Article{}, "Approval")

const returns = "# Returns\n\nYou have 60 days.\n\n## Costs\n\nReturns are free in the first week."

func articlesKept(t *testing.T, d *desk) {
	a, b := article("returns", "en", returns), article("rueckgabe", "de", "Sie haben 60 Tage.")
	b.Audience = knowledge.Internal
	b = b.Seal()
	passages := append(knowledge.Passages(a), knowledge.Passages(b)...)
	if len(passages) < 3 {
		t.Fatalf("the premise: %d passages", len(passages))
	}
	must(t, d.Library().Save(t.Context(), []knowledge.Article{a, b}, "init", approver))
	d.reopen(t)
	l := d.Library()
	articles, found, err := l.All(t.Context())
	must(t, err)
	byID := map[candor.ArticleID]knowledge.Article{}
	for _, x := range articles {
		byID[x.ID] = x
	}
	if diff := cmp.Diff(map[candor.ArticleID]knowledge.Article{a.ID: a, b.ID: b}, byID, asWritten); diff != "" {
		t.Error(diff)
	}
	if len(found) != len(passages) {
		t.Errorf("%d passages of %d", len(found), len(passages))
	}
	for _, want := range passages {
		got, err := l.Passage(t.Context(), want.ID)
		must(t, err)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	got, cut, err := l.Article(t.Context(), a.ID)
	must(t, err)
	if diff := cmp.Diff(a, got, asWritten); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(knowledge.Passages(a), cut); diff != "" {
		t.Error(diff)
	}
	for name, err := range map[string]error{
		"approve": l.Approve(t.Context(), "art_unknown", 1, approver), "discard": l.Discard(t.Context(), "art_unknown", 1, approver),
		"newest":   second(l.Newest(t.Context(), "art_unknown")),
		"passage":  second(l.Passage(t.Context(), "psg_unknown")),
		"article":  third(l.Article(t.Context(), "art_unknown")),
		"slug":     third(l.Read(t.Context(), "unknown", "en")),
		"withdraw": l.Withdraw(t.Context(), "art_unknown", "init"),
	} {
		if candor.CodeOf(err) != candor.CodeNotFound {
			t.Errorf("unknown %s: %v", name, err)
		}
	}
}

func third[A, B any](_ A, _ B, err error) error { return err }

func newVersion(t *testing.T, d *desk) {
	l := d.Library()
	one := article("returns", "en", returns)
	must(t, l.Save(t.Context(), []knowledge.Article{one}, "init", approver))
	two := article("returns", "en", "# Returns\n\nYou have 30 days.\n\n## Costs\n\nReturns are free in the first week.")
	two.Version = 2
	must(t, l.Save(t.Context(), []knowledge.Article{two}, string(mayaID), approver))
	must(t, l.Save(t.Context(), []knowledge.Article{two}, string(mayaID), approver)) // again: nothing new

	got, cut, err := l.Read(t.Context(), "returns", "en")
	must(t, err)
	if diff := cmp.Diff(two, got, asWritten); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(knowledge.Passages(two), cut); diff != "" {
		t.Error(diff)
	}
	history, err := l.History(t.Context(), one.ID)
	must(t, err)
	if diff := cmp.Diff([]knowledge.Article{two, one}, history, asWritten); diff != "" {
		t.Error(diff)
	}
	for _, old := range knowledge.Passages(one) {
		current := false
		for _, p := range cut {
			current = current || p.ID == old.ID
		}
		if _, err := l.Passage(t.Context(), old.ID); (err == nil) != current {
			t.Errorf("a passage that is current=%v: %v", current, err)
		}
	}
	entries := d.records(t)
	if len(entries) != 4 || entries[2].Kind != ledger.KindKnowledge || entries[2].Facts["version"] != "2" ||
		entries[2].Facts["digest"] != two.Digest || entries[2].Actor != "agent:"+string(mayaID) || entries[3].Facts["act"] != "approve" {
		t.Errorf("entries %+v", entries)
	}
}

func publicOnly(t *testing.T, d *desk) {
	l := d.Library()
	a, b, c := article("returns", "en", returns), article("staff-returns", "en", returns), article("returns-de", "de", "Sie haben 60 Tage.")
	b.Audience = knowledge.Internal
	b = b.Seal()
	c.Slug = "returns"
	c = c.Seal()
	must(t, l.Save(t.Context(), []knowledge.Article{a, b, c}, "init", approver))
	listed, err := l.Listed(t.Context(), "en")
	must(t, err)
	if len(listed) != 1 || listed[0].ID != a.ID || listed[0].Body != "" {
		t.Errorf("listed %+v", listed)
	}
	for language, want := range map[string]candor.ArticleID{"en": a.ID, "de": c.ID} {
		got, _, err := l.Read(t.Context(), "returns", language)
		if err != nil || got.ID != want {
			t.Errorf("%s: %s, %v", language, got.ID, err)
		}
	}
	if got, _, err := l.Read(t.Context(), "returns", "fr"); err != nil || got.Slug != "returns" {
		t.Errorf("a language without one: %v", err)
	}
	if _, _, err := l.Read(t.Context(), "staff-returns", "en"); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("an internal article: %v", err)
	}
}

func withdrawn(t *testing.T, d *desk) {
	l := d.Library()
	a := article("returns", "en", returns)
	must(t, l.Save(t.Context(), []knowledge.Article{a}, "init", approver))
	must(t, l.Withdraw(t.Context(), a.ID, string(mayaID)))
	articles, passages, err := l.All(t.Context())
	if err != nil || len(articles) != 0 || len(passages) != 0 {
		t.Errorf("%d articles, %d passages, %v", len(articles), len(passages), err)
	}
	if history, err := l.History(t.Context(), a.ID); err != nil || len(history) != 1 {
		t.Errorf("%d versions, %v", len(history), err)
	}
	if entries := d.records(t); len(entries) != 3 || entries[2].Facts["act"] != "withdraw" {
		t.Errorf("entries %+v", entries)
	}
	a.Version = 2
	must(t, l.Save(t.Context(), []knowledge.Article{a}, "init", approver))
	if _, _, err := l.Article(t.Context(), a.ID); err != nil {
		t.Errorf("back again: %v", err)
	}
}

func questionsKept(t *testing.T, d *desk) {
	l := d.Library()
	one := article("returns", "en", returns)
	one.Questions = []string{`Can I "send it back"?`, "don't want it, what now", "أريد إرجاعه"}
	one = one.Seal()
	must(t, l.Save(t.Context(), []knowledge.Article{one}, "init", approver))
	two := one
	two.Questions, two.Version = []string{"wrong size, can I send it back"}, 2
	two = two.Seal()
	must(t, l.Save(t.Context(), []knowledge.Article{two}, "init", approver))
	three := article("costs", "en", "A parcel costs nothing.")
	must(t, l.Save(t.Context(), []knowledge.Article{three}, "init", approver))
	d.reopen(t)
	l = d.Library()

	history, err := l.History(t.Context(), one.ID)
	must(t, err)
	if diff := cmp.Diff([]knowledge.Article{two, one}, history, asWritten); diff != "" {
		t.Error(diff)
	}
	all, _, err := l.All(t.Context())
	must(t, err)
	got := map[candor.ArticleID][]string{}
	for _, a := range all {
		got[a.ID] = a.Questions
	}
	if diff := cmp.Diff(map[candor.ArticleID][]string{one.ID: two.Questions, three.ID: nil}, got); diff != "" {
		t.Error(diff)
	}
}

func largeImport(t *testing.T, d *desk) {
	var articles []knowledge.Article
	var passages []knowledge.Passage
	for i := range 120 {
		a := article(fmt.Sprintf("article-%d", i), "en", fmt.Sprintf("# Part %d\n\nThe answer is %d.\n\n## More\n\nAnd %d.", i, i, -i))
		articles, passages = append(articles, a), append(passages, knowledge.Passages(a)...)
	}
	must(t, d.Library().Save(t.Context(), articles, "init", approver))
	gotArticles, gotPassages, err := d.Library().All(t.Context())
	if err != nil || len(gotArticles) != len(articles) || len(gotPassages) != len(passages) {
		t.Errorf("%d of %d articles, %d of %d passages, %v", len(gotArticles), len(articles), len(gotPassages), len(passages), err)
	}
	d.sound(t)
}

func libraryVersion(t *testing.T, d *desk) {
	l := d.Library()
	seen := map[string]string{}
	look := func(what string) {
		t.Helper()
		version, err := l.Version(t.Context())
		must(t, err)
		if before, ok := seen[version]; ok {
			t.Errorf("%s: the same version as %s", what, before)
		}
		seen[version] = what
		if again, err := l.Version(t.Context()); err != nil || again != version {
			t.Errorf("%s: it changed by itself, %v", what, err)
		}
	}
	a := article("returns", "en", returns)
	look("empty")
	must(t, l.Save(t.Context(), []knowledge.Article{a}, "init", approver))
	look("one article")
	a.Version = 2
	must(t, l.Save(t.Context(), []knowledge.Article{a}, "init", approver))
	look("a new version")
	must(t, l.Withdraw(t.Context(), a.ID, "init"))
	look("withdrawn")
}
