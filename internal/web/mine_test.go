package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/store"
	"candor/internal/web"

	"github.com/google/go-cmp/cmp"
)

const lena = "lena.osei@example.org"

// held opens a visit from a conversation on the hosted page, without JavaScript.
func (d *desk) held() *visitor {
	d.t.Helper()
	v := d.visitor()
	v.get("/chat/main").press("person", "with", "person")
	v.get("/chat/main/data").press("all-data").sees("My data", `data-part="profile"`)
	return v
}

// proves shows that an address is the visitor's, by the link that was mailed.
func (v *visitor) proves(address string) *visitor {
	v.d.t.Helper()
	v.press("give-email", "email", address).sees("We sent a link")
	v.get("/privacy/link?purpose=email").press("open", "link", v.d.mails.last(address))
	return v.sees("This address is yours")
}

func TestACustomerSeesAndDecidesAboutTheirData(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	must(d.store.Messages(context.Background(), candor.AgentReads(d.hire("Maya")), v.id(), 0, 10, true))(t)

	v.get("/privacy/mine").sees("Who looked at your data", "<b dir=\"auto\">Maya</b>", "to help you", "contract", "waiting for a person")
	v.press("save-name", "new", "Lena Osei").sees("set right", `value="Lena Osei"`)
	v.press("save-name", "new", "").seesNot("Lena Osei").sees("Your requests", "set something right")
	v.proves("Lena.Osei@Example.org").sees(`value="`+lena+`"`, "Shown to be yours")

	v.press("restrict", "on", "yes").sees("have been left alone since")
	if _, err := d.store.Messages(context.Background(), candor.AgentReads(d.maya.ID), v.id(), 0, 10, true); candor.CodeOf(err) != candor.CodeForbidden {
		t.Errorf("restricted data were read: %v", err)
	}
	v.press("release", "on", "no").sees("may be used again")
	v.press("object", "words", "I do not want this.").sees("has stopped", "stop using it")
	v.press("complain", "words", "It took too long.").sees("is with a person", "complaint", "being worked on")
	v.press("leave").sees("Your data")
	if v.get("/privacy/mine"); v.status != http.StatusUnauthorized {
		t.Errorf("after leaving: %d", v.status)
	}
}

// hire adds somebody of the team, whose first name readers see.
func (d *desk) hire(first string) candor.AgentID {
	d.t.Helper()
	a := candor.Agent{ID: d.maya.ID, FirstName: first, Name: first, Email: first + "@desk.example", Roles: []candor.Role{candor.RoleAgent}, Created: time.Now()}
	if err := d.store.AddAgent(context.Background(), a, "hash", "command"); err != nil {
		d.t.Fatal(err)
	}
	return a.ID
}

func TestTheArchiveComesWhole(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	action, fields := formOf(t, v.page, "export")
	got := must(v.client.PostForm(d.server.URL+action, fields))(t)
	defer got.Body.Close()
	body := must(io.ReadAll(got.Body))(t)
	if name := got.Header.Get("Content-Disposition"); name != `attachment; filename="my-data.zip"` || got.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("it is sent as %q, %q", name, got.Header.Get("Cache-Control"))
	}
	z := must(zip.NewReader(bytes.NewReader(body), int64(len(body))))(t)
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	for _, want := range []string{"index.html", "data.json", "manifest.json"} {
		if !slices.Contains(names, want) {
			t.Errorf("no %s in %v", want, names)
		}
	}
	v.get("/privacy/mine").sees("take my data along")
}

func TestErasingIsAskedOnceAndProven(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	id := v.id()
	v.press("save-name", "new", "Lena Osei").sees(`value="Lena Osei"`)
	v.get("/privacy/erase").sees("cannot be undone", "your name, addresses", "What may stay", "(1)")
	if _, err := d.store.Conversation(context.Background(), id); err != nil {
		t.Fatalf("looking erased it: %v", err)
	}
	v.press("erase-now").sees("Your data are erased", `data-complete="true"`, "certificate?format=json")
	if _, err := d.store.Conversation(context.Background(), id); candor.CodeOf(err) != candor.CodeNotFound {
		t.Errorf("the conversation is still there: %v", err)
	}
	path := regexp.MustCompile(`/privacy/erased/req_[0-9a-z]+/certificate`).FindString(v.page)
	v.get(path + "?format=html").sees("Certificate of erasure").seesNot("Lena")
	v.get(path + "?format=json")
	var c struct {
		Certificate struct{ Complete bool }
		Signature   string
	}
	if err := json.Unmarshal([]byte(v.page), &c); err != nil || !c.Certificate.Complete || c.Signature == "" {
		t.Errorf("%v: %s", err, v.page)
	}
	if v.get("/privacy/mine"); v.status != http.StatusUnauthorized {
		t.Errorf("the visit goes on: %d", v.status)
	}
	if v.get("/chat/main"); v.status != http.StatusOK {
		t.Errorf("the chat cannot begin anew: %d", v.status)
	}
	if v.get("/privacy/erased/guessed"); v.status != http.StatusNotFound {
		t.Errorf("a certificate that nobody has: %d", v.status)
	}
}

