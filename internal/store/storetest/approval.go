package storetest

import (
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

func approvalCases() []testCase {
	return []testCase{
		{"an article answers only once a second person approved it", secondPerson},
		{"a new version waits while the old one answers", newVersionWaits},
		{"nobody approves what they wrote", notOneself},
		{"a version that is given up leaves the old one", discarded},
		{"an article answers in its time only, without a restart", inItsTime},
		{"a withdrawn article that comes back waits for approval", comesBack},
		{"what staff know of an article is kept with each version", staffFacts},
		{"what pages said of themselves is kept", fetchedKept},
	}
}

const author = "agt_author"

// answering gives the titles of what answers now by every way of reading.
func (d *desk) answering(t *testing.T) []string {
	t.Helper()
	l := d.Library()
	all, passages, err := l.All(t.Context())
	must(t, err)
	listed, err := l.Listed(t.Context(), "en")
	must(t, err)
	var out []string
	for _, a := range all {
		out = append(out, a.Body)
		if !a.Answers(d.clock()) {
			t.Errorf("the rule of the house says that %q does not answer: %+v", a.Title, a.Approval)
		}
	}
	if len(listed) != len(all) {
		t.Errorf("%d are listed of %d", len(listed), len(all))
	}
	for _, p := range passages {
		if got, err := l.Passage(t.Context(), p.ID); err != nil || got.Version != p.Version {
			t.Errorf("passage %s: %v", p.ID, err)
		}
	}
	return out
}

func secondPerson(t *testing.T, d *desk) {
	l := d.Library()
	a := article("returns", "en", "You have 60 days.")
	must(t, l.Save(t.Context(), []knowledge.Article{a}, author, ""))
	if got := d.answering(t); got != nil {
		t.Errorf("before approval: %q", got)
	}
	for name, err := range map[string]error{
		"passage": second(l.Passage(t.Context(), knowledge.Passages(a)[0].ID)), "page": third(l.Read(t.Context(), a.Slug, "en")), "article": third(l.Article(t.Context(), a.ID)),
	} {
		if candor.CodeOf(err) != candor.CodeNotFound {
			t.Errorf("%s before approval: %v", name, err)
		}
	}
	if n, err := l.Waiting(t.Context()); n != 1 || err != nil {
		t.Errorf("%d wait, %v", n, err)
	}
	waiting, err := l.Newest(t.Context(), a.ID)
	must(t, err)
	if waiting.State(now()) != knowledge.Pending || waiting.Approval.Author != author {
		t.Errorf("%+v", waiting.Approval)
	}
	must(t, l.Approve(t.Context(), a.ID, 1, approver))
	if diff := cmp.Diff([]string{a.Body}, d.answering(t)); diff != "" {
		t.Error(diff)
	}
	if err := l.Approve(t.Context(), a.ID, 1, "agt_third"); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("approved twice: %v", err)
	}
	entries := d.records(t)
	if len(entries) != 2 || entries[1].Facts["act"] != "approve" || entries[1].Facts["digest"] != a.Digest || entries[1].Actor != approver {
		t.Errorf("entries %+v", entries)
	}
}

func newVersionWaits(t *testing.T, d *desk) {
	l := d.Library()
	one := article("returns", "en", "You have 60 days.")
	must(t, l.Save(t.Context(), []knowledge.Article{one}, author, approver))
	before, err := l.Version(t.Context())
	must(t, err)
	two := article("returns", "en", "You have 30 days.")
	two.Version = 2
	must(t, l.Save(t.Context(), []knowledge.Article{two}, approver, ""))
	if diff := cmp.Diff([]string{one.Body}, d.answering(t)); diff != "" {
		t.Error(diff)
	}
	if err := l.Approve(t.Context(), one.ID, 1, "agt_third"); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("an old version: %v", err)
	}
	must(t, l.Approve(t.Context(), two.ID, 2, author))
	if diff := cmp.Diff([]string{two.Body}, d.answering(t)); diff != "" {
		t.Error(diff)
	}
	if after, err := l.Version(t.Context()); err != nil || after == before {
		t.Errorf("the version of the library did not change, %v", err)
	}
	history, err := l.History(t.Context(), one.ID)
	must(t, err)
	if len(history) != 2 || history[0].Approval.By != author || history[1].Approval.By != approver {
		t.Errorf("history %+v", history)
	}
	d.sound(t)
}

func notOneself(t *testing.T, d *desk) {
	l := d.Library()
	a := article("returns", "en", "You have 60 days.")
	if err := l.Save(t.Context(), []knowledge.Article{a}, author, author); candor.CodeOf(err) != candor.CodeForbidden {
		t.Errorf("at once: %v", err)
	}
	must(t, l.Save(t.Context(), []knowledge.Article{a}, author, ""))
	for _, by := range []string{author, ""} {
		if err := l.Approve(t.Context(), a.ID, 1, by); candor.CodeOf(err) != candor.CodeForbidden {
			t.Errorf("by %q: %v", by, err)
		}
	}
	if got := d.answering(t); got != nil {
		t.Errorf("answering: %q", got)
	}
}

