package browser_test

import (
	"context"
	"testing"

	"candor"
	"candor/turn"

	"github.com/chromedp/chromedp"
)

// What each purpose is off or on is in the widget, two equal buttons each, one click either way.
func TestChoicesAreMadeAndTakenBackInTheWidget(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	b.click(within("mydata"))
	b.click(within("choices"))
	b.wait("both buttons", within("memorytrue")+" && "+within("memoryfalse"))
	b.axe("the choices in the widget")
	b.keep("choices")
	b.click(within("memorytrue"))
	says := func(words string) string {
		return within("memorytrue") + `.parentElement.previousElementSibling.textContent.includes('` + words + `')`
	}
	b.wait("the yes", says("You allowed this on"))
	b.click(within("memoryfalse"))
	b.wait("the withdrawal", says("You took this back on"))
	all, err := s.app.Store().ConsentHistory(t.Context(), s.whose())
	if err != nil {
		t.Fatal(err)
	}
	last := all[len(all)-1]
	if last.Purpose != candor.Memory || last.Act != candor.Withdrew || last.Via != candor.ViaWidget {
		t.Errorf("recorded: %+v", last)
	}
}

func (s *site) whose() candor.CustomerID {
	s.t.Helper()
	c, err := s.app.Store().Conversation(s.t.Context(), s.only())
	if err != nil {
		s.t.Fatal(err)
	}
	return c.Customer
}

// Lesson 28 in the browser: what was typed waits, the new text is read, and then it is sent.
func TestLesson28TheWidgetKeepsWhatWasTypedUntilTheNewTextIsRead(t *testing.T) {
	t.Parallel()
	s := open(t)
	b := browser(t, look{})
	b.visit(s.shop)
	b.click(within("open"))
	b.click(within("ask"))
	b.wait("the composer", within("composer"))
	id := s.only()
	c, consents, err := s.app.Store().Load(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	old := consents[candor.Answers]
	old.ID, old.Version = candor.NewConsentID(), old.Version+1 // as after an update of the program
	if _, err := s.app.Store().Commit(context.Background(), turn.Change{Before: c, After: c, Consents: []candor.Consent{old}}); err != nil {
		t.Fatal(err)
	}
	b.js(within("composer")+`.focus()`, nil)
	b.write("How long do I have to return an item?")
	b.press(enter)
	b.wait("what is wrong, and a way on", within("problem")+`.textContent.includes('has changed') && `+within("ask"))
	if n := len(s.messages(id)); n != 0 {
		t.Errorf("%d messages reached the desk before the choice", n)
	}
	b.click(within("ask"))
	b.wait("the notice", `document.querySelector('candor-chat').shadowRoot.querySelector('h2').textContent.includes('May the assistant')`)
	b.axe("the new notice in the widget")
	b.click(within("ask"))
	b.said("assistant", "60 days")
	s.heard(id, "How long do I have to return an item?")
	b.run(chromedp.Reload())
	b.click(within("open"))
	b.said("customer", "How long do I have")
}
