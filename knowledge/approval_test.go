package knowledge_test

import (
	"testing"
	"time"

	"candor/knowledge"

	"github.com/google/go-cmp/cmp"
)

func TestAnArticleAnswersOnlyWhenAllIsSaid(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	given := knowledge.Approval{Author: "ann", By: "bob", At: now.Add(-time.Hour)}
	for name, x := range map[string]struct {
		a     knowledge.Article
		state knowledge.State
		want  bool
	}{
		"the zero article":       {knowledge.Article{}, knowledge.Pending, false},
		"public and approved":    {knowledge.Article{Audience: knowledge.Public, Approval: given}, knowledge.Answering, true},
		"for staff":              {knowledge.Article{Audience: knowledge.Internal, Approval: given}, knowledge.Answering, false},
		"approved by its author": {knowledge.Article{Audience: knowledge.Public, Approval: knowledge.Approval{Author: "ann", By: "ann", At: now}}, knowledge.Pending, false},
		"approved at no time":    {knowledge.Article{Audience: knowledge.Public, Approval: knowledge.Approval{Author: "ann", By: "bob"}}, knowledge.Pending, false},
		"from now on":            {knowledge.Article{Audience: knowledge.Public, Approval: given, From: now}, knowledge.Answering, true},
		"from later on":          {knowledge.Article{Audience: knowledge.Public, Approval: given, From: now.Add(1)}, knowledge.Scheduled, false},
		"until now":              {knowledge.Article{Audience: knowledge.Public, Approval: given, Until: now}, knowledge.Expired, false},
		"until later":            {knowledge.Article{Audience: knowledge.Public, Approval: given, Until: now.Add(1)}, knowledge.Answering, true},
	} {
		if got := x.a.State(now); got != x.state || x.a.Answers(now) != x.want {
			t.Errorf("%s: %s, answers %v", name, got, x.a.Answers(now))
		}
	}
}