func TestAHoldIsToldAndNothingCalledComplete(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	c := must(d.store.Conversation(context.Background(), v.id()))(t)
	until := time.Now().AddDate(1, 0, 0)
	must(d.store.PlaceHold(context.Background(), store.Hold{Customer: c.Customer, Ground: "legal_claim", Reason: "A case is open.", By: "command", Until: until}))(t)
	v.get("/privacy/erase").press("erase-now").sees("Not everything could be erased", "a law or a legal claim", "Until", "data protection authority", `data-complete="false"`).
		seesNot("Your data are erased", "A case is open")
	v.get("/privacy/mine").sees("done in part", "makes us keep")
}

func TestALinkOpensEverythingTiedToTheAddressOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.held().proves(lena)
	other := d.held() // somebody else's conversation, tied to nobody
	other.press("save-name", "new", "Someone Else")

	v := d.visitor()
	v.get("/privacy").press("send-link", "email", lena).sees("Look in your mailbox").seesNot(lena)
	link := d.mails.last(lena)
	v.get("/privacy/link?purpose=rights").sees("Open my data").seesNot(link)

	stranger := d.visitor()
	for name, secret := range map[string]string{"someone else's": link, "forged": strings.Repeat("A", 43), "empty": "", "half": link[:20]} {
		if stranger.get("/privacy/link").press("open", "link", secret); stranger.status != http.StatusUnauthorized {
			t.Errorf("%s link: %d", name, stranger.status)
		}
		stranger.seesNot("My data</h1>", lena).sees("Nothing was opened")
	}
	v.get("/privacy/link").press("open", "link", d.server.URL+"/privacy/link?purpose=rights#"+link).
		sees("My data", `value="`+lena+`"`, "Shown to be yours").seesNot("Someone Else")
	if v.get("/privacy/link").press("open", "link", link); v.status != http.StatusUnauthorized {
		t.Errorf("replayed: %d", v.status)
	}
	v.sees("used already")
	v.get("/privacy").sees("Go on to your data")
	v.get("/privacy/conversations/" + string(other.id()) + "/transcript")
	if v.status != http.StatusNotFound {
		t.Errorf("somebody else's transcript: %d", v.status)
	}
}

// Known or not, an address gets the same bytes, the same headers and the same status.
func TestNobodyLearnsWhoWritesHere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.held().proves(lena)
	ask := func(address string) (int, string, string) {
		status, body, h := d.do("POST", "/privacy/link", "email="+url.QueryEscape(address), "Content-Type", "application/x-www-form-urlencoded")
		h.Del("Date")
		h.Del("X-Request-Id")
		cookie, _, _ := strings.Cut(h.Get("Set-Cookie"), "=")
		return status, body, cookie
	}
	s1, b1, c1 := ask(lena)
	s2, b2, c2 := ask("nobody.at.all@example.net")
	if s1 != s2 || b1 != b2 || c1 != c2 || s1 != http.StatusOK || c1 != "candor_link" {
		t.Errorf("known: %d %s\n%s\nunknown: %d %s\n%s", s1, c1, b1, s2, c2, b2)
	}
	v := d.visitor()
	v.get("/privacy").press("send-link", "email", "nobody.at.all@example.net")
	v.get("/privacy/link").press("open", "link", d.mails.last("nobody.at.all@example.net")).sees("nothing under this address")
	if v.get("/privacy/mine"); v.status != http.StatusUnauthorized {
		t.Errorf("an unknown address opened a visit: %d", v.status)
	}
}

func TestLinksAreSentOnlySoOften(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor()
	for i := range 6 {
		v.get("/privacy").press("send-link", "email", []string{lena, strings.ToUpper(lena)}[i%2])
	}
	if v.status != http.StatusTooManyRequests {
		t.Errorf("the sixth: %d", v.status)
	}
	v.sees("wait an hour", `role="alert"`)
	if n := len(d.mails.links); n != 5 {
		t.Errorf("%d mails went out", n)
	}
	for i := range 40 {
		v.get("/privacy").press("send-link", "email", string(rune('a'+i%26))+string(rune('a'+i/26))+"@example.com")
	}
	if n := len(d.mails.links); v.status != http.StatusTooManyRequests || n > 30 || n < 25 {
		t.Errorf("one sender got %d mails sent, last answer %d", n, v.status)
	}
}

