package console_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor"
	"candor/internal/web/console"
	"candor/ledger"
	"candor/privacy/rights"
	"candor/service"
)

// officer gives a desk with a privacy officer, and her browser.
func officer(t *testing.T) (*harness, *browser) {
	t.Helper()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	return h, h.signedIn("Pia")
}

// wroteDown writes a request of a conversation's customer down and gives the address of its page.
func (b *browser) wroteDown(who string, kind rights.Kind, pairs ...string) string {
	b.h.t.Helper()
	got := b.post("/console/privacy/new", append([]string{"who", who, "kind", string(kind), "language", "en"}, pairs...)...)
	page, _, found := strings.Cut(got.location, "?")
	if got.status != http.StatusSeeOther || !found {
		b.h.t.Fatalf("writing a request down: %d\n%s", got.status, plain(got.body))
	}
	return page
}

var hiddenVersion = regexp.MustCompile(`name="version" value="(\d+)"><input type="hidden" name="seen" value="(\d+)"`)

// acts does something with the request on a page, as a browser that just opened it.
func (b *browser) acts(page string, act rights.Act, pairs ...string) reply {
	b.h.t.Helper()
	m := hiddenVersion.FindStringSubmatch(b.get(page).body)
	if m == nil {
		b.h.t.Fatalf("there is nothing to do on %s", page)
	}
	return b.post(page, append([]string{"act", string(act), "version", m[1], "seen", m[2]}, pairs...)...)
}