func TestVersionsTellWhereTheyStand(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	yes := knowledge.Approval{Author: "ann", By: "bob", At: now}
	history := []knowledge.Article{{Version: 5}, {Version: 4}, {Version: 3, Approval: yes}, {Version: 2}, {Version: 1, Approval: yes}}
	for name, x := range map[string]struct {
		newest    int
		withdrawn bool
		want      []knowledge.State
	}{
		"one waits":        {5, false, []knowledge.State{knowledge.Pending, knowledge.GivenUp, knowledge.Answering, knowledge.GivenUp, knowledge.Replaced}},
		"all waiting gone": {3, false, []knowledge.State{knowledge.GivenUp, knowledge.GivenUp, knowledge.Answering, knowledge.GivenUp, knowledge.Replaced}},
		"withdrawn":        {5, true, []knowledge.State{knowledge.GivenUp, knowledge.GivenUp, knowledge.Withdrawn, knowledge.GivenUp, knowledge.Replaced}},
	} {
		if diff := cmp.Diff(x.want, knowledge.States(history, x.newest, x.withdrawn, now)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestTheTextRaisesItsTier(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		lang, title, body string
		want              knowledge.Tier
	}{
		{"en", "Opening hours", "We are open from nine to five.", knowledge.Information},
		{"en", "Your password", "Choose one of twelve letters.", knowledge.Account},
		{"en", "Refunds", "Within five days.", knowledge.Grave},
		{"en", "Cleaning a lamp", "Use a dry cloth. The price of a cloth is low.", knowledge.Information},
		{"en", "Sending it back", "We refund the price within five days. The refund goes to your card; the payment takes two days.", knowledge.Grave},
		{"en", "Nuts in our cafe", "Ask if you have an allergy. An allergic person should see a doctor.", knowledge.Grave},
		{"de", "Erstattung", "In fünf Tagen.", knowledge.Grave}, {"de", "Öffnungszeiten", "Von neun bis fünf.", knowledge.Information},
		{"es", "Plazo de reembolso", "Cinco días.", knowledge.Grave}, {"fr", "Droit de rétractation", "Quatorze jours.", knowledge.Grave},
		{"it", "Diritto di recesso", "Quattordici giorni.", knowledge.Grave}, {"it", "Orari di apertura", "Dalle nove alle cinque.", knowledge.Information},
		{"ar", "استرداد المبلغ", "خلال خمسة أيام.", knowledge.Grave}, {"xx", "Refunds", "Within five days.", knowledge.Grave},
	} {
		a := knowledge.Article{Key: "k", Language: x.lang, Title: x.title, Body: x.body}.Seal()
		if got := knowledge.TierOf(a); got != x.want {
			t.Errorf("%s %q: %s", x.lang, x.title, got)
		}
		for _, said := range append(knowledge.Tiers(), "", "unheard of") {
			a.Tier = said
			if got := a.Raised().Tier; got.AtLeast(x.want) != got || got.AtLeast(said) != got {
				t.Errorf("%q, said to be %q: %s", x.title, said, got)
			}
		}
	}
}

func TestAnImportKeepsWhatPeopleSaidAndNeverLowersATier(t *testing.T) {
	t.Parallel()
	day := time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	source := knowledge.Article{Key: "k", Slug: "k", Title: "Lamps", Language: "en", Audience: knowledge.Public, Body: "We mend lamps."}.Seal()
	first := knowledge.Merge(nil, []knowledge.Article{source}).Added[0]
	stored := first
	stored.Owner, stored.Tier, stored.Until, stored.Approval = "Tom", knowledge.Grave, day, knowledge.Approval{Author: "a", By: "b", At: day}
	edited := stored
	edited.Body, edited.Imported = "We mend lamps within two weeks.", first.Digest
	edited = edited.Seal()
	for name, x := range map[string]struct {
		stored  knowledge.Article
		change  func(*knowledge.Article)
		changed bool
		check   func(knowledge.Article) bool
	}{
		"nothing new":            {stored, func(*knowledge.Article) {}, false, nil},
		"a lower tier":           {stored, func(a *knowledge.Article) { a.Tier = knowledge.Information }, false, nil},
		"another owner":          {stored, func(a *knowledge.Article) { a.Owner = "Ann" }, true, func(a knowledge.Article) bool { return a.Owner == "Ann" && a.Until.Equal(day) }},
		"another end":            {stored, func(a *knowledge.Article) { a.Until = day.AddDate(0, 1, 0) }, true, func(a knowledge.Article) bool { return a.Owner == "Tom" && a.Tier == knowledge.Grave }},
		"another text":           {stored, func(a *knowledge.Article) { a.Body = "We mend nothing." }, true, func(a knowledge.Article) bool { return a.Owner == "Tom" && a.Until.Equal(day) }},
		"changed here meanwhile": {edited, func(*knowledge.Article) {}, false, nil},
		"here, and an owner there": {edited, func(a *knowledge.Article) { a.Owner = "Ann" }, true, func(a knowledge.Article) bool {
			return a.Owner == "Ann" && a.Body == edited.Body
		}},
		"here and there": {edited, func(a *knowledge.Article) { a.Body = "We mend nothing." }, true, func(a knowledge.Article) bool { return a.Body == "We mend nothing." }},
	} {
		in := source
		x.change(&in)
		plan := knowledge.Merge([]knowledge.Article{x.stored}, []knowledge.Article{in.Seal()})
		if (len(plan.Changed) == 1) != x.changed || len(plan.Added) != 0 {
			t.Errorf("%s: %d changed", name, len(plan.Changed))
			continue
		}
		if !x.changed {
			continue
		}
		got := plan.Changed[0]
		if got.Version != x.stored.Version+1 || got.Approval.Given() || got.ID != x.stored.ID || !x.check(got) {
			t.Errorf("%s: %+v", name, got)
		}
		if again := knowledge.Merge([]knowledge.Article{got}, []knowledge.Article{in.Seal()}); len(again.Changed) != 0 {
			t.Errorf("%s: a second import changes it again", name)
		}
	}
}

func TestGovernanceIsReadFromFiles(t *testing.T) {
	t.Parallel()
	got, problems := knowledge.Import("a.md", reading("---\ntitle: Sale\nowner: Tom Roe\ntier: money\nvalid_from: 2026-06-01\nvalid_until: 2026-08-31\n---\nHalf the price."))
	if len(got) != 1 || len(problems) != 0 {
		t.Fatalf("%d articles, %v", len(got), problems)
	}
	a := got[0]
	if a.Owner != "Tom Roe" || a.Tier != knowledge.Grave || !a.From.Equal(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)) || !a.Until.Equal(time.Date(2026, 9, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%q %q %v %v", a.Owner, a.Tier, a.From, a.Until)
	}
	for _, dates := range []string{"valid_from: soon", "valid_until: 31/12/2026", "valid_from: 2027-01-01\nvalid_until: 2026-01-01"} {
		got, problems := knowledge.Import("a.md", reading("---\ntitle: Sale\n"+dates+"\n---\nHalf the price."))
		if len(got) != 0 || len(problems) != 1 || problems[0].Kind != knowledge.Malformed {
			t.Errorf("%s: %d articles, %v", dates, len(got), problems)
		}
	}
}

func TestDifferencesAreTheFewestLines(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		old, now string
		want     string
	}{
		"none": {"a\nb", "a\nb", " a\n b\n"}, "nothing before": {"", "a\nb", "+a\n+b\n"}, "nothing after": {"a", "", "-a\n"},
		"one line": {"a\nb\nc", "a\nB\nc", " a\n-b\n+B\n c\n"}, "put in": {"a\nc", "a\nb\nc", " a\n+b\n c\n"}, "moved": {"a\nb\nc\nd", "b\nc\nd\na", "-a\n b\n c\n d\n+a\n"},
	} {
		got := ""
		for _, l := range knowledge.Diff(x.old, x.now) {
			got += string(l.Op) + l.Text + "\n"
		}
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	brief := knowledge.Brief(knowledge.Diff("1\n2\n3\n4\n5\n6\n7", "1\n2\n3\nX\n5\n6\n7"), 1)
	if len(brief) != 6 || brief[0].Op != '~' || brief[1].Text != "3" || brief[5].Op != '~' {
		t.Errorf("brief: %+v", brief)
	}
}

func TestGapsAreGroupedByTheirWords(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	var all []knowledge.Question
	for i, text := range []string{
		"Do you repair bicycles?", "Can I have my bicycle repaired?", "how much is repairing a bicycle", "Is there parking near the shop?", "Where can I park near your shop", "???", "Do you take part exchange",
	} {
		all = append(all, knowledge.Question{Text: text, Language: "en", At: at.Add(time.Duration(i) * time.Hour)})
	}
	all = append(all, knowledge.Question{Text: "Reparieren Sie bicycles?", Language: "de", At: at})
	got := knowledge.Gaps(all)
	var counts []int
	for _, g := range got {
		counts = append(counts, g.Count)
		if len(g.Words) == 0 || len(g.Examples) == 0 || len(g.Examples) > 3 || g.Last.IsZero() {
			t.Errorf("%+v", g)
		}
	}
	if diff := cmp.Diff([]int{3, 2, 1, 1}, counts); diff != "" {
		t.Errorf("%s%+v", diff, got)
	}
	if got[0].Examples[0] != "how much is repairing a bicycle" || !got[0].Last.Equal(at.Add(2*time.Hour)) {
		t.Errorf("the newest is not first: %+v", got[0])
	}
	if len(knowledge.Gaps(nil)) != 0 {
		t.Error("gaps of nothing")
	}
}
