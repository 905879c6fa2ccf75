package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"candor"
)

// A person is asked for before a word is written: a place in the queue, an alert to whoever is at the desk, a notice to
// the customer. Then both talk, each in a browser of their own.
func TestLesson03APersonIsTheVeryFirstAct(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{width: 390, height: 844})
	agent.signIn(s, "maya@harbourandpine.example")
	agent.wait("an empty queue", part("empty")+` && !document.title.startsWith('(')`)
	customer.visit(s.shop)
	customer.click(within("open"))
	customer.wait("that somebody is there", within("person")+`?.textContent.includes('minute')`)
	customer.click(within("person"))
	customer.wait("a place in the queue", within("queue")+`.textContent.match(/number 1/)`)
	customer.wait("a clock", within("queue")+`.querySelector('[role=timer]').textContent.match(/\d\d:\d\d/)`)
	customer.said("desk", "You're number 1 in the queue. A person will be with you in about")
	customer.keep("waiting")

	agent.wait("the customer", part("queue-item"))
	agent.wait("the alert in the title", `document.title.startsWith('(1)')`)
	if m := s.messages(s.only()); len(m) != 1 || m[0].Author != candor.ByDesk {
		t.Errorf("%q; want the notice alone", s.said(s.only(), 0))
	}
	agent.shortcut("j")
	agent.press(enter)
	agent.wait("the conversation", part("take"))
	agent.shortcut("t")
	customer.wait("the first name", within("queue")+`.textContent.includes('Maya')`)
	agent.shortcut("r")
	agent.wait("the reply box", `document.activeElement.id === 'reply'`)
	agent.write("Hello")
	customer.wait("that Maya is writing", `document.querySelector('candor-chat').shadowRoot.textContent.includes('Maya is writing')`)
	agent.write(", how can I help?")
	agent.submit()
	customer.said("agent", "how can I help?")
	customer.js(within("composer")+`.focus()`, nil)
	customer.write("My chair wobbles")
	agent.wait("that the customer is writing", part("typing")+`.innerText.length > 0`)
	customer.write(".")
	customer.press(enter)
	agent.wait("the customer's words", `document.querySelector('#log').innerText.includes('My chair wobbles.')`)
	customer.wait("that it was read", within("read"))
	customer.keep("read")
	agent.write("A screw helps.")
	agent.submit()
	customer.said("agent", "A screw helps.")
	agent.wait("that the customer read it", part("seen")+`.innerText.length > 0`)
	agent.keep("seen")
}

// However a conversation reaches people, the customer is told what comes next: a place and a time, or a date.
func TestLesson05NoHandOverIsSilent(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent := browser(t, look{})
	agent.signIn(s, "maya@harbourandpine.example")
	for _, way := range []struct {
		name, ask, words string
		look             look
	}{
		{"in words", "Can I please talk to a real person?", "You're number", look{dark: true}},
		{"for what they wrote", "My mother passed away and I have to close her account.", "You mentioned a bereavement.", look{width: 390, height: 844}},
		{"after a question that nobody wrote about", "Which horse wins the Grand National next spring?", "won't guess", look{}},
	} {
		customer := browser(t, way.look)
		customer.begins(s, "ask")
		customer.asks(way.ask)
		if way.words == "won't guess" {
			customer.said("assistant", way.words)
			customer.asks("Who painted the ceiling of the town hall in Bristol?")
			way.words = "couldn't find that either"
		}
		customer.said("desk", way.words)
		customer.shows(candor.Waiting)
		customer.said("desk", "in the queue. A person will be with you in about")
		customer.wait("a place, a time and a clock", within("queue")+`.textContent.match(/number \d.*about \d+ minute/s) && `+within("queue")+`.querySelector('[role=timer]')`)
		customer.axe("handed over " + way.name)
		customer.keep(way.name)
	}
	agent.wait("all three in the queue", `document.querySelectorAll('#list > li').length === 3`)
}

// An agent who gives a conversation back, or hands it on, leaves nobody wondering.
func TestLesson05WhoIsHandedOnIsTold(t *testing.T) {
	t.Parallel()
	s := open(t)
	tom := s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleAgent)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{})
	agent.signIn(s, "maya@harbourandpine.example")
	customer.begins(s, "person")
	id := s.only()
	agent.takes(s, id)
	customer.shows(candor.Attended)
	agent.shortcut("a")
	agent.wait("the form to hand it on", `document.querySelector('#assign-box').open`)
	agent.js(`document.querySelector('#assign-to').value = `+quoted(string(tom.ID))+`; document.querySelector('#assign-note').value = 'Tom knows chairs.'; document.querySelector('#assign-form').requestSubmit()`, nil)
	agent.wait("that it was handed on", part("done"))
	customer.said("desk", "A colleague will take over")
	customer.shows(candor.Waiting)
	customer.wait("a clock", within("queue")+`.querySelector('[role=timer]')`)
	customer.axe("handed on")
	customer.keep("handed-on")
	agent.takes(s, id)
	customer.shows(candor.Attended)
	told := s.handed(id, 0)
	agent.click(part("release"))
	customer.shows(candor.Waiting)
	s.until("the customer is told", func() bool { return len(s.said(id, 0)) > 0 && s.handed(id, 0) > told })
	customer.said("desk", "in the queue")
}

// A person first is one act at every door: the widget, the hosted page, and that page without scripts. Nothing is
// allowed to the assistant by it.
func TestLesson09APersonIsOneActAwayAtEveryDoor(t *testing.T) {
	t.Parallel()
	for name, enterBy := range map[string]func(s *site, b *tab){
		"the widget, by keyboard": func(s *site, b *tab) {
			b.visit(s.shop)
			b.wait("the widget's button", within("open"))
			b.tabTo("open")
			b.press(enter)
			b.wait("both choices", within("person"))
			b.tabTo("person")
			b.axe("a person, by keyboard")
			b.keep("focus")
			b.press(enter)
			b.shows(candor.Waiting)
			b.wait("the focus where one writes", `document.querySelector('candor-chat').shadowRoot.activeElement?.dataset.part === 'composer'`)
			b.said("desk", "Your case number")
		},
		"the hosted page, by keyboard": func(s *site, b *tab) {
			b.visit(s.app.URL() + "/chat/main")
			b.focus("person")
			b.keep("focus")
			b.press(enter)
			b.wait("the queue", part("queue")+`?.dataset.state === 'waiting' && document.body.innerText.includes('Your case number')`)
			b.checked("waiting")
		},
		"the hosted page without scripts": func(s *site, b *tab) {
			b.visit(s.app.URL() + "/chat/main")
			b.run(chromedp.Click(`[data-part="person"]`, chromedp.ByQuery), chromedp.WaitVisible(`[data-state="waiting"]`, chromedp.ByQuery))
			var told string
			b.run(chromedp.Text(`#messages`, &told, chromedp.ByQuery))
			b.has(told, "Your case number")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t)
			b := browser(t, look{noScript: name == "the hosted page without scripts", dark: name == "the hosted page, by keyboard"})
			enterBy(s, b)
			id := s.only()
			_, consents, err := s.app.Store().Load(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			if c := consents[candor.Answers]; c.Act == candor.Gave {
				t.Error("asking for a person allowed the assistant to read")
			}
			if m := s.messages(id); len(m) != 1 || m[0].Author != candor.ByDesk {
				t.Errorf("%q; want the notice alone", s.said(id, 0))
			}
		})
	}
}
