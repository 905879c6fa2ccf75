package browser_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"candor"
)

// Lesson 25: loaded but untouched, the widget has stored nothing and asked for nothing.
func TestLesson25AnUntouchedWidgetStoresAndSendsNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	var mu sync.Mutex
	var asked []string
	chromedp.ListenTarget(b.ctx, func(e any) {
		if sent, ok := e.(*network.EventRequestWillBeSent); ok {
			mu.Lock()
			defer mu.Unlock()
			asked = append(asked, sent.Request.URL)
		}
	})
	b.run(network.Enable())
	b.visit(s.shop)
	b.wait("the widget's button", within("open"))
	b.js(`new Promise(r => setTimeout(r, 500))`, nil)
	mu.Lock()
	for _, u := range asked {
		if strings.HasPrefix(u, s.app.URL()) && u != s.app.URL()+"/widget.js" {
			t.Errorf("the untouched widget asked for %s", u)
		}
	}
	mu.Unlock()
	if !b.truth(`localStorage.length === 0 && sessionStorage.length === 0 && document.cookie === ''`) {
		t.Error("the untouched widget stored something in the page")
	}
	var databases int
	b.run(chromedp.Evaluate(`indexedDB.databases().then(d => d.length)`, &databases, awaited))
	if databases != 0 {
		t.Errorf("%d databases", databases)
	}
	var cookies []*network.Cookie
	b.run(chromedp.ActionFunc(func(ctx contextType) (err error) {
		cookies, err = network.GetCookies().WithURLs([]string{s.shop, s.app.URL()}).Do(ctx)
		return err
	}))
	if len(cookies) != 0 {
		t.Errorf("%d cookies", len(cookies))
	}
}

func TestACustomerAsksGetsSourcesAndReachesAPerson(t *testing.T) {
	t.Parallel()
	s := open(t)
	maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.wait("both choices", within("ask")+" && "+within("person"))
	b.axe("first screen of the widget")
	b.keep("first")
	first := b.text()
	for _, want := range []string{"AI assistant of Harbour & Pine", "can't see your account", "Talk to a person", "Ask the assistant"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first screen does not say %q", want)
		}
	}
	var same bool
	b.js(`(() => { const [a, p] = [`+within("ask")+`, `+within("person")+`].map(x => x.getBoundingClientRect()); return Math.abs(a.width - p.width) < 2 && Math.abs(a.height - p.height) < 2 })()`, &same)
	if !same {
		t.Error("the two choices are not the same size")
	}

	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	b.js(within("composer")+`.focus()`, nil)
	b.write("How long do I have to return an item?")
	b.press(enter)
	b.said("assistant", "60 days")
	b.wait("the sources", within("sources"))
	b.wait("the label", `document.querySelector('candor-chat').shadowRoot.querySelector('[data-author="assistant"]').textContent.includes('AI assistant')`)
	b.axe("an answer in the widget")
	b.keep("answer")
	b.js(within("sources")+`.querySelector('summary').click()`, nil)
	b.wait("the quote", within("sources")+`.querySelector('details').open`)

	b.click(within("why"))
	b.wait("the reasons", `document.querySelector('candor-chat').shadowRoot.querySelector('h2').textContent.toLowerCase().includes('why')`)
	b.axe("why this answer")
	b.keep("why")
	if !b.truth(within("person")) {
		t.Error("no person within reach on the page of reasons")
	}
	b.click(within("back"))
	b.click(within("helpful"))
	b.wait("the rating", within("rate_undo"))

	b.click(within("person"))
	b.wait("the queue", within("queue")+`.dataset.state === 'waiting'`)
	b.axe("waiting in the widget")
	b.keep("waiting")
	id := s.only()
	if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	b.wait("the agent's name", within("queue")+`.textContent.includes('Maya')`)
	s.reply(id, maya, "Hello, I am Maya. How can I help?")
	b.said("agent", "How can I help?")
	b.js(within("composer")+`.focus()`, nil)
	b.write("My lamp flickers.")
	b.press(enter)
	s.heard(id, "My lamp flickers.")
	b.axe("talking to a person in the widget")
	b.keep("person")

	b.run(chromedp.Reload())
	b.click(within("open"))
	b.said("customer", "My lamp flickers.")
	var lines int
	b.js(`[...document.querySelector('candor-chat').shadowRoot.querySelectorAll('[data-author="customer"]')].filter(m => m.textContent.includes('My lamp flickers.')).length`, &lines)
	if lines != 1 {
		t.Errorf("after a reload the message is shown %d times", lines)
	}
	b.click(within("mydata"))
	b.wait("my data", within("transcript"))
	b.axe("my data in the widget")
	b.keep("mydata")
}

func TestALostConnectionLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	s := open(t)
	maya := s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("person"))
	b.wait("the queue", within("queue")+`.dataset.state === 'waiting'`)
	id := s.only()
	if _, err := s.app.Turn.Take(t.Context(), id, maya); err != nil {
		t.Fatal(err)
	}
	b.wait("the agent", within("queue")+`.textContent.includes('Maya')`)
	b.run(network.Enable(), emulateOffline(true))
	b.js(within("composer")+`.focus()`, nil)
	b.write("Sent while offline.")
	b.press(enter)
	b.wait("the message kept", `document.querySelector('candor-chat').shadowRoot.textContent.includes('Sent while offline.')`)
	s.reply(id, maya, "Said while you were away.")
	b.run(emulateOffline(false))
	s.heard(id, "Sent while offline.")
	b.said("agent", "Said while you were away.")
	n := 0
	for _, m := range s.messages(id) {
		if m.Body == "Sent while offline." {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the message arrived %d times", n)
	}
	b.axe("back online")
}

func TestBelowTheBarItSaysSoAndOffersAPerson(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	b.js(within("composer")+`.focus()`, nil)
	b.write("Which horse will win the Grand National this coming spring?")
	b.press(enter)
	b.said("assistant", "won't guess")
	if !b.truth(within("person")) {
		t.Error("no person within reach")
	}
	b.keep("unsure")
}
