package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"candor"

	"golang.org/x/net/html"
)

// visitor is somebody's browser without JavaScript.
type visitor struct {
	d      *desk
	client http.Client
	page   string
	status int
}

func (d *desk) visitor() *visitor {
	d.t.Helper()
	return &visitor{d: d, client: http.Client{Jar: must(cookiejar.New(nil))(d.t)}}
}

func (v *visitor) take(r *http.Response, err error) *visitor {
	v.d.t.Helper()
	got := must(r, err)(v.d.t)
	defer got.Body.Close()
	body := must(io.ReadAll(got.Body))(v.d.t)
	v.page, v.status = string(body), got.StatusCode
	return v
}

func (v *visitor) get(path string) *visitor {
	v.d.t.Helper()
	return v.take(v.client.Get(v.d.server.URL + path))
}

// press sends the form that holds the button with this data-part, with the fields it has and those given.
func (v *visitor) press(part string, with ...string) *visitor {
	v.d.t.Helper()
	action, fields := formOf(v.d.t, v.page, part)
	for i := 0; i+1 < len(with); i += 2 {
		fields.Set(with[i], with[i+1])
	}
	return v.take(v.client.PostForm(v.d.server.URL+action, fields))
}

func (v *visitor) sees(words ...string) *visitor {
	v.d.t.Helper()
	for _, w := range words {
		if !strings.Contains(v.page, w) {
			v.d.t.Errorf("the page must show %q:\n%s", w, v.page)
		}
	}
	return v
}

func (v *visitor) seesNot(words ...string) *visitor {
	v.d.t.Helper()
	for _, w := range words {
		if strings.Contains(v.page, w) {
			v.d.t.Errorf("the page must not show %q:\n%s", w, v.page)
		}
	}
	return v
}

// id gives the conversation that the cookie opens.
func (v *visitor) id() candor.ConversationID {
	v.d.t.Helper()
	at := must(url.Parse(v.d.server.URL + "/chat/main"))(v.d.t)
	for _, c := range v.client.Jar.Cookies(at) {
		if c.Name == "candor_chat" {
			id, _, _ := strings.Cut(c.Value, ".")
			return candor.ConversationID(id)
		}
	}
	v.d.t.Fatal("there is no cookie")
	return ""
}

// formOf finds the form around a button and its fields.
func formOf(t testing.TB, page, part string) (action string, fields url.Values) {
	t.Helper()
	root := must(html.Parse(strings.NewReader(page)))(t)
	var find func(n, form *html.Node) bool
	find = func(n, form *html.Node) bool {
		if n.Type == html.ElementNode && n.Data == "form" {
			form = n
		}
		if attr(n, "data-part") == part && n.Data == "button" && form != nil {
			action, fields = attr(form, "action"), url.Values{}
			collect(form, fields)
			if name := attr(n, "name"); name != "" {
				fields.Set(name, attr(n, "value"))
			}
			return true
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if find(c, form) {
				return true
			}
		}
		return false
	}
	if !find(root, nil) {
		t.Fatalf("there is no form with a button %q:\n%s", part, page)
	}
	return action, fields
}

func collect(n *html.Node, into url.Values) {
	if n.Data == "input" {
		into.Set(attr(n, "name"), attr(n, "value"))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		collect(c, into)
	}
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestThePageDoesItAllWithoutScripts(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	ctx := context.Background()
	v := d.visitor().get("/chat/main")
	v.sees("AI assistant of Lumen &amp; Co", "It can&#39;t", "What happens to your words", "about 4 minutes", "Ask the assistant", "Talk to a person")
	if cookies := v.client.Jar.Cookies(must(url.Parse(d.server.URL + "/chat/main"))(t)); len(cookies) != 0 {
		t.Errorf("looking at the page set %v", cookies)
	}
	v.press("ask").sees("You&#39;re with the AI assistant", `data-part="composer"`, "Talk to a person", "My data")
	id := v.id()
	v.press("send", "text", "How many days do I have to return an item after delivery?")
	d.until(func() bool { return must(d.store.Conversation(ctx, id))(t).LastAnswered > 0 })
	v.get("/chat/main").sees("<b>AI assistant</b>", "within 30 days of delivery", `data-part="sources"`, "/help/return-an-item?lang=en#psg_", "Why this answer?", "Not helpful")

	v.press("send", "text", "Which planet has the most moons according to astronomers?")
	d.until(func() bool {
		c := must(d.store.Conversation(ctx, id))(t)
		return c.LastAnswered >= c.LastCustomer
	})
	v.get("/chat/main").sees("so I won&#39;t guess", `id="m-4-person"`)

	why := regexp.MustCompile(`/chat/main/why/msg_[0-9a-z]+`).FindString(v.page)
	v.get(why).sees("Does each sentence stand in a help article?", "passed", "Rules in force", "Talk to a person")
	v.get("/chat/main")
	action, fields := formOf(t, v.page, "send")
	if action != "/chat/main/messages" || fields.Get("key") == "" {
		t.Errorf("the composer sends to %s with key %q", action, fields.Get("key"))
	}

	v.press("person").sees("You&#39;re number 1", "Waiting since", `aria-pressed="true"`)
	must(d.turn.Take(ctx, id, d.maya))(t)
	must(d.turn.Reply(ctx, id, d.maya, incoming("Hello, what is it about?")))(t)
	v.get("/chat/main").sees("Maya, support", "Hello, what is it about?", "You&#39;re with Maya", "Ask for another person")
	v.press("send", "text", "Thank you, that was it.").sees("Thank you, that was it.")
	if c := must(d.store.Conversation(ctx, id))(t); c.CustomerRead == 0 {
		t.Error("sending from the page did not tell what it had shown")
	}
	if err := d.turn.Seen(ctx, id, candor.ByAgent, 100); err != nil {
		t.Fatal(err)
	}
	v.get("/chat/main").sees("Read by Maya")
	v.press("solved").sees("Thank you for telling us")

	v.get("/chat/main/data").sees("What is kept", "You allowed the assistant", "as a web page")
	v.press("withdraw")
	v.get("/chat/main/data").sees("may not read your messages").seesNot(`data-part="withdraw"`)
	v.get("/chat/main/transcript?format=html").sees("Your conversation with Lumen &amp; Co", "Maya, support", "Quoted from: Return an item")
	v.get("/chat/main/data").press("forget").sees("AI assistant of Lumen &amp; Co", `data-part="start"`)
}

func TestThePageKeepsWordsThatCannotBeSent(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/chat/main").press("person")
	words := strings.Repeat("x", 8001)
	v.press("send", "text", words).sees("longer than 8000 characters", words)
	if v.status != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", v.status)
	}
	v.press("send", "text", "   ").sees("The message is empty")
	v.press("send", "text", "<script>alert(1)</script>").sees("&lt;script&gt;alert(1)&lt;/script&gt;").seesNot("<script>alert")
}