// proves has the officer note that the person proved who they are.
func (b *browser) proves(page string) {
	b.h.t.Helper()
	if got := b.acts(page, rights.ProveIdentity); got.location != page+"?done=prove_identity" {
		b.h.t.Fatalf("noting the proof: %d\n%s", got.status, plain(got.body))
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plain gives the words of a page.
func plain(page string) string {
	_, main, _ := strings.Cut(page, "<body")
	return html.UnescapeString(strings.Join(strings.Fields(tags.ReplaceAllString(main, " ")), " "))
}

func (h *harness) request(page string) rights.Request {
	h.t.Helper()
	id := candor.RequestID(strings.TrimPrefix(page, "/console/privacy/"))
	r, err := h.store.Request(context.Background(), candor.Access{Actor: "command", Purpose: candor.Rights}, id)
	if err != nil {
		h.t.Fatal(err)
	}
	return r
}

// known gives a customer a profile, with an address that they proved.
func (h *harness) known(id candor.CustomerID, p candor.Profile) {
	h.t.Helper()
	ctx := context.Background()
	if err := errors.Join(h.store.SaveProfile(ctx, id, p), h.store.AddContact(ctx, id, h.store.Tag("email", p.Email))); err != nil {
		h.t.Fatal(err)
	}
}

// readings counts looks at what is kept of a customer by an agent.
func (h *harness) readings(id candor.CustomerID, a candor.Agent) int {
	h.t.Helper()
	all, err := h.store.Readings(context.Background(), id, 1000)
	if err != nil {
		h.t.Fatal(err)
	}
	n := 0
	for _, r := range all {
		if r.Access.Actor == "agent:"+string(a.ID) && r.Access.Purpose == candor.Rights {
			n++
		}
	}
	return n
}

// requested gives the id of a request about a conversation's customer.
func (h *harness) requested(c candor.Conversation) string {
	h.t.Helper()
	r, trace, err := rights.New(rights.Asking{
		Kind: rights.ToSee, Customers: []candor.CustomerID{c.Customer}, Words: "My secret is a blue lamp", Actor: "customer",
	}, h.clock())
	if err == nil {
		err = h.store.SaveRequest(context.Background(), 0, r, trace)
	}
	if err != nil {
		h.t.Fatal(err)
	}
	return string(r.ID)
}

func mustSay(t *testing.T, page string, words ...string) {
	t.Helper()
	said := plain(page)
	for _, w := range words {
		if !strings.Contains(said, w) {
			t.Errorf("the page does not say %q:\n%s", w, said)
		}
	}
}

func mustNotHold(t *testing.T, page string, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(page, w) {
			t.Errorf("the page holds %q", w)
		}
	}
}

func TestOfficerLandsOnPrivacyAndNeverSeesConversations(t *testing.T) {
	t.Parallel()
	h := newHarness(t)
	h.hire("Pia", candor.RoleOfficer)
	c := h.asks("There is danger, my secret is a blue lamp")
	b := h.browser()
	if got := b.signIn("Pia", password); got.location != "/console/privacy" {
		t.Errorf("Pia lands on %q", got.location)
	}
	if got := b.get("/console/sign-in"); got.location != "/console/privacy" {
		t.Errorf("signed in already, Pia is led to %q", got.location)
	}
	for _, path := range []string{"/console/privacy", "/console/account"} {
		got := b.get(path)
		if got.status != http.StatusOK {
			t.Errorf("%s: %d", path, got.status)
		}
		mustNotHold(t, got.body, console.Reference(c.ID), "blue lamp", `href="/console"`, "/console/live", "/console/team", "/console/desk")
	}
	got := b.get("/console/c/" + string(c.ID))
	if got.status != http.StatusForbidden {
		t.Errorf("a conversation: %d", got.status)
	}
	mustNotHold(t, got.body, "blue lamp", `href="/console"`)
	if online := h.presence.Online(); len(online) != 0 {
		t.Errorf("an officer counts as somebody who serves customers: %v", online)
	}
	if page := h.signedIn("Maya").get("/console").body; strings.Contains(page, "/console/privacy") {
		t.Error("an agent is led to the privacy pages")
	}
	if page := h.signedIn("Olu").get("/console").body; !strings.Contains(page, `href="/console/privacy"`) {
		t.Error("the owner is not led to the privacy pages")
	}
}

func TestClocksAreTheLawsOwn(t *testing.T) {
	t.Parallel()
	h, _ := officer(t)
	h.at(time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC))
	b := h.signedIn("Pia")
	c := h.asks("Hello")
	for _, x := range []struct {
		regime rights.Regime
		kind   rights.Kind
		says   []string
	}{
		{rights.GDPR, rights.ToSee, []string{"28 February 2026 28 days left", "GDPR Art. 12(3)", "More time can be taken until 28 February 2026"}},
		{rights.UK, rights.ToComplain, []string{"28 February 2026 28 days left", "confirm receipt by 2 March 2026", "UK GDPR Art. 12A"}},
		{rights.CCPA, rights.ToErase, []string{"17 March 2026 45 days left", "confirm receipt by 13 February 2026", "11 CCR 7021"}},
		{rights.CCPA, rights.ToObject, []string{"20 February 2026 20 days left", "15 business days"}},
		{rights.Swiss, rights.ToSee, []string{"2 March 2026 30 days left", "Data Protection Ordinance"}},
	} {
		page := b.wroteDown(string(c.ID), x.kind, "regime", string(x.regime), "words", "Please")
		mustSay(t, b.get(page).body, x.says...)
	}
	h.at(time.Date(2026, 2, 28, 12, 0, 0, 0, time.UTC))
	b = h.signedIn("Pia")
	list := b.get("/console/privacy").body
	mustSay(t, list, "28 February 2026 due today", "overdue: receipt was to be confirmed by 13 February 2026", "overdue by 8 days")
	if !strings.Contains(list, `data-part="overdue">2 overdue<`) {
		t.Errorf("the navigation does not count the overdue")
	}
	if rows := strings.Count(list, `data-part="request"`); rows != 5 {
		t.Errorf("%d requests, want 5", rows)
	}
	first := strings.Index(list, "20 February 2026")
	if second := strings.Index(list, "28 February 2026"); first < 0 || second < first {
		t.Error("the most pressing does not come first")
	}
	only := b.get("/console/privacy?kind=object").body
	if strings.Count(only, `data-part="request"`) != 1 || !strings.Contains(only, `value="object" selected`) {
		t.Error("the filter does not narrow the list")
	}
}

