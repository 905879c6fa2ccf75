package browser_test

import (
	"strings"
	"testing"

	"candor"
)

// Three short messages within a moment get one answer, to all three.
func TestLesson11ABurstOfThreeGetsOneAnswer(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{width: 390, height: 844})
	b.begins(s, "ask")
	b.js(`(() => {
		const text = `+within("composer")+`;
		for (const words of ['hi', 'I bought an item', 'how long to return it?']) {
			text.value = words;
			text.form.requestSubmit();
		}
	})()`, nil)
	b.said("assistant", sixty)
	id := s.only()
	s.idle(id)
	b.keep("burst")
	for _, words := range []string{"hi", "I bought an item", "how long to return it?"} {
		b.said("customer", words)
	}
	if got := s.said(id, 0); len(got) < 4 || got[2] != "customer: how long to return it?" || !strings.HasPrefix(got[3], "assistant: ") {
		t.Errorf("%q; want all three messages before anything is said", got)
	}
	b.asks(returns)
	b.wait("an answer to a further question", sourced(2))
	s.idle(id)
	if n := b.number(sources); n != 2 {
		t.Errorf("%d answers to one burst and one question: %q", n, s.said(id, 0))
	}
}

// "No, that's not it" is no question to search for. Once, the assistant offers a person; a second time one is called.
func TestLesson12NoIsNotANewQuestion(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	agent, b := browser(t, look{}), browser(t, look{dark: true})
	agent.signIn(s, "maya@harbourandpine.example")
	b.begins(s, "ask")
	b.asks(returns)
	b.said("assistant", sixty)
	id := s.only()
	b.asks("No, that's not it.")
	b.wait("something said to it", `document.querySelector('candor-chat').shadowRoot.querySelectorAll('[data-author="assistant"]').length >= 2`)
	s.idle(id)
	b.keep("once")
	for _, m := range s.messages(id)[2:] {
		if len(m.Citations) > 0 {
			t.Errorf("no was taken for a question and got an answer: %q", m.Body)
		}
	}
	b.asks("No, that's still not it.")
	b.shows(candor.Waiting)
	b.said("desk", "You're number 1 in the queue")
	b.axe("two that were not it")
	b.keep("twice")
	agent.wait("the customer in the queue", part("queue-item"))
	if c := s.conversation(id); c.Reason != "unresolved" {
		t.Errorf("handed over for %q", c.Reason)
	}
}
