package browser_test

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"candor"
	"candor/internal/app/apptest"
	"candor/internal/llm/llmtest"
)

// A model is at work on an answer when a person replies. What the model says then reaches nobody.
func TestLesson01APersonRepliesWhileTheModelDrafts(t *testing.T) {
	t.Parallel()
	s, model := modelled(t, 60, apptest.Options{})
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{width: 390, height: 844})
	agent.signIn(s, "maya@harbourandpine.example")
	customer.begins(s, "ask")
	customer.asks(returns)
	customer.said("assistant", sixty)
	id := s.only()
	quote := s.messages(id)[1]
	customer.allowsModel()

	asked, release := make(chan struct{}, 8), make(chan struct{})
	model.Answer(func(llmtest.Asked) llmtest.Script {
		asked <- struct{}{}
		select {
		case <-release:
		case <-t.Context().Done():
		}
		return llmtest.Script{Text: sentence(string(quote.Citations[0].Quote), quote.Citations[0])}
	})
	customer.asks(returns)
	select {
	case <-asked:
	case <-time.After(patience):
		t.Fatalf("the model was never asked: %q", s.said(id, 0))
	}
	customer.keep("drafting")
	agent.takes(s, id)
	agent.replies("Hello, this is Maya. I look at your order.")
	customer.said("agent", "this is Maya")
	close(release)
	s.idle(id)
	customer.asks("Thank you, Maya.")
	agent.wait("the customer's thanks", `document.querySelector('#log').innerText.includes('Thank you, Maya.')`)
	customer.shows(candor.Attended)
	s.silent(id, 2)
	customer.run(chromedp.Reload())
	customer.click(within("open"))
	customer.said("customer", "Thank you, Maya.")
	if n := customer.number(`[...document.querySelector('candor-chat').shadowRoot.querySelectorAll('[data-author="assistant"]')].length`); n != 1 {
		t.Errorf("the customer reads %d messages of the assistant, want the first answer alone", n)
	}
	customer.axe("a person took over while the model drafted")
	customer.keep("person")
	if c := s.conversation(id); c.State != candor.Attended || len(model.Asked()) != 1 {
		t.Errorf("%s, and the model was asked %d times", c.State, len(model.Asked()))
	}
}

// Handed over, closed, written to again: a person, told once, and no assistant unasked.
func TestLesson02WhoWritesAgainAfterAPersonGetsAPerson(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{dark: true})
	agent.signIn(s, "maya@harbourandpine.example")
	customer.begins(s, "ask")
	customer.asks(returns)
	customer.said("assistant", sixty)
	customer.click(within("person"))
	customer.shows(candor.Waiting)
	id := s.only()
	agent.takes(s, id)
	agent.replies("You have 60 days, as it says.")
	agent.resolves()
	customer.shows(candor.Resolved)
	customer.axe("a conversation that is over")
	customer.keep("resolved")

	before := len(s.messages(id))
	customer.asks("One more thing: how long do I have to return an item?")
	customer.shows(candor.Waiting)
	customer.said("desk", "in the queue")
	s.idle(id)
	customer.axe("back in the queue")
	customer.keep("again")
	agent.visit(s.app.URL() + "/console")
	agent.wait("the customer in the queue again", part("queue-item"))
	agent.takes(s, id)
	customer.shows(candor.Attended)
	agent.replies("The same 60 days.")
	customer.said("agent", "The same 60 days.")
	s.silent(id, before)
	if n := s.handed(id, 0); n != 2 {
		t.Errorf("%d notices of a hand-over, want one for each time the customer came: %q", n, s.said(id, 0))
	}
}

// A person gives the conversation back, the customer picks the assistant, and it answers again.
func TestLesson10TheAssistantAnswersOnceItIsPickedAgain(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, customer := browser(t, look{}), browser(t, look{width: 390, height: 844, dark: true})
	agent.signIn(s, "maya@harbourandpine.example")
	customer.begins(s, "person")
	id := s.only()
	agent.takes(s, id)
	agent.replies("The assistant knows our returns well.")
	customer.said("agent", "knows our returns")
	agent.click(part("offer"))
	agent.wait("that it was offered", part("offered"))
	if c := s.conversation(id); c.State != candor.Attended {
		t.Errorf("an offer alone moved it to %s", c.State)
	}
	customer.click(within("ask"))
	customer.wait("what it would read", `document.querySelector('candor-chat').shadowRoot.querySelector('h2').textContent.includes('May the assistant')`)
	customer.axe("the assistant, offered")
	customer.keep("offered")
	customer.click(within("ask"))
	customer.shows(candor.Assisting)
	before := len(s.messages(id))
	customer.asks(returns)
	customer.said("assistant", sixty)
	customer.wait("its sources", within("sources"))
	customer.keep("answer")
	customer.click(within("person"))
	customer.shows(candor.Waiting)
	customer.click(within("ask"))
	customer.shows(candor.Assisting)
	customer.asks(returns)
	s.idle(id)
	s.until("a second answer", func() bool {
		n := 0
		for _, m := range s.messages(id)[before:] {
			if m.Author == candor.ByAssistant && m.Kind == candor.Said {
				n++
			}
		}
		return n == 2
	})
}