func TestWaitingForProofPausesTheClockInWords(t *testing.T) {
	t.Parallel()
	h, _ := officer(t)
	h.at(time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC))
	b := h.signedIn("Pia")
	page := b.wroteDown(string(h.asks("Hello").ID), rights.ToSee)
	if got := b.acts(page, rights.Acknowledge); got.location != page+"?done=acknowledge" {
		t.Fatalf("confirming receipt: %d", got.status)
	}
	if strings.Contains(b.get(page).body, `data-part="act-acknowledge"`) {
		t.Error("receipt can be confirmed twice")
	}
	h.expect("a letter could not be written") // no address is known
	b.acts(page, rights.AskIdentity)
	got := b.get(page).body
	mustSay(t, got, "Waiting for proof of identity", "paused until they prove who they are", "They were asked to prove who they are.")
	mustNotHold(t, got, `data-part="act-finish"`, `data-part="act-finish_partly"`, `data-part="act-ask_identity"`)
	b.proves(page)
	if got := b.acts(page, rights.Extend, "reason", "many", "words", "You asked nine times."); got.status != http.StatusSeeOther {
		t.Fatalf("taking more time: %d\n%s", got.status, plain(got.body))
	}
	mustSay(t, b.get(page).body, "2 June 2026", "more time taken", "There are many requests of this person.", "You asked nine times.")
	if got := b.acts(page, rights.Extend, "reason", "many", "words", "Again."); got.status != http.StatusConflict {
		t.Errorf("taking more time twice: %d", got.status)
	}
}

func TestRefusingTakesAReasonAndTellsWhereToComplain(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	page := b.wroteDown(string(h.asks("Hello").ID), rights.ToSee, "words", "What do you keep?")
	offered := b.get(page).body
	mustNotHold(t, offered, `value="nothing_held"`, `value="duty_to_keep"`)
	for name, pairs := range map[string][]string{
		"no reason":                    {"words", "Because we can."},
		"no words":                     {"reason", "unfounded"},
		"a reason of another kind":     {"reason", "duty_to_keep", "words", "Because we can."},
		"a reason that tells too much": {"reason", "nothing_held", "words", "Because we can."},
	} {
		got := b.acts(page, rights.Refuse, pairs...)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, `data-part="act-refuse" open`) {
			t.Errorf("%s: %d", name, got.status)
		}
		mustSay(t, got.body, "Please choose a reason")
		if len(pairs) > 1 && pairs[len(pairs)-2] == "words" && !strings.Contains(got.body, ">Because we can.</textarea>") {
			t.Errorf("%s: what was typed is gone", name)
		}
	}
	if r := h.request(page); r.State != rights.Received {
		t.Fatalf("the request is %s", r.State)
	}
	if got := b.acts(page, rights.Refuse, "reason", "unfounded", "words", "You wrote that it is a joke."); got.status != http.StatusSeeOther {
		t.Fatalf("refusing: %d", got.status)
	}
	mustSay(t, b.get(page).body, "Refused: It is clearly without any ground.", "You wrote that it is a joke.", "Harbour Data Board", "answered in time")
	if list := b.get("/console/privacy?tab=closed").body; !strings.Contains(list, page) {
		t.Error("an answered request is not on the list of those")
	}
	if list := b.get("/console/privacy").body; strings.Contains(list, page) {
		t.Error("an answered request is still in the queue")
	}
}

func TestSecondOfficerSeesWhatChangedAndKeepsTheirWords(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	page := b.wroteDown(string(h.asks("Hello").ID), rights.ToSee)
	old := hiddenVersion.FindStringSubmatch(b.get(page).body)
	h.signedIn("Olu").acts(page, rights.Acknowledge)
	stale := []string{"act", "refuse", "version", old[1], "seen", old[2], "reason", "unfounded", "words", "Kept for me"}
	got := b.post(page, stale...)
	if got.status != http.StatusConflict || h.request(page).State != rights.Received {
		t.Fatalf("acting on an old page: %d, the request is %s", got.status, h.request(page).State)
	}
	mustSay(t, got.body, "Somebody else changed this request", "It now stands at: Received", "Receipt was confirmed. new", "Kept for me")
	if !strings.Contains(got.body, `value="unfounded" required checked`) {
		t.Error("the chosen reason is gone")
	}
	if strings.Contains(plain(got.body), "The request came in. new") {
		t.Error("what was seen before is marked as new")
	}
	h.signedIn("Olu").acts(page, rights.Withdraw)
	got = b.post(page, stale...)
	if got.status != http.StatusConflict || !strings.Contains(got.body, `data-part="kept-words">Kept for me</textarea>`) {
		t.Errorf("the request is closed and the words are not given back: %d", got.status)
	}
	if got := b.post(page+"/archive", "version", old[1]); got.status != http.StatusConflict {
		t.Errorf("an archive on an old page: %d", got.status)
	}
}

