package app_test

import (
	"io/fs"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"candor"
	"candor/internal/app"
	"candor/internal/app/apptest"
)

// helps asks for help with a conversation, as the console's script does.
func (d *desk) helps(x talk, cookie string) string {
	d.t.Helper()
	got := d.form("/console/c/"+string(x.ID)+"/assist", cookie, url.Values{"part": {"1"}})
	if got.status != http.StatusOK {
		d.t.Fatalf("%d %s", got.status, got.body)
	}
	return got.body
}

func TestHelpIsOnlyForThoseWhoAllowIt(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	x := d.begin("person", "How long do I have to send something back?")
	if body := d.helps(x, cookie); !strings.Contains(body, `data-part="assist-off"`) || strings.Contains(body, "send something back") {
		t.Errorf("nobody allowed it: %s", body)
	}
	if n := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'assist'`); n != 0 {
		t.Errorf("%d readings of what may not be read", n)
	}
	d.decides(x, candor.Assist, true)
	body := d.helps(x, cookie)
	if !strings.Contains(body, "send something back") || !strings.Contains(body, `data-draft-text`) {
		t.Errorf("no help: %s", body)
	}
	if n := d.count(`SELECT COUNT(*) FROM reading WHERE purpose = 'assist'`); n == 0 {
		t.Error("the customer cannot see that help looked")
	}
	d.decides(x, candor.Assist, false)
	if body := d.helps(x, cookie); !strings.Contains(body, `data-part="assist-off"`) {
		t.Errorf("it was taken back: %s", body)
	}
}

func TestAReplyMadeOfADraftTellsTheCustomerSo(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	maya := d.agent("Maya")
	cookie := d.signIn(maya)
	x := d.begin("person", "How long do I have to send something back?")
	d.decides(x, candor.Assist, true)
	body := d.helps(x, cookie)
	_, draft, ok := strings.Cut(body, "data-draft-text>")
	if !ok {
		t.Fatalf("no draft: %s", body)
	}
	draft, _, _ = strings.Cut(draft, "</blockquote>")
	if err := d.reply(x, maya, "Hello, I am Maya and I have read everything."); err != nil {
		t.Fatal(err)
	}
	if err := d.reply(x, maya, "Hello! "+draft); err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, m := range d.messages(x) {
		if m.Author == candor.ByAgent {
			labels = append(labels, map[bool]string{true: "helped", false: "own"}[m.Helped])
		}
	}
	if strings.Join(labels, " ") != "own helped" {
		t.Errorf("%v", labels)
	}
	if got := d.call(http.MethodGet, "/api/v1/conversations/"+string(x.ID)+"/messages", x.pass, nil); !strings.Contains(got.body, "written with AI help") {
		t.Errorf("the customer is not told: %s", got.body)
	}
	if n := d.count(`SELECT COALESCE(SUM(sent), 0) FROM assist_use`); n != 1 {
		t.Errorf("%d replies counted", n)
	}
}

func TestNothingIsDraftedForWhatPeopleShouldWord(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	cookie := d.signIn(d.agent("Maya"))
	x := d.begin("person", "I want to end my life. How long do I have to send something back?")
	d.decides(x, candor.Assist, true)
	body := d.helps(x, cookie)
	if !strings.Contains(body, `data-part="assist-no-draft"`) || strings.Contains(body, "data-draft-text") {
		t.Errorf("%s", body)
	}
}

// What people should word themselves is put in no other words either: a model would only be asked in other matters.
func TestAIChangesNoWordsWherePeopleShouldWordThem(t *testing.T) {
	t.Parallel()
	d, server := withModel(t)
	cookie := d.signIn(d.agent("Maya"))
	rewrite := func(about string) answer {
		x := d.begin("person", about)
		d.decides(x, candor.Assist, true)
		d.decides(x, candor.Vendor, true)
		if offered := strings.Contains(d.helps(x, cookie), "data-rewrite="); offered != (about == howLong) {
			t.Errorf("%q: other words are offered: %v", about, offered)
		}
		return d.form("/console/c/"+string(x.ID)+"/assist/rewrite", cookie, url.Values{"text": {"I look into it today."}, "manner": {"warmer"}})
	}
	if got := rewrite("My husband died last week and his order is still on its way."); got.status != http.StatusConflict || !strings.Contains(got.body, "own words") {
		t.Errorf("a bereavement: %d %s", got.status, got.body)
	}
	if n := len(server.Asked()); n != 0 {
		t.Errorf("a model was asked %d times", n)
	}
	rewrite(howLong)
	if n := len(server.Asked()); n == 0 {
		t.Error("the premise: in an ordinary matter the model is asked")
	}
}

// Articles that are not public are shown to people as theirs alone, and nothing of them is there to be sent.
func TestInternalArticlesAreShownAndNeverDrafted(t *testing.T) {
	t.Parallel()
	d := open(t, apptest.Options{})
	secret := fstest.MapFS{"limits.md": {Data: []byte("---\ntitle: Zeppelin hydrogen\nslug: zeppelin\nlanguage: en\naudience: internal\n---\n\n## Zeppelin hydrogen\n\nZeppelin hydrogen over 500 litres needs a second signature.\n")}}
	if _, err := app.AddKnowledgeFS(t.Context(), d.c, func() (fs.FS, error) { return secret, nil }, "test"); err != nil {
		t.Fatal(err)
	}
	cookie := d.signIn(d.agent("Maya"))
	x := d.begin("person", "Who signs for zeppelin hydrogen over 500 litres?")
	d.decides(x, candor.Assist, true)
	var body string
	await(t, "the article is near", func() bool { body = d.helps(x, cookie); return strings.Contains(body, "second signature") })
	before, _, _ := strings.Cut(body, "second signature")
	if strings.Contains(body, "data-use-draft") {
		t.Errorf("it is there to be sent: %s", body)
	}
	if !strings.Contains(body, "/console/knowledge/") || before == body {
		t.Errorf("it is not marked as internal: %s", body)
	}
}