func TestWhatIsNoAddressIsToldBesideTheForm(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor()
	if v.get("/privacy").press("send-link", "email", "not an address"); v.status != http.StatusBadRequest {
		t.Errorf("no address: %d", v.status)
	}
	v.sees("like an e-mail address", `aria-invalid="true"`, `value="not an address"`)
	v = d.held()
	if v.press("give-email", "email", "a@b"); v.status != http.StatusBadRequest || len(d.mails.links) != 0 {
		t.Errorf("no address of one's own: %d, %d mails", v.status, len(d.mails.links))
	}
	for field, value := range map[string]string{"name": strings.Repeat("a", 201), "email": lena, "statement": "x", "all": "x"} {
		if v.get("/privacy/mine").press("save-name", "field", field, "new", value); v.status != http.StatusBadRequest {
			t.Errorf("%s: %d", field, v.status)
		}
	}
	if v.get("/privacy/mine").press("complain", "words", " \n "); v.status != http.StatusBadRequest {
		t.Errorf("a complaint without words: %d", v.status)
	}
}

func TestNoVisitNoData(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	before := d.lastSeq()
	tried := 0
	for _, r := range web.Table() {
		if r.Needs != web.Proven {
			continue
		}
		path := strings.NewReplacer("{id}", string(candor.NewConversationID()), "{consent}", string(candor.NewConsentID())).Replace(r.Pattern)
		for _, header := range [][]string{nil, {"Cookie", "candor_mine=forged"}, {"Cookie", "candor_mine="}} {
			tried++
			status, body, h := d.do(r.Method, path, "", append(header, "Content-Type", "application/x-www-form-urlencoded")...)
			if status != http.StatusUnauthorized || h.Get("Set-Cookie") != "" || !strings.Contains(body, "open them again") {
				t.Errorf("%s %s with %v: %d %.200s", r.Method, path, header, status, body)
			}
		}
	}
	if tried < 40 || d.lastSeq() != before {
		t.Errorf("%d requests were tried and %d events came of them", tried, d.lastSeq()-before)
	}
}

func TestAVisitEndsByItself(t *testing.T) {
	t.Parallel()
	now := time.Now()
	d := newDesk(t, func(o *web.Options) { o.Now = func() time.Time { return now } })
	v := d.held()
	for range 3 {
		now = now.Add(29 * time.Minute)
		if v.get("/privacy/mine"); v.status != http.StatusOK {
			t.Fatalf("in use: %d", v.status)
		}
	}
	now = now.Add(30 * time.Minute)
	if v.get("/privacy/mine"); v.status != http.StatusUnauthorized {
		t.Errorf("after half an hour: %d", v.status)
	}
	v = d.held()
	for range 9 {
		now = now.Add(29 * time.Minute)
		v.get("/privacy/mine")
	}
	if v.status != http.StatusUnauthorized {
		t.Errorf("after more than four hours in use: %d", v.status)
	}
}

// A form of another site does nothing here, whatever cookies come along, but for the widget's way in,
// which opens nothing by itself.
func TestOtherSitesDecideNothing(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	at := must(url.Parse(d.server.URL + "/privacy"))(t)
	var cookies []string
	for _, c := range v.client.Jar.Cookies(at) {
		cookies = append(cookies, c.String())
	}
	from := []string{"Cookie", strings.Join(cookies, "; "), "Origin", "https://evil.example", "Sec-Fetch-Site", "cross-site", "Content-Type", "application/x-www-form-urlencoded"}
	for _, r := range web.Table() {
		if r.Method != "POST" || !strings.HasPrefix(r.Pattern, "/privacy") || r.Pattern == "/privacy/from-conversation" {
			continue
		}
		path := strings.Replace(r.Pattern, "{id}", string(v.id()), 1)
		if status, body, _ := d.do("POST", path, "sure=yes&on=yes", from...); status != http.StatusForbidden || !strings.Contains(body, "another site") {
			t.Errorf("%s: %d %.200s", path, status, body)
		}
	}
	id, pass := d.begins(candor.CustomerAsksPerson)
	pass = strings.TrimPrefix(pass, "Bearer ")
	status, body, h := d.do("POST", "/privacy/from-conversation", "pass="+url.QueryEscape(pass), from...)
	if status != http.StatusOK || h.Get("Set-Cookie") != "" || !strings.Contains(body, "Open my data") || strings.Contains(body, "Who looked") {
		t.Errorf("%d %v %.300s", status, h, body)
	}
	w := d.visitor()
	w.page = body
	w.press("open").sees("My data", string(id))
	if status, _, _ := d.do("POST", "/privacy/from-conversation", "pass=forged."+pass, from...); status != http.StatusNotFound {
		t.Errorf("a forged pass: %d", status)
	}
}