func TestListOpensNoWordsAndAnOpenedRequestIsOnRecord(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("Hello")
	page := b.wroteDown(string(c.ID), rights.ToSee, "words", "About my blue lamp")
	for _, list := range []string{"/console/privacy", "/console/privacy?tab=closed", "/console/privacy?kind=see"} {
		mustNotHold(t, b.get(list).body, "blue lamp", string(c.Customer))
	}
	if n := h.readings(c.Customer, h.people["Pia"]); n != 0 {
		t.Errorf("%d readings for a look at the list", n)
	}
	mustSay(t, b.get(page).body, "About my blue lamp", "That you opened this is on the record.")
	if n := h.readings(c.Customer, h.people["Pia"]); n != 1 {
		t.Errorf("%d readings for a look at the words, want 1", n)
	}
}

func TestWhoItIsStaysClosedUntilSomebodyAsksOnTheRecord(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("Hello")
	h.known(c.Customer, candor.Profile{Name: "Quillon <b>Oxblood", Email: "quillon@example.org"})
	page := b.wroteDown(console.Reference(c.ID), rights.ToSee, "words", "<script>alert(1)</script> What do you keep?")
	got := b.get(page).body
	mustNotHold(t, got, "Oxblood", "quillon@", "<script>alert")
	mustSay(t, got, "<script>alert(1)</script> What do you keep?", console.Reference(c.ID), "Who they are isn't proven yet")
	h.pass(20 * time.Minute) // another sitting
	before := h.readings(c.Customer, h.people["Pia"])
	got = b.post(page + "/who").body
	mustSay(t, got, "Quillon <b>Oxblood", "quillon@example.org")
	mustNotHold(t, got, "<b>Oxblood")
	if n := h.readings(c.Customer, h.people["Pia"]) - before; n != 1 {
		t.Errorf("%d readings when Pia looked, want 1", n)
	}
	if strings.Contains(got, `href="/console/c/`) || !strings.Contains(h.signedIn("Olu").get(page).body, `href="/console/c/`+string(c.ID)) {
		t.Error("an officer is led to a conversation, or an owner is not")
	}
}

func TestErasingTakesTheTypedWordAndGivesACertificate(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("My secret is a blue lamp")
	h.known(c.Customer, candor.Profile{Name: "Quillon", Email: "quillon@example.org"})
	page := b.wroteDown(string(c.ID), rights.ToErase, "words", "Forget me")
	b.proves(page)
	mustSay(t, b.get(page).body, "The desk cannot undo it", "Type erase to confirm")
	for _, word := range []string{"", "yes", "erase it"} {
		if got := b.acts(page, rights.Finish, "confirm", word); got.status != http.StatusBadRequest || !strings.Contains(plain(got.body), "Nothing was erased") {
			t.Errorf("confirmed with %q: %d", word, got.status)
		}
	}
	if h.conversation(c.ID).ID != c.ID {
		t.Fatal("something is gone")
	}
	got := b.acts(page, rights.Finish, "confirm", " Erase ")
	if got.status != http.StatusOK {
		t.Fatalf("erasing: %d\n%s", got.status, plain(got.body))
	}
	mustSay(t, got.body, "Everything that was kept about the person is destroyed.", "Done", "It is done, and the request is closed.")
	if _, err := h.store.Conversation(context.Background(), c.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the conversation is still there (%v)", err)
	}
	mustNotHold(t, got.body, "Forget me", "quillon")
	text := html.UnescapeString(regexp.MustCompile(`name="certificate" value="([^"]*)"`).FindStringSubmatch(got.body)[1])
	file := b.post("/console/privacy/certificate", "certificate", text, "form", "json")
	x, err := rights.Verify([]byte(file.body), certificateKey().Public().(ed25519.PublicKey))
	if err != nil || !x.Complete() || !strings.Contains(file.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the downloaded certificate: %v, %q", err, file.header.Get("Content-Disposition"))
	}
	german := b.post("/console/privacy/certificate", "certificate", text, "form", "page", "language", "de")
	if german.status != http.StatusOK || !strings.Contains(german.body, `lang="de"`) || !strings.Contains(german.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the certificate to read: %d", german.status)
	}
	forged := strings.Replace(text, `"complete":true`, `"complete":false`, 1)
	if forged == text {
		t.Fatal("nothing was forged")
	}
	if got := b.post("/console/privacy/certificate", "certificate", forged, "form", "json"); got.status != http.StatusBadRequest || strings.Contains(got.body, "candor-erasure") {
		t.Errorf("a forged certificate: %d", got.status)
	}
	if diff := cmp.Diff([]rights.Act{rights.ProveIdentity, rights.Finish}, h.letters.sent); diff != "" {
		t.Errorf("letters (-want +got):\n%s", diff)
	}
	mustSay(t, b.get("/console/privacy/retention").body, "They asked for it", "Pia Example")
}

