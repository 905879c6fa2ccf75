package console_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/web/console"
)

var rowReference = regexp.MustCompile(`data-reference="([0-9A-Z]{8})"`)

// listed gives the references of a page's list, in order.
func listed(body string) []string {
	var out []string
	for _, m := range rowReference.FindAllStringSubmatch(body, -1) {
		out = append(out, m[1])
	}
	return out
}

func TestQueueComesByPriorityThenWait(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	var want []string
	h.freeze()
	for i := range 3 {
		want = append(want, console.Reference(h.asks(fmt.Sprintf("Order %d", i)).ID))
		h.pass(time.Minute)
	}
	urgent := h.asksAssistant("I am in danger")
	want = append([]string{console.Reference(urgent.ID)}, want...)
	h.pass(90 * time.Second)
	got := h.signedIn("Maya").get("/console")
	if diff := cmp.Diff(want, listed(got.body)); diff != "" {
		t.Errorf("the queue (-want +got):\n%s", diff)
	}
	for _, must := range []string{"data-clock>4:30<", "data-clock>1:30<", "Urgent", "What was written may mean that somebody is in danger.", `data-count="4" data-urgent="1"`, "conversation " + want[0] + " waits for a person now"} {
		if !strings.Contains(got.body, must) {
			t.Errorf("the page lacks %q", must)
		}
	}
	if strings.Contains(got.body, "Order 1") || strings.Contains(got.body, "in danger<") {
		t.Error("the list holds a customer's words")
	}
}

func TestTabsHoldWhatTheySay(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Maya")
	act := func(c candor.Conversation, what string, pairs ...string) {
		if got := b.post("/console/c/"+string(c.ID)+"/"+what, pairs...); got.status != 303 {
			t.Fatalf("%s: %d\n%s", what, got.status, got.body)
		}
	}
	ref := func(c candor.Conversation) []string { return []string{console.Reference(c.ID)} }
	waiting, mine, snoozed, resolved, toms := h.asks("a"), h.asks("b"), h.asks("c"), h.asks("d"), h.asks("e")
	assistant := h.asksAssistant("")
	for _, c := range []candor.Conversation{mine, snoozed, resolved} {
		act(c, "take")
	}
	act(snoozed, "snooze", "until", "1h")
	act(resolved, "resolve", "seen", "2")
	h.signedIn("Tom").post("/console/c/" + string(toms.ID) + "/take")
	for tab, want := range map[string][]string{
		"waiting": ref(waiting), "mine": ref(mine), "assistant": ref(assistant), "snoozed": ref(snoozed), "resolved": ref(resolved),
		"": ref(waiting), "made-up": ref(waiting),
	} {
		got := b.get("/console?tab=" + tab)
		if diff := cmp.Diff(want, listed(got.body)); diff != "" {
			t.Errorf("tab %q (-want +got):\n%s", tab, diff)
		}
		for _, count := range []string{"Waiting", "Mine", "With the assistant", "Snoozed", "Resolved"} {
			if !strings.Contains(got.body, count+` <span class="number">1</span>`) {
				t.Errorf("tab %q lacks the count of %s", tab, count)
			}
		}
	}
}

func TestEmptyListsTeachTheNextStep(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	b := h.signedIn("Maya")
	for tab, want := range map[string]string{
		"waiting": "appear here by themselves", "mine": "Take one from Waiting", "assistant": "take over at any time",
		"snoozed": "comes back by itself", "resolved": "When you press Resolve",
	} {
		if got := b.get("/console?tab=" + tab); !strings.Contains(got.body, want) {
			t.Errorf("empty %s does not say %q", tab, want)
		}
	}
}

func TestLongListsArePaged(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.freeze()
	var newest []string
	for range 60 {
		c := h.asksAssistant("")
		newest = append(newest, console.Reference(c.ID))
		h.asks("")
		h.pass(time.Second)
	}
	slices.Reverse(newest)
	b := h.signedIn("Maya")
	first := b.get("/console?tab=assistant")
	if diff := cmp.Diff(newest[:50], listed(first.body)); diff != "" {
		t.Errorf("the first page (-want +got):\n%s", diff)
	}
	older := regexp.MustCompile(`href="(/console\?before=[^"]+)"`).FindStringSubmatch(first.body)
	if older == nil {
		t.Fatal("no way to the next page")
	}
	second := b.get(strings.ReplaceAll(older[1], "&amp;", "&"))
	if diff := cmp.Diff(newest[50:], listed(second.body)); diff != "" {
		t.Errorf("the second page (-want +got):\n%s", diff)
	}
	if got := b.get("/console"); !strings.Contains(got.body, "And 10 more.") || len(listed(got.body)) != 50 {
		t.Errorf("the queue shows %d rows and does not tell the rest", len(listed(got.body)))
	}
	for _, bad := range []string{"x", "-1", "99999999999999999999", "0"} {
		if got := b.get("/console?tab=assistant&before=" + bad); got.status != 200 {
			t.Errorf("before=%s: %d", bad, got.status)
		}
	}
}

func TestSearchFindsByReferenceColleagueAndState(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	c, other := h.asks("The word xylophone"), h.asks("b")
	b := h.signedIn("Maya")
	h.signedIn("Tom").post("/console/c/" + string(other.ID) + "/take")
	open := "/console/c/" + string(c.ID)
	for _, q := range []string{console.Reference(c.ID), strings.ToLower(console.Reference(c.ID)), "  " + console.Reference(c.ID) + " ", string(c.ID), "https://desk.example" + open + "?tab=mine"} {
		if got := b.get("/console/search?q=" + queryEscape(q)); got.status != 303 || got.location != open {
			t.Errorf("search %q: %d to %q", q, got.status, got.location)
		}
	}
	for query, want := range map[string][]string{
		"q=tom":                               {console.Reference(other.ID)},
		"q=Tom+Example":                       {console.Reference(other.ID)},
		"agent=" + string(h.people["Tom"].ID): {console.Reference(other.ID)},
		"state=waiting":                       {console.Reference(c.ID)},
		"state=attended&agent=" + string(h.people["Tom"].ID): {console.Reference(other.ID)},
		"state=resolved":                         nil,
		"q=ZZZZZZZZ":                             nil,
		"q=xylophone":                            nil,
		"q=con_00000000000000000000000000":       nil,
		"q=%3Cscript%3E":                         nil,
		"state=made-up&agent=agt_%27%20OR%201=1": {console.Reference(c.ID), console.Reference(other.ID)},
		"q=" + strings.Repeat("a", 3000):         nil,
		"state=waiting&agent=" + string(h.people["Maya"].ID) + "": nil,
	} {
		got := b.get("/console/search?" + query)
		if diff := cmp.Diff(want, listed(got.body)); got.status != 200 || diff != "" {
			t.Errorf("search %.60s: %d (-want +got):\n%s", query, got.status, diff)
		}
		if want == nil && !strings.Contains(got.body, "Nothing was found") {
			t.Errorf("search %.60s: nothing says that nothing was found", query)
		}
		if strings.Contains(got.body, "<script>") {
			t.Errorf("search %.60s: the query is not escaped", query)
		}
	}
	if got := b.get("/console/search?q=xylophone"); !strings.Contains(got.body, "Press Search") {
		t.Error("words in an address are not searched, and nothing says so")
	}
}
