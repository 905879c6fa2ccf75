package teamwork_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/teamwork"
)

func agent(id, first, email string) candor.Agent {
	return candor.Agent{ID: candor.AgentID(id), FirstName: first, Name: first + " Example", Email: email, Roles: []candor.Role{candor.RoleAgent}}
}

func TestANoteSpeaksToWhoItNames(t *testing.T) {
	t.Parallel()
	gone := agent("gone", "Ben", "ben@x.example")
	gone.Disabled = true
	team := []candor.Agent{
		agent("maya", "Maya", "maya@x.example"), agent("tom", "Tom", "tom.b@x.example"), agent("tom2", "Tom", "tommy@x.example"),
		agent("tomas", "Tomas", "tomas@x.example"), agent("zoe", "Zoé", "z@x.example"), gone,
	}
	for note, want := range map[string][]candor.AgentID{
		"@Maya look":                      {"maya"},
		"@maya, @MAYA":                    {"maya"},
		"ask @Tom":                        {"tom", "tom2"},
		"ask @tom.b please":               {"tom"},
		"@Tomas and not the others":       {"tomas"},
		"@Tom Example":                    {"tom", "tom2"},
		"@zoé!":                           {"zoe"},
		"write to me@maya.example":        nil,
		"@Mayan @May @ben @nobody @":      nil,
		"@tommy":                          {"tom2"},
		strings.Repeat("@Maya ", 100):     {"maya"},
		"@writer speaks to nobody, alone": nil,
	} {
		got := teamwork.Mentions(note, "writer", append(slices.Clone(team), agent("writer", "Writer", "w@x.example")))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%.40q: %s", note, diff)
		}
	}
}

func FuzzMentionsSpeakOnlyToTheTeam(f *testing.F) {
	f.Add("@Maya @tom", "Maya")
	f.Fuzz(func(t *testing.T, note, name string) {
		team := []candor.Agent{agent("a", name, "a@x.example"), agent("b", "Tom", "b@x.example")}
		for _, id := range teamwork.Mentions(note, "a", team) {
			if id != "b" {
				t.Errorf("%q speaks to %s", note, id)
			}
		}
	})
}

