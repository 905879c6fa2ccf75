package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
	"candor/internal/config"
	"candor/privacy/rights"
	"candor/service"
)

// night is how long after noon everybody has gone home.
const night = 11 * time.Hour

// hosted is the hosted page of a conversation.
func (d *desk) hosted(x talk, path string) answer {
	d.t.Helper()
	return d.page("/chat/main"+path, "candor_chat="+x.pass)
}

// sends fills in a form of the hosted page, and gives where it leads.
func (d *desk) sends(x talk, path string, pairs ...string) *http.Response {
	d.t.Helper()
	values := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Set(pairs[i], pairs[i+1])
	}
	return d.post("/chat/main"+path, "candor_chat="+x.pass, values)
}

func has(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			t.Errorf("the page lacks %q", w)
		}
	}
}

// Lesson 7: with nobody at the desk there is a date, and a way to be reached when it has come.
func TestOutOfHoursThereIsADateAndAWayToBeReached(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.clock.Advance(night)
	x := d.begin("person", "my lamp flickers")
	page := d.hosted(x, "/reach")
	if page.status != http.StatusOK {
		t.Fatalf("%d %s", page.status, page.body)
	}
	has(t, page.body, x.ID.CaseKey(), "from Thursday 18 June at 08:00", "Thursday 18 June at 08:00 BST to 10:00", `data-part="call-do"`, `data-part="link-do"`, `data-part="mail-give"`)
	if d.conversation(x.ID).PromisedBy.IsZero() {
		t.Error("there is no date")
	}

	// by telephone
	if got := d.sends(x, "/reach/call", "phone", "nobody", "from", "2026-06-18T07:00:00Z"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("no number: %d", got.StatusCode)
	}
	if got := d.sends(x, "/reach/call", "phone", "+44 20 7946 0018", "from", "2026-06-18T03:00:00Z"); got.StatusCode != http.StatusBadRequest {
		t.Errorf("a time at which nobody is there: %d", got.StatusCode)
	}
	if got := d.sends(x, "/reach/call", "phone", "+44 20 7946 0018", "from", "2026-06-18T07:00:00Z"); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("call me: %d", got.StatusCode)
	}
	has(t, d.hosted(x, "/reach").body, `data-part="call-open"`)
	if n := d.count(`SELECT COUNT(*) FROM commitment WHERE kind = 'callback' AND standing = 'open' AND due = $1`, time.Date(2026, 6, 18, 9, 0, 0, 0, time.UTC).UnixMicro()); n != 1 {
		t.Errorf("%d promises to call by ten, want one", n)
	}
	// Agents see it, ask for the number and end it; the number is gone then.
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	call, err := app.CareOf(d.app).OpenCall(t.Context(), x.ID)
	if err != nil {
		t.Fatal(err)
	}
	has(t, d.page("/console/calls", cookie).body, x.ID.CaseKey())
	if strings.Contains(d.page("/console/calls", cookie).body, "7946") {
		t.Error("the number is shown to who did not ask for it")
	}
	has(t, d.form("/console/calls/"+string(call.ID)+"/number", cookie, nil).body, "&#43;442079460018</a>")
	if n := d.count(`SELECT COUNT(*) FROM reading WHERE conversation = $1`, string(x.ID)); n == 0 {
		t.Error("nobody is on record for opening the number")
	}
	if got := d.form("/console/calls/"+string(call.ID), cookie, url.Values{"state": {"done"}}); got.status != http.StatusSeeOther {
		t.Fatalf("called: %d %s", got.status, got.body)
	}
	if n := d.count(`SELECT COUNT(*) FROM callback WHERE phone IS NOT NULL`); n != 0 {
		t.Error("the number is kept after the call")
	}
	if n := d.count(`SELECT COUNT(*) FROM commitment WHERE kind = 'callback' AND standing = 'kept'`); n != 1 {
		t.Error("the promise is not kept by the call")
	}
	if got := d.form("/console/calls/"+string(call.ID)+"/number", cookie, nil); got.status != http.StatusNotFound {
		t.Errorf("the number of a call that is over: %d", got.status)
	}
}

var secretInPage = regexp.MustCompile(`/return#([a-z2-7]{40,80})`)