func TestHoldWinsOverErasureAndItIsAnsweredInPart(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("My secret is a blue lamp")
	for name, pairs := range map[string][]string{
		"nobody":          {"who", "7KQ2MX9P", "ground", "legal_claims", "words", "claim"},
		"no ground":       {"who", string(c.ID), "words", "claim"},
		"no reason":       {"who", string(c.ID), "ground", "legal_claims"},
		"a day gone by":   {"who", string(c.ID), "ground", "legal_claims", "words", "claim", "until", "2020-01-01"},
		"no conversation": {"who", string(c.Customer), "ground", "legal_claims", "words", "claim", "scope", "conversation"},
	} {
		if got := b.post("/console/privacy/holds", pairs...); got.status != http.StatusBadRequest || !strings.Contains(got.body, `data-part="problem"`) {
			t.Errorf("a hold with %s: %d", name, got.status)
		}
	}
	if got := b.post("/console/privacy/holds", "who", string(c.ID), "ground", "legal_claims", "words", "Claim 12 of 2026"); got.location != "/console/privacy/holds?done=held" {
		t.Fatalf("placing a hold: %d\n%s", got.status, plain(got.body))
	}
	page := b.wroteDown(string(c.ID), rights.ToErase)
	b.proves(page)
	got := b.acts(page, rights.Finish, "confirm", "erase")
	mustSay(t, got.body, "Not everything is destroyed.", "Done in part", "kept")
	if r := h.request(page); r.State != rights.Partly || r.Answer.Reason != rights.LegalClaims {
		t.Errorf("the request is %s for %q", r.State, r.Answer.Reason)
	}
	if h.conversation(c.ID).ID != c.ID {
		t.Error("the hold did not keep the conversation")
	}
	found := b.post("/console/privacy/holds/find", "who", string(c.Customer))
	mustSay(t, found.body, "A legal claim", "Claim 12 of 2026", "in force", "by Pia Example", "Everything about the person")
	lift := regexp.MustCompile(`action="(/console/privacy/holds/hld_[a-z0-9]+/lift)"`).FindStringSubmatch(found.body)
	if lift == nil {
		t.Fatal("the hold cannot be lifted")
	}
	if got := b.post(lift[1]); got.location != "/console/privacy/holds?done=lifted" {
		t.Errorf("lifting: %d", got.status)
	}
	mustSay(t, b.post("/console/privacy/holds/find", "who", string(c.Customer)).body, "over", "Lifted")
	if got := b.post("/console/privacy/holds/find", "who", "nobody@example.org"); got.status != http.StatusBadRequest {
		t.Errorf("holds on nobody: %d", got.status)
	}
	if got := b.post("/console/privacy/holds/hld_00000000000000000000000000/lift"); got.status != http.StatusNotFound {
		t.Errorf("lifting no hold: %d", got.status)
	}
}

func TestOfficerDownloadsTheArchiveAndThatClosesTheRequest(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("My secret is a blue lamp")
	page := b.wroteDown(string(c.ID), rights.ToExport)
	if strings.Contains(b.get(page).body, `data-part="deliver"`) {
		t.Error("the archive is offered before the proof")
	}
	if got := b.post(page+"/archive", "version", strconv.FormatInt(h.request(page).Version, 10)); got.status != http.StatusConflict {
		t.Errorf("the archive before the proof: %d", got.status)
	}
	b.proves(page)
	got := b.post(page+"/archive", "version", strconv.FormatInt(h.request(page).Version, 10))
	z, err := zip.NewReader(bytes.NewReader([]byte(got.body)), int64(len(got.body)))
	if err != nil || got.header.Get("Content-Type") != "application/zip" {
		t.Fatalf("the archive does not open: %d, %v", got.status, err)
	}
	names := map[string]bool{}
	for _, f := range z.File {
		names[f.Name] = true
	}
	for _, want := range []string{"index.html", "data.json", "manifest.json"} {
		if !names[want] {
			t.Errorf("the archive lacks %s", want)
		}
	}
	if r := h.request(page); r.State != rights.Done {
		t.Errorf("the request is %s", r.State)
	}
}