func discarded(t *testing.T, d *desk) {
	l := d.Library()
	one := article("returns", "en", "You have 60 days.")
	must(t, l.Save(t.Context(), []knowledge.Article{one}, author, approver))
	incoming := []knowledge.Article{article("returns", "en", "You have 30 days.")}
	held, err := l.Held(t.Context())
	must(t, err)
	plan := knowledge.Merge(held, incoming)
	must(t, l.Save(t.Context(), plan.Changed, author, ""))
	must(t, l.Discard(t.Context(), one.ID, 2, approver))
	newest, err := l.Newest(t.Context(), one.ID)
	must(t, err)
	if newest.Version != 1 || newest.Body != one.Body {
		t.Errorf("newest is %d", newest.Version)
	}
	if diff := cmp.Diff([]string{one.Body}, d.answering(t)); diff != "" {
		t.Error(diff)
	}
	held, err = l.Held(t.Context())
	must(t, err)
	if plan := knowledge.Merge(held, incoming); len(plan.Changed) != 0 {
		t.Error("the words that were given up come back with the next import")
	}
	if err := l.Discard(t.Context(), one.ID, 1, approver); candor.CodeOf(err) != candor.CodeConflict {
		t.Errorf("giving up what answers: %v", err)
	}
	incoming = []knowledge.Article{article("returns", "en", "You have 90 days.")}
	plan = knowledge.Merge(held, incoming)
	must(t, l.Save(t.Context(), plan.Changed, author, approver))
	if newest, err := l.Newest(t.Context(), one.ID); err != nil || newest.Version != 3 {
		t.Errorf("after other words: version %d, %v", newest.Version, err)
	}
	d.sound(t)
}

func inItsTime(t *testing.T, d *desk) {
	clock := now()
	d.options.Now = func() time.Time { return clock }
	d.reopen(t)
	l := d.Library()
	a := article("sale", "en", "All lamps cost half.")
	a.From, a.Until = clock.Add(time.Hour), clock.Add(2*time.Hour)
	must(t, l.Save(t.Context(), []knowledge.Article{a}, author, approver))
	seen := map[string]bool{}
	for _, x := range []struct {
		after time.Duration
		want  []string
	}{{0, nil}, {time.Hour, []string{a.Body}}, {time.Hour, nil}} {
		clock = clock.Add(x.after)
		if diff := cmp.Diff(x.want, d.answering(t)); diff != "" {
			t.Errorf("after %v more: %s", x.after, diff)
		}
		version, err := l.Version(t.Context())
		must(t, err)
		if seen[version] {
			t.Error("the version of the library did not change with the time")
		}
		seen[version] = true
	}
}

func comesBack(t *testing.T, d *desk) {
	l := d.Library()
	a := article("returns", "en", "You have 60 days.")
	must(t, l.Save(t.Context(), []knowledge.Article{a}, author, approver))
	must(t, l.Withdraw(t.Context(), a.ID, author))
	held, err := l.Held(t.Context())
	must(t, err)
	plan := knowledge.Merge(held, []knowledge.Article{a})
	must(t, l.Save(t.Context(), plan.Added, author, ""))
	if got := d.answering(t); got != nil {
		t.Errorf("answering: %q", got)
	}
	newest, err := l.Newest(t.Context(), a.ID)
	must(t, err)
	if newest.Version != 2 || newest.Approval.Given() {
		t.Errorf("version %d, %+v", newest.Version, newest.Approval)
	}
}

func staffFacts(t *testing.T, d *desk) {
	l := d.Library()
	a := article("returns", "en", "You have 60 days.")
	a.Owner, a.Tier, a.From, a.Until, a.Imported = "Tom", knowledge.Grave, now(), now().Add(time.Hour), "abc"
	must(t, l.Save(t.Context(), []knowledge.Article{a}, author, ""))
	d.reopen(t)
	got, err := d.Library().Newest(t.Context(), a.ID)
	must(t, err)
	a.Approval.Author = author
	if diff := cmp.Diff(a, got); diff != "" {
		t.Error(diff)
	}
	if n, err := d.Library().Settle(t.Context()); n != 0 || err != nil {
		t.Errorf("%d articles were without a tier, %v", n, err)
	}
}

func fetchedKept(t *testing.T, d *desk) {
	l := d.Library()
	one := store.Fetched{URL: "https://a.example/x", ETag: `"1"`, Article: "art_1"}
	two := store.Fetched{URL: "https://a.example/y", Modified: "Mon, 02 Jan 2006 15:04:05 GMT"}
	must(t, l.KeepFetched(t.Context(), []store.Fetched{one, two}))
	one.ETag = `"2"`
	must(t, l.KeepFetched(t.Context(), []store.Fetched{one}))
	got, err := l.Fetched(t.Context())
	must(t, err)
	if diff := cmp.Diff(map[string]store.Fetched{one.URL: one, two.URL: two}, got); diff != "" {
		t.Error(diff)
	}
}

// clock is the time of the store under test.
func (d *desk) clock() time.Time {
	if d.options.Now != nil {
		return d.options.Now()
	}
	return time.Now()
}