func TestWordsAreOvertakenByWhatTheirWriterDidNotKnow(t *testing.T) {
	t.Parallel()
	m := func(n int64, author candor.Author, who candor.AgentID, kind candor.Kind) candor.Message {
		return candor.Message{Number: n, Author: author, Agent: who, Kind: kind}
	}
	for name, x := range map[string]struct {
		since teamwork.Since
		after candor.Message
		stops bool
	}{
		"a customer's words not shown":        {teamwork.Since{Shown: 3, Began: 3}, m(4, candor.ByCustomer, "", candor.Said), true},
		"a customer's words shown meanwhile":  {teamwork.Since{Shown: 4, Began: 3}, m(4, candor.ByCustomer, "", candor.Said), false},
		"a colleague's words shown meanwhile": {teamwork.Since{Shown: 4, Began: 3}, m(4, candor.ByAgent, "tom", candor.Said), true},
		"a colleague's words known before":    {teamwork.Since{Shown: 4, Began: 4}, m(4, candor.ByAgent, "tom", candor.Said), false},
		"one's own words":                     {teamwork.Since{Shown: 3, Began: 3}, m(4, candor.ByAgent, "me", candor.Said), false},
		"the assistant's words":               {teamwork.Since{Shown: 9, Began: 3}, m(4, candor.ByAssistant, "", candor.Said), true},
		"a note":                              {teamwork.Since{Shown: 3, Began: 3}, m(4, candor.ByAgent, "tom", candor.Note), false},
		"a notice of the desk":                {teamwork.Since{Shown: 3}, m(4, candor.ByDesk, "", candor.Notice), false},
		"a browser that says nothing":         {teamwork.Since{}, m(4, candor.ByAgent, "tom", candor.Said), false},
		"no beginning is what was shown":      {teamwork.Since{Shown: 3}, m(4, candor.ByAgent, "tom", candor.Said), true},
	} {
		if got := len(x.since.Overtaken([]candor.Message{x.after}, "me")) > 0; got != x.stops {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAQueryIsTakenApart(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("x", 3600)
	got, err := teamwork.ParseQuery(`broken tag:Late state:waiting team:"home care" agent:me "red lamp" after:2026-02-01 inbox:main http://x.example`, zone)
	want := teamwork.Query{
		Words: `broken "red lamp" http://x.example`, Agent: "me",
		Filter: teamwork.Filter{
			States: []candor.State{candor.Waiting}, Tag: "late", Team: "home care", Inbox: "main",
			After: time.Date(2026, 2, 1, 0, 0, 0, 0, zone),
		},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); err != nil || diff != "" {
		t.Error(diff, err)
	}
	for _, bad := range []string{"state:odd", "before:yesterday", "after:2026-13-01", "inbox:Main!", "tag:a/b"} {
		if _, err := teamwork.ParseQuery(bad, zone); !errors.Is(err, teamwork.ErrQuery) {
			t.Errorf("%s: %v", bad, err)
		}
	}
}

func FuzzParseQueryLosesNoWords(f *testing.F) {
	f.Add(`a tag:b "c d" state:`)
	f.Fuzz(func(t *testing.T, s string) {
		q, err := teamwork.ParseQuery(s, time.UTC)
		if err == nil && q.Filter.Empty() && q.Agent == "" && len(strings.Fields(q.Words)) != len(strings.Fields(strings.ReplaceAll(strings.ReplaceAll(s, "\v", "x"), "\f", "x"))) &&
			!strings.ContainsAny(s, "\u0085\u00a0\r\v\f") && strings.ToValidUTF8(s, "") == s && !strings.Contains(s, `"`) && isPlain(s) {
			t.Errorf("%q became %q", s, q.Words)
		}
	})
}

// isPlain keeps spaces of other scripts out of the comparison.
func isPlain(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > 126 || r < ' ' })
}

func TestMacrosAreReadCheckedAndTakenBack(t *testing.T) {
	t.Parallel()
	steps, err := teamwork.ParseSteps("snooze: 4\ntag: Late Parcel\nuntag open\npriority: urgent\nreply: Sorry for the wait\n\n")
	if err != nil {
		t.Fatal(err)
	}
	m, err := teamwork.Macro{Name: "Late", Steps: steps}.Check()
	if err != nil {
		t.Fatal(err)
	}
	want := []teamwork.Step{
		{Do: teamwork.Insert, Value: "Sorry for the wait"}, {Do: teamwork.AddTag, Value: "late-parcel"}, {Do: teamwork.DropTag, Value: "open"},
		{Do: teamwork.Prioritise, Value: "urgent"}, {Do: teamwork.SnoozeFor, Value: "4"},
	}
	if diff := cmp.Diff(want, m.Steps); diff != "" {
		t.Error(diff)
	}
	undo := teamwork.Undo(m.Steps, teamwork.Before{Tags: []string{"open"}, Priority: candor.Declared})
	if diff := cmp.Diff([]teamwork.Step{{teamwork.Prioritise, "declared"}, {teamwork.AddTag, "open"}, {teamwork.DropTag, "late-parcel"}}, undo); diff != "" {
		t.Error(diff)
	}
	if again := teamwork.Undo(m.Steps, teamwork.Before{Tags: []string{"late-parcel"}, Priority: candor.Urgent}); len(again) != 0 {
		t.Errorf("what changed nothing is taken back: %v", again)
	}
	for _, bad := range []string{"", "resolve: now", "send: hello", "tag", "snooze: 0", "snooze: 721", "priority: high", "assign: nobody", "limit: 3", strings.Repeat("tag: a\n", 11)} {
		if _, err := teamwork.ParseSteps(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
	both, _ := teamwork.ParseSteps("assign: me\nsnooze: 3")
	if _, err := (teamwork.Macro{Name: "x", Steps: both}).Check(); !errors.Is(err, teamwork.ErrMacro) {
		t.Errorf("handed on and set aside: %v", err)
	}
}

func FuzzStepsAreReadAsTheyAreWritten(f *testing.F) {
	f.Add("tag: a\nassign: team:home care")
	f.Fuzz(func(t *testing.T, s string) {
		steps, err := teamwork.ParseSteps(s)
		if err != nil {
			return
		}
		var lines []string
		for _, one := range steps {
			lines = append(lines, one.String())
		}
		again, err := teamwork.ParseSteps(strings.Join(lines, "\n"))
		if diff := cmp.Diff(steps, again); err != nil || diff != "" {
			t.Errorf("%q: %s %v", s, diff, err)
		}
	})
}

func TestNothingIsClosedOrSetAsideWithOthers(t *testing.T) {
	t.Parallel()
	me := agent("me", "Me", "me@x.example")
	for _, what := range append(teamwork.Bulks(), "resolve", "close", "") {
		for _, s := range candor.States() {
			c := candor.Conversation{State: s, Agent: "me"}
			why := teamwork.MayBulk(what, c, me, true)
			switch {
			case !slices.Contains(teamwork.Bulks(), what) && why == "":
				t.Errorf("%q can be done to many", what)
			case what == teamwork.BulkSnooze && s == candor.Waiting && why != teamwork.NotTaken:
				t.Errorf("who waits for a person is set aside: %q", why)
			}
		}
	}
	for name, c := range map[string]candor.Conversation{
		"danger":               {State: candor.Attended, Agent: "me", Priority: candor.Urgent},
		"a complaint":          {State: candor.Attended, Agent: "me", Complained: time.Now()},
		"what a colleague has": {State: candor.Attended, Agent: "tom"},
	} {
		if why := teamwork.MayBulk(teamwork.BulkSnooze, c, me, true); why == "" {
			t.Errorf("%s is set aside with others", name)
		}
	}
	if why := teamwork.MayBulk(teamwork.BulkAssign, candor.Conversation{State: candor.Attended, Agent: "me"}, me, false); why != teamwork.NeedsNote {
		t.Errorf("handed on without a note: %q", why)
	}
}

func TestMergingLeavesNobodyWithNobody(t *testing.T) {
	t.Parallel()
	me := agent("me", "Me", "me@x.example")
	for _, from := range candor.States() {
		for _, into := range candor.States() {
			a := candor.Conversation{ID: "a", Customer: "c", State: from, Agent: "me"}
			b := candor.Conversation{ID: "b", Customer: "c", State: into, Agent: "tom"}
			err := teamwork.MayMerge(a, b, me)
			if err == nil && (into == candor.Resolved || into == candor.Assisting || from == candor.Resolved) {
				t.Errorf("%s goes on in %s", from, into)
			}
			b.Customer = "d"
			if err := teamwork.MayMerge(a, b, me); !errors.Is(err, teamwork.ErrOtherCustomer) {
				t.Errorf("across customers: %v", err)
			}
		}
	}
	if err := teamwork.MayMerge(candor.Conversation{ID: "a"}, candor.Conversation{ID: "b", State: candor.Waiting}, me); !errors.Is(err, teamwork.ErrOtherCustomer) {
		t.Errorf("of nobody: %v", err)
	}
}

func TestALimitHasAReasonAndAnEnd(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	good := teamwork.Limit{Customer: "c", Reason: "You threatened us.", At: now, Until: now.Add(24 * time.Hour)}
	l, err := good.Check()
	if err != nil || !l.Holds(now) || l.Holds(now.Add(24*time.Hour)) || (teamwork.Limit{}).Holds(now) {
		t.Error(l, err)
	}
	l.Lifted = now
	if l.Holds(now) {
		t.Error("it holds after it was lifted")
	}
	for name, change := range map[string]func(*teamwork.Limit){
		"no reason":   func(l *teamwork.Limit) { l.Reason = "because" },
		"no end":      func(l *teamwork.Limit) { l.Until = time.Time{} },
		"over before": func(l *teamwork.Limit) { l.Until = now },
		"too long":    func(l *teamwork.Limit) { l.Until = now.Add(teamwork.LongestLimit + time.Second) },
	} {
		bad := good
		change(&bad)
		if _, err := bad.Check(); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
	for _, through := range []string{"crisis", "complaint", "abuse", "minor", "distress", "privacy", "never-heard-of"} {
		if !teamwork.GetsThrough([]string{"anger", through}) {
			t.Errorf("%s does not get through", through)
		}
	}
	if teamwork.GetsThrough(nil) || teamwork.GetsThrough([]string{"anger"}) {
		t.Error("anger alone gets through")
	}
}

func TestTheQuestionIsPutOnce(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	solved := candor.Conversation{State: candor.Resolved, LastCustomer: 1}
	back := solved
	back.Returned = at.Add(time.Hour)
	answered := teamwork.Beside{Answer: teamwork.Answer{Solved: teamwork.SolvedNo, At: at}}
	for name, x := range map[string]struct {
		c    candor.Conversation
		b    teamwork.Beside
		asks bool
	}{
		"solved":                        {solved, teamwork.Beside{}, true},
		"answered":                      {solved, answered, false},
		"answered, and came back since": {back, answered, true},
		"goes on elsewhere":             {solved, teamwork.Beside{Merged: teamwork.Merged{Into: "x"}}, false},
		"waits":                         {candor.Conversation{State: candor.Waiting, LastCustomer: 1}, teamwork.Beside{}, false},
		"somebody was in danger":        {candor.Conversation{State: candor.Resolved, LastCustomer: 1, Priority: candor.Urgent}, teamwork.Beside{}, false},
		"nobody ever wrote":             {candor.Conversation{State: candor.Resolved}, teamwork.Beside{}, false},
	} {
		if got := teamwork.Asks(x.c, x.b); got != x.asks {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestWhatIsMeantForSomebodyIsLeftToThemForAMomentOnly(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	a := teamwork.Assignment{To: teamwork.To{Agent: "tom", Team: "returns"}, At: at}
	here := []candor.AgentID{"tom"}
	if !a.LeftTo("me", here, at) || a.LeftTo("tom", here, at) || a.LeftTo("me", nil, at) || a.LeftTo("me", here, at.Add(teamwork.Courtesy)) {
		t.Error("left to the wrong person, or for too long")
	}
	if !a.For("tom", nil) || a.For("me", []string{"returns"}) || !(teamwork.To{Team: "returns"}).For("me", []string{"returns"}) || (teamwork.To{}).For("me", nil) {
		t.Error("for whom it is")
	}
}

func TestAPlaceIsReadAsItIsWritten(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 2, 9, 0, 0, 1000, time.UTC)
	id := candor.NewConversationID()
	for _, c := range []candor.Conversation{
		{ID: id, State: candor.Waiting, Priority: candor.Urgent, WaitingSince: at}, {ID: id, State: candor.Resolved, Updated: at},
	} {
		p := teamwork.PlaceOf(c)
		if got := teamwork.ParsePlace(p.String()); got != p {
			t.Errorf("%s became %+v", p, got)
		}
	}
	for _, bad := range []string{"", "u.1", "x.1." + string(id), "wx.1." + string(id), "u.-1." + string(id), "u.1.con_nonsense", "u.1.2.3"} {
		if got := teamwork.ParsePlace(bad); got != (teamwork.Place{}) {
			t.Errorf("%q became %+v", bad, got)
		}
	}
}

func TestTagNames(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"Late Parcel": "late-parcel", "  über_mut ": "über-mut", "a": "a", "2026": "2026", "返金": "返金"} {
		if got, err := teamwork.TagName(in); err != nil || got != want {
			t.Errorf("%q: %q, %v", in, got, err)
		}
	}
	for _, bad := range []string{"", "-", "a--b", "a/b", "<b>", "a:b", strings.Repeat("x", 41), "a\nb"} {
		if got, err := teamwork.TagName(bad); err == nil {
			t.Errorf("%q became %q", bad, got)
		}
	}
}

func TestViewsHoldSomething(t *testing.T) {
	t.Parallel()
	if _, err := (teamwork.View{Name: "All"}).Check(); !errors.Is(err, teamwork.ErrView) {
		t.Error(err)
	}
	v, err := teamwork.View{Name: " My  list ", Filter: teamwork.Filter{Agent: teamwork.Me, Over: time.Hour}}.Check()
	if err != nil || v.Name != "My list" || v.Filter.By("agt_1").Agent != "agt_1" {
		t.Error(v, err)
	}
	for name, f := range map[string]teamwork.Filter{
		"an odd state": {States: []candor.State{"odd"}}, "an odd inbox": {Inbox: "Main!"}, "an odd agent": {Agent: "x"}, "a negative wait": {Tag: "a", Over: -1},
	} {
		if _, err := (teamwork.View{Name: "x", Filter: f}).Check(); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	lead := candor.Agent{ID: "l", Roles: []candor.Role{candor.RoleLead}}
	mine, ours := teamwork.View{Owner: "me"}, teamwork.View{}
	if mine.MaySee("tom") || mine.MayChange(lead) || !ours.MaySee("tom") || !ours.MayChange(lead) || ours.MayChange(agent("tom", "Tom", "")) {
		t.Error("who sees and changes views")
	}
}

func TestAnAnswerIsOneOfThree(t *testing.T) {
	t.Parallel()
	for _, s := range []teamwork.Solved{teamwork.SolvedYes, teamwork.SolvedPartly, teamwork.SolvedNo} {
		if err := (teamwork.Answer{Solved: s, Comment: "x"}).Check(); err != nil {
			t.Error(err)
		}
	}
	for _, a := range []teamwork.Answer{{}, {Solved: "5 stars"}, {Solved: "yes", Comment: candor.Text(strings.Repeat("x", 1001))}} {
		if err := a.Check(); err == nil {
			t.Errorf("%+v was taken", a)
		}
	}
}

func ExampleMentions() {
	team := []candor.Agent{{ID: "agt_1", FirstName: "Maya"}, {ID: "agt_2", FirstName: "Tom"}}
	fmt.Println(teamwork.Mentions("@Tom, can you look at the photos?", "agt_1", team))
	// Output: [agt_2]
}

func ExampleParseQuery() {
	q, _ := teamwork.ParseQuery("broken lamp tag:late state:waiting", time.UTC)
	fmt.Println(q.Words, q.Filter.Tag, q.Filter.States)
	// Output: broken lamp late [waiting]
}

func ExampleMayBulk() {
	waits := candor.Conversation{State: candor.Waiting}
	fmt.Println(teamwork.MayBulk(teamwork.BulkSnooze, waits, candor.Agent{ID: "agt_1"}, false))
	// Output: not_taken
}

func ExampleSince_Overtaken() {
	after := []candor.Message{{Number: 5, Author: candor.ByAgent, Agent: "agt_2", Name: "Tom", Kind: candor.Said}}
	for _, m := range (teamwork.Since{Shown: 5, Began: 4}).Overtaken(after, "agt_1") {
		fmt.Println(m.Name, "was quicker")
	}
	// Output: Tom was quicker
}