func TestAWayBackWorksOnAnotherDeviceUntilANewOneIsMade(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	first := secretInPage.FindStringSubmatch(d.form("/chat/main/reach/link", "candor_chat="+x.pass, nil).body)
	second := secretInPage.FindStringSubmatch(d.form("/chat/main/reach/link", "candor_chat="+x.pass, nil).body)
	if first == nil || second == nil || first[1] == second[1] {
		t.Fatalf("%v and %v", first, second)
	}
	if strings.Contains(d.hosted(x, "/reach").body, second[1]) {
		t.Error("the link is shown a second time")
	}
	has(t, d.page("/return", "").body, `id="link"`, "link.js")
	open := func(secret string) (int, string) {
		got := d.post("/return", "", url.Values{"link": {"https://desk.example/return#" + secret}})
		for _, c := range got.Cookies() {
			return got.StatusCode, c.Name + "=" + c.Value
		}
		return got.StatusCode, ""
	}
	if status, cookie := open(first[1]); status != http.StatusNotFound || cookie != "" {
		t.Errorf("the first link after a second was made: %d %q", status, cookie)
	}
	status, cookie := open(second[1])
	if status != http.StatusSeeOther {
		t.Fatalf("the link on another device: %d", status)
	}
	has(t, d.page("/chat/main", cookie).body, "my lamp flickers")
	d.clock.Advance(15 * 24 * time.Hour)
	if status, _ := open(second[1]); status != http.StatusNotFound {
		t.Errorf("after two weeks: %d", status)
	}
	// The widget leads here from another site, and one click opens it.
	arrived := d.post("/chat/main/arrive", "", url.Values{"pass": {x.pass}})
	if arrived.StatusCode != http.StatusOK || len(arrived.Cookies()) != 0 {
		t.Errorf("arriving from the widget: %d, and cookies %v before the click", arrived.StatusCode, arrived.Cookies())
	}
	if got := d.post("/chat/main/open", "", url.Values{"pass": {x.pass}}); got.StatusCode != http.StatusSeeOther || len(got.Cookies()) != 1 {
		t.Errorf("the click: %d", got.StatusCode)
	}
}

func TestACustomerIsToldByMailOnceAndOnlyAtAProvenAddress(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	if got := d.sends(x, "/reach/mail", "email", "zoe@example.org"); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("tell me: %d", got.StatusCode)
	}
	if err := d.reply(x, d.agent("Maya"), "We send a new one today, to the address that you gave."); err != nil {
		t.Fatal(err)
	}
	told := func() int { return d.lettersWith("A person has written to you") }
	d.clock.Advance(3 * time.Minute)
	if err := app.Tell(t.Context(), d.app); err != nil || told() != 0 {
		t.Fatalf("an address that nobody has shown to be theirs is written to: %d, %v", told(), err)
	}
	nonce, first := []byte("nonce of their browser"), d.link(rights.OpensEmail)
	if err := d.office().GiveEmail(t.Context(), x.who(), "zoe@example.org", nonce); err != nil {
		t.Fatal(err)
	}
	if err := d.office().ProveEmail(t.Context(), x.who(), d.link(rights.OpensEmail, first), nonce); err != nil {
		t.Fatal(err)
	}
	if err := app.Tell(t.Context(), d.app); err != nil {
		t.Fatal(err)
	}
	await(t, "the letter", func() bool { return told() == 1 })
	if d.lettersWith("new one today") != 0 {
		t.Error("the letter holds what was said")
	}
	if err := app.Tell(t.Context(), d.app); err != nil || told() != 1 {
		t.Errorf("told %d times, %v", told(), err)
	}
	// The receipt holds what was said, and goes to the same address only when it is asked for.
	if got := d.sends(x, "/reach/receipt"); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("the receipt: %d", got.StatusCode)
	}
	await(t, "the receipt", func() bool { return d.lettersWith("Case number "+x.ID.CaseKey()) == 1 })
	has(t, d.hosted(x, "/transcript?format=text").body, "Case number "+x.ID.CaseKey(), "You asked for a person on Wednesday 17 June")
}

func TestAgentsAreWarnedBeforeAClockIsOverAndNobodyIsDropped(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Change: func(c *config.Config) { c.Service.Profile = "spain" }})
	x := d.begin("person", "my lamp flickers")
	r := &rung{}
	look := app.Watch(d.app, r)
	for _, at := range []struct {
		after time.Duration
		want  int
	}{{time.Minute, 0}, {65 * time.Second, 1}, {10 * time.Second, 1}, {50 * time.Second, 2}, {time.Hour, 2}, {30 * 24 * time.Hour, 2}} {
		d.clock.Advance(at.after)
		if err := look(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := r.times(x.ID); got != at.want {
			t.Errorf("%v later: %d alerts, want %d", at.after, got, at.want)
		}
	}
	if c := d.conversation(x.ID); c.State != candor.Waiting || !c.WithPerson {
		t.Errorf("after a month of waiting it is %s", c.State)
	}
	cookie := d.signIn(d.agent("Maya"))
	has(t, d.page("/console", cookie).body, "A person by")
	has(t, d.page("/console/c/"+string(x.ID), cookie).body, `data-part="service"`, "A person by")
}

