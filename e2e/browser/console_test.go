package browser_test

import (
	"testing"

	"candor"
	"candor/consent"
	"candor/turn"
)

// customer begins a conversation with a person, and says something.
func (s *site) customer(language, text string) candor.ConversationID {
	s.t.Helper()
	c, err := s.app.Turn.Begin(s.t.Context(), turn.Begin{
		Inbox: "main", With: candor.CustomerAsksPerson, Language: language, Text: candor.Text(text), Key: string(candor.NewMessageID()),
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return c.ID
}

func (s *site) says(id candor.ConversationID, text string) {
	s.t.Helper()
	if _, err := s.app.Turn.Receive(s.t.Context(), id, turn.Incoming{Text: candor.Text(text), Key: string(candor.NewMessageID())}); err != nil {
		s.t.Fatal(err)
	}
}

// The whole of an agent's work with the keyboard alone, live, without a reload.
func TestAnAgentWorksThroughTheQueueByKeyboard(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleLead)
	b := browser(t, look{})
	b.visit(s.app.URL() + "/console")
	b.axe("sign-in")
	b.keep("signin")
	b.signIn(s, "maya@harbourandpine.example")
	b.axe("empty queue")
	b.keep("empty")

	id := s.customer("en", "My lamp came broken.")
	b.wait("the customer in the queue, live", part("queue-item"))
	b.keep("queue")
	b.shortcut("j")
	b.press(enter)
	b.wait("the conversation", part("message")+` && document.body.innerText.includes('My lamp came broken.')`)
	b.axe("an open conversation")
	b.shortcut("t")
	b.wait("that it is mine", part("resolve"))
	b.shortcut("r")
	b.wait("the reply box", `document.activeElement.id === 'reply'`)
	b.write("Hello, I am Maya. jkenr are only letters here.")
	b.keep("writing")
	b.submit()
	s.heard(id, "Hello, I am Maya. jkenr are only letters here.")
	b.wait("the reply on the screen", `document.querySelector('#log').innerText.includes('only letters here')`)

	b.write("A draft that must stay")
	s.says(id, "Are you still there?")
	b.wait("the customer's words, live", `document.querySelector('#log').innerText.includes('Are you still there?')`)
	if !b.truth(`document.activeElement.id === 'reply' && document.activeElement.value.includes('A draft that must stay')`) {
		t.Error("the live update took the focus or the draft away")
	}
	b.keep("live")
	b.press(escape)
	b.shortcut("n")
	b.wait("the note box", `document.activeElement.id === 'note'`)
	b.write("Sent a new lamp.")
	b.submit()
	s.heard(id, "Sent a new lamp.")
	b.wait("the note on the screen", `document.querySelector('#log').innerText.includes('Sent a new lamp.')`)

	b.press(escape)
	b.shortcut("?")
	b.wait("the help", part("help")+`.open`)
	b.axe("the help of the console")
	b.press(escape)
	b.wait("no help", `!`+part("help")+`.open`)
	b.chord("k")
	b.wait("the palette", part("palette")+`.open`)
	b.axe("the palette")
	b.keep("palette")
	b.press(escape)
	b.shortcut("/")
	b.wait("the search", `document.activeElement === `+part("search")+` || `+part("search")+`.contains(document.activeElement)`)
	b.press(escape)
	b.js(`document.activeElement.blur()`, nil)
	b.shortcut("e")
	b.wait("that it is resolved", `!`+part("resolve"))
	if c, err := s.app.Store().Conversation(t.Context(), id); err != nil || c.State != candor.Resolved {
		t.Errorf("state %s, %v; want resolved", c.State, err)
	}
}

// submit presses Ctrl and Enter, which sends what is being written.
func (b *tab) submit() {
	b.t.Helper()
	b.chord(enter)
}

func TestTheSecondAgentSeesWhoHasItAndKeepsTheirWords(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleAgent)
	tom := s.agent("tom@harbourandpine.example", "Tom Lindqvist", candor.RoleAgent)
	id := s.customer("en", "Who helps me?")
	b := browser(t, look{})
	b.signIn(s, "maya@harbourandpine.example")
	b.visit(s.app.URL() + "/console/c/" + string(id))
	b.shortcut("r")
	b.wait("the reply box", `document.activeElement.id === 'reply'`)
	b.write("Words that must not get lost")
	if _, err := s.app.Turn.Take(t.Context(), id, tom); err != nil {
		t.Fatal(err)
	}
	b.wait("who has it", part("held")+` && `+part("held")+`.innerText.includes('Tom')`)
	if !b.truth(`document.querySelector('#reply').value === 'Words that must not get lost'`) {
		t.Error("the second agent's words are gone")
	}
	b.axe("taken by a colleague")
	b.keep("taken")
}

func TestAnAgentSeesTheAssistantsSourcesAndReasons(t *testing.T) {
	t.Parallel()
	s := open(t)
	s.agent("maya@harbourandpine.example", "Maya Okafor", candor.RoleOwner)
	c, err := s.app.Turn.Begin(t.Context(), turn.Begin{
		Inbox: "main", With: candor.CustomerPicksAssistant, Language: "en", Allows: true,
		Notice: consent.For("Harbour & Pine", "en").Digest, Key: string(candor.NewMessageID()),
		Text: "How long do I have to return an item?",
	})
	if err != nil {
		t.Fatal(err)
	}
	b := browser(t, look{})
	b.signIn(s, "maya@harbourandpine.example")
	b.visit(s.app.URL() + "/console/c/" + string(c.ID))
	b.wait("the answer with its label and sources", `[...document.querySelectorAll('[data-author="assistant"]')].some(m => m.innerText.includes('AI assistant') && m.querySelector('.sources'))`)
	b.js(part("why")+`.querySelector('summary').click()`, nil)
	b.wait("the reasons", part("why")+`.innerText.length > 80`)
	b.axe("an answer with its reasons")
	b.keep("why")
	for _, page := range []string{"/console/desk", "/console/policy", "/console/team", "/console/account"} {
		b.visit(s.app.URL() + page)
		b.axe(page)
	}
}