func TestRequestByLetterTiesNobodyBeforeTheProof(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("Hello")
	if err := h.store.AddContact(context.Background(), c.Customer, h.store.Tag("email", "quillon@example.org")); err != nil {
		t.Fatal(err)
	}
	page := b.wroteDown("Quillon@Example.org", rights.ToRestrict, "words", "Stop using it", "regime", "uk")
	if r := h.request(page); len(r.Customers) != 0 || r.Contact == "" || r.Regime != rights.UK {
		t.Fatalf("before the proof: %+v", r)
	}
	got := b.get(page)
	mustSay(t, got.body, "They named an e-mail address.", "Stop using it", "Written down by staff")
	mustNotHold(t, got.body+page, "uillon@")
	b.proves(page)
	if r := h.request(page); len(r.Customers) != 1 || r.Customers[0] != c.Customer || r.Proof.Method != rights.ByStaff {
		t.Fatalf("after the proof: %+v", r)
	}
	if got := b.acts(page, rights.Finish); got.status != http.StatusSeeOther {
		t.Fatalf("restricting: %d", got.status)
	}
	if since, err := h.store.Restricted(context.Background(), c.Customer); err != nil || since.IsZero() {
		t.Errorf("the use is not restricted (%v)", err)
	}
	for name, pairs := range map[string][]string{
		"nobody":         {"who", "7KQ2MX9P", "kind", "see", "words", "Kept words"},
		"a bad address":  {"who", "quillon@", "kind", "see", "words", "Kept words"},
		"no such kind":   {"who", string(c.ID), "kind", "steal", "words", "Kept words"},
		"no such regime": {"who", string(c.ID), "kind", "see", "regime", "mars", "words", "Kept words"},
	} {
		got := b.post("/console/privacy/new", pairs...)
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "Kept words") || !strings.Contains(got.body, `data-part="problem"`) {
			t.Errorf("%s: %d", name, got.status)
		}
	}
	other := b.wroteDown(string(c.ID), rights.ToSee)
	if got := b.acts(other, rights.ProveIdentity, "who", "7KQ2MX9P"); got.status != http.StatusBadRequest || h.request(other).State != rights.Received {
		t.Errorf("a proof for nobody: %d", got.status)
	}
}

func TestObjectionEndsWhatRestsOnConsent(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asksAssistant("How long do I have?")
	page := b.wroteDown(string(c.ID), rights.ToObject)
	b.proves(page)
	mustSay(t, b.get(page).body, "Stop every use that rests on consent")
	if got := b.acts(page, rights.Finish); got.status != http.StatusSeeOther {
		t.Fatalf("%d\n%s", got.status, plain(got.body))
	}
	consents, err := h.store.Consents(context.Background(), c.Customer)
	if err != nil || consents.Allows(candor.Answers) {
		t.Errorf("the assistant may still read (%v)", err)
	}
}

func TestOfficersWordsAreGivenBackWhenTheSessionIsOver(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	page := b.wroteDown(string(h.asks("Hello").ID), rights.ToSee)
	got := h.browser().post(page, "act", "refuse", "version", "1", "reason", "unfounded", "words", "A long reason")
	if got.status != http.StatusUnauthorized || !strings.Contains(got.body, `data-part="kept-words">A long reason</textarea>`) ||
		!strings.Contains(got.body, `name="next" value="`+page+`"`) {
		t.Errorf("%d\n%s", got.status, plain(got.body))
	}
}

func TestLetterThatFailsIsToldOnceTheActIsDone(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("Hello")
	h.known(c.Customer, candor.Profile{Email: "quillon@example.org"})
	page := b.wroteDown(string(c.ID), rights.ToSee)
	h.letters.fail = candor.Fail(candor.CodeUnavailable, "error.busy", errors.New("no carrier"))
	h.expect("a letter could not be written")
	got := b.acts(page, rights.Acknowledge)
	if got.location != page+"?done=untold" || h.request(page).Acknowledged.IsZero() {
		t.Fatalf("a letter that failed: %d to %q", got.status, got.location)
	}
	mustSay(t, b.get(got.location).body, "the letter about it could not be sent")
}

