package web_test

import (
	"context"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"
	"candor/internal/web"
	"candor/internal/web/view"
)

func TestTheTrustPageTellsHowItWorksHere(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.begins(candor.CustomerAsksPerson)
	v := d.visitor().get("/trust")
	v.sees("How the AI works here", "A person answers in about 4 minutes.", "1 person is waiting.", "08:00–12:00", "closed",
		"No source, no claim", "candor ledger", "candor-ledger&#43;", "candor ledger verify")
	v.seesNot("The assistant is switched off")
	d.goHome(time.Date(2030, 10, 7, 8, 0, 0, 0, time.UTC))
	v.get("/trust").sees("A person is here from Monday 7 October at 08:00 UTC at the latest").seesNot("A person answers in")
	if err := d.store.SetSetting(context.Background(), "stopped", "true", "test"); err != nil {
		t.Fatal(err)
	}
	v.get("/trust").sees("The assistant is switched off")
	status, note, h := d.do("GET", "/trust/checkpoint", "")
	if status != http.StatusOK || !strings.HasPrefix(note, "candor ledger\n") || h.Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("checkpoint: %d %s", status, note)
	}
	if _, key, _ := d.do("GET", "/trust/key", ""); !strings.HasPrefix(key, "candor-ledger+") {
		t.Errorf("key: %s", key)
	}
}

func TestTheTrustPageCallsSolvedOnlyWhatCustomersCallSo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/trust").sees("Five honest numbers", "too few conversations yet", "0 of at least 10").seesNot("Of 100")
	for i := range 12 {
		id, _ := d.begins(candor.CustomerAsksPerson)
		if i < 3 {
			if _, err := d.turn.Confirm(context.Background(), id); err != nil {
				t.Fatal(err)
			}
		}
	}
	v.get("/trust").sees(`Solved: the customer said so</th><td class="number">3</td><td class="number">25</td>`,
		`Handed over to a person</th><td class="number">9</td><td class="number">75</td>`, "Too early to say: 0")
}

func TestCitationsLeadToTheirPassage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id, pass := d.begins(candor.CustomerPicksAssistant)
	d.says(id, "How many days do I have to return an item after delivery?")
	_, body, _ := d.do("GET", address(id)+"/messages", "", "Authorization", pass)
	link := regexp.MustCompile(`"url":"(/help/[^#"]+)#(psg_[0-9a-z]+)"`).FindStringSubmatch(body)
	if link == nil {
		t.Fatalf("no citation in %s", body)
	}
	v := d.visitor().get(link[1])
	v.sees(`id="`+link[2]+`"></span>You can return any item within 30 days of delivery`, "<h1>Return an item</h1>", "Last changed 14 September 2026", "Version 1")
}

func TestTheHelpCentreShowsWhatIsPublicOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/help?lang=en")
	v.sees("Return an item", "Choose a bulb", "/help/return-an-item?lang=en").seesNot("Refund limits", "Devolver")
	v.get("/help/refund-limits")
	if v.status != http.StatusNotFound {
		t.Errorf("an internal article answered %d", v.status)
	}
	v.seesNot("200 pounds").sees("There is no such help article", "Back")
	v.get("/help/return-an-item?lang=es").sees("Devolver un artículo")
	v.get("/help/choose-a-bulb?lang=de").sees("gibt es noch nicht in Ihrer Sprache", `<article lang="en" dir="ltr">`, "<table>", "E14")
	v.get("/help/..%2f..%2fetc%2fpasswd")
	if v.status != http.StatusNotFound {
		t.Errorf("a path out of the help centre answered %d", v.status)
	}
}

// Lesson 25: a widget that was loaded and not touched has made no request and stored nothing.
// What the browser does is tried in e2e; here the file itself is held to it.
func TestWidgetDoesNothingBeforeTheFirstClick(t *testing.T) {
	t.Parallel()
	source := widgetSource(t)
	if n := len(source); n >= 20_000 {
		t.Errorf("the widget has %d bytes, 20,000 are too many", n)
	}
	if strings.Contains(source, "document.cookie") || strings.Contains(source, "sessionStorage") || strings.Contains(source, "innerHTML") ||
		strings.Contains(source, "eval(") || strings.Contains(source, "http://") || strings.Contains(source, "https://") {
		t.Error("the widget uses what it must not")
	}
	// Only functions touch the network and the device, and only the button's click calls the first of them.
	for i, line := range strings.Split(source, "\n") {
		depth := len(line) - len(strings.TrimLeft(line, "\t"))
		if depth == 0 && !strings.Contains(line, "=>") && (strings.Contains(line, "fetch(") || strings.Contains(line, "localStorage") ||
			regexp.MustCompile(`^(show|start|listen|flush|take)\(`).MatchString(line)) {
			t.Errorf("line %d acts on its own: %s", i+1, line)
		}
	}
}

func widgetSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("widget/widget.js")
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

func TestTheWidgetIsOneFileForAnySite(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	status, body, h := d.do("GET", "/widget.js", "", "Accept-Encoding", "identity")
	if status != http.StatusOK || body != widgetSource(t) {
		t.Errorf("answered %d with %d bytes", status, len(body))
	}
	if h.Get("Cross-Origin-Resource-Policy") != "cross-origin" || h.Get("Content-Type") != "text/javascript; charset=utf-8" || h.Get("Set-Cookie") != "" ||
		!strings.Contains(h.Get("Cache-Control"), "max-age=") {
		t.Errorf("headers %v", h)
	}
	status, body, _ = d.do("GET", "/widget.js", "", "Accept-Encoding", "identity", "If-None-Match", h.Get("ETag"))
	if status != http.StatusNotModified || body != "" {
		t.Errorf("asked again: %d with %d bytes", status, len(body))
	}
	_, packed, h := d.do("GET", "/widget.js", "", "Accept-Encoding", "gzip")
	if h.Get("Content-Encoding") != "gzip" || len(packed) > 9000 {
		t.Errorf("packed: %d bytes, %v", len(packed), h)
	}
}

// Every word that the widget asks for must be in the card.
func TestTheCardHoldsEveryWordOfTheWidget(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	_, card, _ := d.do("GET", "/api/v1/inboxes/main/card", "")
	words := regexp.MustCompile(`\bs\??\.([a-z_]+)\b`).FindAllStringSubmatch(widgetSource(t), -1)
	if len(words) < 25 {
		t.Fatalf("only %d words found; the search is broken", len(words))
	}
	for _, w := range words {
		if !strings.Contains(card, `"`+w[1]+`":"`) {
			t.Errorf("the card has no %s", w[1])
		}
	}
	for _, w := range []string{"data_kept_words", "data_kept_choice", "data_kept_record", "data_kept_device", "transcript_text", "transcript_html",
		"transcript_json", "data_withdraw", "data_withdraw_note", "data_forget", "data_forget_note", "helpful", "not_helpful", "rate_undo"} {
		if !strings.Contains(card, `"`+w+`":"`) {
			t.Errorf("the card has no %s", w)
		}
	}
}

func TestOwnersCardReplacesTheBuiltInLines(t *testing.T) {
	t.Parallel()
	d := newDesk(t, func(o *web.Options) {
		o.Cards = map[string]view.OwnCard{"en": {Can: []string{"find a lamp"}, Cannot: []string{"sing"}}}
		o.Languages = []string{"en", "de"}
	})
	_, card, _ := d.do("GET", "/api/v1/inboxes/main/card?lang=en", "")
	if !strings.Contains(card, `"can":["find a lamp"],"cannot":["sing"]`) || !strings.Contains(card, "AI assistant of Lumen") {
		t.Errorf("the card says %s", card)
	}
	if !strings.Contains(card, `"languages":[{"tag":"en","name":"English"},{"tag":"de","name":"Deutsch"}]`) {
		t.Errorf("languages in %s", card)
	}
}

func TestStaticFilesAreKeptByDigest(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/chat/main")
	link := regexp.MustCompile(`/static/base\.css\?v=[0-9a-f]+`).FindString(v.page)
	_, _, h := d.do("GET", link, "")
	if !strings.Contains(h.Get("Cache-Control"), "immutable") {
		t.Errorf("with its digest: %v", h)
	}
	_, _, h = d.do("GET", "/static/base.css?v=0", "")
	if strings.Contains(h.Get("Cache-Control"), "immutable") {
		t.Errorf("with a wrong digest: %v", h)
	}
	for _, path := range []string{"/static/nothing.css", "/static/..%2froutes.go", "/static/"} {
		if status, _, _ := d.do("GET", path, ""); status != http.StatusNotFound {
			t.Errorf("%s answered %d", path, status)
		}
	}
}