// Whatever is done, looking changes nothing, and nothing of a person stands in an address or in the log.
func TestLookingChangesNothingAndNothingPersonalIsLogged(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.held()
	var seen []string
	v.client.Transport = watcher{&seen}
	v.press("save-name", "new", "Lena Osei").press("save-address", "new", "1 Harbour Street")
	v.proves(lena).press("object", "words", "because of secretword")
	before := must(d.store.RequestsOf(context.Background(), candor.Access{Actor: "customer", Purpose: candor.Rights}, must(d.store.Conversation(context.Background(), v.id()))(t).Customer))(t)
	seq := d.lastSeq()
	id := string(v.id())
	for _, path := range []string{"/privacy", "/privacy/link", "/privacy/mine", "/privacy/erase", "/privacy/conversations/" + id + "/choices",
		"/privacy/conversations/" + id + "/transcript"} {
		if v.get(path); v.status != http.StatusOK {
			t.Errorf("%s: %d", path, v.status)
		}
	}
	after := must(d.store.RequestsOf(context.Background(), candor.Access{Actor: "customer", Purpose: candor.Rights}, must(d.store.Conversation(context.Background(), v.id()))(t).Customer))(t)
	if diff := cmp.Diff(len(before), len(after)); diff != "" || d.lastSeq() != seq {
		t.Errorf("looking changed something: %s", diff)
	}
	for _, secret := range []string{"Lena", "lena", "Harbour Street", "secretword", d.mails.last(lena)} {
		if log := d.log.String(); strings.Contains(log, secret) {
			t.Errorf("%q is in the log:\n%s", secret, log)
		}
		for _, address := range seen {
			if strings.Contains(address, url.QueryEscape(secret)) || strings.Contains(address, secret) {
				t.Errorf("%q is in the address %s", secret, address)
			}
		}
	}
	if len(seen) < 12 {
		t.Fatalf("only %d addresses were seen", len(seen))
	}
}

// watcher notes every address that is asked for.
type watcher struct{ seen *[]string }

func (w watcher) RoundTrip(r *http.Request) (*http.Response, error) {
	*w.seen = append(*w.seen, r.URL.String())
	return http.DefaultTransport.RoundTrip(r)
}

func TestCookiesOfOnesOwnDataAreGuarded(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) { o.PublicURL = "https://desk.example" })
	_, _, h := d.do("POST", "/privacy/link", "email="+url.QueryEscape(lena), "Content-Type", "application/x-www-form-urlencoded")
	for _, want := range []string{"HttpOnly", "Secure", "SameSite=Lax", "Path=/privacy", "Max-Age=1800"} {
		if !strings.Contains(h.Get("Set-Cookie"), want) {
			t.Errorf("the link's cookie is not %s: %s", want, h.Get("Set-Cookie"))
		}
	}
	_, pass := d.begins(candor.CustomerAsksPerson)
	_, _, h = d.do("POST", "/privacy/open-conversation", "pass="+strings.TrimPrefix(pass, "Bearer "), "Content-Type", "application/x-www-form-urlencoded")
	for _, want := range []string{"HttpOnly", "Secure", "SameSite=Strict", "Path=/privacy"} {
		if !strings.Contains(h.Get("Set-Cookie"), want) {
			t.Errorf("the visit's cookie is not %s: %s", want, h.Get("Set-Cookie"))
		}
	}
	if strings.Contains(h.Get("Set-Cookie"), "Max-Age") {
		t.Errorf("the visit's cookie outlives the browser: %s", h.Get("Set-Cookie"))
	}
}

func TestThePageSpeaksEveryLanguage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for language, words := range map[string][]string{
		"de": {"Ihre Daten", "2 Jahre"}, "es": {"Tus datos", "2 años"}, "fr": {"Vos données", "2 ans"}, "it": {"I suoi dati", "2 anni"}, "ar": {"بياناتك", "سنتان", `dir="rtl"`},
		"en": {"Your data", "2 years", "your data protection authority", "No other company gets your words"},
	} {
		_, body, _ := d.do("GET", "/privacy?lang="+language, "")
		for _, w := range words {
			if !strings.Contains(body, w) {
				t.Errorf("%s does not say %q", language, w)
			}
		}
		if strings.Contains(body, "<no value>") {
			t.Errorf("%s has a hole", language)
		}
	}
}