func TestRetentionCountsBeforeItDestroys(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	c := h.asks("Hello")
	for _, act := range []func(context.Context, candor.ConversationID, candor.Agent) (candor.Conversation, error){h.desk.Take, func(ctx context.Context, id candor.ConversationID, a candor.Agent) (candor.Conversation, error) {
		return h.desk.Resolve(ctx, id, a, service.Filled{Seen: c.LastCustomer, Reason: service.Solved})
	}} {
		if _, err := act(context.Background(), c.ID, h.people["Maya"]); err != nil {
			t.Fatal(err)
		}
	}
	mustSay(t, b.get("/console/privacy/retention").body, "Conversations 0 days after the last activity", "Nothing has gone by a rule yet.", "Nobody was erased")
	h.pass(time.Hour)
	got := b.post("/console/privacy/retention/count")
	mustSay(t, got.body, "Counted. Nothing was changed.", "Conversations 0 days after the last activity 1 0", "Would go")
	if h.conversation(c.ID).ID != c.ID {
		t.Fatal("counting destroyed something")
	}
	got = b.post("/console/privacy/retention/run")
	mustSay(t, got.body, "Done. What was over is gone", "conversation/last_activity/0")
	if _, err := h.store.Conversation(context.Background(), c.ID); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the conversation is still there (%v)", err)
	}
}

func TestWhatAnOfficerDoesIsInTheLedger(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	page := b.wroteDown(string(h.asks("Hello").ID), rights.ToSee)
	b.acts(page, rights.Acknowledge)
	n := 0
	err := h.store.LedgerRows(context.Background(), func(row ledger.Row) error {
		e, err := ledger.ParseRecord(row.Record)
		if err == nil && e.Kind == ledger.KindRequest && e.Actor == "agent:"+string(h.people["Pia"].ID) {
			n++
		}
		return err
	})
	if err != nil || n != 2 {
		t.Errorf("%d entries of what Pia did (%v), want 2", n, err)
	}
}

func TestAskingByAddressAloneSendsALink(t *testing.T) {
	t.Parallel()
	h, b := officer(t)
	page := b.wroteDown("Quillon@Example.org", rights.ToSee)
	if got := b.acts(page, rights.AskIdentity); got.location != page+"?done=ask_identity" {
		t.Fatalf("%d to %s\n%s", got.status, got.location, plain(got.body))
	}
	r := h.request(page)
	if len(h.letters.links) != 1 || h.letters.links[0].To != "quillon@example.org" || h.letters.links[0].Request != r.ID || h.letters.links[0].Purpose != rights.OpensIdentity {
		t.Errorf("sent %d links", len(h.letters.links))
	}
	if body := b.get(page).body; strings.Contains(strings.ToLower(body), "quillon") {
		t.Error("the address stands on the page")
	}
	page = b.wroteDown(string(h.asks("Hello").ID), rights.ToSee)
	h.expect("a letter could not be written")
	if got := b.acts(page, rights.AskIdentity); got.location != page+"?done=untold" {
		t.Errorf("nobody was asked, and the page says %s", got.location)
	}
}

func TestALetterIsWrittenDownWithTheDayItCame(t *testing.T) {
	t.Parallel()
	h, _ := officer(t)
	h.at(time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC))
	b := h.signedIn("Pia")
	mustSay(t, b.get("/console/privacy/new").body, "Received on")
	page := b.wroteDown("quillon@example.org", rights.ToSee, "received", "2026-03-02")
	mustSay(t, b.get(page).body, "2 April 2026 13 days left")
	for _, day := range []string{"2026-03-21", "2025-03-19", "yesterday"} {
		got := b.post("/console/privacy/new", "who", "quillon@example.org", "kind", "see", "language", "en", "received", day, "words", "Kept words")
		if got.status != http.StatusBadRequest || !strings.Contains(got.body, "Kept words") {
			t.Errorf("%s: %d", day, got.status)
		}
		mustSay(t, got.body, "The day of receipt")
	}
}