func TestAFormSentTwiceIsOneMessage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/chat/main").press("person")
	form := v.page
	v.press("send", "text", "only once")
	v.page = form
	v.press("send", "text", "only once")
	v.page = form // back, and other words in the same form
	v.press("send", "text", "something else").sees("something else")
	if n := strings.Count(v.page, "only once"); n != 1 {
		t.Errorf("it is there %d times", n)
	}
}

func TestThePageGoesBackToTheAssistantOnlyAfterTheNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	v := d.visitor().get("/chat/main").press("person").sees(`href="/chat/main/assistant"`)
	v.get("/chat/main/assistant").sees("May the assistant read your messages?")
	v.press("ask").sees("You&#39;re with the AI assistant again")
}

func TestAChangedNoticeIsAskedAgain(t *testing.T) {
	t.Parallel()
	v := newDesk(t).visitor().get("/chat/main")
	v.press("ask", "notice", "of-yesterday").sees("has changed since you saw it", `data-part="ask"`)
	if v.status != http.StatusConflict {
		t.Errorf("status %d", v.status)
	}
}

func TestWaitingWithNobodyOnDutyIsDated(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.goHome(time.Date(2030, 10, 7, 8, 0, 0, 0, time.UTC))
	v := d.visitor().get("/chat/main?lang=en").sees("from Monday 7 October at 08:00 UTC at the latest")
	v.press("person").sees("A person is here from Monday 7 October at 08:00 UTC at the latest", "Nobody is at the desk right now")
	d.goHome(time.Time{})
	other := d.visitor().get("/chat/main").sees("no time is known yet")
	other.press("person").sees("no time is known yet")
}

func TestThePageIsWholeInEveryLanguage(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for language, words := range map[string]string{
		"es": "Hablar con una persona", "de": "Mit einem Menschen sprechen", "fr": "Parler à une personne", "it": "Parlare con una persona", "ar": "تحدث إلى شخص",
	} {
		v := d.visitor().get("/chat/main?lang=" + language)
		v.sees(words, `lang="`+language+`"`).seesNot("Talk to a person")
		v.press("person").seesNot("Talk to a person", "You&#39;re")
		v.get("/chat/main/data").seesNot("What is kept")
		if language == "ar" {
			v.sees(`dir="rtl"`)
		}
		for _, page := range []string{"/trust", "/help", "/help/return-an-item"} {
			v.get(page+"?lang="+language).seesNot("How the AI works here", "Help articles")
			if v.status != http.StatusOK {
				t.Errorf("%s in %s: status %d", page, language, v.status)
			}
		}
	}
}

func TestAnOldPassShowsTheFirstScreen(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	for _, pass := range []string{"", "x", "con_x.y", string(candor.NewConversationID()) + ".AAAA"} {
		status, body, _ := d.do("GET", "/chat/main", "", "Cookie", "candor_chat="+pass)
		if status != http.StatusOK || !strings.Contains(body, `data-part="start"`) {
			t.Errorf("with %q: %d", pass, status)
		}
	}
	_, pass := d.begins(candor.CustomerAsksPerson) // of the inbox main
	status, body, _ := d.do("GET", "/chat/shop", "", "Cookie", "candor_chat="+strings.TrimPrefix(pass, "Bearer "))
	if status != http.StatusOK || !strings.Contains(body, `data-part="start"`) {
		t.Errorf("a pass of another inbox: %d", status)
	}
}