func TestTheQueueBeginsWithWhatAnAgentCanTake(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{Change: func(c *config.Config) {
		c.Teams = []service.Team{{Name: "arabic", Members: []string{"maya@desk.example"}, Languages: []string{"ar"}}}
	}})
	arabic := d.begin("person", "hello")
	opening := d.opening("person", "")
	opening["language"] = "ar"
	if got := d.call(http.MethodPost, "/api/v1/conversations", "", opening); got.status != http.StatusCreated {
		t.Fatal(got.body)
	}
	maya, tom := d.agent("Maya"), d.agent("Tom")
	first := func(a candor.Agent) candor.Conversation {
		t.Helper()
		all, err := app.CareOf(d.app).Queue(t.Context(), a, 10)
		if err != nil || len(all) != 2 {
			t.Fatalf("%d wait, %v", len(all), err)
		}
		return all[0]
	}
	if c := first(tom); c.ID != arabic.ID {
		t.Errorf("Tom sees first what needs %q", c.Needs)
	}
	mayas, toms := d.signIn(maya), d.signIn(tom)
	has(t, d.page("/console", toms).body, "Needs: \u2068العربية\u2069")
	if got := d.form("/console/next", toms, nil); got.status != http.StatusSeeOther {
		t.Fatal(got.body)
	}
	if got := d.form("/console/next", toms, nil); d.count(`SELECT COUNT(*) FROM conversation WHERE state = 'waiting'`) != 1 {
		t.Errorf("Tom takes what he cannot read: %d", got.status)
	}
	d.clock.Advance(service.DefaultOpenAfter + time.Second)
	has(t, d.page("/console", toms).body, "Anyone may take it (\u2068العربية\u2069)")
	if got := d.form("/console/next", mayas, nil); got.status != http.StatusSeeOther || d.count(`SELECT COUNT(*) FROM conversation WHERE state = 'waiting'`) != 0 {
		t.Errorf("Maya takes nothing: %d", got.status)
	}
}

func TestClosingThroughTheConsoleAnswersEachPoint(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "Where is my lamp? Can I have my money back?")
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	at := "/console/c/" + string(x.ID)
	d.form(at+"/take", cookie, url.Values{})
	got := d.post(at+"/resolve", cookie, url.Values{"seen": {"2"}})
	if got.StatusCode != http.StatusSeeOther || !strings.HasPrefix(got.Header.Get("Location"), at+"/close") {
		t.Fatalf("one click leads to %s (%d)", got.Header.Get("Location"), got.StatusCode)
	}
	page := d.page(at+"/close", cookie).body
	has(t, page, "Where is my lamp?", "Can I have my money back?", `name="how.2.1"`, `name="how.2.2"`)
	d.post(at+"/points", cookie, url.Values{"add": {"Will it happen again?"}})
	d.post(at+"/points", cookie, url.Values{"drop": {"2.1"}})
	has(t, d.page(at+"/close", cookie).body, "Will it happen again?", `name="restore" value="2.1"`, `name="how.a1"`)
	half := url.Values{"seen": {"2"}, "how.2.2": {"refused"}, "words.2.2": {"No, it was used for two years."}}
	refused := d.form(at+"/close", cookie, half)
	has(t, refused.body, "1 point has no answer yet", "No, it was used for two years.")
	half.Set("how.a1", "answered")
	half.Set("words.a1", "No, we have changed the supplier.")
	if got := d.post(at+"/close", cookie, half); got.StatusCode != http.StatusSeeOther {
		t.Fatalf("closing: %d", got.StatusCode)
	}
	c := d.conversation(x.ID)
	if c.State != candor.Resolved {
		t.Errorf("it is %s", c.State)
	}
	has(t, d.hosted(x, "").body, "used for two years", "changed the supplier", "you can complain to", x.ID.CaseKey())
}

func TestWhoAskedAndDidNotGetAPersonIsTold(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	d.clock.Advance(night)
	for range service.Fewest {
		d.begin("person", "hello")
	}
	has(t, d.page("/trust", "").body, "Of 10 people who asked for a person, 0 did not get one")
	d.clock.Advance(24 * time.Hour) // the promised time is over
	has(t, d.page("/trust", "").body, "Of 10 people who asked for a person, 10 did not get one")
	cookie := d.signIn(d.agent("Ruth", candor.RoleLead))
	has(t, d.page("/console/desk", cookie).body, "10 of 10 customers who asked for a person")
	d.stop()
	n, err := app.Numbers(t.Context(), d.c, 36500)
	if err != nil || n.Sought.Asked != 10 {
		t.Errorf("candor numbers: %+v, %v", n.Sought, err)
	}
}

func TestAnErasureTakesEveryWayToBeReachedWithIt(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	x := d.begin("person", "my lamp flickers")
	windows := app.CareOf(d.app).Windows("main")
	if err := app.CareOf(d.app).Call(t.Context(), d.conversation(x.ID), "+442079460018", windows[0].From); err != nil {
		t.Fatal(err)
	}
	d.sends(x, "/reach/mail", "email", "zoe@example.org")
	d.form("/chat/main/reach/link", "candor_chat="+x.pass, nil)
	if _, c, err := d.office().Erase(t.Context(), x.who()); err != nil || !c.Complete() {
		t.Fatalf("%v", err)
	}
	for _, table := range []string{"callback", "way_back", "tell", "closing", "commitment"} {
		if n := d.count(`SELECT COUNT(*) FROM ` + table); n != 0 {
			t.Errorf("%d rows of %s are left", n, table)
		}
	}
}
